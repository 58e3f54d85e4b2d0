"""The headings above a sentence are those of the text, whatever passage it stands in."""

from __future__ import annotations

from answering.questions.sentence_headings import headings_of
from domain import PieceKind, PlacedSentence, StoredPassage, StoredSentence

Passage = tuple[tuple[str, ...], tuple[str, ...]]


def placed(*passages: Passage, page: int = 1) -> list[PlacedSentence]:
    """Sentences in passages, each given as its section and its texts."""
    found: list[PlacedSentence] = []
    for number, (section, texts) in enumerate(passages):
        first = len(found)
        passage = StoredPassage(
            f"p{number}", "plu", "reglement", PieceKind.REGLEMENT, number, section, " ".join(texts), first,
            first + len(texts) - 1, page, page, page, page, None,
        )  # fmt: skip
        for text in texts:
            position = len(found)
            sentence = StoredSentence("plu", "reglement", page, page, None, position, 0, len(text), text)
            found.append(PlacedSentence(sentence, passage))
    return found


def by_text(*passages: Passage, page: int = 1) -> dict[str, tuple[str, ...]]:
    sentences = placed(*passages, page=page)
    return {one.sentence.text: path for one, path in zip(sentences, headings_of(sentences), strict=True)}


def test_the_end_of_an_article_stays_under_it_in_a_passage_that_is_named_after_the_next() -> None:
    found = by_text(
        (("Article 10 : Hauteur",), ("Article 10 : Hauteur", "3) Dans le secteur N-4 :")),
        (("Article 11 : Aspect",), ("9 mètres", "Article 11 : Aspect", "Les toitures sont en tuiles.")),
    )
    assert found["9 mètres"] == ("Article 10 : Hauteur",)
    assert found["Les toitures sont en tuiles."] == ("Article 11 : Aspect",)


def test_a_short_article_after_which_no_passage_is_named_has_its_own_title() -> None:
    found = by_text(
        (("Zone UC", "Article 8"), ("Article 8", "Sans objet.", "Article 9 : Emprise", "Elle est de 40 %.")),
        (("Zone UC", "Article 10"), ("Article 10", "La hauteur est de 7 mètres.")),
    )
    assert found["Elle est de 40 %."] == ("Zone UC", "Article 9 : Emprise")
    assert found["La hauteur est de 7 mètres."] == ("Zone UC", "Article 10")
    coded = by_text((("Zone UC",), ("UC 1.2 – Conditions", "Oui.", "UC 1.3 – Mixité", "Sans objet.")))
    assert coded["Sans objet."] == ("Zone UC", "UC 1.3 – Mixité")


def test_a_line_that_opens_a_paragraph_stands_above_no_other_article() -> None:
    found = by_text((("Secteur 4AU1-2 :", "Article 12"), ("Article 12", "Une place par logement.")))
    assert found["Une place par logement."] == ("Article 12",)


def test_a_zone_without_a_passage_of_its_name_stands_above_its_articles_until_the_annexes() -> None:
    found = by_text(
        (("Sommaire", "UB 3 – Réseaux"), ("UB 3 – Réseaux", "Voir DG 12.", "Zone UC – Quartiers pavillonnaires")),
        (("Sommaire", "UC 1.1 – Interdictions"), ("UC 1.1 – Interdictions", "Sont interdits les entrepôts.")),
        (("Sommaire", "Annexe 1"), ("Annexe 1", "Un chêne.")),
    )
    assert found["Sont interdits les entrepôts."] == ("Zone UC – Quartiers pavillonnaires", "UC 1.1 – Interdictions")
    assert found["Voir DG 12."] == ("UB 3 – Réseaux",)
    assert found["Un chêne."] == ("Annexe 1",)


def test_a_title_far_away_that_reads_alike_opens_nothing() -> None:
    found = by_text(
        (("Définitions",), ("Définitions", "Voie", "Elle dessert les terrains.")),
        (("Article 5",), ("Article 5", "Sans objet.")),
        (("Article 6", "VOIE"), ("Article 6", "VOIE", "Recul de 5 mètres.")),
    )
    assert found["Elle dessert les terrains."] == ("Définitions",)
    assert found["Recul de 5 mètres."] == ("Article 6", "VOIE")

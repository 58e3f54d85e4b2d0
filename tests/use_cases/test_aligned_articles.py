"""Two versions of a text are compared article by article, whatever else moved."""

from __future__ import annotations

from domain import ChangeNature, Citation, PieceKind, StoredSentence, TextChange
from ingestion.segmentation.headings import Headings
from languages import language_named
from use_cases.aligned_articles import VersionArticle, articles_of, changes_of, matched

HEADINGS = Headings(language_named("fr").text)


def sentences(text: str, piece: str = "reglement", page: int | None = 4) -> tuple[StoredSentence, ...]:
    return tuple(
        StoredSentence("plan", piece, 4, page, None, position, 0, 0, line)
        for position, line in enumerate(text.strip().splitlines())
    )


def changes(before: str, after: str) -> list[TextChange]:
    old, new = (articles_of(sentences(text), (), HEADINGS) for text in (before, after))
    return [change for pair in matched(old, new) for change in changes_of(PieceKind.REGLEMENT, *pair)]


UA = "ZONE UA\nArticle 4 – Espaces libres\nLa pleine terre couvre 30 % du terrain.\nLes haies sont conservées."
UB = "ZONE UB\nArticle 4 – Espaces libres\nLa pleine terre couvre 40 % du terrain.\nUn arbre est planté par logement."


def test_the_same_text_has_no_change_wherever_its_articles_stand() -> None:
    assert changes(f"{UA}\n{UB}", f"{UA}\n{UB}") == []
    assert changes(f"{UA}\n{UB}", f"{UB}\n{UA}") == []


def test_a_figure_that_changes_is_marked_alone_under_its_own_zone() -> None:
    (change,) = changes(f"{UA}\n{UB}", f"{UA}\n{UB}".replace("40 %", "45 %"))
    assert change.nature is ChangeNature.CHANGED
    assert change.article[-1] == "Article 4 – Espaces libres"
    assert [run.text for run in change.runs_before if run.changed] == ["40"]
    assert [run.text for run in change.runs_after if run.changed] == ["45"]
    assert "".join(run.text for run in change.runs_after).replace(" ", "") == change.text_after.replace(" ", "")


def test_a_sentence_that_comes_or_goes_is_told_with_its_article() -> None:
    (gone,) = changes(UA, UA.replace("\nLes haies sont conservées.", ""))
    assert (gone.nature, gone.text_before, gone.after) == (
        ChangeNature.DISAPPEARED, "Les haies sont conservées.", ()
    )  # fmt: skip
    (new,) = changes(UA, f"{UA}\nLes clôtures laissent passer la faune.")
    assert (new.nature, new.article[-1]) == (ChangeNature.APPEARED, "Article 4 – Espaces libres")


def test_an_article_under_another_title_is_known_by_its_words() -> None:
    (change,) = changes(UA, UA.replace("Article 4 – Espaces libres", "Article 13 – Espaces libres"))
    assert change.text_before == "Article 4 – Espaces libres"
    assert change.text_after == "Article 13 – Espaces libres"


def test_a_file_without_pages_says_its_sections_itself() -> None:
    text = sentences("Les haies sont conservées.", page=None)
    labelled = [
        StoredSentence("plan", "r", 1, None, "Zone UA > Article 4", 0, 0, 0, text[0].text),
        StoredSentence("plan", "r", 2, None, "Zone UA > Article 5", 1, 0, 0, "Les clôtures sont basses."),
    ]
    found = articles_of(labelled, (), HEADINGS)
    assert [one.headings for one in found] == [("Zone UA", "Article 4"), ("Zone UA", "Article 5")]


def test_a_change_is_cited_by_the_quotes_that_stand_in_it() -> None:
    (change,) = changes(UA, UA.replace("30 %", "35 %"))

    def quote(text: str, page: int = 4) -> Citation:
        return Citation("reglement", page, None, text, page, 0, 0)

    assert change.cited_by([quote("La pleine terre couvre 30 % du terrain.")], after=False)
    assert change.cited_by([quote("couvre 35 %")], after=True)
    assert not change.cited_by([quote("couvre 35 %")], after=False)
    assert not change.cited_by([quote("couvre 35 %", page=9)], after=True)
    assert not change.cited_by([quote("Les haies sont conservées.")], after=True)


def test_long_passages_without_a_word_in_common_are_not_set_side_by_side() -> None:
    old = VersionArticle(("A",), sentences("\n".join(f"Ancienne phrase {n} sur les routes" for n in range(9))))
    new = VersionArticle(("A",), sentences("\n".join(f"Nouveau texte des haies numéro{n}" for n in range(9))))
    natures = [change.nature for change in changes_of(PieceKind.REGLEMENT, old, new)]
    assert natures == [ChangeNature.DISAPPEARED, ChangeNature.APPEARED]

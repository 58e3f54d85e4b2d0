from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.segmentation.sentences import MAX_WORDS
from tests.ingestion.in_french import split_page, split_sentences

PARTS = st.sampled_from(
    [
        *("Les haies sont conservées", "l’article L. 151-22", "cf. R. 151-43", "M. Durand", "60 %", "1,5 m", "etc."),
        *("p. ex.", "n° 3", "« Oui. »", "(art. 3)", "...", ".", " ;", " :", " !", "\n", "\n\n", " ", "- ", "• "),
        *("1° ", "a) ", "TITRE II", "o", "-", "Article UA 13", "2.3.1 Les haies", "12 50 31", "........ 4", "De"),
        *("la", "x" * 90, "mot " * 95),
    ]
)
TEXT = st.lists(PARTS, max_size=40).map("".join)


@given(TEXT, st.booleans())
def test_every_character_is_in_exactly_one_sentence(text: str, prose: bool) -> None:
    position = 0
    for unit in split_page(3, text, prose=prose):
        sentence = unit.sentence
        assert sentence.page == 3
        assert text[position : sentence.start].strip() == ""
        assert sentence.start < sentence.end
        assert sentence.text == " ".join(text[sentence.start : sentence.end].split())
        assert sentence.text
        assert len(sentence.text.split()) <= MAX_WORDS
        position = sentence.end
    assert text[position:].strip() == ""


@given(TEXT, st.integers(0, 30), st.integers(0, 30))
def test_nothing_outside_the_body_is_taken(text: str, head: int, tail: int) -> None:
    start, end = min(head, len(text)), max(min(head, len(text)), len(text) - tail)
    units = split_page(1, text, start, end)
    taken = "".join(text[unit.sentence.start : unit.sentence.end] for unit in units)
    assert all(start <= unit.sentence.start < unit.sentence.end <= end for unit in units)
    assert "".join(taken.split()) == "".join(text[start:end].split())


@pytest.mark.parametrize(
    "sentence",
    [
        "Au titre de l’article L. 151-22 et de l’art. R. 151-43, un coefficient est fixé.",
        "Le plan (cf. Annexe 3) localise les espaces, p. ex. Les Prés, à conserver.",
        "M. Durand et Mme. Petit ont remis leur avis, n° 12 du registre.",
        "La densité est de 25 hab./ha env. sur 1,5 ha.",
        "Le rapport indique « Les haies. Les mares. » parmi les éléments à garder.",
        "Les haies, les mares... sont conservées.",
        "Les articles L. 121-1 et s. du code s’appliquent à la S.A.R.L. Dupont.",
    ],
)
def test_one_sentence(sentence: str) -> None:
    assert split_sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Les haies sont gardées. Les mares aussi.", ["Les haies sont gardées.", "Les mares aussi."]),
        ("La surface est de 5 ha. Elle est classée.", ["La surface est de 5 ha.", "Elle est classée."]),
        ("Il couvre 30 hab. Les autres non.", ["Il couvre 30 hab.", "Les autres non."]),
        ("Les arbres, etc. Le reste est libre.", ["Les arbres, etc.", "Le reste est libre."]),
        ("Est-ce permis ? Non ! Sauf accord.", ["Est-ce permis ?", "Non !", "Sauf accord."]),
        ("Il dit : « Gardez les haies. » Elle approuve.", ["Il dit : « Gardez les haies. »", "Elle approuve."]),
        ("Objectif de 2030. 60 % sont plantés.", ["Objectif de 2030.", "60 % sont plantés."]),
        ("Le P.P.R.I. Aussi convient-il de s’y reporter.", ["Le P.P.R.I.", "Aussi convient-il de s’y reporter."]),
    ],
)
def test_boundaries(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


def page(text: str) -> list[str]:
    return [unit.sentence.text for unit in split_page(1, text)]


def test_wrapped_lines_make_one_sentence() -> None:
    text = (
        "Les espaces libres en pleine terre sur les parcelles devront représenter au minimum 60% des espaces\n"
        "libres. Les aires de stationnement doivent être plantées."
    )
    assert page(text) == [
        "Les espaces libres en pleine terre sur les parcelles devront représenter au minimum 60% des espaces libres.",
        "Les aires de stationnement doivent être plantées.",
    ]


def test_list_items_and_headings_stand_alone() -> None:
    text = (
        "ARTICLE 1 : OCCUPATIONS INTERDITES\nSont interdits :\n- les dépôts de véhicules ;\n"
        "- les constructions destinées à\nl’industrie ;\n• les carrières\n1° les campings\n"
        "Article UA 2 – Conditions\nNon réglementé."
    )
    assert page(text) == [
        "ARTICLE 1 : OCCUPATIONS INTERDITES",
        "Sont interdits :",
        "- les dépôts de véhicules ;",
        "- les constructions destinées à l’industrie ;",
        "• les carrières",
        "1° les campings",
        "Article UA 2 – Conditions",
        "Non réglementé.",
    ]


@pytest.mark.parametrize("closing", ["1)", "a)", "iv)", "15)"])
def test_a_line_that_closes_a_bracket_opens_no_item(closing: str) -> None:
    begun = "L'arrachage donne lieu à une replantation d'un linéaire double (2 pour"
    goes_on = f"{closing} sur le plateau central et les marges."
    assert page(f"{begun}\n{goes_on}") == [f"{begun} {goes_on}"]
    assert page(f"Sont admis (article 2) :\n{goes_on}") == ["Sont admis (article 2) :", goes_on]


def test_bullet_alone_on_its_line_goes_with_its_item() -> None:
    assert page("-\nLes haies sont conservées.\n-\nLes mares sont comblées.") == [
        "- Les haies sont conservées.",
        "- Les mares sont comblées.",
    ]


def test_numbers_of_a_row_stay_with_its_name() -> None:
    assert page("Communauté de communes des Grands Prés Verts\n118 52 31\nTotal 240 110 56")[0].endswith("118 52 31")


def test_contents_lines_stand_alone() -> None:
    assert (
        len(
            page(
                "Titre I Définitions ......... 4\nTitre II Zones urbaines ......... 13\nTitre III Annexes ......... 40"
            )
        )
        == 3
    )


def test_a_reference_at_a_line_start_is_no_heading() -> None:
    text = (
        "Les constructions nouvelles doivent respecter les règles de hauteur et de retrait prévues à l’\n"
        "Article 10 et ne peuvent dépasser en aucun point la hauteur fixée par le document graphique."
    )
    assert len(page(text)) == 1


def test_levels_are_handed_on() -> None:
    units = split_page(
        1, "TITRE II\nDISPOSITIONS COMMUNES\nLe texte de la disposition commence ici et se poursuit assez longtemps."
    )
    assert units[0].sentence.text == "TITRE II DISPOSITIONS COMMUNES"
    assert units[0].level is not None
    assert units[1].level is None

"""Fonts that give a page some wrong letters: it is recognised, or whoever cites it is warned."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import PageKind
from ingestion.ocr.quality import count, has_odd_words
from tests.ingestion.drawn_pdf import DrawnPage, line
from tests.ingestion.drawn_text import read_drawn, sentences

TEXTS = [
    "La hauteur des constructions est limitée à neuf mètres.",
    "Les haies et les arbres repérés sont conservés.",
    "Les clôtures végétalisées laissent passer la petite faune.",
    "Le stationnement est assuré hors des voies et des chemins.",
    "Les annexes isolées ne dépassent pas trois mètres de haut.",
    "Les toitures sont à deux pans, en tuiles de teinte claire.",
    "Les eaux de pluie sont gardées sur la parcelle aménagée.",
]
PLAIN = str.maketrans("éèàôâùê", "eeaoaue")


@pytest.mark.parametrize(
    "wrong",
    [
        str.maketrans("éèàôê", "«ª¢¶¬"),
        str.maketrans("éèô", "øþð"),
        str.maketrans("tl", "WO"),
        str.maketrans({" ": ""}),
        PLAIN,
    ],
    ids=["signs", "letters of other languages", "capitals", "no spaces", "no accents"],
)
def test_pages_of_wrong_letters_are_told(wrong: dict[int, str]) -> None:
    piece = read_drawn(
        [DrawnPage("".join(line(text.translate(wrong), 60, 780 - 16 * at) for at, text in enumerate(TEXTS)))]
    )
    assert piece.pages[0].kind is PageKind.FONT
    assert [warning for warning in piece.warnings if "douteux" in warning]


@settings(max_examples=20)
@given(
    sentences(5, 12),
    st.sampled_from(["m²", "n° 4", "PLUi", "SCoT", "CO2", "« oui »", "l’œuvre", "10³", "1er", "E.N.E."]),
)
def test_sentences_are_not_doubtful(texts: list[str], more: str) -> None:
    assert not has_odd_words(count("\n".join(f"{text} {more}" for text in texts)))


def test_a_few_odd_names_are_not_doubtful() -> None:
    assert not has_odd_words(count(" ".join([*TEXTS, *TEXTS, "diverCités", "OpenStreetMap", "Øresund"])))

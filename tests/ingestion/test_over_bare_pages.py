"""A sentence goes on over pages that show no text, or nothing but what their figure shows."""

from __future__ import annotations

import pytest

from domain import ReadPiece
from tests.ingestion.drawn_pdf import DrawnPage, line
from tests.ingestion.drawn_text import read_drawn

FOOT = line("Règlement du PLU de Valmont", 70, 30, 8)
PLAN = "1 0 0 RG " + " ".join(f"{100 + n} 120 m {400 - n} {220 + n} l S" for n in range(60)) + "\n"
BEFORE, AFTER = "Les façades sont à une distance de la limite", "qui est de trois mètres au moins."


def page(number: int, *texts: str, drawn: str = "") -> DrawnPage:
    lines = "".join(line(text, 70, 770 - 16 * at) for at, text in enumerate(texts))
    return DrawnPage(drawn + lines + FOOT + line(str(number), 520, 30, 8))


def filled(start: int) -> list[str]:
    return [f"La haie numéro {start + number} est conservée." for number in range(8)]


def read(*between: DrawnPage) -> ReadPiece:
    pages = [page(1, *filled(1)), page(2, *filled(11), BEFORE), *between]
    last = len(pages) + 1
    return read_drawn([*pages, page(last, AFTER, *filled(21)), page(last + 1, *filled(31))])


@pytest.mark.parametrize(
    "between",
    [
        [],
        [DrawnPage("")],
        [page(3)],
        [DrawnPage(""), page(4)],
        [page(3, drawn=PLAN)],
        [page(3, "Figure 4 : plan des secteurs", drawn=PLAN)],
        [page(3, "Carte des secteurs de recul", "Source : commune, 2024", drawn=PLAN)],
    ],
    ids=["none", "blank", "foot alone", "two", "plan", "caption", "caption and source"],
)
def test_a_sentence_goes_on(between: list[DrawnPage]) -> None:
    piece = read(*between)
    (found,) = [one for one in piece.sentences if one.text.startswith(BEFORE)]
    assert found.text == f"{BEFORE} {AFTER}"
    assert (found.page, found.last_page) == (2, 3 + len(between))
    rest = found.rest
    assert rest is not None
    assert piece.pages[rest.page - 1].text[rest.start : rest.end] == AFTER
    captions = [one.text for one in piece.sentences if one.text.startswith(("Figure", "Carte", "Source"))]
    assert len(captions) <= 1 or captions == ["Carte des secteurs de recul", "Source : commune, 2024"]


@pytest.mark.parametrize(
    "between",
    [
        [page(3, "Les serres sont admises dans le secteur.")],
        [DrawnPage(""), DrawnPage(""), DrawnPage(""), DrawnPage("")],
    ],
    ids=["text", "too many"],
)
def test_what_does_not_go_on_stays_apart(between: list[DrawnPage]) -> None:
    piece = read(*between)
    assert AFTER in [one.text for one in piece.sentences]
    assert any(one.text.startswith(BEFORE) for one in piece.sentences)

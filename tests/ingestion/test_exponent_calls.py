"""The call of a note after the exponent of a unit: « 200 m²¹ » is 200 m², with a note."""

from __future__ import annotations

import pytest

from domain.ledger import Fate
from tests.ingestion.drawn_pdf import DrawnPage, line
from tests.ingestion.drawn_text import read_drawn, width

LEAD, REST = "La surface est de 200 m", " au plus par logement."


def page(runs: list[tuple[str, float, float]], rest: str = REST) -> DrawnPage:
    """A sentence with raised runs: text, size, height."""
    content, x = line(LEAD, 70, 700), 70 + width(LEAD, 11)
    for text, size, height in runs:
        content += line(text, x, 700 + height, size)
        x += width(text, size)
    return DrawnPage(content + line(rest, x, 700) + line("Une autre règle est écrite ici.", 70, 660))


@pytest.mark.parametrize(
    "runs",
    [
        [("21", 6, 4)],
        [("2", 6, 4), ("1", 6, 4)],
        [("2", 6, 4), ("1", 5, 6)],
        [("2", 6, 4), (" 12", 6, 4)],
        [("2", 6, 4), ("(1)", 6, 4)],
        [("2", 6, 4), ("1,2", 6, 4)],
    ],
)
def test_the_exponent_stays_and_the_call_is_left_out(runs: list[tuple[str, float, float]]) -> None:
    piece = read_drawn([page(runs)])
    assert piece.sentences[0].text == "La surface est de 200 m² au plus par logement."
    counts = {entry.fate: entry.count for entry in piece.pages[0].ledger}
    assert counts[Fate.NOTE_CALL] == sum(len(text.strip()) for text, _, _ in runs) - 1


@pytest.mark.parametrize("calls", ["3, 4", "3,4", "(3) (4)", "3 ; 4", "12, 13, 14"])
def test_several_calls_of_notes_stand_beside_each_other(calls: str) -> None:
    lead, rest = "Le seuil est de 40 logements", " en zone UA."
    after = 70 + width(lead, 11) + width(calls, 6)
    content = line(lead, 70, 700) + line(calls, 70 + width(lead, 11), 704, 6) + line(rest, after, 700)
    piece = read_drawn([DrawnPage(content + line("Une autre règle est écrite ici.", 70, 660))])
    assert piece.sentences[0].text == lead + rest


def test_superscripts_of_the_text_itself() -> None:
    content = line("La surface est de 200 m²¹ au plus par logement et de 30 m³ par cuve.", 70, 700)
    piece = read_drawn([DrawnPage(content)])
    assert piece.sentences[0].text == "La surface est de 200 m² au plus par logement et de 30 m³ par cuve."


@pytest.mark.parametrize(("size", "height"), [(6, 4), (5, 6), (6, 6.5), (7, 5.5)])
def test_an_exponent_after_which_or_before_which_a_line_ends(size: float, height: float) -> None:
    """PDFium ends a line where a run stands much higher than the text."""
    content, x = line("Le débit est de 115 m", 70, 700), 70 + width("Le débit est de 115 m", 11)
    content += line("3", x, 700 + height, size) + line("/s au plus.", x + width("3", size), 700)
    piece = read_drawn([DrawnPage(content + line("Une autre règle est écrite ici.", 70, 660))])
    assert piece.sentences[0].text == "Le débit est de 115 m³/s au plus."

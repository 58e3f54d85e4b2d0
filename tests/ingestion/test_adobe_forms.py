"""Forms in Adobe's own format (XFA): those whose pages only ask to wait, and those whose pages show the form."""

from __future__ import annotations

import pytest

from domain import PageStatus, ReadPiece
from tests.ingestion.drawn_pdf import DrawnPage, Extra, line
from tests.ingestion.drawn_text import read_drawn

WAIT = (
    "Please wait...",
    "If this message is not eventually replaced by the proper contents of the document,",
    "your PDF viewer may not be able to display this type of document.",
)
FORM = ("La hauteur des constructions est de neuf mètres.", "Le recul est de cinq mètres au moins.")


def read(texts: tuple[str, ...], catalog: str) -> ReadPiece:
    extra = Extra(objects={100: ("", "<template/>")}, catalog=f"/AcroForm << /XFA 100 0 R /Fields [] >> {catalog}")
    return read_drawn([DrawnPage("".join(line(text, 70, 760 - 20 * at) for at, text in enumerate(texts)))], extra)


@pytest.mark.parametrize("catalog", ["/NeedsRendering true", ""], ids=["says so", "does not say so"])
def test_a_page_that_asks_to_wait_is_not_read(catalog: str) -> None:
    piece = read(WAIT, catalog)
    assert piece.pages[0].status is PageStatus.UNREADABLE
    assert "XFA" in (piece.pages[0].reason or "")
    assert not piece.sentences


def test_the_pages_of_a_static_form_are_read_and_its_data_is_said() -> None:
    piece = read(FORM, "")
    assert [one.text for one in piece.sentences] == list(FORM)
    assert [warning for warning in piece.warnings if "XFA" in warning]


def test_a_page_that_speaks_of_waiting_in_another_file_is_read() -> None:
    piece = read_drawn([DrawnPage(line("Veuillez patienter : le guichet ouvre à neuf heures.", 70, 760))])
    assert piece.sentences

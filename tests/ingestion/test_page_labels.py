from __future__ import annotations

from pathlib import Path

from ingestion.page_labels import LoneNumbers, printed_numbers
from tests.ingestion.drawn_pdf import DrawnPage, draw, line
from tests.ingestion.in_french import read_piece
from tests.ingestion.pdfs import pages_source, typeset
from tests.ingestion.test_pdf import PROSE


def test_a_number_alone_in_the_middle_of_the_page_counts_pages_when_five_follow_each_other(tmp_path: Path) -> None:
    pages = [f"{PROSE}\n\n{41 + index}\n\n{PROSE}" for index in range(6)]
    piece = read_piece(typeset(tmp_path / "a.pdf", pages_source(pages)))
    assert [page.label for page in piece.pages] == ["41", "42", "43", "44", "45", "46"]


def test_numbers_of_tables_and_short_runs_are_no_page_numbers() -> None:
    four = [LoneNumbers(middle=(str(number), "12")) for number in (7, 8, 9, 10)]
    assert printed_numbers([*four, LoneNumbers(), LoneNumbers()], [None] * 6) == [None] * 6
    assert printed_numbers([LoneNumbers(middle=("250", "250"))] * 9, [None] * 9) == [None] * 9


def test_a_page_between_two_numbered_ones_may_have_none() -> None:
    pages = [LoneNumbers(middle=(str(index + 3),)) if index != 3 else LoneNumbers() for index in range(8)]
    assert printed_numbers(pages, [None] * 8) == ["3", "4", "5", None, "7", "8", "9", "10"]


def test_a_number_under_a_frame_that_leaves_its_last_figure_half_bare_still_counts_the_page(tmp_path: Path) -> None:
    text = "".join(line(f"La hauteur des abris de la zone {row} est de 3 m.", 60, 700 - 14 * row) for row in range(20))
    foot = [text + line(f"Page {number}", 486, 40) for number in range(17, 22)]
    foot[-1] += "1 g 90 20 434 400 re f 0 g\n"
    piece = read_piece(draw(tmp_path / "a.pdf", [DrawnPage(content) for content in foot]))
    assert [page.label for page in piece.pages] == ["17", "18", "19", "20", "21"]
    assert piece.pages[-1].text.split()[-1] == "m."

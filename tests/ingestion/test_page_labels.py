from __future__ import annotations

from pathlib import Path

from ingestion.page_labels import LoneNumbers, printed_numbers
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

"""Columns of unequal widths, and of five, that a file writes line by line across the page."""

from __future__ import annotations

from itertools import cycle

import pytest

from tests.ingestion.drawn_pdf import DrawnPage, line
from tests.ingestion.drawn_text import WORDS, read_drawn, width

SIZE, ROWS, GAP = 7, 14, 14


def columns(widths: list[int]) -> list[list[str]]:
    """Lines of words that fill columns."""
    words = cycle(WORDS)
    found: list[list[str]] = []
    for wide in widths:
        lines = []
        for _ in range(ROWS):
            text, word = "", next(words)
            while width(f"{text} {word}", SIZE) < wide:
                text, word = f"{text} {word}".strip(), next(words)
            lines.append(text)
        found.append(lines)
    return found


def across(texts: list[list[str]], widths: list[int]) -> DrawnPage:
    lefts = [40 + sum(widths[:number]) + GAP * number for number in range(len(widths))]
    return DrawnPage(
        "".join(
            line(texts[column][row], lefts[column], 780 - 10 * row, SIZE)
            for row in range(ROWS)
            for column in range(len(widths))
        )
    )


@pytest.mark.parametrize("widths", [[120, 380], [380, 120], [230, 160, 90], [90, 200, 180], [115] * 4, [92] * 5])
def test_columns_are_read_one_after_the_other(widths: list[int]) -> None:
    texts = columns(widths)
    read = " ".join(read_drawn([across(texts, widths)]).pages[0].text.split())
    assert read == " ".join(" ".join(lines) for lines in texts)


def test_rows_of_names_stay_rows() -> None:
    names = [[f"{word.capitalize()} {row}" for word in WORDS[3 * row : 3 * row + 3]] for row in range(ROWS - 4)]
    page = DrawnPage(
        "".join(
            line(name, 40 + 110 * at, 780 - 12 * row, 9) for row, one in enumerate(names) for at, name in enumerate(one)
        )
    )
    read = read_drawn([page]).pages[0].text
    assert [" ".join(one.split()) for one in read.splitlines() if one.strip()] == [" ".join(one) for one in names]

"""How many lines a text takes in a column, and how high its row is: a spreadsheet does not always work it out."""

from __future__ import annotations

import textwrap

LINE_POINTS = 12.8
"""Height of a line of ten-point text, in points."""
HIGHEST_POINTS = 409.0
"""The highest row that Excel can show, in points."""


def lines_in(text: str, width: float) -> int:
    """Lines that a text takes in a column ``width`` characters wide, words kept whole.

    The width is that of digits; letters are narrower on average: a line holds a twentieth more of them at least.
    """
    letters = max(1, int(width * 1.05))
    if len(text) <= letters and text.isprintable():  # nearly all cells; no line ends inside
        return 1
    return max(1, sum(len(textwrap.wrap(line, letters)) or 1 for line in text.splitlines()))


def row_height(lines: int) -> float:
    """Points of a row with this number of lines."""
    return min(HIGHEST_POINTS, lines * LINE_POINTS + 3)

"""How many lines a text takes in a column, and how high its row is: a spreadsheet does not always work it out."""

from __future__ import annotations

import textwrap

LINE_POINTS = 12.8
"""Height of a line of ten-point text, in points."""
HIGHEST_POINTS = 409.0
"""The highest row that Excel can show, in points."""
MOST_LINES = int((HIGHEST_POINTS - 3) / LINE_POINTS)
"""Lines that the highest row holds."""


def lines_in(text: str, width: float) -> int:
    """Lines that a text takes in a column ``width`` characters wide, words kept whole.

    The width is that of digits; letters are narrower on average: a line holds a twentieth more of them at least.
    """
    letters = _letters(width)
    if len(text) <= letters and text.isprintable():  # nearly all cells; no line ends inside
        return 1
    return max(1, sum(_count(line, letters) for line in text.splitlines()))


def cut_in_lines(text: str, width: float, most: int) -> list[str]:
    """The text in parts of ``most`` lines each in such a column; put together they are the text, letter by letter."""
    if lines_in(text, width) <= most:
        return [text]
    wrapper = textwrap.TextWrapper(
        _letters(width), expand_tabs=False, replace_whitespace=False, drop_whitespace=False
    )  # fmt: skip
    pieces = [piece for line in text.splitlines(keepends=True) for piece in wrapper.wrap(line)]
    return ["".join(pieces[start : start + most]) for start in range(0, len(pieces), most)]


def _letters(width: float) -> int:
    return max(1, int(width * 1.05))


def _count(line: str, letters: int) -> int:
    """Lines of a text without line ends: each word goes where it fits, one longer than a line is cut.

    A tenth of the time of ``textwrap``, which also breaks at hyphens: this counts as many lines as it or more.
    """
    if len(line) <= letters:
        return 1
    count, left = 1, letters
    for word in line.split():
        size = len(word)
        if size <= left:
            left -= size + 1
        elif size <= letters:
            count, left = count + 1, letters - size - 1
        else:
            more = -(-(size - max(left, 0)) // letters)
            count, left = count + more, letters * more + max(left, 0) - size - 1
    return count


def row_height(lines: int) -> float:
    """Points of a row with this number of lines."""
    return min(HIGHEST_POINTS, lines * LINE_POINTS + 3)

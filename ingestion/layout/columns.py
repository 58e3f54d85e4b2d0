"""Columns of prose that the file writes line by line across all of them: where the gutters between them are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingestion.layout.page_space import Rect

MIN_ROWS = 8  # lines side by side
MIN_WIDTH = 0.22  # of the page, for two columns: narrower runs are a table's cells or a list's numbers
MIN_NARROW = 0.13  # the same for more columns
MIN_PROSE = 0.09  # the same for columns that are full and read as prose
MIN_FULL = 0.75  # mean width of the lines of such a column, to the widest
GOES_ON = 0.5  # share of its lines that begin with a small letter
MAX_COLUMNS = 5
MIN_GAP = 8.0  # points between the columns


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns from ``top`` to ``bottom``, on both sides of each of ``gutters``.

    ``doubtful``: some are so narrow that they may be those of a table, unless they read as prose.
    """

    gutters: tuple[float, ...]
    top: float
    bottom: float
    doubtful: bool = False


def read_as_prose(text: str, places: Sequence[tuple[float, float] | None], columns: Columns) -> bool:
    """Whether most lines of each column go on from the line before, as no cells of a table do.

    Args:
        text: That of the page.
        places: The middle of each of its characters, None for those that are not on it.
        columns: Those of the page.
    """
    starts: list[list[bool]] = [[] for _ in range(len(columns.gutters) + 1)]
    before: tuple[int, float] | None = None
    for char, place in zip(text, places, strict=True):
        if place is None or not columns.top - 1 <= place[1] <= columns.bottom + 1:
            continue
        column = sum(gutter <= place[0] for gutter in columns.gutters)
        if before is None or before[0] != column or abs(before[1] - place[1]) > MIN_GAP / 2:
            starts[column].append(char.islower())
            before = column, place[1]
    return all(sum(own) >= GOES_ON * len(own) for own in starts)


def find_columns(rects: Sequence[Rect], width: float) -> Columns | None:
    """The columns of a page that jump from left to right and back on each line; None for other pages.

    A page whose file writes one column after the other needs no help, and tables without rules look
    alike but for the width of their runs.
    """
    if len(rects) < 2 * MIN_ROWS or not _may_have_columns(rects):
        return None
    rows = _rows(rects)
    counts = [len(row) for row in rows if 2 <= len(row) <= MAX_COLUMNS]
    for number in sorted(set(counts), reverse=True):
        if counts.count(number) >= MIN_ROWS:
            found = _columns([row for row in rows if len(row) == number], rects, width)
            if found is not None:
                return found
    return None


def _may_have_columns(rects: Sequence[Rect]) -> bool:
    """Whether runs enough stand apart from the one before, on its right: on most pages, few do."""
    return sum(rect[0] - before[2] >= MIN_GAP for before, rect in pairwise(rects)) >= MIN_ROWS


def _rows(rects: Sequence[Rect]) -> list[list[Rect]]:
    """Runs of text side by side, in the order of the file, each to the right of the one before; the joined made one."""
    rows: list[list[Rect]] = []
    for before, rect in pairwise([rects[0], *rects]):
        same = rows and abs(before[1] - rect[1]) < 0.6 * max(before[3] - before[1], rect[3] - rect[1])
        if same and rect[0] - before[2] >= MIN_GAP:
            rows[-1].append(rect)
        elif same and rect[0] >= before[2] - 1:
            last = rows[-1][-1]
            rows[-1][-1] = (last[0], min(last[1], rect[1]), rect[2], max(last[3], rect[3]))
        else:
            rows.append([rect])
    return rows


def _columns(rows: Sequence[Sequence[Rect]], rects: Sequence[Rect], width: float) -> Columns | None:
    number = len(rows[0])
    wide, least = (MIN_WIDTH if number == 2 else MIN_NARROW) * width, MIN_PROSE * width
    rows = [row for row in rows if all(rect[2] - rect[0] >= least / 2 for rect in row)]
    if len(rows) < MIN_ROWS:
        return None
    gutters = []
    for place in range(number - 1):
        low, high = max(row[place][2] for row in rows), min(row[place + 1][0] for row in rows)
        if high - low < MIN_GAP / 2:
            return None
        gutters.append((low + high) / 2)
    widths = [[row[place][2] - row[place][0] for row in rows] for place in range(number)]
    means = [sum(own) / len(own) for own in widths]
    doubtful = min(means) < wide
    if min(means) < least or (
        doubtful and any(mean < MIN_FULL * max(own) for mean, own in zip(means, widths, strict=True))
    ):
        return None
    top = min(rect[1] for row in rows for rect in row)
    bottom = max(rect[3] for row in rows for rect in row)
    for rect in rects:
        if top <= (rect[1] + rect[3]) / 2 <= bottom and any(rect[0] < gutter < rect[2] for gutter in gutters):
            return None  # a line across: no columns all the way
    return Columns(tuple(gutters), top, bottom, doubtful)

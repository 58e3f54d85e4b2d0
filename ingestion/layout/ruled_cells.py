"""Cells between the lines of a page, found as pdfplumber finds them, on plain tuples.

The rules are those of ``pdfplumber.table`` (MIT licence), whose package costs a reading process 16 MB and takes a
table of its own for each line; ``tests/ingestion/test_ruled_cells.py`` holds the two against each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, product
from operator import attrgetter
from typing import NamedTuple

TOLERANCE = 3.0  # points between lines that meet, as in pdfplumber

Cell = tuple[float, float, float, float]  # left, top, right, bottom; y downwards
Point = tuple[float, float]
Crossings = Mapping[Point, tuple[int, int]]
"""The points in which lines cross: the upright lines that do and the level ones, as bits of a number each."""


class Edge(NamedTuple):
    """A straight line of a page, in points from its top left corner.

    ``place`` is the height of a level line, and of an upright one how far from the left it stands; ``start`` and
    ``end`` say from where to where it runs.
    """

    level: bool
    place: float
    start: float
    end: float


_place, _start = attrgetter("place"), attrgetter("start")


def merged(edges: Sequence[Edge]) -> list[Edge]:
    """Lines that stand close made one: first the level ones from the top, then the upright ones from the left."""
    found: list[Edge] = []
    for level in (True, False):
        lines = sorted(_aligned([edge for edge in edges if edge.level is level]), key=_place)
        for _, group in groupby(lines, key=_place):
            found += _joined(group)
    return found


def _aligned(edges: Sequence[Edge]) -> Iterator[Edge]:
    """Lines one way, those that stand side by side set at the mean of their places."""
    band, last = -1, float("-inf")
    bands: dict[float, int] = {}
    for place in sorted({edge.place for edge in edges}):
        band += place > last + TOLERANCE
        bands[place] = band
        last = place
    together: list[list[Edge]] = [[] for _ in range(band + 1)]
    for edge in edges:
        together[bands[edge.place]].append(edge)
    for group in together:
        mean = sum(map(_place, group)) / len(group)
        for level, place, start, end in group:
            yield Edge(level, place + (mean - place), start, end)  # rounded as pdfplumber rounds


def _joined(edges: Iterable[Edge]) -> list[Edge]:
    """Pieces of one line made one where they meet."""
    found: list[Edge] = []
    for edge in sorted(edges, key=_start):
        if found and edge.start <= found[-1].end + TOLERANCE:
            if edge.end > found[-1].end:
                found[-1] = found[-1]._replace(end=edge.end)
        else:
            found.append(edge)
    return found


def cells_between(edges: Sequence[Edge]) -> list[Cell]:
    """The smallest cell under and right of each point in which lines that were ``merged`` cross, by that point."""
    crossings = _crossings(edges)
    points = sorted(crossings)
    in_column: defaultdict[float, list[Point]] = defaultdict(list)
    in_row: defaultdict[float, list[Point]] = defaultdict(list)
    for point in points:
        in_column[point[0]].append(point)
        in_row[point[1]].append(point)
    found: list[Cell] = []
    for point in points:
        x, y = point
        upright, level = crossings[point]
        below = [y1 for one, y1 in in_column[x] if y1 > y and crossings[one, y1][0] & upright]
        if not below:
            continue
        right = [x1 for x1, one in in_row[y] if x1 > x and crossings[x1, one][1] & level]
        corners = ((x1, y1) for y1, x1 in product(below, right) if _closes((x1, y1), point, crossings))
        if (corner := next(corners, None)) is not None:
            found.append((x, y, *corner))
    return found


def _crossings(edges: Sequence[Edge]) -> Crossings:
    found: dict[Point, tuple[int, int]] = {}
    level = [(edge.place, edge.start, edge.end, 1 << number) for number, edge in enumerate(edges) if edge.level]
    for number, (is_level, x, top, bottom) in enumerate(edges):
        if is_level:
            continue
        first, last = bisect_left(level, (top - 2 * TOLERANCE,)), bisect_left(level, (bottom + 2 * TOLERANCE,))
        for y, left, right, bit in level[first:last]:
            down = top <= y + TOLERANCE and bottom >= y - TOLERANCE
            if down and left - TOLERANCE <= x <= right + TOLERANCE:
                one, other = found.get((x, y), (0, 0))
                found[x, y] = one | 1 << number, other | bit
    return found


def _closes(corner: Point, opposite: Point, crossings: Crossings) -> bool:
    """Whether lines run from a crossing to both of the corners between it and the opposite one."""
    lines = crossings.get(corner)
    return (
        lines is not None
        and bool(lines[0] & crossings[corner[0], opposite[1]][0])
        and bool(lines[1] & crossings[opposite[0], corner[1]][1])
    )


def tables_of(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells that hang together by their corners, from the topmost to the lowest; a cell alone is no table."""
    tables: list[list[Cell]] = []
    left = list(cells)
    while left:
        own, left = left[:1], left[1:]
        corners = set(_corners(own[0]))
        found = True
        while found:
            rest: list[Cell] = []
            for cell in left:
                if corners.isdisjoint(_corners(cell)):
                    rest.append(cell)
                else:
                    own.append(cell)
                    corners.update(_corners(cell))
            found = len(rest) < len(left)
            left = rest
        tables.append(own)
    tables.sort(key=lambda table: min((top, left) for left, top, _, _ in table))
    return [table for table in tables if len(table) > 1]


def _corners(cell: Cell) -> tuple[Point, Point, Point, Point]:
    left, top, right, bottom = cell
    return (left, top), (left, bottom), (right, top), (right, bottom)

"""Ruled tables of a page: lines from PDFium, cells by pdfplumber's geometry, text by the places of its characters.

pdfplumber alone reads six pages a second, mostly spent on parsing the page a second time. Its rules for tables
work on plain edges, which PDFium gives at once; and text taken by character keeps its place
in the page, so that a row can be quoted.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Any

from ingestion.layout.page_objects import Drawn, Matrix, product
from ingestion.layout.page_space import PageSpace
from ingestion.layout.pdfium_calls import PdfiumCalls, four, pdfium_calls
from ingestion.layout.ruled_cells import TOLERANCE, Cell, Edge, Point, cells_between, merged, tables_of

_LINE, _MOVE = 0, 2  # FPDF_SEGMENT_LINETO and FPDF_SEGMENT_MOVETO

MAX_PATHS = 3_000  # a page that draws more is a map
MAX_SEGMENTS = 400  # of one path
MAX_EDGES = 400  # after joining: the search for cells grows with their square
MIN_LENGTH = 8.0  # points
STRAIGHT = 1.0  # points that a line may lean
THICK = 2.5  # points that a line drawn as a rectangle is high
LEAN = 0.03  # of its length, that a line drawn by hand leans
WAVE = 5.0  # points that one drawn in waves is high
LONG = 20.0  # points of a line that leans, at least
LEAST_RULES = 3  # lines each way, of two rows and two columns

Stroke = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """A table's cells: ``rows[r][c]`` is the cell that covers row r and column c, None for a hole.

    ``columns`` are the left edges of its columns.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    columns: tuple[float, ...]

    @property
    def frame(self) -> Cell:
        """Its outer edges."""
        cells = [cell for row in self.rows for cell in row if cell is not None]
        return (
            min(cell[0] for cell in cells),
            min(cell[1] for cell in cells),
            max(cell[2] for cell in cells),
            max(cell[3] for cell in cells),
        )


def find_grids(edges: Sequence[Edge]) -> list[RuledGrid]:
    """The ruled tables among the lines of a page, from top to bottom, of two rows and two columns at least."""
    if _places(edges, level=False) < LEAST_RULES or _places(edges, level=True) < LEAST_RULES:
        return []
    lines = [edge for edge in merged(edges) if edge.end - edge.start >= MIN_LENGTH]
    if len(lines) > MAX_EDGES:
        return []
    grids = []
    for found in tables_of(cells_between(lines)):
        grid = _grid(found)
        if len(grid.rows) >= 2 and len(grid.rows[0]) >= 2:
            grids.append(grid)
    return grids


def _places(edges: Sequence[Edge], *, level: bool) -> int:
    """At how many places lines of an orientation stand, those counted once that are taken for one."""
    found = sorted([edge.place for edge in edges if edge.level is level])
    return bool(found) + sum(after - before > TOLERANCE for before, after in pairwise(found))


def _grid(cells: Sequence[Cell]) -> RuledGrid:
    columns = sorted({cell[0] for cell in cells})
    rows = sorted({cell[1] for cell in cells})
    right, bottom = max(cell[2] for cell in cells), max(cell[3] for cell in cells)
    across = [(low + high) / 2 for low, high in pairwise([*columns, right])]
    down = [(low + high) / 2 for low, high in pairwise([*rows, bottom])]
    grid: list[list[Cell | None]] = [[None] * len(columns) for _ in rows]
    for cell in reversed(cells):  # the first of two that cover one place stays
        first, last = bisect_left(across, cell[0]), bisect_left(across, cell[2])
        for row in range(bisect_left(down, cell[1]), bisect_left(down, cell[3])):
            grid[row][first:last] = [cell] * (last - first)
    return RuledGrid(tuple(map(tuple, grid)), tuple(columns))


@dataclass(frozen=True, slots=True)
class Ruling:
    """The straight lines of a page, and among them those of paths that are nothing but lines across.

    Among the latter are lines that lean or wave a little, which rule no table. ``slants`` are straight lines that are
    neither level nor upright, from their left end to their right one.
    """

    edges: tuple[Edge, ...]
    level: tuple[Edge, ...]
    slants: tuple[Stroke, ...] = ()


def ruling_of(paths: Sequence[Drawn], space: PageSpace) -> Ruling:
    """Horizontal and vertical lines of the paths of a page; none of a map."""
    if len(paths) > MAX_PATHS:
        return Ruling((), ())
    calls = pdfium_calls()
    edges: list[Edge] = []
    level: list[Edge] = []
    slants: list[Stroke] = []
    buffer = (ctypes.c_float * 6)()
    matrix, matrix_at = memoryview(buffer).cast("B").cast("f"), ctypes.byref(buffer)
    pen = _Pen(calls)
    for path in paths:
        segments = calls.path_count(path.pointer)
        if not 2 <= segments <= MAX_SEGMENTS or not calls.object_matrix(path.pointer, matrix_at):
            continue
        a, b, c, d, e, f = matrix.tolist()
        whole = (a, b, c, d, e, f) if path.matrix is None else product((a, b, c, d, e, f), path.matrix)
        across: list[Edge] = []
        leaning: list[Stroke] = []
        only = True
        for (x0, y0), (x1, y1) in pen.lines(path.pointer, segments, product(whole, space.matrix)):
            if abs(y0 - y1) <= STRAIGHT and abs(x0 - x1) > STRAIGHT:
                across.append(Edge(True, min(y0, y1), min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) <= STRAIGHT and abs(y0 - y1) > STRAIGHT:
                edges.append(Edge(False, min(x0, x1), min(y0, y1), max(y0, y1)))
                only = only and abs(y0 - y1) <= THICK
            elif abs(x0 - x1) > STRAIGHT or abs(y0 - y1) > STRAIGHT:
                only = False
                leaning.append(((x0, y0), (x1, y1)) if x0 <= x1 else ((x1, y1), (x0, y0)))
        edges += across
        if across and only and pen.paints(path.pointer):
            level += across
        elif leaning and not across and pen.paints(path.pointer):
            level += _nearly_level(leaning)
            slants += leaning
    return Ruling(tuple(edges), tuple(level), tuple(slants))


def _nearly_level(leaning: Sequence[Stroke]) -> Iterator[Edge]:
    """The line that strokes make together which lean a little, or go up and down along it; nothing for others."""
    left, right = min(start[0] for start, _ in leaning), max(end[0] for _, end in leaning)
    heights = [y for stroke in leaning for _, y in stroke]
    most = LEAN * (right - left) if len(leaning) == 1 else WAVE
    if right - left >= LONG and max(heights) - min(heights) <= most:
        middle = (min(heights) + max(heights)) / 2
        yield Edge(True, middle, left, right)


class _Pen:
    """Follows the paths of a page."""

    def __init__(self, calls: PdfiumCalls):
        self._calls = calls
        self._point, (self._x_at, self._y_at, *_) = four(ctypes.c_float)
        self._modes = (ctypes.c_int * 2)()
        self._modes_at = ctypes.byref(self._modes), ctypes.byref(self._modes, ctypes.sizeof(ctypes.c_int))

    def paints(self, path: Any) -> bool:
        """Whether a path is filled or stroked."""
        return bool(self._calls.path_mode(path, *self._modes_at) and any(self._modes[:]))

    def lines(self, path: Any, segments: int, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
        """The straight strokes of a path, in the space of the matrix."""
        calls, a, b, c, d, e, f = self._calls, *matrix
        parts = [*map(calls.path_segment, repeat(path), range(segments))]
        asked = zip(
            map(calls.segment_point, parts, repeat(self._x_at), repeat(self._y_at)),
            iter(self._point.tolist, None),  # where the part just asked for ends
            map(calls.segment_type, parts),
            map(calls.segment_closes, parts),
            strict=False,
        )
        start = before = (0.0, 0.0)
        for _, (across, up, _, _), kind, closes in asked:
            point = (a * across + c * up + e, b * across + d * up + f)
            if kind == _MOVE:
                start = point
            elif kind == _LINE:
                yield before, point
            before = point
            if closes:
                yield before, start
                before = start

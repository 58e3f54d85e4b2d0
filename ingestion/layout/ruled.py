"""Ruled tables of a page: lines from PDFium, cells by pdfplumber's geometry, text by the places of its characters.

pdfplumber alone reads six pages a second, mostly spent on parsing the page a second time. Its table
finder works on plain edges, which PDFium gives at once; and text taken by character keeps its place
in the page, so that a row can be quoted.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, TypedDict

from ingestion.layout.page_objects import Drawn, Matrix, product
from ingestion.layout.page_space import PageSpace
from ingestion.layout.pdfium_calls import PdfiumCalls, four, pdfium_calls

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
TOLERANCE = 3.0  # points between lines that meet, as in pdfplumber

Cell = tuple[float, float, float, float]  # left, top, right, bottom; y downwards
Point = tuple[float, float]
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
    if _places(edges, "v", "x0") < LEAST_RULES or _places(edges, "h", "top") < LEAST_RULES:
        return []
    from pdfplumber import table

    merged = table.merge_edges(list(edges), TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    merged = [edge for edge in merged if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= MIN_LENGTH]
    if len(merged) > MAX_EDGES:
        return []
    cells = table.intersections_to_cells(table.edges_to_intersections(merged, TOLERANCE, TOLERANCE))
    grids = []
    for found in table.cells_to_tables(cells):
        grid = _grid(found)
        if len(grid.rows) >= 2 and len(grid.rows[0]) >= 2:
            grids.append(grid)
    return grids


def _places(edges: Sequence[Edge], orientation: str, side: Literal["x0", "top"]) -> int:
    """At how many places lines of an orientation stand, those counted once that pdfplumber would take for one."""
    found = sorted(edge[side] for edge in edges if edge["orientation"] == orientation)
    return bool(found) + sum(after - before > TOLERANCE for before, after in pairwise(found))


def _grid(cells: Sequence[Cell]) -> RuledGrid:
    columns = sorted({cell[0] for cell in cells})
    rows = sorted({cell[1] for cell in cells})
    right, bottom = max(cell[2] for cell in cells), max(cell[3] for cell in cells)

    def covering(x: float, y: float) -> Cell | None:
        return next((cell for cell in cells if cell[0] <= x < cell[2] and cell[1] <= y < cell[3]), None)

    return RuledGrid(
        tuple(
            tuple(
                covering((left + next_left) / 2, (top + next_top) / 2)
                for left, next_left in zip(columns, [*columns[1:], right], strict=True)
            )
            for top, next_top in zip(rows, [*rows[1:], bottom], strict=True)
        ),
        tuple(columns),
    )


class Edge(TypedDict):
    """A straight line of a page as pdfplumber writes it, in points from the top left corner."""

    orientation: str
    x0: float
    x1: float
    top: float
    bottom: float
    width: float
    height: float


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
    """Horizontal and vertical lines of the paths of a page, in pdfplumber's form; none of a map."""
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
                across.append(_edge("h", min(x0, x1), max(x0, x1), min(y0, y1), min(y0, y1)))
            elif abs(x0 - x1) <= STRAIGHT and abs(y0 - y1) > STRAIGHT:
                edges.append(_edge("v", min(x0, x1), min(x0, x1), min(y0, y1), max(y0, y1)))
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
        yield _edge("h", left, right, middle, middle)


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
        calls, point_of, x_at, y_at = self._calls, self._point.tolist, self._x_at, self._y_at
        a, b, c, d, e, f = matrix
        start = before = (0.0, 0.0)
        for index in range(segments):
            segment = calls.path_segment(path, index)
            calls.segment_point(segment, x_at, y_at)
            across, up, _, _ = point_of()
            point = (a * across + c * up + e, b * across + d * up + f)
            kind = calls.segment_type(segment)
            if kind == _MOVE:
                start = point
            elif kind == _LINE:
                yield before, point
            before = point
            if calls.segment_closes(segment):
                yield before, start
                before = start


def _edge(orientation: str, x0: float, x1: float, top: float, bottom: float) -> Edge:
    return {
        "orientation": orientation,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }

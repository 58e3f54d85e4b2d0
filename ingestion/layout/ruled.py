"""Ruled tables of a page: lines from PDFium, cells by pdfplumber's geometry, text by the places of its characters.

pdfplumber alone reads six pages a second, mostly spent on parsing the page a second time. Its table
finder works on plain edges, which PDFium gives at once; and text taken by character keeps its place
in the page, so that a row can be quoted.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from ingestion.layout.page_objects import Drawn, Matrix, product
from ingestion.layout.page_space import PageSpace

MAX_PATHS = 3_000  # a page that draws more is a map
MAX_SEGMENTS = 400  # of one path
MAX_EDGES = 400  # after joining: the search for cells grows with their square
MIN_LENGTH = 8.0  # points
STRAIGHT = 1.0  # points that a line may lean
THICK = 2.5  # points that a line drawn as a rectangle is high
TOLERANCE = 3.0  # points between lines that meet, as in pdfplumber

Cell = tuple[float, float, float, float]  # left, top, right, bottom; y downwards


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
    if sum(edge["orientation"] == "v" for edge in edges) < 2 or sum(edge["orientation"] == "h" for edge in edges) < 2:
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
    """The straight lines of a page, and among them those of paths that are nothing but lines across."""

    edges: tuple[Edge, ...]
    level: tuple[Edge, ...]


def ruling_of(paths: Sequence[Drawn], space: PageSpace) -> Ruling:
    """Horizontal and vertical lines of the paths of a page, in pdfplumber's form; none of a map."""
    from pypdfium2 import raw

    edges: list[Edge] = []
    level: list[Edge] = []
    if len(paths) > MAX_PATHS:
        return Ruling((), ())
    matrix = raw.FS_MATRIX()
    for path in paths:
        segments = raw.FPDFPath_CountSegments(path.handle)
        if not 2 <= segments <= MAX_SEGMENTS or not raw.FPDFPageObj_GetMatrix(path.handle, matrix):
            continue
        own: Matrix = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        whole = own if path.matrix is None else product(own, path.matrix)
        across: list[Edge] = []
        only = True
        for (x0, y0), (x1, y1) in _lines(path.handle, segments, product(whole, space.matrix)):
            if abs(y0 - y1) <= STRAIGHT and abs(x0 - x1) > STRAIGHT:
                across.append(_edge("h", min(x0, x1), max(x0, x1), min(y0, y1), min(y0, y1)))
            elif abs(x0 - x1) <= STRAIGHT and abs(y0 - y1) > STRAIGHT:
                edges.append(_edge("v", min(x0, x1), min(x0, x1), min(y0, y1), max(y0, y1)))
                only = only and abs(y0 - y1) <= THICK
            else:
                only = only and abs(x0 - x1) <= STRAIGHT and abs(y0 - y1) <= STRAIGHT
        edges += across
        if across and only and _is_painted(path):
            level += across
    return Ruling(tuple(edges), tuple(level))


def _is_painted(path: Drawn) -> bool:
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(path.handle, fill, stroke) and (fill.value or stroke.value))


Point = tuple[float, float]


def _lines(shown: Any, segments: int, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    """The straight strokes of a path, in the space of the matrix."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    x_at, y_at = ctypes.byref(x), ctypes.byref(y)
    a, b, c, d, e, f = matrix
    start = before = (0.0, 0.0)
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(shown, index)
        raw.FPDFPathSegment_GetPoint(segment, x_at, y_at)
        across, up = x.value, y.value
        point = (a * across + c * up + e, b * across + d * up + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield before, point
        before = point
        if raw.FPDFPathSegment_GetClose(segment):
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

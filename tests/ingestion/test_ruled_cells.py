"""The cells of ruled lines are those that pdfplumber finds between the same lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber import table

from ingestion.layout.ruled_cells import TOLERANCE, Cell, Edge, cells_between, merged, tables_of
from tests.ingestion.drawn_text import examples

PLACE = st.integers(0, 12).map(lambda number: 11.3 * number) | st.floats(0, 140)
LINE = st.builds(lambda level, place, ends: Edge(level, place, min(ends), max(ends)), st.booleans(), PLACE,
                 st.tuples(PLACE, PLACE))  # fmt: skip
#: The lines of a table, whole or in pieces, somewhat astray.
TABLE = st.lists(
    st.builds(lambda level, place, by: Edge(level, 20.0 * place + by, 0.0, 120.0 + by), st.booleans(),
              st.integers(0, 6), st.floats(-1.4, 1.4)),
    min_size=4, max_size=30,
)  # fmt: skip


@examples(200)
@given(TABLE, st.lists(LINE, max_size=25))
def test_cells_are_those_of_pdfplumber(frame: Sequence[Edge], others: Sequence[Edge]) -> None:
    edges = [*frame, *others]
    assert tables_of(cells_between(merged(edges))) == _of_pdfplumber(edges)


def _of_pdfplumber(edges: Sequence[Edge]) -> list[list[Cell]]:
    lines = table.merge_edges([_as_pdfplumber(edge) for edge in edges], *[TOLERANCE] * 4)
    crossings = table.edges_to_intersections(lines, TOLERANCE, TOLERANCE)
    found: list[list[Cell]] = table.cells_to_tables(table.intersections_to_cells(crossings))
    assert all(len(cell) == 4 for cell in chain.from_iterable(found))
    return found


def _as_pdfplumber(edge: Edge) -> dict[str, Any]:
    across, along = (edge.place, edge.place), (edge.start, edge.end)
    (x0, x1), (top, bottom) = (along, across) if edge.level else (across, along)
    return {
        "orientation": "h" if edge.level else "v",
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip

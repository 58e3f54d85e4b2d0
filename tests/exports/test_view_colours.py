"""The tables of the pages, as files: only a verdict that a person established has its colour."""

from __future__ import annotations

from domain import Cell
from exports.table import Table, Tinted
from exports.views.comparison_table import comparison_table
from exports.views.matrix_table import MatrixCell, MatrixRow, matrix_table
from exports.views.series_table import SeriesLine, series_table
from tests.exports.samples import CORRECTED, DOCUMENT, DOUBTED, GRID, LOST, PLEINE_TERRE, answered, document

CELLS = (answered(PLEINE_TERRE), LOST, DOUBTED, CORRECTED)
COLOURED = [None, None, None, CORRECTED.verdict]


def colours(table: Table) -> list[object]:
    return [content.verdict for row in table.rows for content in row if isinstance(content, Tinted)]


def shown(cell: Cell) -> MatrixCell:
    return MatrixCell(cell.verdict, cell.status, cell.standing)


def test_only_what_a_person_established_has_the_colour_of_its_verdict() -> None:
    rows = [MatrixRow(DOCUMENT, {cell.indicator: shown(cell)}) for cell in CELLS]
    assert colours(matrix_table(rows, GRID.indicators)) == COLOURED
    lines = [SeriesLine(GRID.indicators[0], (cell,)) for cell in CELLS]
    assert colours(series_table("PLUi de l'Essai", [DOCUMENT], lines)) == COLOURED
    found = [colours(comparison_table(document(cell), document(cell), only_changes=False)) for cell in CELLS]
    assert found == [[one, one] for one in COLOURED]

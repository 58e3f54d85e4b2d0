"""Tables of rich text (RTF): cells end by a word, their right edges are told in the definition of the row."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from ingestion.formats.office_content import AsideKind, ContentBuilder
from ingestion.layout.table_rows import GridCell, TableGrid

_OF_ROW = {"trhdr", "irow", "lastrow"}
_MOST_CELLS = 1_000  # of a row


class _Definition(NamedTuple):
    """A cell as the definition of its row tells it: its right edge, and whether it goes on from left or above."""

    edge: int
    goes_across: bool
    goes_down: bool


@dataclass(slots=True)
class _TextRow:
    """A row: its cells with their definitions, and what tells where a table ends."""

    cells: list[tuple[GridCell, _Definition]]
    left: int
    is_name: bool
    is_first: bool
    is_last: bool


@dataclass(slots=True)
class RichTextTable:
    """The rows of one table after the other, so far."""

    _defined: list[_Definition] = field(default_factory=list)
    _flags: set[str] = field(default_factory=set)
    _left: int = 0
    _cells: list[GridCell] = field(default_factory=list)
    _rows: list[_TextRow] = field(default_factory=list)
    _nested: list[list[GridCell]] = field(default_factory=list)
    _nested_cells: list[GridCell] = field(default_factory=list)

    @property
    def is_begun(self) -> bool:
        """Whether something stands in it."""
        return bool(self._rows or self._cells)

    def say(self, word: str, number: int | None) -> None:
        """Takes a word of the definition of a row."""
        if word == "trowd":
            self._defined, self._left = [], 0
            self._flags.clear()
        elif word == "cellx":
            if len(self._defined) < _MOST_CELLS:
                across, down = "clmrg" in self._flags, "clvmrg" in self._flags
                self._defined.append(_Definition(number or 0, across, down))
            self._flags &= _OF_ROW
        elif word == "trleft":
            self._left = number or 0
        elif word != "irow" or not number:
            self._flags.add(word)

    def end_cell(self, text: str) -> None:
        """Ends a cell."""
        if len(self._cells) < _MOST_CELLS:
            self._cells.append(GridCell(text, self._taken_nested()))

    def end_nested_cell(self, text: str) -> None:
        """Ends a cell of a table inside a cell."""
        self._nested_cells.append(GridCell(text))

    def end_nested_row(self) -> None:
        """Ends a row of a table inside a cell."""
        if self._nested_cells:
            self._nested.append(self._nested_cells)
            self._nested_cells = []

    def end_row(self) -> None:
        """Ends a row; cells that nothing defines are as wide as one column."""
        edges = [one.edge for one in self._defined]
        last = max(edges, default=0)
        more = [_Definition(last + place + 1, False, False) for place in range(len(self._cells) - len(edges))]
        if self._cells:
            cells = list(zip(self._cells, [*self._defined, *more], strict=False))
            flags = (name in self._flags for name in ("trhdr", "irow", "lastrow"))
            self._rows.append(_TextRow(cells, self._left, *flags))
        self._cells = []

    def taken(self, builder: ContentBuilder) -> list[TableGrid]:
        """The tables, after which others begin; what merged cells cover is set aside."""
        if self._cells:
            self.end_row()
        parts: list[list[_TextRow]] = []
        before: _TextRow | None = None
        for row in self._rows:
            if before is None or before.is_last or row.is_first or row.left != before.left:
                parts.append([])
            parts[-1].append(row)
            before = row
        self._rows = []
        return [_grid(part, builder) for part in parts]

    def _taken_nested(self) -> tuple[TableGrid, ...]:
        self.end_nested_row()
        rows, self._nested = self._nested, []
        if not rows:
            return ()
        grid = TableGrid(len(rows))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                grid.put(number, column, cell)
        return (grid,)


def _grid(rows: list[_TextRow], builder: ContentBuilder) -> TableGrid:
    edges = sorted({one.edge for row in rows for _, one in row.cells})
    names = next((number for number, row in enumerate(rows) if not row.is_name), 0)
    grid = TableGrid(len(rows), names)
    for number, row in enumerate(rows):
        left = 0
        for cell, defined in row.cells:
            right = max(left + 1, bisect_left(edges, defined.edge) + 1)
            above = grid.at(number - 1, left) if defined.goes_down else None
            merged = above or (grid.at(number, left - 1) if defined.goes_across else None)
            if merged is not None:
                builder.set_aside(AsideKind.HIDDEN, cell.text)
            grid.put(number, left, merged or cell, columns=right - left)
            left = right
    return grid

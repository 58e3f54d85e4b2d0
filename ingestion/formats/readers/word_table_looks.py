"""Which parts of the style of a Word table hold for a cell: its first and last rows and columns, and all of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from ingestion.formats.readers.package import attribute, child

#: Parts of a style that a table may leave out, with the bit that asks for each (ECMA-376, part 1, 17.4.55).
_ASKED = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}


class TablePlace(NamedTuple):
    """Where a text stands in a table: the style of that table, and the parts of the style, the weakest first."""

    style: str
    parts: tuple[str, ...] = ()


class TableLook:
    """The style of a ``w:tbl``, and what of it the table asks for."""

    def __init__(self, table: Any, usual: str | None):
        """Args: table: the element; usual: the style of tables that name none."""
        properties = child(table, "w:tblPr")
        self._style = attribute(child(properties, "w:tblStyle"), "w:val") or usual
        look = child(properties, "w:tblLook")
        said = attribute(look, "w:val") or "0"
        bits = int(said, 16) if said.isalnum() and set(said.lower()) <= set("0123456789abcdef") else 0
        self._asked = {
            name
            for name, bit in _ASKED.items()
            if (attribute(look, f"w:{name}") or ("1" if bits & bit else "0")) in ("1", "true", "on")
        }

    def place(self, row: int, rows: int, cell: int, cells: int) -> TablePlace | None:
        """The place of a cell, by its number among those of its row; None where the table has no style."""
        if self._style is None:
            return None
        parts = {
            "firstRow": "firstRow" in self._asked and row == 0,
            "lastRow": "lastRow" in self._asked and row == rows - 1,
            "firstCol": "firstColumn" in self._asked and cell == 0,
            "lastCol": "lastColumn" in self._asked and cell == cells - 1,
        }
        return TablePlace(self._style, tuple(name for name, holds in parts.items() if holds))

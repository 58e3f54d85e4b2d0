"""How the cells of a sheet look: which are struck out, which cannot be seen."""

from __future__ import annotations

from typing import Any

from ingestion.formats.office_content import AsideKind

_TINIEST = 2  # points: nobody reads such letters
_WHITE_INDEXES = (1, 9)
_WHITE_THEME = 0  # the first colour of a theme, that of the paper

_Ranges = list[tuple[int, int, int, int]]


class SheetLooks:
    """The looks of the cells of a sheet of openpyxl; ``bare``: no picture lies under all of it."""

    def __init__(self, sheet: Any, *, bare: bool):
        # A style of a table or a condition may colour the cells of its area.
        areas = [area for one in sheet.conditional_formatting for area in one.sqref.ranges]
        self._coloured: _Ranges = [(area.min_row, area.min_col, area.max_row, area.max_col) for area in areas]
        for table in sheet.tables.values():
            self._coloured.append(area_of(table.ref))
        self._bare = bare
        self._found: dict[tuple[int, int], tuple[bool, bool, bool]] = {}

    def fate(self, cell: Any) -> AsideKind | None:
        """Why what a cell shows is no text of the sheet; None where it is."""
        key = (cell._style.fontId, cell._style.fillId)
        if key not in self._found:
            font = cell.font
            tiny = font.sz is not None and font.sz <= _TINIEST
            self._found[key] = (bool(font.strike), tiny, _is_white(font.color) and _is_bare(cell.fill))
        struck, tiny, white = self._found[key]
        if struck:
            return AsideKind.STRUCK
        return AsideKind.HIDDEN if tiny or (white and self._bare and not self._is_coloured(cell)) else None

    def _is_coloured(self, cell: Any) -> bool:
        row, column = cell.row, cell.column
        return any(top <= row <= low and left <= column <= right for top, left, low, right in self._coloured)


def area_of(reference: str) -> tuple[int, int, int, int]:
    """The first row and column and the last ones of « A1:C3 », from 1."""
    from openpyxl.utils.cell import range_boundaries

    left, top, right, low = range_boundaries(reference)
    return top or 1, left or 1, low or top or 1, right or left or 1


def _is_white(colour: Any | None) -> bool:
    if colour is None or (colour.tint or 0) < 0:
        return False
    if colour.type == "theme":
        return bool(colour.theme == _WHITE_THEME)
    if colour.type == "indexed":
        return colour.indexed in _WHITE_INDEXES
    return str(colour.rgb or "").upper().endswith("FFFFFF")


def _is_bare(fill: Any) -> bool:
    """Whether the paper is seen behind the letters: no colour, or a white one."""
    kind = getattr(fill, "fill_type", "gradient")
    return kind is None or (kind == "solid" and _is_white(fill.fgColor))

"""How a sheet is laid out: merged cells, widths, hidden columns, declared tables, heads and feet of printed pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ingestion.formats.readers.workbook_looks import area_of
from ingestion.formats.readers.workbook_tables import DeclaredTable

_COLUMNS = 16_384  # that a sheet has at most
#: Codes of a head: fonts, sizes, colours and styles, then what Excel writes by itself (page, date, file...).
_STYLING = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|K\d\d[+-]\d{3}|[BIUESXYHO])')
_WRITTEN = re.compile(r"&(?:\[[^\]]*\]|[PNDTFAZG])")
_LINE_OF_PAGES = re.compile(r"[\W\d_]*(?:page|feuille)?[\W\d_]*(?:sur|de)?[\W\d_]*", re.IGNORECASE)


class Merge(NamedTuple):
    """How far a merged cell goes."""

    rows: int = 1
    columns: int = 1


def merges(sheet: Any) -> dict[tuple[int, int], Merge]:
    """Merged cells by their first row and column, from 0; a text centred over empty cells stands in them too."""
    found = dict(_centred(sheet))
    for area in sheet.merged_cells.ranges:
        size = Merge(area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        found[area.min_row - 1, area.min_col - 1] = size
    return found


def _centred(sheet: Any) -> Iterator[tuple[tuple[int, int], Merge]]:
    """Texts that are centred over the empty cells after them, which say so too."""
    looks: dict[int, bool] = {}
    start: tuple[int, int] | None = None
    end = (-1, -1)
    for (row, column), cell in sorted(sheet._cells.items()):
        key = cell._style.alignmentId if cell.has_style else 0
        if key not in looks:
            looks[key] = bool(key) and cell.alignment.horizontal == "centerContinuous"
        if start is not None and looks[key] and cell.value is None and (row, column) == (end[0], end[1] + 1):
            end = (row, column)
            continue
        if start is not None and end != start:
            yield (start[0] - 1, start[1] - 1), Merge(1, end[1] - start[1] + 1)
        start = end = (row, column) if looks[key] and getattr(cell, "value", None) is not None else (-1, -1)
        start = start if start != (-1, -1) else None
    if start is not None and end != start:
        yield (start[0] - 1, start[1] - 1), Merge(1, end[1] - start[1] + 1)


def hidden_columns(sheet: Any) -> set[int]:
    """Columns that are not shown, from 0."""
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        unseen = dimension.hidden or dimension.width == 0
        if unseen and dimension.min and dimension.max:
            hidden.update(range(dimension.min - 1, min(dimension.max, _COLUMNS)))
    return hidden


def widths(sheet: Any) -> dict[int, float]:
    """The width of the columns that say one, in characters."""
    return {
        column: dimension.width
        for dimension in sheet.column_dimensions.values()
        if dimension.min and dimension.max and dimension.customWidth
        for column in range(dimension.min - 1, min(dimension.max, _COLUMNS))
    }


def declared_tables(sheet: Any) -> list[DeclaredTable]:
    """The tables that a sheet declares."""
    found = []
    for table in sheet.tables.values():
        top, left, bottom, right = area_of(table.ref)
        names = 1 if table.headerRowCount is None else table.headerRowCount
        found.append(DeclaredTable(top - 1, left - 1, bottom - 1, right - 1, names))
    return found


def page_texts(sheet: Any) -> Iterator[str]:
    """What stands at the head and foot of printed pages, without what Excel writes there by itself."""
    own = (sheet.oddHeader, sheet.oddFooter)
    first = (sheet.firstHeader, sheet.firstFooter) if sheet.HeaderFooter.differentFirst else ()
    even = (sheet.evenHeader, sheet.evenFooter) if sheet.HeaderFooter.differentOddEven else ()
    for item in (*own, *first, *even):
        for part in (item.left, item.center, item.right):
            text = _WRITTEN.sub("", _STYLING.sub("", part.text or "")).replace("&&", "&")
            if not _LINE_OF_PAGES.fullmatch(text):
                yield " ".join(text.split())

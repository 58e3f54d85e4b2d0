"""Sheets of a workbook as a French reader expects them: bold frozen titles, true numbers, no live formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from domain.text_layout import lines_in, row_height

CELL_LIMIT = 32_000
"""Characters of a cell; Excel takes 32,767."""

PERCENT = "0\u00a0%"
"""Number format of a share; give the cell as ``Share``."""

_FONT, _SIZE = "Arial", 10
_DEFAULT_WIDTH = 8.0  # of a column that nobody set, in characters
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Share(float):
    """A share of 1, shown as a percentage."""


def new_book(title: str) -> Any:
    """An empty workbook of this title, without a sheet."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.language = title, "fr-FR"
    return book


def add_rows(
    book: Any, title: str, header: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[float] = ()
) -> Any:
    """Add a sheet: a title row, then the rows. Text stays text, whatever it begins with."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.append(list(header))
    for cell in sheet[1]:
        cell.font = Font(name=_FONT, size=_SIZE, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="1F4E5F")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    top = Alignment(vertical="top")  # one object for all cells: the library compares what is not the same object
    wrapped = Alignment(vertical="top", wrap_text=True)
    line = Side(style="thin", color="BFBFBF")
    font, border = Font(name=_FONT, size=_SIZE), Border(left=line, right=line, top=line, bottom=line)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=column)
            cell.font, cell.border = font, border  # of empty cells too: a sheet is printed and filled in
            if value is not None and value != "":
                _put(cell, value, wrapped if isinstance(value, str) else top)
        sheet.row_dimensions[number].height = _height(row, widths)
    sheet.freeze_panes = "A2"
    if sheet.max_row > 1 and len(header) > 1:
        sheet.auto_filter.ref = sheet.dimensions
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.oddHeader.right.text = "&A"
    sheet.oddFooter.right.text = "Page &P / &N"
    for side in ("left", "right"):
        setattr(sheet.page_margins, side, 0.4)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    return sheet


def book_bytes(book: Any) -> bytes:
    """The workbook as the bytes of an .xlsx file."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def harmless(text: str) -> str:
    """Text for a CSV cell on one line, that no spreadsheet takes for a formula."""
    flat = " ".join(text.replace("\0", "").split())
    return f"'{flat}" if flat.startswith(("=", "+", "-", "@")) else flat


def _height(row: Sequence[object], widths: Sequence[float]) -> float:
    """Points that a row needs: LibreOffice gives one line to rows whose height a file leaves out."""
    texts = zip(row, [*widths, *[_DEFAULT_WIDTH] * (len(row) - len(widths))], strict=True)
    return row_height(max((lines_in(text, width) for text, width in texts if isinstance(text, str)), default=1))


def _put(cell: Any, value: object, alignment: Any) -> None:
    cell.alignment = alignment
    if isinstance(value, str):
        cell.value = _FORBIDDEN.sub(" ", value)[:CELL_LIMIT]
        cell.data_type = "s"  # never a formula
        return
    cell.value = float(value) if isinstance(value, Share) else value
    if isinstance(value, Share):
        cell.number_format = PERCENT
    elif isinstance(value, float):
        cell.number_format = "0.00"

"""Small moves on an openpyxl sheet: texts that stay texts, headers, widths, print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from exports.wording import fit, starts_a_formula

A4 = 9
_HEADER_FILL = PatternFill("solid", fgColor="1F4E5F")
_HEADER_FONT = Font(bold=True, color="FFFFFF")
_THIN = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAP = Alignment(wrap_text=True, vertical="top")
_CENTRE = Alignment(wrap_text=True, vertical="center", horizontal="center")


def put(sheet: Any, row: int, column: int, content: str | float | None, *, centre: bool = False) -> Any:
    """Write a cell; a text never becomes a formula, an error or a date. Returns the cell."""
    cell = sheet.cell(row=row, column=column)
    if isinstance(content, str):
        text = fit(content)
        cell.value = text or None
        if text:
            cell.data_type = "s"  # openpyxl makes a formula of « =... » and an error of « #N/A »
            cell.quotePrefix = starts_a_formula(text)  # or Excel would, once the cell is edited
    else:
        cell.value = content
    cell.alignment = _CENTRE if centre else _WRAP
    cell.border = _BORDER
    return cell


def put_header(sheet: Any, row: int, titles: Sequence[str], *, height: float | None = None) -> None:
    """Write a line of column titles."""
    for column, title in enumerate(titles, start=1):
        cell = put(sheet, row, column, title, centre=True)
        cell.fill = _HEADER_FILL
        cell.font = _HEADER_FONT
    if height is not None:
        sheet.row_dimensions[row].height = height


def set_widths(sheet: Any, widths: Sequence[float]) -> None:
    """Column widths, in characters, from the first column on."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def finish(sheet: Any, *, header_row: int, columns: int, last_row: int, frozen: str | None = None) -> None:
    """Freeze the titles, add the filter, and make the sheet print on A4, landscape, one page wide."""
    sheet.freeze_panes = frozen or f"A{header_row + 1}"
    sheet.auto_filter.ref = f"A{header_row}:{get_column_letter(columns)}{max(last_row, header_row)}"
    sheet.print_title_rows = f"{header_row}:{header_row}"
    set_print(sheet)


def set_print(sheet: Any) -> None:
    """A4, landscape, as many pages long as needed and one wide, pages numbered."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&A - page &P / &N"
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 0.4)

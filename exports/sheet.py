"""Small moves on an openpyxl sheet: texts that stay texts, headers, widths, heights, print set-up."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from domain import Verdict
from domain.text_layout import lines_in, row_height
from exports.file_text import fit, french, starts_a_formula
from exports.table import Content, Tinted

A4 = 9
FONT = "Arial"
"""Every system has it, or a font of the same widths."""
SIZE = 10

COLOURS = {
    Verdict.OUI: "C6E0B4",
    Verdict.PARTIEL: "FFE699",
    Verdict.NON: "F4B183",
    Verdict.SANS_OBJET: "D9D9D9",
    Verdict.A_VERIFIER: "BDD7EE",
}
_TEXT = Font(name=FONT, size=SIZE)
_BOLD = Font(name=FONT, size=SIZE, bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="1F4E5F")
_HEADER_FONT = Font(name=FONT, size=SIZE, bold=True, color="FFFFFF")
_THIN = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAP = Alignment(wrap_text=True, vertical="top")
_CENTRE = Alignment(wrap_text=True, vertical="top", horizontal="center")
_FILLS = {verdict: PatternFill("solid", fgColor=colour) for verdict, colour in COLOURS.items()}


def new_book(title: str) -> Any:
    """An empty workbook without a sheet, in French."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "BIOLLM"
    book.properties.title = fit(title)
    book.properties.language = "fr-FR"
    return book


def put(sheet: Any, row: int, column: int, content: Content, *, centre: bool = False, bold: bool = False) -> Any:
    """Write a cell; a text never becomes a formula, an error or a date. Returns the cell."""
    cell = sheet.cell(row=row, column=column)
    text = content.text if isinstance(content, Tinted) else content
    number_format, guarded = "General", False
    if isinstance(text, str):
        text = fit(text)
        cell.value = text or None
        if text:
            cell.data_type = "s"  # openpyxl makes a formula of « =... » and an error of « #N/A »
            guarded = starts_a_formula(text)  # or Excel would compute it, once the cell is edited
    else:
        cell.value = text
        if isinstance(text, float):
            # Excel shows the decimal point of « 40, » where a whole number has the format « #,##0.### ».
            number_format = "#,##0" if text.is_integer() else "#,##0.##########"
    verdict = content.verdict if isinstance(content, Tinted) else None
    _dress(cell, _Look(verdict, number_format, guarded=guarded, centre=centre, bold=bold))
    return cell


@dataclass(frozen=True, slots=True)
class _Look:
    """What a cell looks like."""

    verdict: Verdict | None
    number_format: str
    guarded: bool
    centre: bool
    bold: bool


def _dress(cell: Any, look: _Look) -> None:
    """Give a cell its look. Working one out takes openpyxl longer than all the rest: a workbook does it once a look."""
    known: dict[_Look, Any] = cell.parent.parent.__dict__.setdefault("looks_of_cells", {})
    style = known.get(look)
    if style is not None:
        cell._style = copy(style)
        return
    cell.quotePrefix = look.guarded
    cell.number_format = look.number_format
    if look.verdict is not None:
        cell.fill = _FILLS[look.verdict]
    cell.font = _BOLD if look.bold else _TEXT
    cell.alignment = _CENTRE if look.centre else _WRAP
    cell.border = _BORDER
    known[look] = copy(cell._style)


def put_row(sheet: Any, row: int, contents: Sequence[Content], widths: Sequence[float], centred: Sequence[int]) -> None:
    """Write a row, as high as its longest text needs; ``centred`` are columns from 1."""
    for column, content in enumerate(contents, start=1):
        put(sheet, row, column, content, centre=column in centred)
    sheet.row_dimensions[row].height = height_of(contents, widths)


def height_of(contents: Sequence[Content], widths: Sequence[float]) -> float:
    """Points that a row needs so that no text is hidden by the next one."""
    texts = (content.text if isinstance(content, Tinted) else content for content in contents)
    said = (french(text) if isinstance(text, float | int) else text or "" for text in texts)
    return row_height(max((lines_in(text, width) for text, width in zip(said, widths, strict=True)), default=1))


def put_header(sheet: Any, row: int, titles: Sequence[str], widths: Sequence[float]) -> None:
    """Write a line of column titles."""
    for column, title in enumerate(titles, start=1):
        cell = put(sheet, row, column, title)
        cell.fill = _HEADER_FILL
        cell.font = _HEADER_FONT
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    # Bold letters are wider, and the arrow of the filter takes room.
    sheet.row_dimensions[row].height = height_of(list(titles), [max(4.0, width * 0.85 - 1) for width in widths]) + 4


def set_widths(sheet: Any, widths: Sequence[float]) -> None:
    """Column widths, in characters, from the first column on."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def finish(sheet: Any, *, columns: int, last_row: int, subject: str, frozen: str = "A2") -> None:
    """Freeze the titles of row 1, add the filter, and make the sheet print on A4, landscape, one page wide."""
    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{max(last_row, 1)}"
    sheet.print_title_rows = "1:1"
    set_print(sheet, subject)


def set_print(sheet: Any, subject: str) -> None:
    """A4, landscape, as many pages long as needed and one wide; the subject heads each page, numbers end it."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.left.text = _header(subject)
    sheet.oddHeader.right.text = "&A"
    sheet.oddFooter.left.text = "BIOLLM"
    sheet.oddFooter.right.text = "Page &P / &N"
    for side in ("left", "right", "bottom"):
        setattr(sheet.page_margins, side, 0.4)
    sheet.page_margins.top = 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.page_margins.bottom = 0.6


def _header(text: str) -> str:
    """A text of a page header: « & » begins a code there, and the whole may have 255 characters."""
    short = textwrap.shorten(fit(text), 120, placeholder="…")
    return short.replace("&", "&&")


def rows_sheet(
    book: Any,
    name: str,
    subject: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[Content]],
    *,
    centred: Sequence[int] = (),
    frozen: str = "A2",
) -> Any:
    """Add a sheet of rows under titles: filter, frozen titles, heights, print set-up."""
    sheet = book.create_sheet(name)
    widths = [width for _, width in columns]
    put_header(sheet, 1, [title for title, _ in columns], widths)
    for number, row in enumerate(rows, start=2):
        put_row(sheet, number, row, widths, centred)
    set_widths(sheet, widths)
    finish(sheet, columns=len(columns), last_row=len(rows) + 1, subject=subject, frozen=frozen)
    return sheet


def pairs_sheet(
    book: Any, name: str, subject: str, pairs: Sequence[tuple[Content, Content]], *, widths: Sequence[float] = (28, 105)
) -> Any:
    """Add a sheet that says things in two columns, a title and its text."""
    sheet = book.create_sheet(name)
    for number, pair in enumerate(pairs, start=1):
        put(sheet, number, 1, pair[0], bold=True)
        put(sheet, number, 2, pair[1])
        sheet.row_dimensions[number].height = height_of(pair, [widths[0] * 0.85, widths[1]])
    set_widths(sheet, widths)
    set_print(sheet, subject)
    return sheet


def workbook_bytes(book: Any) -> bytes:
    """The file of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()

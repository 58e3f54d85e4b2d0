"""Sheets of a workbook: texts that stay texts, headers, widths, heights, links, print set-up.

XlsxWriter writes them, which takes a third of the processor time of openpyxl in its write-only mode.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain import Verdict
from domain.text_layout import MOST_LINES, cut_in_lines, lines_in, row_height
from exports.file_text import clean, fit, french, spaced, starts_a_formula
from exports.table import Addressed, Content, Percent, Tinted, bare

A3, A4 = 8, 9
FONT = "Arial"
"""Every system has it, or a font of the same widths."""
SIZE = 10
WIDEST_ON_A4 = 250.0
"""Characters across of a sheet that is still read on A4 (letters of 4.6 points); a wider one prints on A3."""
MOST_LINKS = 65_530
"""Links that Excel takes on a sheet."""
LONGEST_ADDRESS = 2_079
CONTINUED = "(suite) "

COLOURS = {
    Verdict.OUI: "C6E0B4",
    Verdict.PARTIEL: "FFE699",
    Verdict.NON: "F4B183",
    Verdict.SANS_OBJET: "D9D9D9",
    Verdict.A_VERIFIER: "BDD7EE",
}
_HEADER = {"bg_color": "#1F4E5F", "font_color": "#FFFFFF", "bold": True, "align": "center", "valign": "vcenter"}
_LINK_COLOUR = "#0B578A"
_BORDER = "#BFBFBF"


@dataclass(frozen=True, slots=True)
class _Look:
    """What a cell looks like."""

    verdict: Verdict | None = None
    number_format: str = ""
    guarded: bool = False
    centre: bool = False
    bold: bool = False
    header: bool = False
    link: bool = False


@dataclass(slots=True)
class Book:
    """A workbook while it is made: each look of cells is made once."""

    file: Any
    buffer: io.BytesIO
    looks: dict[_Look, Any] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)

    def look(self, look: _Look) -> Any:
        """The format of a look."""
        known = self.looks.get(look)
        if known is None:
            known = self.looks[look] = self.file.add_format(_properties(look))
        return known


def new_book(title: str) -> Book:
    """An empty workbook without a sheet."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    default = {"font_name": FONT, "font_size": SIZE}
    book = Workbook(buffer, {"in_memory": True, "default_format_properties": default})
    book.set_properties({"title": fit(title)[:255], "author": "BIOLLM", "comments": "Langue : français"})
    return Book(book, buffer)


def rows_sheet(
    book: Book,
    name: str,
    subject: str,
    columns: Sequence[tuple[str, float]],
    rows: Iterable[Sequence[Content]],
    *,
    centred: Sequence[int] = (),
    frozen: str = "A2",
) -> None:
    """Add a sheet of rows under titles: filter, frozen titles, heights, print set-up.

    A row that would be higher than Excel can show goes on in rows under it: what heads it (the frozen columns) stands
    again, a verdict and a number do not, or they would be counted twice.

    Args:
        book: The workbook.
        name: Of the sheet.
        subject: What it is of; it heads every printed page.
        columns: Title and width, in characters, of each column.
        rows: Each as long as ``columns``.
        centred: Columns from 1 whose content stands in the middle.
        frozen: The first cell that moves when the sheet is scrolled.
    """
    from xlsxwriter.utility import xl_cell_to_rowcol

    sheet = book.file.add_worksheet(name)
    widths = [width for _, width in columns]
    heads = xl_cell_to_rowcol(frozen)[1]
    _header_row(book, sheet, [title for title, _ in columns], widths)
    number = 0
    for whole in rows:
        for row, lines in split_row(whole, widths, heads):
            number += 1
            for column, content in enumerate(row):
                _put(book, sheet, number, column, content, centre=column + 1 in centred)
            sheet.set_row(number, row_height(lines))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(frozen)
    sheet.autofilter(0, 0, number, len(columns) - 1)
    sheet.repeat_rows(0)
    _set_print(sheet, subject, A3 if sum(widths) > WIDEST_ON_A4 else A4)


def pairs_sheet(
    book: Book,
    name: str,
    subject: str,
    pairs: Iterable[tuple[Content, Content]],
    *,
    widths: Sequence[float] = (28, 105),
) -> None:
    """Add a sheet that says things in two columns, a title and its text."""
    sheet = book.file.add_worksheet(name)
    within = [widths[0] * 0.85, widths[1]]  # bold letters are wider
    number = -1
    for whole in pairs:
        for pair, lines in split_row(whole, within, 1):
            number += 1
            for column, content in enumerate(pair):
                typeset = spaced(content) if isinstance(content, str) else content
                _put(book, sheet, number, column, typeset, bold=column == 0)
            sheet.set_row(number, row_height(lines))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _set_print(sheet, subject, A4)


def workbook_bytes(book: Book) -> bytes:
    """The file of a workbook."""
    book.file.close()
    return book.buffer.getvalue()


def height_of(contents: Sequence[Content], widths: Sequence[float]) -> float:
    """Points that a row needs so that no text is hidden by the next one."""
    return row_height(_lines(contents, widths))


def split_row(row: Sequence[Content], widths: Sequence[float], heads: int) -> list[tuple[Sequence[Content], int]]:
    """The row in as many rows as it takes to show it all, each with its lines; ``heads`` columns stand in each."""
    lines = _lines(row, widths)
    if lines <= MOST_LINES:
        return [(row, lines)]
    parts = [
        cut_in_lines(clean(said), width, MOST_LINES - 1) if lines_in(said, width) > MOST_LINES else [said]
        for said, width in zip(map(_said, row), widths, strict=True)
    ]
    made: list[Sequence[Content]] = [
        [content if len(own) == 1 else own[0].rstrip() for content, own in zip(row, parts, strict=True)]
    ]
    for number in range(1, max(map(len, parts))):
        made.append(
            [
                CONTINUED + own[number].rstrip() if number < len(own) else content if column < heads else None
                for column, (content, own) in enumerate(zip(row, parts, strict=True))
            ]
        )
    return [(one, _lines(one, widths)) for one in made]


def _lines(contents: Sequence[Content], widths: Sequence[float]) -> int:
    return max((lines_in(_said(one), width) for one, width in zip(contents, widths, strict=True)), default=1)


def _said(content: Content) -> str:
    said = bare(content)
    return french(said) if isinstance(said, float | int) else said or ""


def _header_row(book: Book, sheet: Any, titles: Sequence[str], widths: Sequence[float]) -> None:
    look = book.look(_Look(header=True))
    for column, title in enumerate(titles):
        sheet.write_string(0, column, fit(title), look)
    # Bold letters are wider, and the arrow of the filter takes room.
    sheet.set_row(0, height_of(list(titles), [max(4.0, width * 0.85 - 1) for width in widths]) + 4)


def _put(
    book: Book, sheet: Any, row: int, column: int, content: Content, *, centre: bool = False, bold: bool = False
) -> None:
    """Write a cell; a text never becomes a formula, an error or a date."""
    address = ""
    if isinstance(content, Addressed):
        address, content = content.address, content.content
    verdict = content.verdict if isinstance(content, Tinted) else None
    text = content.text if isinstance(content, Tinted) else content
    link = bool(address) and _linked(book, sheet, row, column, address)
    if text is None or text == "":
        sheet.write_blank(row, column, None, book.look(_Look(verdict, centre=centre, bold=bold)))
    elif isinstance(text, str):
        text = fit(text)
        # Excel would compute « =... » once the cell is edited, were it not told that it is a text.
        look = _Look(verdict, guarded=starts_a_formula(text), centre=centre, bold=bold, link=link)
        sheet.write_string(row, column, text, book.look(look))
    else:
        look = _Look(verdict, _number_format(text), centre=centre, bold=bold, link=link)
        sheet.write_number(row, column, text, book.look(look))


def _number_format(number: float) -> str:
    """How Excel shows a number; it shows the decimal point of « 40, » where a whole one has « #,##0.### »."""
    if isinstance(number, Percent):
        return "0\u00a0%"
    if isinstance(number, int):
        return ""
    if number.is_integer():
        return "#,##0"
    return "#,##0.####" if round(number, 4) == number else "#,##0.##########"


def _linked(book: Book, sheet: Any, row: int, column: int, address: str) -> bool:
    """Give a cell an address; not where Excel would refuse the file for it."""
    count = book.links.get(sheet.name, 0)
    if count >= MOST_LINKS or len(address) > LONGEST_ADDRESS:
        return False
    book.links[sheet.name] = count + 1
    sheet.write_url(row, column, address, None, "x")  # the text is written over it
    return True


def _properties(look: _Look) -> dict[str, object]:
    """The look as XlsxWriter names things."""
    made: dict[str, object] = {
        "font_name": FONT, "font_size": SIZE, "text_wrap": True, "valign": "top", "border": 1, "border_color": _BORDER,
        "bold": look.bold,
    }  # fmt: skip
    if look.header:
        return {**made, **_HEADER}
    if look.centre:
        made["align"] = "center"
    if look.verdict is not None:
        made["bg_color"] = f"#{COLOURS[look.verdict]}"
    if look.number_format:
        made["num_format"] = look.number_format
    if look.link:
        made |= {"font_color": _LINK_COLOUR, "underline": 1}
    if look.guarded:
        made["quote_prefix"] = True
    return made


def _set_print(sheet: Any, subject: str, paper: int) -> None:
    """Landscape, as many pages long as needed and one wide; the subject heads each page, numbers end it."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L{_header(subject)}&R&A")
    sheet.set_footer("&LBIOLLM&RPage &P / &N")
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.header_margin = sheet.footer_margin = 0.3


def _header(text: str) -> str:
    """A text of a page header: « & » begins a code there, and the whole may have 255 characters."""
    return textwrap.shorten(fit(text), 120, placeholder="…").replace("&", "&&")

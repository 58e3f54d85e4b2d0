"""One table written in every format that has tables, so that their readers can be compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from ingestion.formats.office_content import OfficeContent
from ingestion.formats.readers.html_reader import read_html
from ingestion.formats.readers.opendocument_reader import read_opendocument
from ingestion.formats.readers.slides_reader import read_slides
from ingestion.formats.readers.word_reader import read_word
from ingestion.formats.readers.workbook_reader import read_sheets
from tests.ingestion.office_files import cell, opendocument, paragraph, run, slides, table, word


@dataclass(frozen=True)
class WrittenCell:
    """A cell: its place from 0, its text, the rows and columns that it is over."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


Table = Sequence[WrittenCell]


def _places(cells: Table) -> list[list[WrittenCell]]:
    """For each row and column the cell that covers it."""
    height, width = max(one.row + one.rows for one in cells), max(one.column + one.columns for one in cells)
    found = [[WrittenCell(row, column, "") for column in range(width)] for row in range(height)]
    for one in cells:
        for row in range(one.row, one.row + one.rows):
            found[row][one.column : one.column + one.columns] = [one] * one.columns
    return found


def _shown(row: Sequence[WrittenCell]) -> list[WrittenCell]:
    """The cells of a row from left to right, each once."""
    return list(dict.fromkeys(row))


def as_word(path: Path, cells: Table) -> OfficeContent:
    """Word: cells over rows are told again in each, and go on."""
    rows = []
    for number, row in enumerate(_places(cells)):
        written = ""
        for one in _shown(row):
            properties = f'<w:gridSpan w:val="{one.columns}"/>' if one.columns > 1 else ""
            if one.rows > 1:
                properties += '<w:vMerge w:val="restart"/>' if one.row == number else "<w:vMerge/>"
            written += cell(paragraph(run(one.text if one.row == number else "")), properties)
        rows.append(written)
    return read_word(word(path / "a.docx", table(*rows)))


def as_html(path: Path, cells: Table) -> OfficeContent:
    """HTML: cells over rows stand in the first."""
    lines = []
    for number, row in enumerate(_places(cells)):
        own = [one for one in _shown(row) if one.row == number]
        lines.append(
            "".join(f"<td rowspan='{one.rows}' colspan='{one.columns}'>{escape(one.text)}</td>" for one in own)
        )
    rows = "".join(f"<tr>{line}</tr>" for line in lines)
    (path / "a.html").write_text(f"<html><body><table>{rows}</table></body></html>", encoding="utf-8")
    return read_html(path / "a.html")


def as_sheet(path: Path, cells: Table) -> OfficeContent:
    """Excel: values and merged areas."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for one in cells:
        sheet.cell(one.row + 1, one.column + 1, one.text or None)
        if one.rows > 1 or one.columns > 1:
            sheet.merge_cells(
                start_row=one.row + 1,
                start_column=one.column + 1,
                end_row=one.row + one.rows,
                end_column=one.column + one.columns,
            )
    book.save(path / "a.xlsx")
    return read_sheets(path / "a.xlsx")


def as_slide(path: Path, cells: Table) -> OfficeContent:
    """PowerPoint: every place has a cell, those that are covered say so."""
    rows = ""
    for number, row in enumerate(_places(cells)):
        rows += "<a:tr>"
        for column, one in enumerate(row):
            first = (one.row, one.column) == (number, column)
            spans = f'rowSpan="{one.rows}" gridSpan="{one.columns}"' if first else ""
            spans += ' hMerge="1"' if column > one.column else ""
            spans += ' vMerge="1"' if number > one.row else ""
            text = escape(one.text) if first else ""
            rows += f"<a:tc {spans}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"
        rows += "</a:tr>"
    data = f"<a:graphicData><a:tbl>{rows}</a:tbl></a:graphicData>"
    frame = f"<p:graphicFrame><a:graphic>{data}</a:graphic></p:graphicFrame>"
    return read_slides(slides(path / "a.pptx", frame))


def as_opendocument(path: Path, cells: Table) -> OfficeContent:
    """OpenDocument: covered places have cells of their own kind."""
    rows = ""
    for number, row in enumerate(_places(cells)):
        rows += "<table:table-row>"
        for column, one in enumerate(row):
            if (one.row, one.column) == (number, column):
                spans = f"table:number-rows-spanned='{one.rows}' table:number-columns-spanned='{one.columns}'"
                rows += f"<table:table-cell {spans}><text:p>{escape(one.text)}</text:p></table:table-cell>"
            else:
                rows += "<table:covered-table-cell/>"
        rows += "</table:table-row>"
    return read_opendocument(opendocument(path / "a.odt", f"<table:table>{rows}</table:table>"))


WAYS: Mapping[str, Callable[[Path, Table], OfficeContent]] = {
    "Word": as_word,
    "HTML": as_html,
    "Excel": as_sheet,
    "PowerPoint": as_slide,
    "OpenDocument": as_opendocument,
}

"""Sheets of OpenDocument (LibreOffice Calc) as they are shown: cells with the text that the file keeps of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from domain.ledger import Content, Fate
from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, OfficeContent, Unread
from ingestion.formats.readers.number_formats import shown_value
from ingestion.formats.readers.opendocument_names import count_said, named, said
from ingestion.formats.readers.opendocument_reader import opened_file
from ingestion.formats.readers.opendocument_story import OpenDocumentFile, OpenDocumentStory
from ingestion.formats.readers.opendocument_styles import TextLook
from ingestion.formats.readers.opendocument_tables import HIDING
from ingestion.formats.readers.sinks import KeptSink
from ingestion.formats.readers.workbook_tables import SheetCell, SheetSpace, sheet_tables

_COLUMNS, _ROWS = 16_384, 1_048_576  # of a sheet at most
_MOST_REPEATED = 1_000  # rows or cells that one stands for; what is repeated says nothing new
_MOST_COPIES = 20_000  # cells of a sheet that stand there because another one is repeated
_GROUPS = {"table:table-header-rows", "table:table-rows", "table:table-row-group", "table:table-header-columns",
           "table:table-columns", "table:table-column-group"}  # fmt: skip
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt)")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 0.0353}
_A_CHARACTER = 0.2  # centimetres
_USUAL_WIDTH = 11.0  # characters
_ERROR = re.compile(r"#(?:REF|N/A|NAME|VALUE|DIV/0|NUM|NULL)[!?]?|Err:\d{3}|#NOM\?|#VALEUR!")


def read_sheets(path: Path) -> OfficeContent:
    """The content of a workbook of OpenDocument; the part of an element is the name of its sheet.

    Raises:
        DamagedFile: It is not sound.
        EncryptedFile: It asks for a password.
    """
    file, roots = opened_file(path)
    builder = ContentBuilder()
    for node in roots[0].iter():
        if named(node) == "office:spreadsheet":
            for table in node:
                if named(table) == "table:table":
                    _OpenSheet(table, file, builder).read()
    builder.part = None
    return builder.build()


class _OpenSheet:
    def __init__(self, table: Any, file: OpenDocumentFile, builder: ContentBuilder):
        self._table = table
        self._file = file
        self._builder = builder
        self._name = said(table, "table:name")
        self._hidden = file.styles.attribute("table", said(table, "table:style-name"), "table:display") == "false"
        self._columns: list[tuple[int, int, Any]] = []  # first, last, element
        self._copies = 0
        self._hidden_rows: set[int] = set()

    def read(self) -> None:
        self._builder.part = self._name
        self._builder.count(Content.SHEET, Fate.NOT_SHOWN if self._hidden else Fate.READ)
        place = 0
        for column in _inside(self._table, "table:table-column"):
            last = place + count_said(column, "table:number-columns-repeated", _COLUMNS) - 1
            self._columns.append((place, last, column))
            place = last + 1
        cells = list(self._cells())
        for lines in sheet_tables([cell for cell in cells if cell.fate is None], self._space()):
            self._builder.table(lines)
        for kind in (AsideKind.HIDDEN, AsideKind.STRUCK):
            rows: dict[int, list[str]] = {}
            for cell in cells:
                if cell.fate is kind:
                    rows.setdefault(cell.row, []).append(cell.text)
            for texts in rows.values():
                self._builder.set_aside(kind, " ; ".join(texts))
        story = OpenDocumentStory(self._builder, self._file)
        for shapes in self._table:
            if named(shapes) == "table:shapes":
                story.blocks(shapes, KeptSink(), AsideKind.HIDDEN if self._hidden else None)
        for category, text in story.taken():
            self._builder.add(Category.TEXT if category is Category.NOTE else category, text)

    def _space(self) -> SheetSpace:
        hidden = {
            column
            for first, last, node in self._columns
            if said(node, "table:visibility") in HIDING
            for column in range(first, last + 1)
        }
        return SheetSpace(lambda row: row in self._hidden_rows, hidden, self._width())

    def _width(self) -> Callable[[int], float]:
        widths = []
        for first, last, node in self._columns:
            style = said(node, "table:style-name")
            length = _LENGTH.fullmatch(self._file.styles.attribute("table-column", style, "style:column-width") or "")
            if length:
                widths.append((first, last, float(length[1]) * _CENTIMETRES[length[2]] / _A_CHARACTER))
        return lambda column: next((wide for first, last, wide in widths if first <= column <= last), _USUAL_WIDTH)

    def _cells(self) -> Iterator[SheetCell]:
        number = 0
        for row in _inside(self._table, "table:table-row"):
            repeated = count_said(row, "table:number-rows-repeated", _ROWS)
            collapsed = said(row, "table:visibility") in HIDING
            filled = any(len(cell) or said(cell, "office:value-type") for cell in row)
            if collapsed and repeated <= _MOST_REPEATED:
                self._hidden_rows.update(range(number, number + repeated))
            for copy in range(min(repeated, _MOST_REPEATED) if filled else 0):
                if copy and self._copies > _MOST_COPIES:
                    break
                self._copies += len(row) if copy else 0
                yield from self._row(row, number + copy, collapsed)
            number += repeated

    def _row(self, row: Any, number: int, collapsed: bool) -> Iterator[SheetCell]:
        column = 0
        for cell in row:
            if named(cell) not in ("table:table-cell", "table:covered-table-cell"):
                continue
            repeated = count_said(cell, "table:number-columns-repeated", _COLUMNS)
            if len(cell) or said(cell, "office:value-type"):
                wide = count_said(cell, "table:number-columns-spanned", _COLUMNS)
                high = count_said(cell, "table:number-rows-spanned", _ROWS)
                copies = min(repeated, _MOST_REPEATED) if self._copies <= _MOST_COPIES else 1
                self._copies += copies - 1
                for place in range(column, column + copies):
                    text = self._text(cell)
                    if text and _ERROR.fullmatch(text):
                        self._builder.not_read(Unread.ERROR_CELL, f"{self._name}, ligne {number + 1}")
                    if text:
                        fate = self._fate(cell, row, place, collapsed)
                        yield SheetCell(number, place, text, fate, high, wide)
            column += repeated

    def _fate(self, cell: Any, row: Any, column: int, collapsed: bool) -> AsideKind | None:
        of_column = next((node for first, last, node in self._columns if first <= column <= last), None)
        unseen = of_column is not None and said(of_column, "table:visibility") in HIDING
        if self._hidden or collapsed or unseen or named(cell) == "table:covered-table-cell":
            return AsideKind.HIDDEN
        style = said(cell, "table:style-name") or said(row, "table:default-cell-style-name")
        if not style and of_column is not None:
            style = said(of_column, "table:default-cell-style-name")
        return self._file.styles.look(TextLook(), "table-cell", style).fate(on_paper=False)

    def _text(self, cell: Any) -> str:
        """What a cell shows: the text that the file keeps of it, else its value."""
        kept = KeptSink()
        OpenDocumentStory(self._builder, self._file).blocks(cell, kept)
        if kept.texts or any(named(node) == "text:p" for node in cell):
            return "\n".join(kept.texts)
        value = said(cell, "office:value")
        if value:
            kind = said(cell, "office:value-type")
            try:
                return shown_value(float(value), "0%" if kind == "percentage" else "General")
            except ValueError:
                return value
        told = ("office:string-value", "office:date-value", "office:time-value", "office:boolean-value")
        return next((text for name in told if (text := said(cell, name))), "")


def _inside(container: Any, name: str) -> Iterator[Any]:
    """Rows or columns of a sheet, those in groups too."""
    for node in container:
        if named(node) == name:
            yield node
        elif named(node) in _GROUPS:
            yield from _inside(node, name)

"""Excel as it is shown: values in their format, merged cells over all their rows, what is hidden apart.

Every run of filled rows of a sheet is a table of its own. A formula whose result was never computed is counted.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from domain.ledger import Content, Fate
from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, OfficeContent, Unread
from ingestion.formats.readers.number_formats import shown_value
from ingestion.formats.readers.package import Package, name_of, unescaped
from ingestion.formats.readers.superscripts import raised
from ingestion.formats.readers.workbook_covered import covered_texts
from ingestion.formats.readers.workbook_drawings import SheetDrawings
from ingestion.formats.readers.workbook_layout import (
    Merge,
    declared_tables,
    hidden_columns,
    merges,
    page_texts,
    widths,
)
from ingestion.formats.readers.workbook_looks import SheetLooks
from ingestion.formats.readers.workbook_tables import (
    SheetCell,
    SheetSpace,
    cell_lines,
    sheet_tables,
)

_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BUSY!",
           "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#GETTING_DATA"}  # fmt: skip
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


_ALONE = Merge()
_USUAL_WIDTH = 8.4  # characters, of a column that says none
_THREAD = re.compile(r"\A\[[^\]]*\].*?linkid=870924\s*[^:]{0,20}:\s*", re.DOTALL)  # what Excel tells old versions


def read_sheets(path: Path) -> OfficeContent:
    """The content of a workbook; the part of an element is the name of its sheet.

    Raises:
        DamagedFile: It is not sound.
    """
    from openpyxl import load_workbook

    data = _transitional(path.read_bytes())
    package = Package(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl says that it leaves out is read here
        book = load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
    builder = ContentBuilder()
    parts = _parts(package)
    for sheet in book.worksheets:
        builder.part = sheet.title
        part = parts.get(sheet.title)
        hidden = sheet.sheet_state != "visible"
        builder.count(Content.SHEET, Fate.NOT_SHOWN if hidden else Fate.READ)
        bare = part is None or package.related(part, "image") is None
        uncomputed = set() if part is None else _uncomputed(package, part)
        _Sheet(sheet, builder, hidden, uncomputed, SheetLooks(sheet, bare=bare)).read()
        if part is not None:
            for text in covered_texts(package, part):
                builder.set_aside(AsideKind.HIDDEN, text)
            SheetDrawings(package, part, builder, hidden).read()
    builder.part = None
    for _ in book.chartsheets:
        builder.not_read(Unread.CHART)
    return builder.build()


class _Sheet:
    def __init__(self, sheet: Any, builder: ContentBuilder, hidden: bool, uncomputed: set[str], looks: SheetLooks):
        self._sheet = sheet
        self._builder = builder
        self._hidden = hidden
        self._uncomputed = uncomputed
        self._looks = looks
        self._columns = hidden_columns(sheet)
        self._rows = {number - 1 for number, one in sheet.row_dimensions.items() if one.hidden or one.ht == 0}
        self._merges = merges(sheet)
        self._shows_zeros = sheet.sheet_view.showZeros is not False

    def read(self) -> None:
        rows: dict[int, list[SheetCell]] = {}
        for cell in self._cells():
            rows.setdefault(cell.row, []).append(cell)
        shown = [cell for _, line in sorted(rows.items()) for cell in line if cell.fate is None]
        for lines in sheet_tables(shown, self._space(rows)):
            self._builder.table(lines)
        self._set_aside(rows)
        for text in dict.fromkeys(page_texts(self._sheet)):
            if self._hidden:
                self._builder.set_aside(AsideKind.HIDDEN, text)
            else:
                self._builder.add(Category.MARGIN, text)
        for place in sorted(self._uncomputed, key=lambda one: (len(one), one)):
            self._builder.not_read(Unread.FORMULA, f"{self._sheet.title} {place}")

    def _space(self, rows: Mapping[int, Sequence[SheetCell]]) -> SheetSpace:
        wide = widths(self._sheet)
        return SheetSpace(
            lambda row: row in self._rows or row in rows,
            self._columns,
            lambda column: wide.get(column, _USUAL_WIDTH),
            declared_tables(self._sheet),
        )

    def _cells(self) -> Iterator[SheetCell]:
        # Cells that are there: going through all places up to the last row and column may take for ever.
        for (row, column), cell in sorted(self._sheet._cells.items()):
            number = row - 1
            value = getattr(cell, "value", None)
            if getattr(cell, "comment", None) is not None:
                self._builder.set_aside(AsideKind.COMMENT, _THREAD.sub("", str(cell.comment.text)))
            if value is None:
                continue
            text, struck = self._text(value, cell)
            if struck:
                yield SheetCell(number, column - 1, struck, AsideKind.STRUCK)
            if isinstance(value, str) and value in _ERRORS:
                self._builder.not_read(Unread.ERROR_CELL, f"{self._sheet.title} {cell.coordinate}")
            if value == 0 and not self._shows_zeros and not isinstance(value, bool):
                yield SheetCell(number, column - 1, text, AsideKind.HIDDEN)
            elif text.strip():
                yield self._placed(number, column - 1, text, cell)
            elif not struck and str(value).strip():
                yield SheetCell(number, column - 1, str(value), AsideKind.HIDDEN)  # a format that shows nothing

    def _placed(self, number: int, column: int, text: str, cell: Any) -> SheetCell:
        """A cell where it is seen: a merged one stands in the first of its rows that is shown."""
        over = self._merges.get((number, column), _ALONE)
        rows = [row for row in range(number, number + over.rows) if row not in self._rows]
        columns = [each for each in range(column, column + over.columns) if each not in self._columns]
        if self._hidden or not rows or not columns:
            return SheetCell(number, column, text, AsideKind.HIDDEN)
        high, wide = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
        diagonal = "\n" in text and bool(cell.border.diagonalDown)
        return SheetCell(rows[0], columns[0], text, self._looks.fate(cell), high, wide, diagonal)

    @staticmethod
    def _text(value: Any, cell: Any) -> tuple[str, str]:
        """What a cell shows, and what of it is struck out."""
        if isinstance(value, list):  # runs of text of several fonts
            shown: list[str] = []
            struck: list[str] = []
            for run in value:
                font = getattr(run, "font", None)
                written = unescaped(str(getattr(run, "text", run)))
                if getattr(font, "vertAlign", None) == "superscript":
                    written = raised(written)
                (struck if getattr(font, "strike", None) else shown).append(written)
            return "".join(shown), "".join(struck)
        return shown_value(unescaped(value) if isinstance(value, str) else value, cell.number_format), ""

    def _set_aside(self, rows: dict[int, list[SheetCell]]) -> None:
        """What is hidden or struck, a line a row."""
        for kind in (AsideKind.HIDDEN, AsideKind.STRUCK):
            gone = {number: [cell for cell in cells if cell.fate is kind] for number, cells in sorted(rows.items())}
            if kind is AsideKind.HIDDEN and self._hidden:
                lines = cell_lines([cell for cells in gone.values() for cell in cells])
            else:
                lines = [" ; ".join(cell.text for cell in cells) for cells in gone.values()]
            for line in lines:
                self._builder.set_aside(kind, line)


def _parts(package: Package) -> dict[str, str]:
    """The part of each sheet, by the name of the sheet."""
    relations = package.relations(package.main)
    found = {}
    for node in package.xml(package.main).iter():
        if name_of(node) == "x:sheet":
            identifier = next((str(v) for k, v in node.attrib.items() if k.endswith("}id")), "")
            relation = relations.get(identifier)
            if relation is not None and relation.target in package:
                found[str(node.get("name"))] = relation.target
    return found


def _uncomputed(package: Package, part: str) -> set[str]:
    """Cells with a formula and no result."""
    from lxml import etree

    data = package.data(part)
    if b"<f" not in data and b":f" not in data:
        return set()
    found = set()
    for _, node in etree.iterparse(io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True):
        name = name_of(node)
        if name == "x:c":
            kinds = {name_of(one): one for one in node}
            result = kinds.get("x:v")
            if "x:f" in kinds and (result is None or not (result.text or "").strip()) and node.get("t") != "str":
                found.add(str(node.get("r")))
        elif name == "x:row":
            node.clear()
    return found


def _transitional(data: bytes) -> bytes:
    """The workbook with the names that openpyxl knows, where it has those of « Strict » Open XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if not any(
            b"purl.oclc.org/ooxml" in archive.read(name) for name in archive.namelist() if "workbook.xml" in name
        ):
            return data
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
            for name in archive.namelist():
                content = archive.read(name)
                if name.endswith((".xml", ".rels")):
                    for strict, usual in _STRICT.items():
                        content = content.replace(strict, usual)
                target.writestr(name, content)
        return written.getvalue()

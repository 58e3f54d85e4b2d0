"""A CSV or XLSX file becomes a header and rows of text, as French spreadsheets write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from domain.errors import GoldError, MissingPath
from domain.text_folding import fold
from french.decoding import decode_text

_CSV_ADVICE = "Dans le tableur : Enregistrer sous, puis « CSV UTF-8 »."

# A text that is not in UTF-8 is believed only when it has no letter that French does not use: a damaged one has some.
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’‘“”–—…€°²³§·•×±½¼¾µ‰≥≤\u00a0")

_SEPARATORS = ";,\t|"
_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)

_ERRORS = ("#N/A", "#REF!", "#VALEUR!", "#VALUE!", "#NOM?", "#NAME?", "#DIV/0!", "#NUL!", "#NULL!", "#NOMBRE!", "#NUM!")

_MOST_ABOVE = 20  # rows among which the titles are looked for
_OTHERS = {b"%pdf-": "un PDF", b"{\\rtf": "un texte enrichi (RTF)", b"<": "une page ou du XML", b"{": "du JSON"}

GUARDED = re.compile(r"'+[=+@-]")
"""A text with an apostrophe too many: it keeps a spreadsheet from computing what follows."""

CellFault = tuple[int, int, str]
"""(line, position of the column from 0, what is wrong)."""


@dataclass(frozen=True, slots=True)
class GoldTable:
    """``header`` and ``rows`` are stripped texts; lines count from 1 as a person sees them.

    ``faults`` are cells that the spreadsheet itself spoilt: a value made a date, a formula in error.
    """

    header: tuple[str, ...]
    header_line: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: tuple[CellFault, ...] = ()


def read_table(path: Path, names: Collection[str] = ()) -> GoldTable:
    """Read the file, whatever its separator and byte order mark.

    Args:
        path: The file.
        names: Titles of columns, as columns are known by: the row that has most of them is the header, under titles
            and remarks and on whichever sheet.

    Raises:
        MissingPath: There is no readable file at ``path``.
        GoldError: It is no CSV (in an encoding of French files) and no XLSX, or it is empty.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MissingPath(
            f"le fichier de référence ne peut pas être lu ({error.strerror}).",
            where=str(path),
            remedy="Vérifiez le chemin donné.",
        ) from error
    faults: tuple[CellFault, ...] = ()
    if content.startswith(b"PK\x03\x04"):
        lines, faults = _xlsx_lines(content, path, names)
    elif other := _other_content(content):
        raise _refused(path, f"ce n'est ni un CSV ni un classeur .xlsx, mais {other}")
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(path, "ancien format .xls : enregistrez le classeur au format .xlsx")
    else:
        lines = _csv_lines(content, path, names)
    filled = [(line, cells) for line, cells in lines if any(cells)]
    if not filled:
        raise _refused(path, "le fichier est vide")
    start = _header_place([cells for _, cells in filled], names)
    (header_line, header), *rows = filled[start:]
    return GoldTable(header, header_line, tuple(rows), faults + _formula_errors(rows))


def known_as(title: str) -> str:
    """What a column is known by, whatever its accents and case: « Libellé valeur » is « libelle_valeur »."""
    return fold(title).replace(" ", "_")


def _header_place(rows: Sequence[Sequence[str]], names: Collection[str]) -> int:
    """Which of the first rows has the titles: the one with most known ones, the first where none has two."""
    counts = [len({known_as(cell) for cell in row} & set(names)) for row in rows[:_MOST_ABOVE]]
    best = max(counts, default=0)
    return counts.index(best) if best > 1 else 0


def _other_content(content: bytes) -> str | None:
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((word for sign, word in _OTHERS.items() if start.startswith(sign)), None)


def _refused(path: Path, fault: str, remedy: str | None = None) -> GoldError:
    return GoldError("le fichier de référence ne peut pas être lu.", (fault,), where=str(path), remedy=remedy)


def _csv_lines(content: bytes, path: Path, names: Collection[str]) -> list[tuple[int, tuple[str, ...]]]:
    text = _decoded(content, path)
    # « sep=; » tells Excel the separator; it is no row.
    told = _SEPARATOR.match(text)
    skipped = text[: told.end()].count("\n") if told else 0
    text = text[told.end() :] if told else text
    separator = told[1] if told else _separator(text, names)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines = []
    line = 1 + skipped
    try:
        for cells in reader:
            lines.append((line, tuple(_clean(cell) for cell in cells)))
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        message = f"ligne {line} : des guillemets sont mal fermés, ou la ligne est illisible ({error})"
        raise _refused(path, message, _CSV_ADVICE) from error
    return lines


def _separator(text: str, names: Collection[str]) -> str:
    """The separator that parts the most known titles; where none does, that which the first line has most of."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:_MOST_ABOVE]]

    def known(separator: str) -> int:
        return max(
            (len({known_as(cell.strip()) for cell in line.split(separator)} & set(names)) for line in lines), default=0
        )

    found = max(_SEPARATORS, key=known)
    first = next((line for line in lines if any(sign in line for sign in _SEPARATORS)), "")
    return found if known(found) > 1 else max(_SEPARATORS, key=first.count)


def _decoded(content: bytes, path: Path) -> str:
    decoded = decode_text(content)
    if decoded.encoding.startswith("utf") and not decoded.unsure:
        return decoded.text.lstrip("\ufeff")
    if not decoded.unsure and all(char in _FRENCH or ("\t" <= char <= "~") for char in decoded.text):
        return decoded.text
    try:
        content.decode("utf-8")
        place = 0
    except UnicodeDecodeError as error:
        place = error.start
    line = content.count(b"\n", 0, place) + 1
    raise _refused(path, f"ligne {line} : le texte n'est pas en UTF-8, et son encodage n'est pas reconnu", _CSV_ADVICE)


def _formula_errors(rows: list[tuple[int, tuple[str, ...]]]) -> tuple[CellFault, ...]:
    return tuple(
        (line, position, f"« {text} » : la formule du tableur est en erreur ; tapez la valeur elle-même")
        for line, cells in rows
        for position, text in enumerate(cells)
        if text.upper() in _ERRORS
    )


def _xlsx_lines(
    content: bytes, path: Path, names: Collection[str]
) -> tuple[list[tuple[int, tuple[str, ...]]], tuple[CellFault, ...]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = [[_shown(cell) for cell in row] for row in _sheet(book, names).iter_rows()]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError, SyntaxError) as error:
        # SyntaxError is the base of the XML parser's ParseError.
        if b"opendocument.spreadsheet" in content[:200]:
            raise _refused(path, "classeur OpenDocument (.ods) : enregistrez-le au format .xlsx") from error
        raise _refused(path, f"ce n'est pas un classeur .xlsx lisible ({type(error).__name__})") from error
    faults: list[CellFault] = []
    lines = []
    for line, cells in enumerate(rows, start=1):
        for position, cell in enumerate(cells):
            if isinstance(cell, (datetime, date, time)):
                message = f"le tableur a changé une valeur en date ({cell}) ; mettez la cellule en texte et retapez-la"
                faults.append((line, position, message))
        lines.append((line, tuple(_cell_text(cell) for cell in cells)))
    return lines, tuple(faults)


def _sheet(book: Any, names: Collection[str]) -> Any:
    """The sheet with the titles, else the first that is shown: one before it may say how to fill it."""
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    for sheet in shown:
        rows = [[_cell_text(cell) for cell in row] for row in sheet.iter_rows(max_row=_MOST_ABOVE, values_only=True)]
        if any(len({known_as(cell) for cell in row} & set(names)) > 1 for row in rows):
            return sheet
    return shown[0]


def _shown(cell: Any) -> object:
    """The value as the sheet shows it: a cell shown as 15 % holds 0.15."""
    if isinstance(cell.value, float | int) and not isinstance(cell.value, bool) and "%" in (cell.number_format or ""):
        return f"{round(cell.value * 100, 10):g} %"
    return cell.value


def _cell_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a page typed 12 comes back as 12.0
    return _clean(str(cell))


def _clean(text: str) -> str:
    plain = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    # Our own files put an apostrophe before what a spreadsheet would take for a formula, and one more before those.
    return plain[1:] if GUARDED.match(plain) else plain

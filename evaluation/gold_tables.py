"""A CSV or XLSX file becomes a header and rows of text, as French spreadsheets write them."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from domain.errors import GoldError, MissingPath
from french.decoding import decode_text

_CSV_ADVICE = "Dans le tableur : Enregistrer sous, puis « CSV UTF-8 »."

# A text that is not in UTF-8 is believed only when it has no letter that French does not use: a damaged one has some.
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’‘“”–—…€°²³§·•×±½¼¾µ‰≥≤\u00a0")

_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)

_ERRORS = ("#N/A", "#REF!", "#VALEUR!", "#VALUE!", "#NOM?", "#NAME?", "#DIV/0!", "#NUL!", "#NULL!", "#NOMBRE!", "#NUM!")

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


def read_table(path: Path) -> GoldTable:
    """Read the file, whatever its separator and byte order mark.

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
        lines, faults = _xlsx_lines(content, path)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(path, "ancien format .xls : enregistrez le classeur au format .xlsx")
    else:
        lines = _csv_lines(content, path)
    filled = [(line, cells) for line, cells in lines if any(cells)]
    if not filled:
        raise _refused(path, "le fichier est vide")
    (header_line, header), *rows = filled
    return GoldTable(header, header_line, tuple(rows), faults + _formula_errors(rows))


def _refused(path: Path, fault: str, remedy: str | None = None) -> GoldError:
    return GoldError("le fichier de référence ne peut pas être lu.", (fault,), where=str(path), remedy=remedy)


def _csv_lines(content: bytes, path: Path) -> list[tuple[int, tuple[str, ...]]]:
    text = _decoded(content, path)
    # « sep=; » tells Excel the separator; it is no row.
    told = _SEPARATOR.match(text)
    skipped = text[: told.end()].count("\n") if told else 0
    text = text[told.end() :] if told else text
    first = text.lstrip().split("\n", 1)[0]
    separator = told[1] if told else max(";,\t", key=first.count)
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


def _xlsx_lines(content: bytes, path: Path) -> tuple[list[tuple[int, tuple[str, ...]]], tuple[CellFault, ...]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = [[_shown(cell) for cell in row] for row in book.worksheets[0].iter_rows()]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError, SyntaxError) as error:
        # SyntaxError is the base of the XML parser's ParseError.
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

"""A CSV or XLSX file becomes a header and rows of text, as French spreadsheets write them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from corpus.errors import GoldError, MissingPath

_CSV_ADVICE = "Dans le tableur : Enregistrer sous, puis « CSV UTF-8 »."


@dataclass(frozen=True, slots=True)
class Table:
    """``header`` and ``rows`` are stripped texts; lines count from 1 as a person sees them."""

    header: tuple[str, ...]
    header_line: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(path: Path) -> Table:
    """Read the file, whatever its separator and byte order mark.

    Raises:
        MissingPath: There is no readable file at ``path``.
        GoldError: It is no UTF-8 CSV and no XLSX, or it is empty.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MissingPath(
            f"le fichier de référence ne peut pas être lu ({error.strerror}).",
            where=str(path),
            remedy="Vérifiez le chemin donné.",
        ) from error
    if content.startswith(b"PK\x03\x04"):
        lines = _xlsx_lines(content, path)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(path, "ancien format .xls : enregistrez le classeur au format .xlsx")
    else:
        lines = _csv_lines(content, path)
    filled = [(line, cells) for line, cells in lines if any(cells)]
    if not filled:
        raise _refused(path, "le fichier est vide")
    (header_line, header), *rows = filled
    return Table(header, header_line, tuple(rows))


def _refused(path: Path, fault: str, remedy: str | None = None) -> GoldError:
    return GoldError("le fichier de référence ne peut pas être lu.", (fault,), where=str(path), remedy=remedy)


def _csv_lines(content: bytes, path: Path) -> list[tuple[int, tuple[str, ...]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(path, f"ligne {line} : le texte n'est pas en UTF-8", _CSV_ADVICE) from error
    first = text.lstrip().split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines = []
    line = 1
    try:
        for cells in reader:
            lines.append((line, tuple(_clean(cell) for cell in cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"ligne {line} : des guillemets sont mal fermés, ou la ligne est illisible ({error})"
        raise _refused(path, message, _CSV_ADVICE) from error
    return lines


def _xlsx_lines(content: bytes, path: Path) -> list[tuple[int, tuple[str, ...]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = [[_shown(cell) for cell in row] for row in book.worksheets[0].iter_rows()]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError, SyntaxError) as error:
        # SyntaxError is the base of the XML parser's ParseError.
        raise _refused(path, f"ce n'est pas un classeur .xlsx lisible ({type(error).__name__})") from error
    faults = []
    lines = []
    for line, cells in enumerate(rows, start=1):
        for cell in cells:
            if isinstance(cell, (datetime, date, time)):
                faults.append(
                    f"ligne {line} : le tableur a changé une valeur en date ({cell}) ; mettez la cellule en texte"
                )
        lines.append((line, tuple(_cell_text(cell) for cell in cells)))
    if faults:
        raise GoldError("le fichier de référence ne peut pas être lu.", tuple(faults), where=str(path))
    return lines


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
    return text.replace("\u00a0", " ").replace("\u202f", " ").strip()

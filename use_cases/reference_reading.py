"""A file of a reference base -> the lines of its tables, of the types that the tables declare."""

from __future__ import annotations

import csv
import io
import math
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from domain.errors import DamagedFile
from exports.reference_files import DESCRIPTOR
from exports.reference_shapes import DAY, FLAG, MOMENT, NUMBER, WHOLE, Cell, ReferenceTable
from exports.reference_tables import ADDED_LATER, COLUMNS_ADDED_LATER, TABLES
from use_cases.reference_lines import TableLine

_LARGEST = 2**31
"""Bytes of one table of an archive, at most: more is not ours."""


def not_a_base(path: Path, why: str) -> DamagedFile:
    """The error of a file that is no reference base, and why."""
    return DamagedFile(
        f"ce n'est pas une base de référence qui puisse être importée ({why}).",
        where=str(path),
        remedy="Donnez un fichier écrit par « biollm export --format datapackage » ou « --format sqlite ».",
    )


def read_tables(path: Path) -> dict[str, list[TableLine]]:
    """The lines of every table of a base (data package in a ZIP, or SQLite), by the name of the table.

    Raises:
        DamagedFile: it is no reference base.
    """
    content = path.read_bytes()
    try:
        if content.startswith(b"SQLite format 3"):
            return _read_sqlite(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.getinfo(DESCRIPTOR)
            return {table.name: list(_read_csv(archive, table)) for table in TABLES}
    except (zipfile.BadZipFile, KeyError, ValueError, sqlite3.DatabaseError, csv.Error) as error:
        raise not_a_base(path, str(error)) from error


def _read_csv(archive: zipfile.ZipFile, table: ReferenceTable) -> Iterator[TableLine]:
    name = f"data/{table.name}.csv"
    if table.name in ADDED_LATER and name not in archive.namelist():
        return
    if archive.getinfo(name).file_size > _LARGEST:
        raise ValueError(f"{name} : trop grand")
    csv.field_size_limit(2**30)
    with archive.open(name) as held:
        reader = csv.reader(io.TextIOWrapper(held, "utf-8", newline=""))
        header = next(reader, [])
        missing = _missing(table, header)
        if tuple(header) != table.columns[: len(table.columns) - missing]:
            raise ValueError(f"{name} : colonnes inattendues")
        for row in reader:
            yield _line(table, [*row, *[""] * missing])


def _missing(table: ReferenceTable, columns: Sequence[str]) -> int:
    """How many of its last columns a table of an earlier version lacks."""
    later = COLUMNS_ADDED_LATER.get(table.name, 0)
    return later if len(columns) == len(table.columns) - later else 0


def _read_sqlite(content: bytes) -> dict[str, list[TableLine]]:
    with tempfile.TemporaryDirectory(prefix="biollm-") as folder:
        held = Path(folder) / "base.sqlite"
        held.write_bytes(content)
        connection = sqlite3.connect(held)
        try:
            found: dict[str, list[TableLine]] = {}
            here = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in TABLES:
                if table.name in ADDED_LATER and table.name not in here:
                    found[table.name] = []
                    continue
                there = [str(one[1]) for one in connection.execute(f'PRAGMA table_info("{table.name}")')]
                missing = _missing(table, there)
                columns = ", ".join(f'"{name}"' for name in table.columns[: len(table.columns) - missing])
                rows = connection.execute(f'SELECT {columns} FROM "{table.name}"')  # names are ours
                found[table.name] = [
                    _line(table, [*("" if one is None else str(one) for one in row), *[""] * missing]) for row in rows
                ]
            return found
        finally:
            connection.close()


def _line(table: ReferenceTable, row: list[str]) -> TableLine:
    return TableLine({one.name: _cell(one.type, text) for one, text in zip(table.fields, row, strict=True)})


def _cell(kind: str, text: str) -> Cell:
    if text == "":
        return None
    if kind == WHOLE:
        return int(text)
    if kind == NUMBER:
        if not math.isfinite(number := float(text)):  # « 1e999 »: no amount, and no JSON
            raise ValueError(f"{text} n'est pas un nombre")
        return number
    if kind == FLAG:
        return text in ("true", "1")
    if kind == MOMENT:
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if kind == DAY else text

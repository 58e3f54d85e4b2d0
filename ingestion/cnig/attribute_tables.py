"""Tables of a CNIG dossier: CSV and dBase, in the encodings that are met; a row is its texts by column, in capitals."""

from __future__ import annotations

import codecs
import csv
import io
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from domain.errors import DamagedFile

#: Bytes of a table: DOC_URBA_COM of the largest SCoT has a thousand rows.
MAX_TABLE = 50_000_000

Row = Mapping[str, str]


def read_table(path: Path) -> list[Row]:
    """The rows of a table (``.csv`` or ``.dbf``, any case).

    Raises:
        DamagedFile: the table is broken or unreasonably large.
    """
    if path.stat().st_size > MAX_TABLE:
        raise DamagedFile("la table est trop grande pour être lue.", where=path.name)
    if path.suffix.lower() == ".dbf":
        return list(_dbf(path))
    return list(_csv(path))


def table_encoding(path: Path) -> str:
    """The encoding of a dBase table: that of its ``.cpg``, else UTF-8 where its bytes are, else Windows'."""
    for suffix in (".cpg", ".CPG"):
        beside = path.with_suffix(suffix)
        if beside.is_file():
            said = beside.read_bytes()[:40].decode("ascii", "replace").strip().lower()
            said = {"1252": "cp1252", "ansi 1252": "cp1252", "88591": "latin-1", "65001": "utf-8"}.get(said, said)
            try:
                return codecs.lookup(said).name
            except LookupError:
                break
    return decodable_as(path.read_bytes()[:MAX_TABLE])


def decodable_as(data: bytes) -> str:
    """« utf-8 » where the bytes are, else « cp1252 »: what French programs write."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _csv(path: Path) -> Iterator[Row]:
    data = path.read_bytes()
    text = data.decode(decodable_as(data), "replace").removeprefix("﻿")
    head = text.partition("\n")[0]
    delimiter = max(";,|\t", key=head.count)
    try:
        for row in csv.DictReader(io.StringIO(text), delimiter=delimiter):
            yield {
                str(name).strip().upper(): (value or "").strip()
                for name, value in row.items()
                if isinstance(value, str) or value is None
            }
    except csv.Error as error:
        raise DamagedFile("la table CSV ne peut pas être lue.", where=path.name) from error


def _dbf(path: Path) -> Iterator[Row]:
    import shapefile

    try:
        with path.open("rb") as opened:
            reader = shapefile.Reader(dbf=opened, encoding=table_encoding(path), encodingErrors="replace")
            names = [field[0].upper() for field in reader.fields[1:]]
            for record in reader.iterRecords():
                yield {name: said(value) for name, value in zip(names, record, strict=True)}
    except (shapefile.ShapefileException, OSError, ValueError, IndexError, KeyError, TypeError, struct.error) as error:
        raise DamagedFile("la table dBase ne peut pas être lue.", where=path.name) from error


def said(value: object) -> str:
    """A value of a table as text: a code is one whether it is kept as text or as a number."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()

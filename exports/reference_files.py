"""The reference base as files: a data package (CSV with Table Schema), Parquet, one SQLite file, GeoJSON."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from domain.json_types import Json, JsonObject
from exports.place_tables import PERIMETERS
from exports.reference_dictionary import dictionary_text
from exports.reference_shapes import DAY, FLAG, MOMENT, NUMBER, WHOLE, Cell, ReferenceBase, ReferenceTable, Row
from exports.reference_tables import DOCUMENTS, TABLES

if TYPE_CHECKING:
    import pyarrow as pa

DESCRIPTOR, DICTIONARY, FEATURES = "datapackage.json", "dictionnaire.md", "perimetres.geojson"
_FIXED = (1980, 1, 1, 0, 0, 0)
"""Date of the members of a ZIP: the same base gives the same bytes."""
#: What neither a database nor XML takes, nor a line of CSV read by other programs.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def package_bytes(base: ReferenceBase) -> bytes:
    """A ZIP: one CSV a table, the descriptor, the dictionary, the perimeters."""
    members = [(f"data/{table.name}.csv", _csv(base, table)) for table in TABLES]
    members += [
        (DESCRIPTOR, json.dumps(descriptor(base), ensure_ascii=False, indent=1).encode()),
        (DICTIONARY, dictionary_text(base).encode()),
        (FEATURES, geojson_bytes(base)),
    ]
    return _zip(members)


def parquet_bytes(base: ReferenceBase) -> bytes:
    """A ZIP: one Parquet file a table, and the dictionary."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    members = []
    for table in TABLES:
        buffer = pa.BufferOutputStream()
        pq.write_table(_arrow(base, table), buffer, compression="zstd")
        members.append((f"{table.name}.parquet", buffer.getvalue().to_pybytes()))
    return _zip([*members, (DICTIONARY, dictionary_text(base).encode())])


def sqlite_bytes(base: ReferenceBase) -> bytes:
    """One SQLite file, with keys, and the meaning of columns in a table of its own."""
    with tempfile.TemporaryDirectory(prefix="biollm-") as folder:
        path = Path(folder) / "base.sqlite"
        connection = sqlite3.connect(path)
        try:
            with connection:
                for table in TABLES:
                    connection.execute(_create(table))
                    marks = ", ".join("?" * len(table.fields))
                    rows = ([_sql(one) for one in row] for row in base.of(table.name))
                    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)
                connection.execute(
                    "CREATE TABLE dictionnaire (nom_table TEXT, colonne TEXT, type TEXT, sens TEXT, "
                    "PRIMARY KEY (nom_table, colonne))"
                )
                connection.executemany(
                    "INSERT INTO dictionnaire VALUES (?, ?, ?, ?)",
                    [(table.name, one.name, one.type, one.meaning) for table in TABLES for one in table.fields],
                )
        finally:
            connection.close()
        return path.read_bytes()


def geojson_bytes(base: ReferenceBase) -> bytes:
    """A feature a document (RFC 7946); one whose perimeter is not known has no geometry."""
    columns = DOCUMENTS.columns
    known = {str(slug): json.loads(str(geometry)) for slug, geometry in base.of(PERIMETERS.name)}
    features = [
        {
            "type": "Feature",
            "id": str(row[0]),
            "properties": {name: _plain(one) for name, one in zip(columns, row, strict=True)},
            "geometry": known.get(str(row[0])),
        }
        for row in base.of(DOCUMENTS.name)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1).encode()


def descriptor(base: ReferenceBase) -> JsonObject:
    """The descriptor of the package (https://specs.frictionlessdata.io/tabular-data-package/)."""
    present = {table.name for table in TABLES}
    whole = base.since is None
    return {
        "profile": "tabular-data-package",
        "name": "biollm-base-de-reference",
        "title": "Base de référence : ce que disent des documents d'urbanisme",
        "description": "Réponses à une grille d'indicateurs, avec citations, décisions et provenance. Voir "
        + DICTIONARY,
        "created": base.made.isoformat(timespec="seconds"),
        "depuis": base.since.isoformat(timespec="seconds") if base.since else None,
        "resources": [_resource(table, present, links=whole) for table in TABLES],
    }


def _resource(table: ReferenceTable, present: set[str], *, links: bool) -> Json:
    schema: dict[str, Json] = {
        "fields": [
            {
                "name": one.name,
                "type": one.type,
                "description": one.meaning,
                **({"constraints": {"required": True}} if one.required else {}),
            }
            for one in table.fields
        ],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    linked = [(column, other) for column, other in table.links if other in present] if links else []
    if linked:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [column]}} for column, other in linked
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.meaning,
        "path": f"data/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _csv(base: ReferenceBase, table: ReferenceTable) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_text(one) for one in row] for row in base.of(table.name))
    return buffer.getvalue().encode()


def clean_text(text: str) -> str:
    """The text without characters that some format cannot hold, as long as before: offsets in it stay true."""
    return _CONTROL.sub("\ufffd", text.replace("\r", "\n"))


def clean_row(row: Row) -> Row:
    """A row with each of its texts cleaned."""
    return tuple(clean_text(one) if isinstance(one, str) else one for one in row)


def json_text(content: object) -> str:
    """JSON as a cell holds it: the same content is the same text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, str) else repr(cell)


def _plain(cell: Cell) -> str | int | float | None:
    return _text(cell) if isinstance(cell, date | bool) else cell


def _sql(cell: Cell) -> str | int | float | None:
    if isinstance(cell, bool):
        return int(cell)
    return _text(cell) if isinstance(cell, date) else cell


def _create(table: ReferenceTable) -> str:
    kinds = {WHOLE: "INTEGER", NUMBER: "REAL", FLAG: "INTEGER"}
    lines = [f'"{one.name}" {kinds.get(one.type, "TEXT")}{" NOT NULL" if one.required else ""}' for one in table.fields]
    key = ", ".join(f'"{name}"' for name in table.key)
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)}, PRIMARY KEY ({key}))'


def _arrow(base: ReferenceBase, table: ReferenceTable) -> pa.Table:
    import pyarrow as pa

    types = {WHOLE: pa.int64(), NUMBER: pa.float64(), FLAG: pa.bool_(), DAY: pa.date32(), MOMENT: pa.timestamp("s")}
    rows = base.of(table.name)
    arrays = []
    fields = []
    for number, one in enumerate(table.fields):
        kind = types.get(one.type, pa.string())
        column = [row[number] for row in rows]
        arrays.append(pa.array(column, type=kind))
        fields.append(pa.field(one.name, kind, nullable=not one.required, metadata={"sens": one.meaning}))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata={"sens": table.meaning}))


def _zip(members: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()

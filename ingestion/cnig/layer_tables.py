"""Which table of the standard a layer is: by its name, else by its columns, which other names leave as they are."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection
from pathlib import Path

from domain.errors import DamagedFile
from ingestion.cnig.dossier_files import DossierFile

#: Layers that are read, by the name that the standard gives their table.
LAYERS = ("ZONE_URBA", "SECTEUR_CC", "PRESCRIPTION_SURF", "PRESCRIPTION_LIN", "PRESCRIPTION_PCT", "PERIMETRE_SCOT")
#: Layers of the standard that answer nothing here.
_NOT_READ = re.compile(r"(?:^|_)(?:INFO|HABILLAGE|DOC_URBA|ACTE_SUP|ASSIETTE|GENERATEUR)(?:_|$)", re.IGNORECASE)
#: The end of the name of a table of prescriptions, by dimension of its geometries.
_BY_DIMENSION = {0: "PCT", 1: "LIN", 2: "SURF"}
#: Bytes of a shapefile whose last four tell the type of its geometries (ESRI Shapefile Technical Description, 1998).
_SHAPE_HEAD = 36
_SHAPE_DIMENSIONS = {1: 0, 8: 0, 3: 1, 5: 2}
_NAMED_DIMENSIONS = (("POINT", 0), ("LINESTRING", 1), ("CURVE", 1), ("POLYGON", 2), ("SURFACE", 2))


def table_by_name(name: str) -> str | None:
    """The table that a name says, with or without prefix and date."""
    return next((table for table in LAYERS if DossierFile(Path(f"{name}.shp"), ()).table(table)), None)


def table_by_columns(columns: Collection[str], dimension: int | None) -> str | None:
    """The table that has these columns.

    Args:
        columns: In capitals.
        dimension: Of its geometries: 0 for points, 1 for lines, 2 for surfaces; None where there is none.
    """
    if "TYPEZONE" in columns and "LIBELLE" in columns:
        return "ZONE_URBA"
    if "TYPEPSC" in columns and dimension is not None:
        return f"PRESCRIPTION_{_BY_DIMENSION[dimension]}"
    return None


def is_of_no_use(name: str) -> bool:
    """Whether a layer is one of the standard that is not read: nothing is missed."""
    return _NOT_READ.search(name) is not None


def told_by_columns(name: str, table: str) -> str:
    """What is said of a layer that only its columns tell."""
    return f"{name} : lue comme la table {table}, d’après ses colonnes."


def unknown_layer(name: str) -> str:
    """What is said of a layer that neither its name nor its columns tell."""
    return f"{name} : couche non lue, car ni son nom ni ses colonnes ne sont d’une table du standard."


def columns_of(table: Path | None) -> list[str]:
    """The columns of the dBase table of a shapefile, in capitals; none where it has no table.

    Raises:
        DamagedFile: it cannot be read.
    """
    import shapefile

    if table is None:
        return []
    try:
        with table.open("rb") as dbf:
            return [one[0].upper() for one in shapefile.Reader(dbf=dbf, encodingErrors="replace").fields[1:]]
    except (shapefile.ShapefileException, OSError, ValueError, IndexError, KeyError, TypeError, struct.error) as error:
        raise DamagedFile("la table de la couche ne peut pas être lue.", where=table.name) from error


def dimension_of(path: Path) -> int | None:
    """Of the geometries of a shapefile: 0 for points, 1 for lines, 2 for surfaces; None where it has none."""
    with path.open("rb") as opened:
        head = opened.read(_SHAPE_HEAD)
    if len(head) < _SHAPE_HEAD:
        return None
    # A type with heights is ten more, one with measures twenty.
    return _SHAPE_DIMENSIONS.get(int.from_bytes(head[-4:], "little") % 10)


def dimension_named(kind: str) -> int | None:
    """Of the geometries of a GeoPackage that calls them so (« MULTIPOLYGON »)."""
    return next((dimension for name, dimension in _NAMED_DIMENSIONS if kind.upper().endswith(name)), None)

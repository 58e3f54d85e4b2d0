"""Geographic layers of a dossier: shapefiles and GeoPackages, as geometries with their attributes.

A shapefile is read by pyshp, a GeoPackage as the SQLite database that it is; shapely makes the geometries. Where a
layer has no projection, or one that is not metric, it is said: no area is computed from what nobody declared.
"""

from __future__ import annotations

import re
import sqlite3
import struct
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import DamagedFile
from ingestion.cnig.attribute_tables import said, table_encoding
from ingestion.cnig.dossier_files import DossierFile
from ingestion.cnig.layer_tables import (
    LAYERS,
    columns_of,
    dimension_named,
    dimension_of,
    is_of_no_use,
    table_by_columns,
    table_by_name,
    told_by_columns,
    unknown_layer,
)
from ingestion.cnig.map_projection import LAMBERT_93

if TYPE_CHECKING:
    import shapefile
    from shapely.geometry.base import BaseGeometry

#: Bytes of a layer above which it is left aside: the largest PLUi has 200 MB.
MAX_LAYER = 600_000_000
#: Projections that France declares, by number of the EPSG register; all are in metres.
_METRIC = {
    LAMBERT_93: "Lambert-93", 9794: "Lambert-93", 5490: "UTM 20N", 4559: "UTM 20N", 2972: "UTM 22N", 2975: "UTM 40S",
    4471: "UTM 38S", 4467: "UTM 21N", 27572: "Lambert II étendu",
    **{3942 + zone: f"CC{42 + zone}" for zone in range(9)},
}  # fmt: skip
_METRE = re.compile(r'UNIT\["?(?:metre|meter|mètre)s?"?\s*,\s*1(?:\.0*)?\s*[\],]', re.IGNORECASE)
_PROJECTED = re.compile(r'^\s*PROJ(?:CS|CRS)\[\s*"(?P<name>[^"]+)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Feature:
    """An object of a layer: its attributes by column, in capitals, and its geometry, valid, in metres."""

    attributes: Mapping[str, str]
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer that was read.

    Attributes:
        table: Its table in the standard.
        projection: How its projection is called; empty where none is declared, and then nothing is measured.
        features: Its objects.
        remarks: What is wrong with it, in French.
        system: The reference system of its coordinates, as « EPSG:2154 » or as the WKT that it declares.
    """

    table: str
    projection: str
    features: Sequence[Feature]
    remarks: tuple[str, ...] = ()
    system: str = ""


@dataclass(slots=True)
class _Faults:
    """What is wrong with the objects of a layer, counted."""

    mended: int = 0
    empty: int = 0
    broken: int = 0
    turned: int = 0
    lines: list[str] = field(default_factory=list)

    def told(self, table: str) -> tuple[str, ...]:
        """The faults in French."""
        lines = list(self.lines)
        if self.mended:
            lines.append(f"{table} : {self.mended} géométrie(s) invalide(s), réparée(s) avant la mesure.")
        if self.empty:
            lines.append(f"{table} : {self.empty} objet(s) sans géométrie, non comptés dans les surfaces.")
        if self.turned:
            lines.append(f"{table} : {self.turned} contour(s) tracé(s) dans le sens d’un trou, pris pour des surfaces.")
        if self.broken:
            lines.append(f"{table} : {self.broken} géométrie(s) illisible(s), laissée(s) de côté.")
        return tuple(lines)


def read_layers(files: Sequence[DossierFile], declared: int | None = None) -> tuple[list[Layer], list[str]]:
    """Every layer of the dossier, in the order of the standard, and what cannot be read, in French.

    Args:
        files: The files of the dossier.
        declared: The projection that the metadata of the dossier declare (EPSG), for a layer without its own.
    """
    layers: list[Layer] = []
    remarks: list[str] = []
    shapefiles = [file.path for file in files if file.suffix == ".shp"]
    for path in shapefiles:
        if table_by_name(path.stem) is not None or not is_of_no_use(path.stem):
            _take(path, layers, remarks, partial(_shapefile, declared=declared, remarks=remarks))
    for file in files:
        if file.suffix == ".gpkg":
            _take(file.path, layers, remarks, partial(_geopackage, remarks=remarks))
    return sorted(layers, key=lambda layer: LAYERS.index(layer.table)), remarks


def _take(path: Path, layers: list[Layer], remarks: list[str], read: Callable[[Path], list[Layer]]) -> None:
    try:
        if path.stat().st_size > MAX_LAYER:
            remarks.append(f"{path.name} : couche trop grande, laissée de côté.")
            return
        layers += read(path)
    except DamagedFile as error:
        remarks.append(f"{path.name} : {error.message}")


def _shapefile(path: Path, *, declared: int | None, remarks: list[str]) -> list[Layer]:
    import shapefile

    table = table_by_name(path.stem)
    if table is None:
        table = _told_by_columns(path.name, columns_of(_beside(path, ".dbf")), dimension_of(path), remarks)
        if table is None:
            return []
    faults = _Faults()
    projection, system = _projection_of(path, declared, table, faults)
    beside = _beside(path, ".dbf")
    if beside is None:
        raise DamagedFile("la couche n’a pas sa table (.dbf) : ses objets ne peuvent pas être nommés.", where=path.name)
    features = []
    shapefile.VERBOSE = False  # what it would write in English to the terminal is told in French
    try:
        with path.open("rb") as shp, beside.open("rb") as dbf:
            reader = shapefile.Reader(shp=shp, dbf=dbf, encoding=table_encoding(beside), encodingErrors="replace")
            names = [one[0].upper() for one in reader.fields[1:]]
            for item in reader.iterShapeRecords():
                attributes = {name: said(value) for name, value in zip(names, item.record, strict=True)}
                geometry = _valid(_shape(item.shape), faults)
                faults.turned += bool(getattr(item.shape, "_errors", ()))
                if geometry is not None:
                    features.append(Feature(attributes, geometry))
    except (shapefile.ShapefileException, OSError, ValueError, IndexError, KeyError, TypeError, struct.error) as error:
        raise DamagedFile("la couche ne peut pas être lue jusqu’au bout.", where=path.name) from error
    if any("�" in value for feature in features for value in feature.attributes.values()):
        faults.lines.append(f"{table} : des textes de la table sont dans un autre codage que celui qu’elle déclare.")
    return [Layer(table, projection, features, faults.told(table), system)]


def _told_by_columns(name: str, columns: Collection[str], dimension: int | None, remarks: list[str]) -> str | None:
    table = table_by_columns(columns, dimension)
    remarks.append(unknown_layer(name) if table is None else told_by_columns(name, table))
    return table


def _beside(path: Path, suffix: str) -> Path | None:
    """The file of the same name with another extension, in any case."""
    return next((one for one in path.parent.iterdir() if one.stem == path.stem and one.suffix.lower() == suffix), None)


def _shape(shape: shapefile.Shape) -> BaseGeometry | None:
    import shapefile
    from shapely import GeometryCollection
    from shapely.errors import ShapelyError
    from shapely.geometry import shape as made

    if shape.shapeType == shapefile.NULL:
        return GeometryCollection()
    try:
        return made(shape.__geo_interface__)
    except (ShapelyError, shapefile.GeoJSON_Error, ValueError, AttributeError, IndexError, TypeError):
        return None


def _valid(geometry: BaseGeometry | None, faults: _Faults) -> BaseGeometry | None:
    from shapely import make_valid

    if geometry is None:
        faults.broken += 1
        return None
    if geometry.is_empty:
        faults.empty += 1
        return None
    if not geometry.is_valid:
        faults.mended += 1
        return make_valid(geometry)
    return geometry


def _projection_of(path: Path, declared: int | None, table: str, faults: _Faults) -> tuple[str, str]:
    """The name and the system of the projection, empty where none in metres is declared: then nothing is measured."""
    beside = _beside(path, ".prj")
    if beside is None:
        if declared in _METRIC:
            faults.lines.append(f"{table} : projection non déclarée (.prj) ; celle des métadonnées est prise.")
            return _METRIC[declared], f"EPSG:{declared}"
        faults.lines.append(f"{table} : projection non déclarée (.prj absent) ; aucune surface n’est mesurée.")
        return "", ""
    text = beside.read_text("utf-8", "replace")[:10_000]
    named = _PROJECTED.match(text)
    if named is None or not _METRE.search(text):
        faults.lines.append(f"{table} : projection qui n’est pas en mètres ; aucune surface n’est mesurée.")
        return "", ""
    name = named["name"]
    if re.search(r"lambert[ _-]?93", name, re.IGNORECASE):
        return "Lambert-93", f"EPSG:{LAMBERT_93}"
    return name.replace("_", " "), text


# --- GeoPackage ------------------------------------------------------------------------------------

#: Bytes of the envelope by its code, in the header of a geometry (OGC 12-128r19, 2.1.3).
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_HEADER = 8


def _geopackage(path: Path, *, remarks: list[str]) -> list[Layer]:
    layers = []
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as opened:
            rows = opened.execute(
                "SELECT c.table_name, g.column_name, g.srs_id, g.* FROM gpkg_contents c JOIN gpkg_geometry_columns g "
                "ON g.table_name = c.table_name WHERE c.data_type = 'features' ORDER BY c.table_name"
            )
            named = [one[0] for one in rows.description]
            for row in rows.fetchall():
                name, column, reference = str(row[0]), str(row[1]), int(row[2])
                table = table_by_name(name)
                if table is None:
                    if is_of_no_use(name):
                        continue
                    columns = [one[1].upper() for one in opened.execute(f"PRAGMA table_info({_quoted(name)})")]
                    kind = str(row[named.index("geometry_type_name")]) if "geometry_type_name" in named else ""
                    table = _told_by_columns(f"{path.name}, {name}", columns, dimension_named(kind), remarks)
                if table is not None:
                    layers.append(_table_of(opened, name, column, reference, table))
    except (sqlite3.Error, ValueError) as error:
        raise DamagedFile("le GeoPackage ne peut pas être lu.", where=path.name) from error
    return layers


def _table_of(opened: sqlite3.Connection, name: str, column: str, reference: int, table: str) -> Layer:
    from shapely import from_wkb
    from shapely.errors import ShapelyError

    faults = _Faults()
    projection = _METRIC.get(reference, "")
    if not projection:
        faults.lines.append(f"{table} : projection EPSG:{reference} qui n’est pas en mètres ; aucune surface mesurée.")
    cursor = opened.execute(f"SELECT * FROM {_quoted(name)}")
    columns = [one[0] for one in cursor.description]
    features = []
    for row in cursor:
        values = dict(zip(columns, row, strict=True))
        raw = values.pop(column, None)
        try:
            geometry = from_wkb(_without_header(raw)) if isinstance(raw, bytes) else None
        except (ShapelyError, ValueError, IndexError):
            geometry = None
        valid = _valid(geometry, faults)
        if valid is not None:
            features.append(Feature({key.upper(): said(value) for key, value in values.items()}, valid))
    return Layer(table, projection, features, faults.told(table), f"EPSG:{reference}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _without_header(raw: bytes) -> bytes:
    return raw[_HEADER + _ENVELOPES[(raw[3] >> 1) & 0b111] :]


def attribute(feature: Feature, *names: str) -> str:
    """The first of these columns that a feature has."""
    return next((feature.attributes[name] for name in names if feature.attributes.get(name)), "")


def polygons(layer: Layer) -> Iterator[Feature]:
    """The objects of a layer that have an area."""
    return (feature for feature in layer.features if feature.geometry.area > 0)

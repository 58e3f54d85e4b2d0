"""Layers as they are sent: zipped, under other names, in one GeoPackage, empty, in another encoding than declared."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
import shapefile
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from domain import Geography
from ingestion import collect_pieces
from ingestion.cnig.dossier_files import files_of
from ingestion.cnig.hectares import read_geography
from ingestion.cnig.nested_archives import open_dossier
from tests.ingestion.cnig_dossiers import zipped
from tests.ingestion.test_cnig_geography import layer, prescriptions, read, square, zones

Rows = Sequence[tuple[BaseGeometry, Sequence[str]]]


def geopackage(path: Path, layers: dict[str, tuple[str, str, Rows]], reference: int = 2154) -> None:
    """Layers by name: (type of geometry, columns parted by spaces, rows)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    header = b"GP\x00\x01" + struct.pack("<i", reference)
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.executescript(
            "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);"
            "CREATE TABLE gpkg_geometry_columns"
            " (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);"
        )
        for name, (kind, columns, rows) in layers.items():
            opened.execute("INSERT INTO gpkg_contents VALUES (?, 'features')", (name,))
            opened.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?)", (name, kind, reference))
            fields = columns.split()
            opened.execute(f'CREATE TABLE "{name}" ({" TEXT, ".join(fields)} TEXT, geom BLOB)')
            marks = ", ".join("?" * (len(fields) + 1))
            opened.executemany(
                f'INSERT INTO "{name}" VALUES ({marks})', [(*record, header + shape.wkb) for shape, record in rows]
            )


def areas(found: Geography) -> dict[str, float]:
    return {one.label: round(one.hectares, 4) for one in found.zones}


def test_a_geopackage_with_several_layers(tmp_path: Path) -> None:
    zone = [(Polygon(square(0, 0, 100)), ("UA", "U")), (Polygon(square(500, 0, 200)), ("1AU", "AUc"))]
    hedge = [(LineString([(650_000, 6_400_000), (650_000, 6_400_250)]), ("07", "04"))]
    wood = [(Polygon(square(500, 0, 100)), ("01", "00"))]
    geopackage(tmp_path / "d" / "plan.gpkg", {
        "98765_ZONE_URBA_20240115": ("MULTIPOLYGON", "libelle typezone", zone),
        "haies protegees": ("LINESTRING", "typepsc stypepsc", hedge),
        "ebc": ("Polygon", "TypePsc stypepsc", wood),
        "98765_INFO_SURF_20240115": ("POLYGON", "typeinf", [(Polygon(square(0, 0, 100)), ("04",))]),
        "fond de plan": ("POLYGON", "nom", [(Polygon(square(0, 0, 100)), ("x",))]),
    })  # fmt: skip
    found = read(tmp_path / "d")
    assert areas(found) == {"1AU": 4.0, "UA": 1.0}
    told = {one.code: (one.table, one.hectares, one.metres) for one in found.prescriptions}
    assert told == {"01-00": ("PRESCRIPTION_SURF", 1.0, None), "07-04": ("PRESCRIPTION_LIN", None, 250.0)}
    assert [(one.zone, round(one.hectares, 4)) for one in found.overlaps] == [("1AU", 1.0)]
    said = " ".join(found.remarks)
    assert "plan.gpkg, ebc : lue comme la table PRESCRIPTION_SURF" in said
    assert "plan.gpkg, fond de plan : couche non lue" in said
    assert "INFO_SURF" not in said


def test_a_layer_under_a_name_of_its_own_is_known_by_its_columns(tmp_path: Path) -> None:
    layer(tmp_path / "d", "zonage PLU arrêté", ["LIBELLE", "TYPEZONE"], [(square(0, 0, 100), ("N", "N"))])
    layer(tmp_path / "d", "cadastre", ["SECTION"], [(square(0, 0, 100), ("A",))])
    found = read(tmp_path / "d")
    assert areas(found) == {"N": 1.0}
    assert any("zonage PLU arrêté.shp : lue comme la table ZONE_URBA" in one for one in found.remarks)
    assert any("cadastre.shp : couche non lue" in one for one in found.remarks)


def test_zipped_shapefiles_are_read(tmp_path: Path) -> None:
    zones(tmp_path / "z")
    folder = tmp_path / "d" / "Donnees_geographiques"
    folder.mkdir(parents=True)
    zipped(tmp_path / "z", folder / "98765_ZONE_URBA_20240115.zip")
    opened = open_dossier([tmp_path / "d"], tmp_path / "scratch")
    found = read_geography(files_of(opened.roots))
    assert found is not None
    assert areas(found) == {"1AU": 9.0, "UA": 5.0}


def test_an_empty_table_is_a_layer_without_objects(tmp_path: Path) -> None:
    layer(tmp_path / "d", "98765_ZONE_URBA_20240115", ["LIBELLE", "TYPEZONE"], [])
    prescriptions(tmp_path / "d")
    found = read(tmp_path / "d")
    assert found.zones == ()
    assert found.source("ZONE_URBA") == "table ZONE_URBA, 0 objet"
    assert found.prescriptions


@pytest.mark.parametrize(("declared", "written", "said"), [("UTF-8", "cp1252", True), ("1252", "cp1252", False)])
def test_another_encoding_than_declared_is_said(tmp_path: Path, declared: str, written: str, *, said: bool) -> None:
    zones(tmp_path / "d")  # written in cp1252
    assert written == "cp1252"
    (tmp_path / "d" / "98765_ZONE_URBA_20240115.cpg").write_text(declared)
    found = read(tmp_path / "d")
    assert sum(one.hectares for one in found.zones) == pytest.approx(14.0)
    assert any("autre codage" in one for one in found.remarks) is said


def test_objects_without_geometry_are_counted_and_said(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    with shapefile.Writer(str(folder / "ZONE_URBA"), shapeType=shapefile.POLYGON) as writer:
        writer.field("LIBELLE", "C", 60)
        writer.field("TYPEZONE", "C", 60)
        writer.poly([square(0, 0, 100)])
        writer.record("UA", "U")
        writer.null()
        writer.record("UB", "U")
    found = read(folder)
    assert areas(found) == {}, "no projection, nothing measured"
    assert any("1 objet(s) sans géométrie" in one for one in found.remarks)


def test_a_layer_without_its_table_is_said(tmp_path: Path) -> None:
    zones(tmp_path / "d")
    (tmp_path / "d" / "98765_ZONE_URBA_20240115.dbf").unlink()
    assert any("n’a pas sa table" in one for one in read(tmp_path / "d").remarks)


def test_formats_that_are_not_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "reglement.md").write_text("Un règlement.", encoding="utf-8")
    for name in ("zonage.TAB", "zonage.geojson", "plan.dwg"):
        (tmp_path / name).write_bytes(b"x")
    told = {one.path.name: one.reason for one in collect_pieces([tmp_path]).ignored}
    assert all("n’est pas lu" in told[name] for name in ("zonage.TAB", "zonage.geojson", "plan.dwg"))


def test_an_outline_drawn_like_a_hole_is_a_surface_and_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    layer(tmp_path / "d", "ZONE_URBA", ["LIBELLE", "TYPEZONE"], [(square(0, 0, 100)[::-1], ("N", "N"))])
    found = read(tmp_path / "d")
    assert areas(found) == {"N": 1.0}
    assert any("sens d’un trou" in one for one in found.remarks)
    assert not caplog.records

from __future__ import annotations

import json
import math
import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
import shapefile
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon

from domain import Geography
from ingestion.cnig.dossier_files import files_of
from ingestion.cnig.hectares import read_geography
from tests.ingestion.projections import esri_wkt, metres_of

LAMBERT_93 = (
    'PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],UNIT["Meter",1.0]]'
)
DEGREES = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],UNIT["Degree",0.0175]]'
)
X, Y = 650_000.0, 6_400_000.0
Ring = list[tuple[float, float]]


def square(east: float, north: float, side: float) -> Ring:
    """A square of ``side`` metres, its south-west corner so many metres from the origin."""
    x, y = X + east, Y + north
    return [(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)]


def layer(
    folder: Path,
    name: str,
    fields: Sequence[str],
    rows: Sequence[tuple[Ring, Sequence[str]]],
    prj: str | None = LAMBERT_93,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with shapefile.Writer(str(folder / name), shapeType=shapefile.POLYGON, encoding="cp1252") as writer:
        for one in fields:
            writer.field(one, "C", 60)
        for ring, record in rows:
            writer.poly([ring])
            writer.record(*record)
    if prj is not None:
        (folder / f"{name}.prj").write_text(prj)


def zones(folder: Path, prj: str | None = LAMBERT_93) -> None:
    """Two zones U of 1 and 4 ha, a zone AU of 9 ha from 1000 m east, and what they touch."""
    layer(
        folder,
        "98765_ZONE_URBA_20240115",
        ["LIBELLE", "LIBELONG", "TYPEZONE"],
        [
            (square(0, 0, 100), ("UA", "Centre-bourg protégé", "U")),
            (square(0, 500, 200), ("UA", "Hameau", "U")),
            (square(1000, 0, 300), ("1AU", "Le Pré-Long", "AUc")),
        ],
        prj,
    )


def prescriptions(folder: Path, prj: str | None = LAMBERT_93) -> None:
    """Two woods that overlap by half on 1 ha of the zone AU, and a reserved plot that is no nature."""
    layer(
        folder,
        "98765_PRESCRIPTION_SURF_20240115",
        ["LIBELLE", "TXT", "TYPEPSC", "STYPEPSC"],
        [
            (square(1000, 0, 100), ("EBC", "", "01", "00")),
            (square(1000, 0, 50), ("EBC", "", "1", "0")),
            (square(1000, 0, 300), ("ER", "", "05", "01")),
        ],
        prj,
    )


def read(folder: Path, declared: int | None = None) -> Geography:
    found = read_geography(files_of([(folder.name, folder)]), declared)
    assert found is not None
    return found


def test_hectares_by_zone_and_by_prescription_are_those_of_a_hand_calculation(tmp_path: Path) -> None:
    zones(tmp_path / "d")
    prescriptions(tmp_path / "d")
    found = read(tmp_path / "d")
    assert [(one.type, one.label, one.objects, pytest.approx(one.hectares)) for one in found.zones] == [
        ("AUc", "1AU", 1, 9.0), ("U", "UA", 2, 5.0)
    ]  # fmt: skip
    assert [(one.code, one.objects, one.hectares, one.is_ecological) for one in found.prescriptions] == [
        ("01-00", 2, pytest.approx(1.25), True), ("05-01", 1, pytest.approx(9.0), False)
    ]  # fmt: skip
    (overlap,) = found.overlaps
    assert (overlap.zone, overlap.code) == ("1AU", "01-00")
    assert overlap.hectares == pytest.approx(1.0)  # the ground under two woods counts once
    assert found.source("PRESCRIPTION_SURF") == "table PRESCRIPTION_SURF, 3 objets"
    assert found.remarks == ()


@pytest.mark.parametrize(("prj", "said"), [(None, "non déclarée"), (DEGREES, "pas en mètres")])
def test_without_a_metric_projection_nothing_is_measured_and_it_is_said(
    tmp_path: Path, prj: str | None, said: str
) -> None:
    zones(tmp_path / "d", prj)
    prescriptions(tmp_path / "d", prj)
    found = read(tmp_path / "d")
    assert not found.zones
    assert not found.overlaps
    assert [(one.code, one.objects, one.hectares) for one in found.prescriptions] == [
        ("01-00", 2, None), ("05-01", 1, None)
    ]  # fmt: skip
    assert any(said in remark for remark in found.remarks)


def test_the_projection_of_the_metadata_stands_for_a_missing_one_and_is_said(tmp_path: Path) -> None:
    zones(tmp_path / "d", None)
    found = read(tmp_path / "d", declared=2154)
    assert sum(one.hectares for one in found.zones) == pytest.approx(14.0)
    assert any("métadonnées" in remark for remark in found.remarks)


def test_an_invalid_outline_is_mended_and_said(tmp_path: Path) -> None:
    bow = [(X, Y), (X + 200, Y + 200), (X + 200, Y), (X, Y + 200), (X, Y)]  # two triangles of 1 ha that meet in a point
    layer(tmp_path / "d", "ZONE_URBA", ["LIBELLE", "TYPEZONE"], [(bow, ("N", "N"))])
    found = read(tmp_path / "d")
    assert found.zones[0].hectares == pytest.approx(2.0)
    assert any("invalide" in remark for remark in found.remarks)


def test_a_geopackage_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "d" / "98765_PLU.gpkg"
    path.parent.mkdir()
    header = b"GP\x00\x01" + struct.pack("<i", 2154)
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.executescript(
            "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);"
            "INSERT INTO gpkg_contents VALUES ('98765_ZONE_URBA_20240115', 'features');"
            "INSERT INTO gpkg_geometry_columns VALUES ('98765_ZONE_URBA_20240115', 'geom', 2154);"
            'CREATE TABLE "98765_ZONE_URBA_20240115" (libelle TEXT, typezone TEXT, geom BLOB);'
        )
        opened.execute(
            'INSERT INTO "98765_ZONE_URBA_20240115" VALUES (?, ?, ?)',
            ("N", "N", header + Polygon(square(0, 0, 100)).wkb),
        )
    found = read(path.parent)
    assert [(one.type, one.label, one.hectares) for one in found.zones] == [("N", "N", pytest.approx(1.0))]


def test_the_map_is_a_drawing_without_script_or_address(tmp_path: Path) -> None:
    layer(tmp_path / "d", "ZONE_URBA", ["LIBELLE", "TYPEZONE"], [(square(0, 0, 100), ("<script>", "U"))])
    prescriptions(tmp_path / "d")
    drawn = read(tmp_path / "d").map
    assert drawn is not None
    root = fromstring(drawn)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "rect", "path", "title"}
    assert not [name for element in root.iter() for name in element.attrib if "href" in name or name.startswith("on")]


def test_a_broken_layer_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    zones(tmp_path / "d")
    (tmp_path / "d" / "98765_PRESCRIPTION_SURF_20240115.shp").write_bytes(b"non")
    found = read(tmp_path / "d")
    assert found.zones
    assert any("PRESCRIPTION_SURF" in remark for remark in found.remarks)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_layer_or_a_remark(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("g")
    zones(folder)
    (folder / "98765_ZONE_URBA_20240115.shp").write_bytes(data)
    (folder / "x.gpkg").write_bytes(data)
    found = read_geography(files_of([("d", folder)]))
    assert found is not None


def test_a_dossier_without_layers_has_no_geography(tmp_path: Path) -> None:
    (tmp_path / "reglement.pdf").write_bytes(b"%PDF")
    assert read_geography(files_of([("d", tmp_path)])) is None


# --- Perimeter ----------------------------------------------------------------------------------------


def test_the_perimeter_is_the_zones_put_together_in_degrees(tmp_path: Path) -> None:
    layer(tmp_path, "98765_ZONE_URBA_20240115", ["LIBELLE", "TYPEZONE"], [
        (square(0, 0, 1000), ("UA", "U")), (square(1000.4, 0, 1000), ("N", "N")),
    ])  # fmt: skip
    found = read_geography(files_of([("d", tmp_path)]))
    assert found is not None
    assert found.perimeter is not None
    made = json.loads(found.perimeter)
    assert made["type"] == "Polygon", "the slit between the two is closed"
    ring = shapely.LinearRing(made["coordinates"][0])
    assert ring.is_ccw
    west, south, east, north = ring.bounds
    # 650 000, 6 400 000 in Lambert-93 lies half a degree west of the central meridian; a degree has about 111 km.
    assert (round(west, 2), round(south, 2)) == (2.37, 44.7)
    assert (east - west) * 111_320 * math.cos(math.radians(44.7)) == pytest.approx(2000.4, rel=0.005)
    assert (north - south) * 111_120 == pytest.approx(1000, rel=0.02)


def test_a_perimeter_whose_projection_is_not_converted_is_told(tmp_path: Path) -> None:
    zones(tmp_path, 'PROJCS["Grille_locale",GEOGCS["?"],PROJECTION["Projection_inconnue"],UNIT["Meter",1.0]]')
    found = read_geography(files_of([("d", tmp_path)]))
    assert found is not None
    assert found.perimeter is None
    assert "périmètre non exporté, car la projection (Grille locale)" in " ".join(found.remarks)


@pytest.mark.parametrize(("prj", "east", "north"), [(esri_wkt(5490), -61.6, 16.2), (esri_wkt(2975), 55.5, -21.1)])
def test_a_dossier_from_overseas_has_a_perimeter(tmp_path: Path, prj: str, east: float, north: float) -> None:
    metres = metres_of(prj, east, north)
    ring = [(metres[0] + dx, metres[1] + dy) for dx, dy in ((0, 0), (0, 900), (900, 900), (900, 0), (0, 0))]
    layer(tmp_path, "98765_ZONE_URBA_20240115", ["LIBELLE", "TYPEZONE"], [(ring, ("UA", "U"))], prj)
    found = read_geography(files_of([("d", tmp_path)]))
    assert found is not None
    assert found.perimeter is not None
    west, south, *_ = shapely.from_geojson(found.perimeter).bounds
    assert (west, south) == pytest.approx((east, north), abs=1e-3)

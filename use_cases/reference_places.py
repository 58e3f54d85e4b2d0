"""Where documents lie and what their geographic tables measure: as rows of the reference base, and back from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain import DocumentInfo, Geography, LayerSource, PrescriptionArea, ZoneArea, ZoneOverlap, table_source
from domain.territories import department_of, regions_of
from exports.place_tables import COMMUNES, DEPARTMENTS, LAYERS, PERIMETERS, SURFACES
from exports.reference_files import clean_row, json_text
from exports.reference_shapes import Row
from indicator_queries import Grid
from use_cases.reference_lines import TableLine

ZONE, PRESCRIPTION, OVERLAP = "zone", "prescription", "recouvrement"


def place_rows(
    infos: Sequence[DocumentInfo], geographies: Mapping[str, Geography], grid: Grid
) -> dict[str, tuple[Row, ...]]:
    """The rows of the tables of :mod:`exports.place_tables`.

    Args:
        infos: The documents.
        geographies: What the geographic tables hold of those that have some, by slug.
        grid: The grid whose indicators prescriptions bear on.
    """
    rows: dict[str, list[Row]] = {
        COMMUNES.name: [row for info in infos for row in _communes(info)],
        DEPARTMENTS.name: [row for info in infos for row in _departments(info)],
        PERIMETERS.name: [],
        LAYERS.name: [],
        SURFACES.name: [],
    }
    for slug, geography in geographies.items():
        if geography.perimeter is not None:
            rows[PERIMETERS.name].append((slug, geography.perimeter))
        rows[LAYERS.name] += [
            (slug, rank, layer.table, layer.objects, layer.projection or None)
            for rank, layer in enumerate(geography.layers, start=1)
        ]
        rows[SURFACES.name] += [(slug, rank, *row) for rank, row in enumerate(_surfaces(geography, grid), start=1)]
    return {name: tuple(clean_row(row) for row in found) for name, found in rows.items()}


def _region(department: str | None) -> str | None:
    return next(iter(regions_of([department])), None) if department else None


def _communes(info: DocumentInfo) -> Iterator[Row]:
    for code in dict.fromkeys(info.communes):
        department = department_of(code)
        yield info.slug, code, None, department, _region(department)


def _departments(info: DocumentInfo) -> Iterator[Row]:
    for code in sorted({*info.departments, *info.given_departments}):
        yield info.slug, code, _region(code), code in info.given_departments, code in info.departments


def _surfaces(geography: Geography, grid: Grid) -> Iterator[Row]:
    table = geography.zone_table
    for zone in geography.zones:
        source = table_source(table, zone.objects)
        yield (
            ZONE, source, table, zone.objects, zone.type or None, zone.label or None, None, zone.hectares, None, False,
            None,
        )  # fmt: skip
    for line in geography.prescriptions:
        source = table_source(line.table, line.objects)
        yield (
            PRESCRIPTION, source, line.table, line.objects, line.code, line.label or None, None, line.hectares,
            line.metres, line.is_ecological, _bearing_on(grid, line.code),
        )  # fmt: skip
    for one in geography.overlaps:
        source = geography.overlap_source(one.code)
        yield (
            OVERLAP, source, None, None, one.code, one.label or None, one.zone or None, one.hectares, None, True,
            _bearing_on(grid, one.code),
        )  # fmt: skip


def _bearing_on(grid: Grid, code: str) -> str:
    return json_text([one.code for one in grid.indicators if code in one.geographic_codes])


@dataclass(frozen=True, slots=True)
class RestoredPlaces:
    """What the rows say, by slug. ``departments`` are those that the dossier or a person told."""

    communes: Mapping[str, tuple[str, ...]]
    departments: Mapping[str, tuple[str, ...]]
    geographies: Mapping[str, Geography]


def restored_places(tables: Mapping[str, Sequence[TableLine]]) -> RestoredPlaces:
    """The places of documents, from the lines of every table.

    A geography comes back without its map and its remarks.

    Raises:
        KeyError, ValueError, TypeError: a line holds what no export writes.
    """
    own: defaultdict[str, dict[str, list[TableLine]]] = defaultdict(lambda: defaultdict(list))
    for table in (COMMUNES, DEPARTMENTS, PERIMETERS, LAYERS, SURFACES):
        for line in tables[table.name]:
            own[line.text("document_id")][table.name].append(line)
    return RestoredPlaces(
        communes={slug: tuple(one.text("code_insee") for one in held[COMMUNES.name]) for slug, held in own.items()},
        departments={
            slug: tuple(one.text("departement") for one in held[DEPARTMENTS.name] if one["dit"])
            for slug, held in own.items()
        },
        geographies={
            slug: _geography(held)
            for slug, held in own.items()
            if held[PERIMETERS.name] or held[LAYERS.name] or held[SURFACES.name]
        },
    )


def _geography(held: Mapping[str, Sequence[TableLine]]) -> Geography:
    surfaces = held[SURFACES.name]
    if any(line["nature"] not in (ZONE, PRESCRIPTION, OVERLAP) for line in surfaces):
        raise ValueError("surfaces : nature inattendue")
    return Geography(
        layers=tuple(
            LayerSource(one.text("nom_table"), one.whole("objets"), one.text("projection")) for one in held[LAYERS.name]
        ),
        zones=tuple(_zone(one) for one in surfaces if one["nature"] == ZONE),
        prescriptions=tuple(_prescription(one) for one in surfaces if one["nature"] == PRESCRIPTION),
        overlaps=tuple(_overlap(one) for one in surfaces if one["nature"] == OVERLAP),
        perimeter=next((_perimeter(one) for one in held[PERIMETERS.name]), None),
    )


def _zone(line: TableLine) -> ZoneArea:
    return ZoneArea(line.text("code"), line.text("libelle"), line.whole("objets"), line.number("hectares") or 0.0)


def _prescription(line: TableLine) -> PrescriptionArea:
    return PrescriptionArea(
        code=line.text("code"),
        label=line.text("libelle"),
        table=line.text("nom_table"),
        objects=line.whole("objets"),
        hectares=line.number("hectares"),
        is_ecological=bool(line["ecologique"]),
        metres=line.number("metres"),
    )


def _overlap(line: TableLine) -> ZoneOverlap:
    return ZoneOverlap(line.text("zone"), line.text("code"), line.text("libelle"), line.number("hectares") or 0.0)


def _perimeter(line: TableLine) -> str:
    if line.json_object("geometrie").get("type") not in ("Polygon", "MultiPolygon"):
        raise ValueError("perimetres : une géométrie GeoJSON est attendue")
    return line.text("geometrie")

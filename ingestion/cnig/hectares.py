"""From layers to hectares: by zone, by prescription, and where zones to be urbanised lie on protected nature."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from domain import Geography, LayerSource, PrescriptionArea, ZoneArea, ZoneOverlap
from ingestion.cnig.dossier_files import DossierFile
from ingestion.cnig.layers import Feature, Layer, attribute, polygons, read_layers
from ingestion.cnig.map_drawing import draw_map
from ingestion.cnig.perimeter import perimeter_of
from ingestion.cnig.prescription_codes import is_ecological, prescription_label

_SQUARE_METRES = 10_000
#: Hectares under which an overlap is a matter of drawing, not of planning.
_SLIVER = 0.01


def read_geography(files: Sequence[DossierFile], declared: int | None = None) -> Geography | None:
    """What the layers of a dossier hold; None where it has none.

    Args:
        files: The files of the dossier.
        declared: See :func:`ingestion.cnig.layers.read_layers`.
    """
    layers, remarks = read_layers(files, declared)
    if not layers and not remarks:
        return None
    zones = [layer for layer in layers if layer.table in ("ZONE_URBA", "SECTEUR_CC")]
    prescriptions = [layer for layer in layers if layer.table.startswith("PRESCRIPTION")]
    perimeter, unknown = perimeter_of(layers)
    return Geography(
        layers=tuple(LayerSource(one.table, len(one.features), one.projection) for one in layers),
        zones=tuple(line for layer in zones if layer.projection for line in _zones(layer)),
        prescriptions=tuple(line for layer in prescriptions for line in _prescriptions(layer)),
        overlaps=tuple(_overlaps(zones, prescriptions)),
        remarks=(*remarks, *(remark for layer in layers for remark in layer.remarks), *unknown),
        map=draw_map(layers),
        perimeter=perimeter,
    )


def _zones(layer: Layer) -> list[ZoneArea]:
    hectares: defaultdict[tuple[str, str], float] = defaultdict(float)
    objects: Counter[tuple[str, str]] = Counter()
    for feature in layer.features:
        key = (attribute(feature, "TYPEZONE", "TYPESECT"), attribute(feature, "LIBELLE"))
        hectares[key] += feature.geometry.area / _SQUARE_METRES
        objects[key] += 1
    return [ZoneArea(kind, label, objects[kind, label], area) for (kind, label), area in sorted(hectares.items())]


def code_of(feature: Feature) -> tuple[str, str]:
    """(TYPEPSC, STYPEPSC) in two digits each, whether the table keeps texts or numbers."""
    return attribute(feature, "TYPEPSC").zfill(2), (attribute(feature, "STYPEPSC", "STYPEPSC2") or "00").zfill(2)


def _prescriptions(layer: Layer) -> list[PrescriptionArea]:
    by_code: defaultdict[tuple[str, str], list[Feature]] = defaultdict(list)
    for feature in layer.features:
        by_code[code_of(feature)].append(feature)
    measured = bool(layer.projection)
    lines = []
    for (kind, subtype), features in sorted(by_code.items()):
        area = sum(one.geometry.area for one in features) / _SQUARE_METRES
        length = sum(one.geometry.length for one in features)
        lines.append(
            PrescriptionArea(
                code=f"{kind}-{subtype}",
                label=prescription_label(kind, subtype),
                table=layer.table,
                objects=len(features),
                hectares=area if measured and layer.table.endswith("SURF") else None,
                is_ecological=is_ecological(kind, subtype),
                metres=length if measured and layer.table.endswith("LIN") else None,
            )
        )
    return lines


def _overlaps(zones: Sequence[Layer], prescriptions: Sequence[Layer]) -> list[ZoneOverlap]:
    """Hectares of each zone to be urbanised under each code that protects nature, ground counted once a code."""
    from shapely import STRtree, union_all

    wanted: defaultdict[tuple[str, str], list[Feature]] = defaultdict(list)
    for layer in prescriptions:
        if layer.projection:
            for feature in polygons(layer):
                if is_ecological(*code_of(feature)):
                    wanted[code_of(feature)].append(feature)
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    for (kind, subtype), features in wanted.items():
        ground = [one.geometry for one in features]
        tree = STRtree(ground)
        for layer in zones:
            if not layer.projection:
                continue
            for zone in layer.features:
                if not attribute(zone, "TYPEZONE").upper().startswith("AU"):
                    continue
                near = [ground[at] for at in tree.query(zone.geometry, predicate="intersects")]
                if near:
                    area = zone.geometry.intersection(union_all(near)).area / _SQUARE_METRES
                    found[attribute(zone, "LIBELLE"), f"{kind}-{subtype}"] += area
    return [
        ZoneOverlap(zone, code, prescription_label(*code.split("-")), area)
        for (zone, code), area in sorted(found.items())
        if area >= _SLIVER
    ]

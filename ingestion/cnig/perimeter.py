"""The ground that a document covers, from its layers: the perimeter of a SCoT, the zones of a PLU(i) put together."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ingestion.cnig.layers import Layer, polygons
from ingestion.cnig.map_projection import degree_maker

TABLES = ("PERIMETRE_SCOT", "ZONE_URBA", "SECTEUR_CC")
"""Layers that cover the whole document, the one that says so first."""
_GAP = 1.0
"""Metres: slits between zones that are drawn one beside the other are closed."""
_FINE = 5.0
"""Metres that an outline may leave its drawing by: a perimeter shows where a plan is, it is no boundary."""
_DECIMALS = 6
"""Of degrees: a tenth of a metre."""


def perimeter_of(layers: Sequence[Layer]) -> tuple[str | None, tuple[str, ...]]:
    """The perimeter as a GeoJSON geometry (RFC 7946, WGS84), and in French why there is none where layers are.

    Outlines are simplified to five metres; zones are put together, so that lines between them vanish.
    """
    import shapely

    for table in TABLES:
        own = [layer for layer in layers if layer.table == table]
        ground = [feature.geometry for layer in own for feature in polygons(layer)]
        if not ground:
            continue
        maker = degree_maker(own[0].projection, own[0].system)
        if maker is None:
            said = own[0].projection or "non déclarée"
            return None, (f"{table} : périmètre non exporté, car la projection ({said}) n’est pas convertie en WGS84.",)
        whole = shapely.union_all(ground).buffer(_GAP, join_style="mitre").buffer(-_GAP, join_style="mitre")
        outline = maker.geometry(whole.simplify(_FINE))
        if outline is None:
            said = f"{table} : périmètre non exporté, car des points sont hors de la projection ({own[0].projection})."
            return None, (said,)
        parts = [one for one in getattr(outline, "geoms", [outline]) if one.geom_type == "Polygon" and not one.is_empty]
        if not parts:
            continue
        # The outer ring goes counterclockwise (RFC 7946, 3.1.6).
        oriented = [shapely.geometry.polygon.orient(one, 1.0) for one in parts]
        made = oriented[0] if len(oriented) == 1 else shapely.MultiPolygon(oriented)
        rounded = shapely.transform(made, lambda points: points.round(_DECIMALS))
        return json.dumps(shapely.geometry.mapping(rounded), separators=(",", ":")), ()
    return None, ()

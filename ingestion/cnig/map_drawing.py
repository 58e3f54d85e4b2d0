"""A small map of zones and of prescriptions that protect nature, as SVG: no script, no address, drawn once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from ingestion.cnig.layers import Feature, Layer, attribute
from ingestion.cnig.prescription_codes import is_ecological, prescription_label

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WIDTH = 720  # units of the drawing
_MARGIN = 8
#: Units below which nobody sees a difference: outlines are simplified to it.
_FINE = 0.6
#: Colours of the standard for types of zones, lightened.
_ZONES = {"U": "#e6a0a0", "AUC": "#f0b8c8", "AUS": "#f0b8c8", "AU": "#f0b8c8", "A": "#f6f0b4", "N": "#c3dfb4"}
_OTHER = "#d8d8d8"


def draw_map(layers: Sequence[Layer]) -> str | None:
    """The map, None where there is nothing to draw. North is up; one unit is the same length both ways."""
    zones = [one for one in layers if one.table in ("ZONE_URBA", "SECTEUR_CC", "PERIMETRE_SCOT")]
    nature = [one for one in layers if one.table == "PRESCRIPTION_SURF"]
    shapes = [feature.geometry for layer in (*zones, *nature) for feature in layer.features]
    if not shapes:
        return None
    west = min(one.bounds[0] for one in shapes)
    south = min(one.bounds[1] for one in shapes)
    east = max(one.bounds[2] for one in shapes)
    north = max(one.bounds[3] for one in shapes)
    if not (east > west and north > south):
        return None
    scale = (WIDTH - 2 * _MARGIN) / (east - west)
    height = round((north - south) * scale + 2 * _MARGIN)
    frame = _Frame(west, north, scale)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        'aria-label="Zones et prescriptions écologiques">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for layer in zones:
        for feature in layer.features:
            kind = attribute(feature, "TYPEZONE", "TYPESECT").upper()
            colour = _ZONES.get(kind, _ZONES.get(kind[:1], _OTHER))
            parts += frame.drawn(feature, f'fill="{colour}" stroke="#777777" stroke-width="0.5"', _zone_title(feature))
    for layer in nature:
        for feature in layer.features:
            kind, subtype = attribute(feature, "TYPEPSC").zfill(2), (attribute(feature, "STYPEPSC") or "00").zfill(2)
            if is_ecological(kind, subtype):
                style = 'fill="#1f7a4d" fill-opacity="0.45" stroke="#0d4f2f" stroke-width="0.8"'
                parts += frame.drawn(feature, style, prescription_label(kind, subtype))
    parts.append("</svg>")
    return "".join(parts)


def _zone_title(feature: Feature) -> str:
    return f"{attribute(feature, 'LIBELLE')} {attribute(feature, 'LIBELONG')[:80]}".strip()


class _Frame:
    """Where places of the ground stand on the drawing."""

    def __init__(self, west: float, north: float, scale: float):
        self._west, self._north, self._scale = west, north, scale

    def drawn(self, feature: Feature, style: str, title: str) -> list[str]:
        """A path for an object, with its title for those who point at it or listen."""
        simple = feature.geometry.simplify(_FINE / self._scale)
        rings = "".join(self._ring(ring) for ring in _rings(simple))
        if not rings:
            return []
        return [f'<path d="{rings}" fill-rule="evenodd" {style}><title>{escape(title)}</title></path>']

    def _ring(self, points: Sequence[tuple[float, ...]]) -> str:
        places = [
            f"{(x - self._west) * self._scale + _MARGIN:.1f} {(self._north - y) * self._scale + _MARGIN:.1f}"
            for x, y, *_ in points
        ]
        return f"M{'L'.join(places)}Z"


def _rings(geometry: BaseGeometry) -> Iterator[Sequence[tuple[float, ...]]]:
    """The outlines of a surface, holes included; nothing for points and lines."""
    for part in getattr(geometry, "geoms", [geometry]):
        if part.geom_type == "Polygon":
            yield list(part.exterior.coords)
            yield from (list(hole.coords) for hole in part.interiors)
        elif hasattr(part, "geoms"):
            yield from _rings(part)

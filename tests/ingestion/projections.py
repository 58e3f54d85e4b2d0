"""Projections as a file beside a layer declares them, for tests."""

from __future__ import annotations

from pyproj import CRS, Transformer


def esri_wkt(number: int) -> str:
    """What a .prj file holds for a number of the EPSG register."""
    return CRS.from_epsg(number).to_wkt("WKT1_ESRI")


def metres_of(wkt: str, longitude: float, latitude: float) -> tuple[float, float]:
    """Coordinates of a place in a projection."""
    east, north = Transformer.from_crs(4326, CRS.from_wkt(wkt), always_xy=True).transform(longitude, latitude)
    return east, north

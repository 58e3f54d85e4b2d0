"""Every projection that France declares leads to the right longitude and latitude; what is unknown leads nowhere."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from ingestion.cnig.map_projection import DegreeMaker, degree_maker
from tests.ingestion.projections import esri_wkt

Place = tuple[float, float]
AXIS, FLATTENING = 6_378_137.0, 1 / 298.257222101  # GRS 80


def degrees(maker: DegreeMaker | None, metres: Place) -> Place:
    assert maker is not None
    ((longitude, latitude),) = maker.degrees(np.array([metres], dtype=float))
    return float(longitude), float(latitude)


def meridian_arc(latitude: float) -> float:
    """Metres from the equator along a meridian, summed up from the definition of the ellipsoid."""
    e2 = FLATTENING * (2 - FLATTENING)
    steps = np.radians(np.linspace(0, latitude, 20_001))
    return float(np.trapezoid(AXIS * (1 - e2) / (1 - e2 * np.sin(steps) ** 2) ** 1.5, steps))


@pytest.mark.parametrize(
    ("projection", "metres", "place"),
    [
        # The origin of each projection is given by its definition (IGN, NT/G 71 and NT/G 86).
        ("Lambert-93", (700_000, 6_600_000), (3.0, 46.5)),
        *((f"RGF93 CC{zone}", (1_700_000, (zone - 41) * 1_000_000 + 200_000), (3.0, zone)) for zone in range(42, 51)),
        ("RGF93 v1 / CC50", (1_700_000, 9_200_000), (3.0, 50.0)),
    ],
)
def test_the_origin_of_a_conic_projection_is_where_its_definition_says(
    projection: str, metres: Place, place: Place
) -> None:
    assert degrees(degree_maker(projection, ""), metres) == pytest.approx(place, abs=1e-8)


OVERSEAS = [
    # EPSG, central meridian, a latitude there: the northing is 0.9996 of the arc, and 10 000 km more in the south.
    (5490, -63, 16.2), (4559, -63, 14.6), (2972, -51, 4.9), (2975, 57, -21.1), (4471, 45, -12.8), (4467, -57, 46.8),
]  # fmt: skip


@pytest.mark.parametrize(("number", "meridian", "latitude"), OVERSEAS)
@pytest.mark.parametrize("declared", ["epsg", "prj"])
def test_utm_of_the_overseas_territories_by_its_definition(
    number: int, meridian: float, latitude: float, declared: str
) -> None:
    system = f"EPSG:{number}" if declared == "epsg" else esri_wkt(number)
    north = 0.9996 * meridian_arc(latitude) + (10_000_000 if latitude < 0 else 0)
    assert degrees(degree_maker("UTM", system), (500_000, north)) == pytest.approx((meridian, latitude), abs=1e-6)


def test_the_former_lambert_of_france_is_converted_too() -> None:
    longitude, latitude = degrees(degree_maker("Lambert II étendu", "EPSG:27572"), (600_000, 2_200_000))
    assert (longitude, latitude) == pytest.approx((2.337, 46.8), abs=2e-3)  # the meridian of Paris, 52 grades


@given(st.floats(-5, 9), st.floats(42, 51))
def test_a_place_is_found_again_from_its_coordinates(longitude: float, latitude: float) -> None:
    """The way there, worked out from the definition, point by point."""
    first, second, origin = map(math.radians, (44, 49, 46.5))
    e = math.sqrt(FLATTENING * (2 - FLATTENING))

    def isometric(phi: float) -> float:
        return math.atanh(math.sin(phi)) - e * math.atanh(e * math.sin(phi))

    def radius(phi: float) -> float:
        return AXIS * math.cos(phi) / math.sqrt(1 - (e * math.sin(phi)) ** 2)

    n = math.log(radius(second) / radius(first)) / (isometric(first) - isometric(second))
    c = radius(first) / n * math.exp(n * isometric(first))
    turned = n * math.radians(longitude - 3)
    far = c * math.exp(-n * isometric(math.radians(latitude)))
    point = 700_000 + far * math.sin(turned), 6_600_000 + c * math.exp(-n * isometric(origin)) - far * math.cos(turned)
    assert degrees(degree_maker("RGF93 / Lambert-93", ""), point) == pytest.approx((longitude, latitude), abs=1e-8)


@pytest.mark.parametrize(
    "system", ["", "EPSG:999999", "EPSG:x", "PROJCS[", 'PROJCS["x",PROJECTION["?"],UNIT["m",1]]', "+proj=utm +zone=20"]
)
def test_what_is_unknown_leads_nowhere(system: str) -> None:
    assert degree_maker("Grille locale", system) is None


def test_a_point_outside_its_projection_gives_no_geometry() -> None:
    maker = degree_maker("Lambert-93", "")
    assert maker is not None
    assert maker.geometry(Point(float("inf"), 0)) is None

"""From the metres of a French projection to longitude and latitude (WGS84).

Lambert-93 and its nine zones CC42 to CC50 are conformal conic projections of RGF93, which WGS84 equals to some
centimetres. The formulas are those of the IGN: « Projection cartographique conique conforme de Lambert », NT/G 71,
algorithms ALG0002 and ALG0004, with the constants of its ALG0019. pyproj (33 MB) would read every other projection too.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_SEMI_AXIS = 6_378_137.0
"""Of the ellipsoid GRS 80, in metres."""
_FLATTENING = 1 / 298.257222101
_ECCENTRICITY = math.sqrt(2 * _FLATTENING - _FLATTENING**2)
_MERIDIAN = math.radians(3)
"""Central meridian of all of them, east of Greenwich."""
_ZONE = re.compile(r"\bCC[ _-]?(4[2-9]|50)\b")
_ROUNDS = 12
"""Of the iteration to the latitude: each divides the error by more than a hundred."""


@dataclass(frozen=True, slots=True)
class LambertZone:
    """A conic projection: two standard parallels, the latitude of origin (degrees) and its coordinates (metres)."""

    first_parallel: float
    second_parallel: float
    origin: float
    false_east: float
    false_north: float

    def degrees(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Longitudes and latitudes of points, shape (n, 2), in degrees."""
        import numpy as np

        first, second, origin = (math.radians(one) for one in
                                 (self.first_parallel, self.second_parallel, self.origin))  # fmt: skip
        exponent = math.log(_parallel(second) / _parallel(first)) / (_isometric(first) - _isometric(second))
        constant = _parallel(first) / exponent * math.exp(exponent * _isometric(first))
        pole = self.false_north + constant * math.exp(-exponent * _isometric(origin))
        east, north = points[:, 0] - self.false_east, pole - points[:, 1]
        longitude = _MERIDIAN + np.arctan2(east, north) / exponent
        isometric = -np.log(np.hypot(east, north) / constant) / exponent
        latitude = 2 * np.arctan(np.exp(isometric)) - math.pi / 2
        for _ in range(_ROUNDS):
            bent = _ECCENTRICITY * np.sin(latitude)
            latitude = 2 * np.arctan(((1 + bent) / (1 - bent)) ** (_ECCENTRICITY / 2) * np.exp(isometric)) - math.pi / 2
        made: NDArray[np.float64] = np.degrees(np.column_stack((longitude, latitude)))
        return made


LAMBERT_93 = LambertZone(44, 49, 46.5, 700_000, 6_600_000)


def zone_named(projection: str) -> LambertZone | None:
    """The projection that a layer declares (« Lambert-93 », « RGF93 CC46 »); None where it is another."""
    if re.search(r"lambert[ _-]?93", projection, re.IGNORECASE):
        return LAMBERT_93
    found = _ZONE.search(projection.upper())
    if found is None:
        return None
    parallel = int(found[1])
    return LambertZone(
        parallel - 0.75, parallel + 0.75, parallel, 1_700_000, (parallel - 41) * 1_000_000 + 200_000
    )  # fmt: skip


def to_degrees(geometry: BaseGeometry, zone: LambertZone) -> BaseGeometry:
    """The geometry in longitude and latitude."""
    import shapely

    made: BaseGeometry = shapely.transform(geometry, zone.degrees)
    return made


def _isometric(latitude: float) -> float:
    """Isometric latitude (ALG0001), from radians."""
    bent = _ECCENTRICITY * math.sin(latitude)
    return math.log(math.tan(math.pi / 4 + latitude / 2) * ((1 - bent) / (1 + bent)) ** (_ECCENTRICITY / 2))


def _parallel(latitude: float) -> float:
    """Radius of a parallel, in metres."""
    return _SEMI_AXIS * math.cos(latitude) / math.sqrt(1 - (_ECCENTRICITY * math.sin(latitude)) ** 2)

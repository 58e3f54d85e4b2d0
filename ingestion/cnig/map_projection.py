"""From the metres of a projection to longitude and latitude (WGS84), by PROJ.

Frames of France: RGF93 (Lambert-93, CC42 to CC50), RGAF09 (UTM 20N), RGFG95 (UTM 22N), RGR92 (UTM 40S), RGM04 (UTM
38S), RGSPM06 (UTM 21N). WGS84 equals each of them to some centimetres. Nothing is fetched: PROJ works with its own
register, and a shift that would need a grid of the network is made by the formulas that it has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

LAMBERT_93 = 2154
_CONIC = 3900
"""CC42 is EPSG:3942, CC50 is EPSG:3950."""
_WGS84 = 4326
_ZONE = re.compile(r"\bCC[ _-]?(4[2-9]|50)\b")


class DegreeMaker:
    """Converts coordinates in metres into longitude and latitude."""

    def __init__(self, system: str):
        """``system``: « EPSG:2154 », or the WKT of a projection.

        Raises:
            ValueError: it is none that PROJ knows.
        """
        from pyproj import CRS, Transformer
        from pyproj.exceptions import CRSError, ProjError

        try:
            crs = CRS.from_authority(*system.split(":")) if system.startswith("EPSG:") else CRS.from_wkt(system)
            self._transformer = Transformer.from_crs(crs, _WGS84, always_xy=True)
        except (CRSError, ProjError) as error:
            raise ValueError(system) from error

    def degrees(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Longitudes and latitudes of points, shape (n, 2), in degrees; infinite where a point has none."""
        import numpy as np

        longitude, latitude = self._transformer.transform(points[:, 0], points[:, 1])
        return np.column_stack((longitude, latitude))

    def geometry(self, geometry: BaseGeometry) -> BaseGeometry | None:
        """The geometry in longitude and latitude; None where a point of it lies outside its projection."""
        import numpy as np
        import shapely

        made: BaseGeometry = shapely.transform(geometry, self.degrees)
        return made if np.isfinite(shapely.get_coordinates(made)).all() else None


def degree_maker(projection: str, system: str) -> DegreeMaker | None:
    """What converts a layer; None where its projection is not known.

    Args:
        projection: How it calls its projection (« Lambert-93 », « RGF93 CC46 »); a name that is known goes first, since
            files leave parameters out.
        system: « EPSG:2154 », or the WKT that it declares.
    """
    if re.search(r"lambert[ _-]?93", projection, re.IGNORECASE):
        system = f"EPSG:{LAMBERT_93}"
    elif (zone := _ZONE.search(projection.upper())) is not None:
        system = f"EPSG:{_CONIC + int(zone[1])}"
    if not system:
        return None
    try:
        return DegreeMaker(system)
    except ValueError:
        return None

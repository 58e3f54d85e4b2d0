"""The reference base as GeoJSON."""

from __future__ import annotations

from exports.reference_files import geojson_bytes
from exports.registry import ExportFormat

FORMAT = ExportFormat(
    "geojson", "GeoJSON", "application/geo+json", None, rank=80, on_pages=False, write_base=geojson_bytes, ending=""
)

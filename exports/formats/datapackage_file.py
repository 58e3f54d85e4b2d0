"""The reference base as Base de référence (data package)."""

from __future__ import annotations

from exports.reference_files import package_bytes
from exports.registry import ExportFormat

FORMAT = ExportFormat(
    "datapackage",
    "Base de référence (data package)",
    "application/zip",
    None,
    rank=50,
    on_pages=False,
    write_base=package_bytes,
    ending="zip",
)

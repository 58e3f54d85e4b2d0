"""The reference base as Parquet."""

from __future__ import annotations

from exports.reference_files import parquet_bytes
from exports.registry import ExportFormat

FORMAT = ExportFormat(
    "parquet",
    "Parquet",
    "application/zip",
    None,
    rank=60,
    on_pages=False,
    write_base=parquet_bytes,
    ending="parquet.zip",
)

"""The reference base as SQLite."""

from __future__ import annotations

from exports.reference_files import sqlite_bytes
from exports.registry import ExportFormat

FORMAT = ExportFormat(
    "sqlite", "SQLite", "application/vnd.sqlite3", None, rank=70, on_pages=False, write_base=sqlite_bytes, ending=""
)

"""Answers, decisions and tables as files for people and programs; the formats are in :mod:`exports.formats`."""

from exports.answer_json import answer_to_json
from exports.contents import Export, ExportedDocument
from exports.registry import ExportFormat, file_formats, format_named, table_formats
from exports.table import Column, Table, Tinted

__all__ = [
    "Column",
    "Export",
    "ExportFormat",
    "ExportedDocument",
    "Table",
    "Tinted",
    "answer_to_json",
    "file_formats",
    "format_named",
    "table_formats",
]

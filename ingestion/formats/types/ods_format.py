"""Sheets of OpenDocument (LibreOffice Calc)."""

from __future__ import annotations

from ingestion.formats.file_format import FileFormat

_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

FORMAT = FileFormat(
    name="ods",
    extensions=(".ods", ".ots"),
    media_type=_MEDIA_TYPE,
    label="ODS",
    word="un classeur OpenDocument",
    holds=lambda content: content.opendocument_type == _MEDIA_TYPE,
    reader="opendocument_sheets.read_sheets",
    rank=52,
)

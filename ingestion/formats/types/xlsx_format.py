"""Excel; a workbook has no pages before somebody prints it."""

from __future__ import annotations

from ingestion.formats.file_format import FileFormat

FORMAT = FileFormat(
    name="xlsx",
    extensions=(".xlsx", ".xlsm", ".xltx"),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    label="Excel",
    word="un classeur Excel",
    holds=lambda content: "xl/workbook.xml" in content.members,
    reader="workbook_reader.read_sheets",
    rank=50,
)

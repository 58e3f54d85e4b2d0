"""An Excel workbook that can be put into a report as it is."""

from __future__ import annotations

from exports.contents import Export
from exports.registry import ExportFormat
from exports.table import Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(export: Export) -> bytes:
    """Verdicts, citations, valeurs, réponses de l'outil, légende, à propos, and a technical sheet at the end."""
    from exports.dossier_book import dossier_book  # openpyxl takes its time to import
    from exports.sheet import workbook_bytes

    return workbook_bytes(dossier_book(export))


def write_table(table: Table) -> bytes:
    """The table on a sheet, and beside it what a reader must know of it."""
    from exports.sheet import new_book, pairs_sheet, rows_sheet, workbook_bytes

    book = new_book(f"{table.name} – {table.subject}")
    columns = [(column.title, column.width) for column in table.columns]
    centred = [number for number, column in enumerate(table.columns, start=1) if column.centred]
    rows_sheet(book, table.name, table.subject, columns, table.rows, centred=centred, frozen="B2")
    if table.about:
        pairs_sheet(book, "À propos", table.subject, table.about)
    return workbook_bytes(book)


FORMAT = ExportFormat("xlsx", "Excel", MEDIA_TYPE, write, write_table, rank=10)

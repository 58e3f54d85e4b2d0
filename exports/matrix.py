"""The matrix documents × indicators as a workbook or as CSV: what is seen on the screen, no more."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import Decision, DocumentInfo, Verdict
from domain.verdict_words import VERDICTS
from exports.sheet import finish, put, put_header, set_widths
from exports.wording import harmless
from exports.workbook import NOT_ASKED, colour
from indicator_queries import Indicator

DECISIONS = {Decision.ACCEPTE: "validé", Decision.CORRIGE: "corrigé", Decision.DOUTE: "douteux"}
_DESCRIPTION = ("Document", "Identifiant", "Territoire", "Nature", "Étape", "Date")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A document and its cells by code, each a verdict and what a person decided of it (None: not reviewed)."""

    document: DocumentInfo
    cells: Mapping[str, tuple[Verdict, Decision | None]]


def matrix_book(rows: Sequence[MatrixRow], indicators: Sequence[Indicator]) -> bytes:
    """An Excel workbook of one sheet."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Matrice"
    titles = [*_DESCRIPTION, *(f"{indicator.code}\n{indicator.name}" for indicator in indicators)]
    put_header(sheet, 1, titles, height=110)
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(_description(row.document), start=1):
            put(sheet, number, column, text)
        for column, indicator in enumerate(indicators, start=len(_DESCRIPTION) + 1):
            cell = put(sheet, number, column, _said(row, indicator.code), centre=True)
            if indicator.code in row.cells:
                colour(cell, row.cells[indicator.code][0])
    set_widths(sheet, [38, 24, 30, 8, 11, 12, *[13] * len(indicators)])
    finish(sheet, header_row=1, columns=len(titles), last_row=len(rows) + 1, frozen="B2")
    book.properties.creator = "BIOLLM"
    book.properties.language = "fr-FR"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def matrix_csv(rows: Sequence[MatrixRow], indicators: Sequence[Indicator]) -> bytes:
    """Semicolons, UTF-8 with BOM: opens by a double click in a French Excel."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([*_DESCRIPTION, *(harmless(f"{indicator.code} {indicator.name}") for indicator in indicators)])
    for row in rows:
        cells = [_said(row, indicator.code) for indicator in indicators]
        writer.writerow([harmless(text) for text in (*_description(row.document), *cells)])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _description(document: DocumentInfo) -> tuple[str, ...]:
    return (
        document.title,
        document.slug,
        document.territory or "",
        document.kind.value.upper().replace("PLUI", "PLUi").replace("SCOT", "SCoT") if document.kind else "",
        {"arrete": "arrêté", "approuve": "approuvé"}[document.stage.value] if document.stage else "",
        document.date.strftime("%d/%m/%Y") if document.date else "",
    )


def _said(row: MatrixRow, code: str) -> str:
    found = row.cells.get(code)
    if found is None:
        return NOT_ASKED
    verdict, decision = found
    return VERDICTS[verdict] if decision is None else f"{VERDICTS[verdict]} ({DECISIONS[decision]})"

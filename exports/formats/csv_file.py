"""CSV, one row a quote: semicolons, decimal commas, UTF-8 with BOM; opens by a double click in a French Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from domain import Cell
from domain.evidence_rows import EvidenceRow
from domain.labels import STANDINGS, STATUSES, VERDICTS
from exports.contents import Export, ExportedDocument, rows_of
from exports.file_text import amounts_once, day, evidence_kind, french, harmless, model_text, verdict_text, whole_text
from exports.registry import ExportFormat
from exports.table import Content, Table, bare

COLUMNS = (
    "document", "territoire", "indicateur", "nom", "question", "verdict", "relecture", "relecteur", "date_relecture",
    "etat_decision", "commentaire", "verdict_outil", "justification_outil", "nature_citation", "piece", "page",
    "page_imprimee", "citation", "valeurs", "avertissements", "modele", "lecture", "surface_table", "source_table",
    "texte_et_table", "phrase_sur_deux_pages",
)  # fmt: skip


OF_A_TABLE = "Surface d'une table géographique"
"""What the column of kinds of quote says of a row that holds none."""


def write(export: Export) -> bytes:
    """One row a quote with the values that it gives; a cell without any quote has one row.

    After them a row a surface of the geographic tables that bears on the cell, without quote nor page.
    """
    return _file(
        COLUMNS,
        (
            row
            for document in export.documents
            for cell in document.cells
            for row in _rows(document, cell)
        ),
    )  # fmt: skip


def write_table(table: Table) -> bytes:
    """The titles and the rows of a table."""
    titles = [" ".join(column.title.split()) for column in table.columns]
    return _file(titles, ([_text(content) for content in row] for row in table.rows))


def _file(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(title) for title in titles])
    for row in rows:
        writer.writerow([harmless(text) for text in row])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _text(content: Content) -> str:
    said = bare(content)
    return french(said) if isinstance(said, int | float) else said or ""


def _rows(document: ExportedDocument, cell: Cell) -> Iterable[list[str]]:
    indicator, answer, decision = document.indicator(cell), cell.answer, cell.decision
    before = [
        document.info.title,
        document.info.territory or "",
        cell.indicator,
        indicator.name if indicator else "",
        indicator.question if indicator else "",
        verdict_text(cell.verdict),
        STATUSES[cell.status],
        decision.reviewer if decision else "",
        day(decision.created_at) if decision else "",
        STANDINGS[cell.standing] if cell.standing else "",
        cell.comment or "",
        VERDICTS[answer.verdict] if answer else "",
        answer.rationale if answer else "",
    ]
    after = ["", "", ""]
    if answer:
        after = [" | ".join(warning.sentence for warning in answer.warnings), model_text(answer.llm), answer.way]
    for row in rows_of(cell) or (None,):
        cited = row.citation if row else None
        yield [*before, *_quote(document, cell, row), *after, "", "", "", whole_text(cited) if cited else ""]
    for surface in document.measured(cell):
        compared = " | ".join(surface.compared) or surface.agreement
        yield [*before, OF_A_TABLE, *[""] * 5, *after, surface.said, surface.source, compared, ""]


def _quote(document: ExportedDocument, cell: Cell, row: EvidenceRow | None) -> list[str]:
    if row is None:
        return ["", "", "", "", "", ""]
    values = " | ".join(amounts_once(row.values))
    cited = row.citation
    if cited is None:
        first = row.values[0]
        return [evidence_kind(cell, row), first.piece, _page(first.page), document.printed(first), "", values]
    return [
        evidence_kind(cell, row), cited.piece, _page(cited.page), document.printed(cited), cited.quote, values,
    ]  # fmt: skip


def _page(page: int | None) -> str:
    return "" if page is None else str(page)


FORMAT = ExportFormat("csv", "CSV", "text/csv; charset=utf-8", write, write_table, rank=20)

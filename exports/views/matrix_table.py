"""The matrix documents × indicators, as it is on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain import CellStatus, DecisionStanding, DocumentInfo, Verdict
from domain.labels import DOCUMENT_KINDS, STAGES, STANDINGS, STATUSES, VERDICTS
from domain.territories import department_names, region_names
from exports.deliverables.material import holds
from exports.file_text import NOT_ASKED, verdict_text
from exports.legend import legend_lines
from exports.table import Column, Content, Table, Tinted, bare
from indicator_queries import Indicator


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell of the matrix: what holds, how it was reviewed, and the tool's own verdict."""

    verdict: Verdict | None
    status: CellStatus
    standing: DecisionStanding | None = None
    tool_verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A document and its cells by code of indicator; one that was not asked is absent."""

    document: DocumentInfo
    cells: Mapping[str, MatrixCell]


def matrix_table(rows: Sequence[MatrixRow], indicators: Sequence[Indicator]) -> Table:
    """One row a document, one column an indicator."""
    description = (
        Column("Document", 34), Column("Territoire", 24), Column("Départements", 18), Column("Régions", 18),
        Column("Nature", 8), Column("Étape", 10), Column("Date", 11),
    )  # fmt: skip
    columns = [Column(f"{one.code}\n{one.name}", 16, centred=True) for one in indicators]
    return Table(
        name="Matrice",
        subject=f"{len(rows)} documents, {len(indicators)} indicateurs" if len(rows) != 1 else rows[0].document.title,
        columns=(*description, *columns),
        rows=tuple((*_described(row.document), *(_said(row, one.code) for one in indicators)) for row in rows),
        about=tuple((_text(title), str(text)) for title, text in legend_lines()),
    )


def _described(document: DocumentInfo) -> tuple[Content, ...]:
    return (
        document.title,
        document.territory or "",
        department_names(document.departments),
        region_names(document.regions),
        DOCUMENT_KINDS[document.kind] if document.kind else "",
        STAGES[document.stage] if document.stage else "",
        document.date.strftime("%d/%m/%Y") if document.date else "",
    )


def _said(row: MatrixRow, code: str) -> Content:
    cell = row.cells.get(code)
    if cell is None:
        return NOT_ASKED
    return Tinted(cell_text(cell), cell.verdict if holds(cell.status, cell.standing) else None)


def cell_text(cell: MatrixCell) -> str:
    """« Oui », « corrigée », « preuve disparue », « outil : Partiel », one a line; a change alone is said."""
    said = [verdict_text(cell.verdict), STATUSES[cell.status]]
    if cell.standing is not None and cell.standing.to_review:
        said.append(STANDINGS[cell.standing])
    if cell.tool_verdict is not None and cell.tool_verdict is not cell.verdict:
        said.append(f"outil : {VERDICTS[cell.tool_verdict]}")
    return "\n".join(said)


def _text(content: Content) -> str:
    return str(bare(content) or "")

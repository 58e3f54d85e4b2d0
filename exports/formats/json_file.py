"""JSON for programs: documents, grid, cells with the decision, and the tool's answer with its whole record."""

from __future__ import annotations

import json

from domain import Cell
from domain.labels import STANDINGS, STATUSES
from exports.answer_json import answer_to_json, citation_to_json, values_to_json
from exports.contents import Export, ExportedDocument
from exports.measured_surface import MeasuredSurface
from exports.registry import ExportFormat
from exports.table import Table, bare

VERSION = 2
"""Version of the shape. 1 was the bare list of the tool's answers."""


def write(export: Export) -> bytes:
    """``{version, made, documents: [{document, grid, cells, surfaces}]}``; a cell is shaped by :func:`cell_to_json`."""
    return _bytes(
        {
            "version": VERSION,
            "made": export.made.isoformat(timespec="seconds"),
            "documents": [_document(one) for one in export.documents],
        }
    )


def write_table(table: Table) -> bytes:
    """``{name, subject, about, rows}``, a row being an object by the titles of the columns."""
    titles = [" ".join(column.title.split()) for column in table.columns]
    rows = [dict(zip(titles, map(bare, row), strict=True)) for row in table.rows]
    return _bytes({"name": table.name, "subject": table.subject, "about": dict(table.about), "rows": rows})


def cell_to_json(document: ExportedDocument, cell: Cell) -> dict[str, object]:
    """A cell: what holds (verdict, values, citations), how it stands in the review, and the tool's own answer.

    ``status`` and ``standing`` are codes, said in French by ``status_label`` and ``standing_label``. ``decision`` is
    null where nobody decided, ``tool`` where the tool did not answer. ``lost`` are citations that stand nowhere any
    more.
    """
    indicator, decision = document.indicator(cell), cell.decision
    return {
        "indicator": cell.indicator,
        "name": indicator.name if indicator else None,
        "question": indicator.question if indicator else None,
        "verdict": cell.verdict.value if cell.verdict else None,
        "status": cell.status.value,
        "status_label": STATUSES[cell.status],
        "standing": cell.standing.value if cell.standing else None,
        "standing_label": STANDINGS[cell.standing] if cell.standing else None,
        "comment": cell.comment,
        "values": values_to_json(cell.values, cell.document),
        "citations": [citation_to_json(citation, cell.document) for citation in cell.citations],
        "lost": [citation_to_json(citation, cell.document) for citation in cell.lost],
        "decision": None
        if decision is None
        else {
            "reviewer": decision.reviewer,
            "decision": decision.decision.value,
            "verdict": decision.verdict.value if decision.verdict else None,
            "decided_at": decision.created_at.isoformat(),
        },
        "tool": answer_to_json(cell.answer, record=True) if cell.answer else None,
    }


def _document(document: ExportedDocument) -> dict[str, object]:
    info = document.info
    return {
        "document": {
            "slug": info.slug,
            "title": info.title,
            "kind": info.kind.value if info.kind else None,
            "territory": info.territory,
            "communes": list(info.communes),
            "departments": list(info.departments),
            "regions": list(info.regions),
            "stage": info.stage.value if info.stage else None,
            "date": info.date.isoformat() if info.date else None,
            "pieces": [
                {"piece": piece.name, "filename": piece.filename, "kind": piece.kind.value, "pages": piece.pages,
                 "pages_read": piece.pages_read, "sha256": piece.sha256}
                for piece in info.pieces
            ],
        },
        "grid": {"name": document.grid.name, "version": document.grid.version, "digest": document.grid.digest},
        "reviewed": document.reviewed,
        "cells": [cell_to_json(document, cell) for cell in document.cells],
        "surfaces": [_surface(one) for one in document.surfaces],
    }  # fmt: skip


def _surface(surface: MeasuredSurface) -> dict[str, object]:
    """What the geographic tables measure: it is no value of a cell, and has no quote."""
    return {
        "what": surface.what,
        "hectares": round(surface.hectares, 2),
        "source": surface.source,
        "indicators": list(surface.indicators),
        "text": [
            {"hectares": one.hectares, "piece": one.piece, "page": one.page, "quote": one.quote,
             "gap": round(one.gap, 4), "agrees": one.agrees}
            for one in surface.text
        ],
    }  # fmt: skip


def _bytes(content: object) -> bytes:
    text = json.dumps(content, ensure_ascii=False, indent=2)
    # A text layer can hold a lone surrogate, which UTF-8 cannot: it is written as its escape \udxxx.
    return (text + "\n").encode(errors="backslashreplace")


FORMAT = ExportFormat("json", "JSON", "application/json", write, write_table, rank=30, on_pages=False)

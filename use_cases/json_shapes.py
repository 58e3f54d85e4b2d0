"""The JSON shapes of documents, reports and what a search found, the same on the command line and in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from domain import DocumentInfo, Hit

if TYPE_CHECKING:
    from use_cases.exact_search import ExactFound, Occurrence
    from use_cases.ingest import IngestReport


def document_to_json(document: DocumentInfo) -> dict[str, Any]:
    """A document as the command line and the API show it."""
    return {
        "slug": document.slug,
        "title": document.title,
        "kind": document.kind,
        "territory": document.territory,
        "stage": document.stage,
        "date": document.date.isoformat() if document.date else None,
        "plan": document.plan,
        "version": document.version,
        "versions": list(document.versions),
        "pages": sum(piece.pages for piece in document.pieces),
        "pages_read": sum(piece.pages_read for piece in document.pieces),
        "indexed": all(piece.indexed_by for piece in document.pieces),
        "pieces": [
            {
                "piece": piece.name,
                "filename": piece.filename,
                "kind": piece.kind,
                "pages": piece.pages,
                "pages_read": piece.pages_read,
                "passages": piece.passages,
                "sha256": piece.sha256,
                "indexed": piece.indexed_by is not None,
                "warnings": list(piece.warnings),
            }
            for piece in document.pieces
        ],
    }


def report_to_json(report: IngestReport) -> dict[str, Any]:
    """The report of an ingestion as the command line and the jobs of the API show it."""
    return {
        "document": report.document,
        "pieces": [
            {
                "filename": piece.filename,
                "state": piece.state,
                "pages": piece.pages,
                "error": str(piece.error) if piece.error else None,
            }
            for piece in report.pieces
        ],
        "ignored": list(report.ignored),
        "unread_pages": list(report.unread_pages),
        "warnings": list(report.warnings),
    }


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """A hit as the command line and the API show it; ``page`` is where the passage begins."""
    passage = hit.passage
    return {
        "document": passage.document,
        "piece": passage.piece,
        "page": passage.first_page,
        "last_page": passage.last_page,
        "label": passage.label,
        "section": list(passage.section),
        "score": round(hit.score, 4),
        "text": passage.text,
        "trace": [
            {"query": found.query, "side": found.side, "rank": found.rank, "score": round(found.score, 4)}
            for found in hit.trace
        ],
        "same_text": [{"document": twin.document, "piece": twin.piece, "page": twin.first_page} for twin in hit.also],
    }


def exact_to_json(found: ExactFound) -> dict[str, Any]:
    """What an exact search found; ``summary`` says it in French, ``exact`` holds the first places."""
    return {
        "text": found.text,
        "summary": found.counted,
        "occurrences": found.total,
        "exact": [_occurrence(one) for one in found.exact],
        "near": [hit_to_json(hit) for hit in found.near],
    }


def _occurrence(one: Occurrence) -> dict[str, Any]:
    return {
        "document": one.document,
        "piece": one.piece,
        "page": one.page,
        "label": one.label,
        "before": one.before,
        "found": one.found,
        "after": one.after,
    }

"""Documents as they are handed out: description, versions and the counts of their pieces, in a few queries for all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from sqlite3 import Row
from typing import Any

from corpus.ledger_content import ledger_from_json
from corpus.plain_reads import PlainReads
from domain import DocumentInfo, DocumentKind, PageKind, PageStatus, PieceInfo, PieceKind, Procedure, Stage

#: (pages, pages read, blank pages, passages) of a piece.
Counts = tuple[int, int, int, int]

_DOCUMENTS = """
SELECT id, slug, title, kind, territory, stage, date, plan, version, procedure, procedure_number, scope, identifier,
       authority, communes, departments, created_at
FROM document
"""
_PIECES = """
SELECT id, document_id, name, filename, sha256, size, kind, reader, warnings, indexed_by, title, ledger FROM piece
"""
_PAGES = """
SELECT page.piece_id, count(*), sum(page.status = ?), sum(page.kind = ? AND page.status = ?)
FROM page JOIN piece ON piece.id = page.piece_id
"""
_PASSAGES = "SELECT passage.piece_id, count(*) FROM passage JOIN piece ON piece.id = passage.piece_id"
_VERSIONS = "SELECT plan, slug FROM document WHERE plan IS NOT NULL ORDER BY date, slug"


def document_infos(reads: PlainReads, number: int | None = None) -> list[DocumentInfo]:
    """The document of a row number, or all documents, by slug."""
    # One document asks for its own rows, many ask for all.
    own, piece_own, only = (" WHERE id = ?", " WHERE piece.document_id = ?", [number]) if number else ("", "", [])
    documents = reads.rows(f"{_DOCUMENTS}{own} ORDER BY slug", only)
    pieces: dict[int, list[Row]] = {}
    for row in reads.rows(f"{_PIECES}{piece_own} ORDER BY document_id, position", only):
        pieces.setdefault(row["document_id"], []).append(row)
    counts = _counts(reads, piece_own, only)
    versions = _versions(reads) if any(row["plan"] is not None for row in documents) else {}
    return [_info(row, pieces.get(row["id"], ()), counts, versions) for row in documents]


def _counts(reads: PlainReads, own: str, only: Sequence[object]) -> dict[int, Counts]:
    states = [PageStatus.READ.value, PageKind.BLANK.value, PageStatus.EMPTY.value]
    pages = reads.rows(f"{_PAGES}{own} GROUP BY page.piece_id", [*states, *only])
    passages = dict(map(tuple, reads.rows(f"{_PASSAGES}{own} GROUP BY passage.piece_id", only)))
    return {piece: (count, read, blank, passages.get(piece, 0)) for piece, count, read, blank in pages}


def _versions(reads: PlainReads) -> dict[str, list[str]]:
    """The slugs of each plan, oldest first."""
    found: dict[str, list[str]] = {}
    for plan, slug in reads.rows(_VERSIONS):
        found.setdefault(plan, []).append(slug)
    return found


def _info(
    row: Row, pieces: Sequence[Row], counts: Mapping[int, Counts], versions: Mapping[str, Sequence[str]]
) -> DocumentInfo:
    return DocumentInfo(
        slug=row["slug"],
        title=row["title"],
        kind=DocumentKind(row["kind"]) if row["kind"] else None,
        territory=row["territory"],
        stage=Stage(row["stage"]) if row["stage"] else None,
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        created_at=datetime.fromisoformat(row["created_at"]),
        plan=row["plan"],
        version=row["version"],
        versions=tuple(slug for slug in versions.get(row["plan"] or "", ()) if slug != row["slug"]),
        procedure=Procedure(row["procedure"]) if row["procedure"] else None,
        procedure_number=row["procedure_number"],
        scope=row["scope"],
        identifier=row["identifier"],
        authority=row["authority"],
        communes=tuple(json.loads(row["communes"])),
        given_departments=tuple(json.loads(row["departments"])),
        pieces=tuple(_piece(piece, counts.get(piece["id"], (0, 0, 0, 0))) for piece in pieces),
    )


def _piece(row: Row, counts: Counts) -> PieceInfo:
    pages, read, blank, passages = counts
    ledger: Any = stored_json(row["ledger"])
    return PieceInfo(
        name=row["name"],
        filename=row["filename"],
        sha256=row["sha256"],
        size=row["size"],
        kind=PieceKind(row["kind"]),
        reader=row["reader"],
        pages=pages,
        pages_read=read,
        pages_blank=blank,
        passages=passages,
        indexed_by=row["indexed_by"],
        warnings=tuple(json.loads(row["warnings"])),
        title=row["title"],
        ledger=None if ledger is None else ledger_from_json(ledger),
    )


def stored_json(text: str | None) -> Any:
    """What a column of JSON holds; None where it holds nothing, whether the database or JSON says so."""
    return None if text is None else json.loads(text)

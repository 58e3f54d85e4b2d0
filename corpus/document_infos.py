"""Documents as they are handed out: description, versions and the counts of their pieces, in a few queries for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from corpus.ledger_content import ledger_from_json
from corpus.models.document_rows import DocumentRow, PieceRow
from corpus.models.text_rows import PageRow, PassageRow
from domain import DocumentInfo, DocumentKind, PageKind, PageStatus, PieceInfo, PieceKind, Procedure, Stage

#: (pages, pages read, blank pages, passages) of a piece.
Counts = tuple[int, int, int, int]


def document_infos(session: Session, rows: Sequence[DocumentRow]) -> list[DocumentInfo]:
    """The documents of these rows, in their order."""
    counts = _counts(session, [row.id for row in rows])
    versions = _versions(session, {row.plan for row in rows if row.plan is not None})
    return [_info(row, counts, versions) for row in rows]


def _counts(session: Session, documents: Sequence[int]) -> dict[int, Counts]:
    # One document asks for its own rows; many ask for all: a long list of numbers would not fit a statement.
    only = [PieceRow.document_id == documents[0]] if len(documents) == 1 else []
    read = func.sum(case((PageRow.status == PageStatus.READ, 1), else_=0))
    blank = func.sum(case(((PageRow.kind == PageKind.BLANK) & (PageRow.status == PageStatus.EMPTY), 1), else_=0))
    pages = session.execute(
        select(PageRow.piece_id, func.count(), read, blank)
        .join(PieceRow, PieceRow.id == PageRow.piece_id)
        .where(*only)
        .group_by(PageRow.piece_id)
    )
    passages = dict(
        session.execute(
            select(PassageRow.piece_id, func.count())
            .join(PieceRow, PieceRow.id == PassageRow.piece_id)
            .where(*only)
            .group_by(PassageRow.piece_id)
        ).all()
    )
    return {
        piece: (count, int(seen or 0), int(empty or 0), passages.get(piece, 0)) for piece, count, seen, empty in pages
    }


def _versions(session: Session, plans: set[str]) -> dict[str, list[str]]:
    """The slugs of each plan, oldest first."""
    found: dict[str, list[str]] = {}
    if plans:
        query = select(DocumentRow.plan, DocumentRow.slug).where(DocumentRow.plan.is_not(None))
        for plan, slug in session.execute(query.order_by(DocumentRow.date, DocumentRow.slug)):
            if plan in plans:
                found.setdefault(plan, []).append(slug)
    return found


def _info(row: DocumentRow, counts: Mapping[int, Counts], versions: Mapping[str, Sequence[str]]) -> DocumentInfo:
    return DocumentInfo(
        slug=row.slug,
        title=row.title,
        kind=DocumentKind(row.kind) if row.kind else None,
        territory=row.territory,
        stage=Stage(row.stage) if row.stage else None,
        date=row.date,
        created_at=row.created_at,
        plan=row.plan,
        version=row.version,
        versions=tuple(slug for slug in versions.get(row.plan or "", ()) if slug != row.slug),
        procedure=Procedure(row.procedure) if row.procedure else None,
        procedure_number=row.procedure_number,
        scope=row.scope,
        identifier=row.identifier,
        authority=row.authority,
        communes=tuple(row.communes),
        given_departments=tuple(row.departments),
        pieces=tuple(_piece(piece, counts.get(piece.id, (0, 0, 0, 0))) for piece in row.pieces),
    )


def _piece(piece: PieceRow, counts: Counts) -> PieceInfo:
    pages, read, blank, passages = counts
    return PieceInfo(
        name=piece.name,
        filename=piece.filename,
        sha256=piece.sha256,
        size=piece.size,
        kind=PieceKind(piece.kind),
        reader=piece.reader,
        pages=pages,
        pages_read=read,
        pages_blank=blank,
        passages=passages,
        indexed_by=piece.indexed_by,
        warnings=tuple(piece.warnings),
        title=piece.title,
        ledger=None if piece.ledger is None else ledger_from_json(piece.ledger),
    )

"""The rows of a document and of a piece by their names; what is not there is said with what is."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.models.document_rows import DocumentRow, FormerSlugRow, PieceRow
from corpus.renamed_content import RenameStep
from corpus.stored_names import NAMED, unknown_document
from domain.errors import UnknownPiece


def document_row(session: Session, slug: str) -> DocumentRow:
    """The row of a document.

    Raises:
        UnknownDocument: no document has this slug; the message says what it is called now, or names those that exist.
    """
    row = session.scalar(select(DocumentRow).where(DocumentRow.slug == slug))
    if row is None:
        former = session.get(FormerSlugRow, slug)
        renamed = former.slug if former is not None and former.step != RenameStep.BEGUN else None
        known = session.scalars(select(DocumentRow.slug).order_by(DocumentRow.slug).limit(NAMED)).all()
        raise unknown_document(slug, renamed, known)
    return row


def piece_row(session: Session, slug: str, piece: str) -> PieceRow:
    """The row of a piece.

    Raises:
        UnknownDocument: no document has this slug.
        UnknownPiece: the document has no such piece; the message names its pieces.
    """
    document = document_row(session, slug)
    row = session.scalar(select(PieceRow).where(PieceRow.document_id == document.id, PieceRow.name == piece))
    if row is None:
        raise UnknownPiece(
            f"Le document « {slug} » n'a pas de pièce « {piece} ».",
            remedy=f"Ses pièces : {', '.join(known.name for known in document.pieces) or 'aucune'}.",
        )
    return row

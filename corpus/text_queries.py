"""What sentences and passages are read with: their pages, pieces and documents."""

from __future__ import annotations

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from corpus.models.document_rows import DocumentRow, PieceRow
from corpus.models.text_rows import PageRow, PassageRow, SentenceRow


def sentence_query() -> Select[SentenceRow, PageRow, str, str, PageRow]:
    """Sentences with their pages, the page on which they go on, and the names of their piece and document."""
    after = aliased(PageRow, name="after")  # the page on which a sentence goes on
    return (
        select(SentenceRow, PageRow, PieceRow.name, DocumentRow.slug, after)
        .join(PieceRow, PieceRow.id == SentenceRow.piece_id)
        .join(DocumentRow, DocumentRow.id == PieceRow.document_id)
        .join(PageRow, and_(PageRow.piece_id == SentenceRow.piece_id, PageRow.ordinal == SentenceRow.ordinal))
        .outerjoin(after, and_(after.piece_id == SentenceRow.piece_id, after.ordinal == SentenceRow.rest_ordinal))
        .order_by(SentenceRow.position)
    )


def passage_query() -> Select[PassageRow, str, str, str, int | None, str | None, int | None]:
    """Passages with the kind of their piece, their first and last pages, and the names."""
    first, last = aliased(PageRow), aliased(PageRow)
    return (
        select(
            PassageRow,
            PieceRow.name,
            PieceRow.kind,
            DocumentRow.slug,
            first.number.label("first_page"),
            first.label.label("label"),
            last.number.label("last_page"),
        )
        .join(PieceRow, PieceRow.id == PassageRow.piece_id)
        .join(DocumentRow, DocumentRow.id == PieceRow.document_id)
        .join(first, and_(first.piece_id == PassageRow.piece_id, first.ordinal == PassageRow.first_ordinal))
        .join(last, and_(last.piece_id == PassageRow.piece_id, last.ordinal == PassageRow.last_ordinal))
    )

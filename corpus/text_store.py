"""The text of the corpus: pages, sentences and passages, as the other packages read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Engine, and_, func, not_, or_, select, tuple_
from sqlalchemy.orm import Session

from corpus.models.document_rows import DocumentRow, PieceRow
from corpus.models.text_rows import PageRow, PassageRow, RecognitionRow, SentenceRow, TableRowsRow
from corpus.revisions import Revisions
from corpus.row_lookup import document_row, piece_row
from corpus.text_queries import passage_query, sentence_query
from corpus.text_records import page_record, passage_record, sentence_record, table_record
from domain import (
    Box,
    Page,
    PageKind,
    PageStatus,
    RecognisedWord,
    StoredPage,
    StoredPassage,
    StoredSentence,
)
from domain.errors import UnknownPage
from domain.identity import digest_of
from domain.once import MadeOnce

_MANY = 500  # ids a query, well under SQLite's limit of bound variables
#: What a page is read from, and how many are kept: some 20 kB each. The table of documents is not among them, so that a
#: document that comes leaves what is kept of the others: who renames one writes that of former slugs, and a deletion
#: counts for all that hangs on it.
_READ_FROM = ("former_slug", "piece", "page", "sentence", "recognition", "page_table")
_PAGES_FROM = ("former_slug", "piece", "page")
_KEPT = 300


class TextStore:
    """Reads pages, sentences and passages. Sentences are slices of their page, never copies."""

    def __init__(self, engine: Engine, revisions: Revisions):
        self._engine = engine
        self._revisions = revisions
        self._pages: MadeOnce[tuple[object, ...], StoredPage] = MadeOnce(_KEPT)
        self._digests: MadeOnce[tuple[object, ...], dict[str, str]] = MadeOnce(1)
        self._versions: MadeOnce[tuple[object, ...], str] = MadeOnce(_KEPT)
        self._unread: MadeOnce[tuple[object, ...], tuple[str, ...]] = MadeOnce(_KEPT)
        self._margins: MadeOnce[tuple[object, ...], dict[str, tuple[str, ...]]] = MadeOnce(_KEPT)

    def page(self, document: str, piece: str, ordinal: int) -> StoredPage:
        """One page by its place in the piece (the physical page number, for a PDF), with its tables and words.

        Of a sentence that goes on over the end of a page, it has the part that stands on the page.

        Raises:
            UnknownDocument: no such document.
            UnknownPiece: no such piece in it.
            UnknownPage: the piece has no page of that number.
        """
        key = (document, piece, ordinal, *self._revisions.of(*_READ_FROM, document=document))
        return self._pages.get(key, lambda: self._read_page(document, piece, ordinal))

    def _read_page(self, document: str, piece: str, ordinal: int) -> StoredPage:
        with Session(self._engine) as session:
            found = session.execute(
                select(PieceRow, PageRow)
                .join(DocumentRow, DocumentRow.id == PieceRow.document_id)
                .join(PageRow, PageRow.piece_id == PieceRow.id)
                .where(DocumentRow.slug == document, PieceRow.name == piece, PageRow.ordinal == ordinal)
            ).one_or_none()
            if found is None:
                owner = piece_row(session, document, piece)
                last = session.scalars(select(PageRow.ordinal).where(PageRow.piece_id == owner.id)).all()
                raise UnknownPage(
                    f"La pièce « {piece} » n'a pas de page {ordinal}.", remedy=f"Elle a {len(last)} page(s)."
                )
            owner, row = found
            rows = session.execute(
                sentence_query().where(
                    SentenceRow.piece_id == owner.id,
                    or_(SentenceRow.ordinal == ordinal, SentenceRow.rest_ordinal == ordinal),
                )
            ).all()
            words = session.scalar(
                select(RecognitionRow.words).where(
                    RecognitionRow.piece_id == owner.id, RecognitionRow.ordinal == ordinal
                )
            )
            tables = session.scalars(
                select(TableRowsRow)
                .where(TableRowsRow.piece_id == owner.id, TableRowsRow.ordinal == ordinal)
                .order_by(TableRowsRow.position)
            )
            return StoredPage(
                document=document,
                piece=piece,
                filename=owner.filename,
                page=replace(
                    page_record(row),
                    words=tuple(
                        RecognisedWord(start, end, Box(*box), confidence)
                        for start, end, *box, confidence in words or ()
                    ),
                    tables=tuple(table_record(table) for table in tables),
                ),
                sentences=tuple(
                    part for found in rows for part in sentence_record(found).parts() if part.ordinal == ordinal
                ),
            )

    def pages(self, document: str) -> Iterator[tuple[str, Page]]:
        """Every page of a document with the name of its piece, in the order of the dossier.

        Recognised words and tables are left aside: ``page`` and ``table_counts`` give them.
        """
        with Session(self._engine) as session:
            owner = document_row(session, document)
            query = (
                select(PieceRow.name, PageRow)
                .join(PageRow, PageRow.piece_id == PieceRow.id)
                .where(PieceRow.document_id == owner.id)
                .order_by(PieceRow.position, PageRow.ordinal)
            )
            for name, row in session.execute(query):
                yield name, page_record(row)

    def table_counts(self, document: str) -> dict[tuple[str, int], int]:
        """How many tables each page has, by piece and ordinal; pages without any are absent."""
        with Session(self._engine) as session:
            owner = document_row(session, document)
            query = (
                select(PieceRow.name, TableRowsRow.ordinal, func.count(TableRowsRow.id))
                .join(TableRowsRow, TableRowsRow.piece_id == PieceRow.id)
                .where(PieceRow.document_id == owner.id)
                .group_by(PieceRow.name, TableRowsRow.ordinal)
            )
            return {(name, ordinal): count for name, ordinal, count in session.execute(query)}

    def unread_pages(self, document: str) -> tuple[str, ...]:
        """Pages whose content nobody could read, as « piece p. n »; on a blank page there is none."""
        key = (document, *self._revisions.of(*_PAGES_FROM, document=document))
        return self._unread.get(key, lambda: self._read_unread_pages(document))

    def _read_unread_pages(self, document: str) -> tuple[str, ...]:
        with Session(self._engine) as session:
            owner = document_row(session, document)
            blank = and_(PageRow.kind == PageKind.BLANK, PageRow.status == PageStatus.EMPTY)
            query = (
                select(PieceRow.name, PageRow.number, PageRow.ordinal)  # not the text: a plan has thousands of pages
                .join(PageRow, PageRow.piece_id == PieceRow.id)
                .where(PieceRow.document_id == owner.id, PageRow.status != PageStatus.READ, not_(blank))
                .order_by(PieceRow.position, PageRow.ordinal)
            )
            return tuple(f"{piece} p. {number or ordinal}" for piece, number, ordinal in session.execute(query))

    def margins(self, document: str, *, pages: int = 8) -> dict[str, tuple[str, ...]]:
        """Lines of the margins of the first pages of each piece that stand on half of them at least, by its name."""
        key = (document, pages, *self._revisions.of(*_PAGES_FROM, document=document))
        return self._margins.get(key, lambda: self._read_margins(document, pages))

    def _read_margins(self, document: str, pages: int) -> dict[str, tuple[str, ...]]:
        with Session(self._engine) as session:
            owner = document_row(session, document)
            query = (
                select(PieceRow.name, PageRow.removed)
                .join(PageRow, PageRow.piece_id == PieceRow.id)
                .where(PieceRow.document_id == owner.id, PageRow.ordinal <= pages)
                .order_by(PieceRow.position, PageRow.ordinal)
            )
            found: dict[str, list[list[str]]] = {}
            for piece, removed in session.execute(query):
                found.setdefault(piece, []).append(list(dict.fromkeys(str(line) for line in removed or ())))
        counted = {piece: Counter(line for lines in some for line in lines) for piece, some in found.items()}
        return {
            piece: tuple(line for line, count in lines.items() if count > 1 and count * 2 >= len(found[piece]))
            for piece, lines in counted.items()
        }

    def sentences(self, document: str, piece: str, first: int, last: int) -> list[StoredSentence]:
        """Sentences ``first`` to ``last`` (inclusive ranks in the piece), in order."""
        with Session(self._engine) as session:
            owner = piece_row(session, document, piece)
            rows = session.execute(
                sentence_query().where(SentenceRow.piece_id == owner.id, SentenceRow.position.between(first, last))
            ).all()
            return [sentence_record(row) for row in rows]

    def sentences_over_pages(self, document: str) -> list[StoredSentence]:
        """The sentences of a document that go on over the end of their page, in order."""
        with Session(self._engine) as session:
            owner = document_row(session, document)
            query = sentence_query().where(DocumentRow.id == owner.id, SentenceRow.rest_ordinal.is_not(None))
            return [sentence_record(row) for row in session.execute(query).all()]

    def passages(self, document: str, piece: str | None = None) -> list[StoredPassage]:
        """All passages of a document, or of one of its pieces, in order."""
        with Session(self._engine) as session:
            owner = document_row(session, document)
            query = passage_query().where(DocumentRow.id == owner.id)
            if piece is not None:
                query = query.where(PieceRow.id == piece_row(session, document, piece).id)
            return [
                passage_record(row)
                for row in session.execute(query.order_by(PieceRow.position, PassageRow.position)).all()
            ]

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """The passages of these ids; those that no longer exist are absent from the result."""
        found: dict[str, StoredPassage] = {}
        with Session(self._engine) as session:
            for start in range(0, len(ids), _MANY):
                query = passage_query().where(PassageRow.id.in_(ids[start : start + _MANY]))
                found.update((row.PassageRow.id, passage_record(row)) for row in session.execute(query).all())
        return found

    def pages_at(self, places: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str, int], Page]:
        """The pages at these places (document, piece, ordinal), without words and tables; missing ones are absent."""
        wanted = sorted(set(places))
        found: dict[tuple[str, str, int], Page] = {}
        with Session(self._engine) as session:
            for start in range(0, len(wanted), _MANY):
                query = (
                    select(DocumentRow.slug, PieceRow.name, PageRow)
                    .join(PieceRow, PieceRow.document_id == DocumentRow.id)
                    .join(PageRow, PageRow.piece_id == PieceRow.id)
                    .where(tuple_(DocumentRow.slug, PieceRow.name, PageRow.ordinal).in_(wanted[start : start + _MANY]))
                )
                for slug, name, row in session.execute(query):
                    found[slug, name, row.ordinal] = page_record(row)
        return found

    def labels(self, places: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str, int], str]:
        """Printed labels of pages by (document, piece, physical page); pages without one are absent."""
        wanted = sorted(set(places))
        found: dict[tuple[str, str, int], str] = {}
        with Session(self._engine) as session:
            for start in range(0, len(wanted), _MANY):
                query = (
                    select(DocumentRow.slug, PieceRow.name, PageRow.number, PageRow.label)
                    .join(PieceRow, PieceRow.document_id == DocumentRow.id)
                    .join(PageRow, PageRow.piece_id == PieceRow.id)
                    .where(tuple_(DocumentRow.slug, PieceRow.name, PageRow.number).in_(wanted[start : start + _MANY]))
                )
                found.update(((slug, name, number), label) for slug, name, number, label in session.execute(query)
                             if label and number is not None)  # fmt: skip
        return found

    def digests(self) -> dict[str, str]:
        """As :meth:`digest`, of every document that has pieces, in one query.

        What is returned is shared: it is read, never changed.
        """
        return self._digests.get(self._revisions.of("document", "piece"), self._read_digests)

    def _read_digests(self) -> dict[str, str]:
        parts: dict[str, list[str]] = {}
        with Session(self._engine) as session:
            query = (
                select(DocumentRow.slug, PieceRow.name, PieceRow.sha256, PieceRow.reader)
                .join(PieceRow, PieceRow.document_id == DocumentRow.id)
                .order_by(DocumentRow.slug, PieceRow.name)
            )
            for slug, *piece in session.execute(query):
                parts.setdefault(slug, []).extend(piece)
        return {slug: digest_of(own) for slug, own in parts.items()}

    def version(self, document: str) -> str:
        """Hash of all that passages have of a document: what :meth:`digest` is of, and the kinds of its pieces.

        Raises:
            UnknownDocument: no document has this slug.
        """
        key = (document, *self._revisions.of("former_slug", "piece", document=document))
        return self._versions.get(key, lambda: self._read_version(document))

    def _read_version(self, document: str) -> str:
        with Session(self._engine) as session:
            owner = document_row(session, document)
            query = (
                select(PieceRow.name, PieceRow.sha256, PieceRow.reader, PieceRow.kind, PieceRow.position)
                .where(PieceRow.document_id == owner.id)
                .order_by(PieceRow.name)
            )
            return digest_of(str(part) for row in session.execute(query) for part in row)

    def digest(self, document: str) -> str:
        """Hash of all that can be cited of a document: the same text gives the same hash.

        Raises:
            UnknownDocument: no document has this slug.
        """
        if (known := self.digests().get(document)) is not None:
            return known
        with Session(self._engine) as session:
            owner = document_row(session, document)
            query = (
                select(PieceRow.name, PieceRow.sha256, PieceRow.reader)
                .where(PieceRow.document_id == owner.id)
                .order_by(PieceRow.name)
            )
            return digest_of(part for row in session.execute(query) for part in row)

"""Documents and their pieces: what is stored, replaced and removed, one transaction at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, String, cast, delete, func, insert, select, update
from sqlalchemy.orm import Session

from corpus.document_lists import DocumentLists
from corpus.engine import storage_errors
from corpus.ledger_content import ledger_to_json
from corpus.models.document_rows import DocumentRow, DossierIntakeRow, FormerSlugRow, PieceRow
from corpus.models.text_rows import PageRow, PassageRow, RecognitionRow, SentenceRow, TableRowsRow
from corpus.piece_content import page_rows, passage_rows, recognition_rows, sentence_rows, table_rows
from corpus.plain_reads import PlainReads
from corpus.revisions import Revisions
from corpus.row_lookup import document_row, piece_row
from corpus.told_facts import write_facts
from domain import DocumentKind, PieceKind, Procedure, ReadPiece, Stage
from domain.identity import check_slug

if TYPE_CHECKING:
    from domain import DossierFacts

#: What a person may correct of a description.
_DESCRIBED = (
    "title", "kind", "territory", "stage", "date", "plan", "version", "procedure", "procedure_number", "scope",
    "communes", "departments", "identifier", "authority",
)  # fmt: skip


class DocumentStore(DocumentLists):
    """Writes documents and pieces, and lists them; the text itself is read through ``TextStore``."""

    def __init__(self, reads: PlainReads, engine: Engine, revisions: Revisions):
        super().__init__(reads, revisions)
        self._engine = engine
        self._path = reads.database

    def describe(
        self,
        slug: str,
        *,
        title: str | None = None,
        kind: DocumentKind | None = None,
        territory: str | None = None,
        stage: Stage | None = None,
        day: date | None = None,
        plan: str | None = None,
        version: str | None = None,
        procedure: Procedure | None = None,
        procedure_number: int | None = None,
        scope: str | None = None,
    ) -> None:
        """Create the document, or change what is given of its description and keep the rest.

        Documents of the same ``plan`` are versions of one another; ``version`` names this one.

        Raises:
            UsageError: the slug cannot name a document.
        """
        check_slug(slug)
        given: dict[str, Any] = {
            **{"title": title, "kind": kind, "territory": territory, "stage": stage, "date": day},
            **{"plan": plan, "version": version, "procedure": procedure, "procedure_number": procedure_number},
            "scope": scope,
        }
        changes = {name: value for name, value in given.items() if value is not None}
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            row = session.scalar(select(DocumentRow).where(DocumentRow.slug == slug))
            if row is None:
                session.add(DocumentRow(slug=slug, **{"title": slug, **changes}))
                if (former := session.get(FormerSlugRow, slug)) is not None:
                    session.delete(former)  # it leads here again
                return
            for name, value in changes.items():
                setattr(row, name, value)

    def fill(self, slug: str, facts: DossierFacts) -> None:
        """Write what the files tell of a document where nothing is known yet: what a person said stays.

        See :func:`corpus.told_facts.write_facts`.

        Raises:
            UnknownDocument: no document has this slug.
        """
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            write_facts(session, document_row(session, slug), facts)

    def put_piece(self, slug: str, piece: ReadPiece) -> None:
        """Store a piece with its pages, sentences and passages; replaces the piece of that name.

        One transaction: after a crash the corpus holds the old piece or the new one, never a part.
        A kind that a person gave to the old piece stays.
        The piece is marked as not indexed.

        Raises:
            UnknownDocument: the document was not described first.
            DiskFull: no space left; the old piece is still there.
        """
        own = self._revisions.of_documents(slug)
        with own, storage_errors(self._path), Session(self._engine) as session, session.begin():
            document = document_row(session, slug)
            old = session.scalar(
                select(PieceRow).where(PieceRow.document_id == document.id, PieceRow.name == piece.name)
            )
            kind_given = old is not None and old.kind_given
            kind = old.kind if old is not None and kind_given else piece.kind.value
            if old is not None:
                position = old.position
                session.execute(delete(PieceRow).where(PieceRow.id == old.id))
            else:
                last = session.scalar(select(func.max(PieceRow.position)).where(PieceRow.document_id == document.id))
                position = 0 if last is None else last + 1
            row = PieceRow(
                document_id=document.id,
                name=piece.name,
                filename=piece.filename,
                sha256=piece.sha256,
                size=piece.size,
                media_type=piece.media_type,
                kind=kind,
                kind_given=kind_given,
                title=piece.title,
                reader=piece.reader,
                position=position,
                warnings=list(piece.warnings),
                ledger=ledger_to_json(piece.ledger),
            )
            session.add(row)
            session.flush()
            for model, rows in (
                (PageRow, page_rows(piece)),
                (SentenceRow, sentence_rows(piece)),
                (PassageRow, passage_rows(slug, piece)),
                (RecognitionRow, recognition_rows(piece)),
                (TableRowsRow, table_rows(piece)),
            ):
                if rows:
                    session.execute(insert(model), [{"piece_id": row.id, **values} for values in rows])

    def mark_indexed(self, slug: str, piece: str, by: str | None) -> None:
        """Record which embedding model the piece's vectors come from, or None while they change."""
        own = self._revisions.of_documents(slug)
        with own, storage_errors(self._path), Session(self._engine) as session, session.begin():
            session.execute(
                update(PieceRow).where(PieceRow.id == piece_row(session, slug, piece).id).values(indexed_by=by)
            )

    def set_kind(self, slug: str, piece: str, kind: PieceKind) -> None:
        """Give a piece the kind that a person says it has; reading it again will not change it."""
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            row = piece_row(session, slug, piece)
            row.kind, row.kind_given = kind.value, True

    def order(self, slug: str, names: Sequence[str]) -> None:
        """Put these pieces first, in this order; the others follow in the order they had."""
        rank = {name: place for place, name in enumerate(names)}
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            rows = list(document_row(session, slug).pieces)
            rows.sort(key=lambda row: (rank.get(row.name, len(rank)), row.position))
            for place, row in enumerate(rows):
                row.position = place

    def same_content(self, sha256: str) -> list[tuple[str, str]]:
        """(document, filename) of every stored piece made of these bytes."""
        with Session(self._engine) as session:
            query = (
                select(DocumentRow.slug, PieceRow.filename)
                .join(PieceRow, PieceRow.document_id == DocumentRow.id)
                .where(PieceRow.sha256 == sha256)
                .order_by(DocumentRow.slug, PieceRow.position)
            )
            return [(slug, filename) for slug, filename in session.execute(query)]

    def amend(self, slug: str, changes: Mapping[str, Any]) -> None:
        """Set what is given of a description (see ``_DESCRIBED``), None included.

        A document keeps a title whatever happens: without one it is its slug.

        Raises:
            UnknownDocument: no document has this slug.
        """
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            row = document_row(session, slug)
            for name in _DESCRIBED:
                if name in changes:
                    setattr(row, name, changes[name])
            row.title = row.title or slug
            row.communes = sorted(row.communes or ())
            row.departments = sorted(row.departments or ())

    def remove_piece(self, slug: str, piece: str) -> None:
        """Remove a piece and all that hangs on it."""
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            session.execute(delete(PieceRow).where(PieceRow.id == piece_row(session, slug, piece).id))

    def remove(self, slug: str) -> None:
        """Remove a document, its pieces, its answers, and all else that the tool made of it.

        What people decided and noted of it stays, and versions of the gold.
        """
        # Whoever lists documents needs neither table.
        from corpus.models.evaluation_rows import TrialRow
        from corpus.models.review_rows import QuestionRow

        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            # A slug holds no character that JSON would escape, so it stands between quotes as it is.
            session.execute(
                delete(QuestionRow).where(cast(QuestionRow.documents, String).contains(f'"{slug}"', autoescape=True))
            )
            session.execute(delete(TrialRow).where(TrialRow.document == slug))
            session.execute(delete(DocumentRow).where(DocumentRow.id == document_row(session, slug).id))
            session.execute(delete(FormerSlugRow).where(FormerSlugRow.slug == slug))

    def hashes_in_use(self) -> frozenset[str]:
        """SHA-256 of every stored piece and of the kept data of dossiers, to know which files are still needed."""
        with Session(self._engine) as session:
            data = session.scalars(select(DossierIntakeRow.content["data"].as_string()))
            return frozenset(session.scalars(select(PieceRow.sha256))) | {digest for digest in data if digest}

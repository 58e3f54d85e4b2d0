"""The corpus of one data directory, with its stores."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.plain_reads import PlainReads
from corpus.revisions import Revisions
from corpus.schema_version import DATABASE, NEWEST, schema_version
from domain.once import MadeOnce

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from corpus.answer_lists import AnswerLists
    from corpus.answer_store import AnswerStore
    from corpus.clock_store import ClockStore
    from corpus.deleted_store import DeletedStore
    from corpus.deliverable_store import DeliverableStore
    from corpus.document_lists import DocumentLists
    from corpus.document_store import DocumentStore
    from corpus.file_store import FileStore
    from corpus.intake_store import IntakeStore
    from corpus.job_store import JobStore
    from corpus.kept_answer_store import KeptAnswerStore
    from corpus.manual_store import ManualStore
    from corpus.practice_store import PracticeStore
    from corpus.probe import CorpusProbe
    from corpus.question_store import QuestionStore
    from corpus.reference_store import ReferenceStore
    from corpus.relevance_store import RelevanceStore
    from corpus.rename_store import RenameStore
    from corpus.review_store import ReviewStore
    from corpus.run_store import RunStore
    from corpus.text_store import TextStore


class Corpus:
    """The record of truth. Indexes can be lost and rebuilt from it; it cannot be rebuilt from them.

    A store is made, and its module imported, when it is first asked for: a command uses few of them. Lists of what is
    stored are read by the driver alone; SQLAlchemy is there once a store is asked for that writes.

    Example:
        >>> corpus = Corpus(Path("data"))
        >>> corpus.documents.get("plui-mon-territoire").title
    """

    def __init__(self, data_dir: Path):
        """Open the corpus, creating it on first use.

        Raises:
            StorageError: the directory cannot be used, or a newer BIOLLM wrote it.
        """
        self._path = data_dir / DATABASE
        self.data_dir = data_dir
        self._engines: MadeOnce[str, Engine] = MadeOnce(1)
        self._reads = PlainReads(self._path)
        self.revisions = Revisions()
        if schema_version(self._reads) != NEWEST:
            self._migrated()

    @property
    def _engine(self) -> Engine:
        return self._migrated()

    def _migrated(self) -> Engine:
        """The engine, opened once; opening it brings the schema up to date."""
        return self._engines.get("engine", self._open_engine)

    def _open_engine(self) -> Engine:
        from corpus.engine import open_engine

        opened = open_engine(self.data_dir)
        self.revisions.count_writes_of(opened)
        return opened

    @cached_property
    def document_lists(self) -> DocumentLists:
        """Documents and their pieces, for who writes none."""
        from corpus.document_lists import DocumentLists

        return DocumentLists(self._reads, self.revisions)

    @cached_property
    def answer_lists(self) -> AnswerLists:
        """Answers, for who writes none."""
        from corpus.answer_lists import AnswerLists

        return AnswerLists(self._reads, self.revisions)

    @cached_property
    def documents(self) -> DocumentStore:
        """Documents and their pieces."""
        from corpus.document_store import DocumentStore

        return DocumentStore(self._reads, self._engine, self.revisions)

    @cached_property
    def deleted(self) -> DeletedStore:
        """What people decided on documents that are gone."""
        from corpus.deleted_store import DeletedStore

        return DeletedStore(self._engine)

    @cached_property
    def intake(self) -> IntakeStore:
        """What files told of a document."""
        from corpus.intake_store import IntakeStore

        return IntakeStore(self._engine, self._path)

    @cached_property
    def renames(self) -> RenameStore:
        """Other identifiers."""
        from corpus.rename_store import RenameStore

        return RenameStore(self._engine, self._path)

    @cached_property
    def texts(self) -> TextStore:
        """Pages, sentences and passages."""
        from corpus.text_store import TextStore

        return TextStore(self._engine, self.revisions)

    @cached_property
    def answers(self) -> AnswerStore:
        """Answers and runs."""
        from corpus.answer_store import AnswerStore

        return AnswerStore(self._reads, self._engine, self.revisions)

    @cached_property
    def relevance(self) -> RelevanceStore:
        """Passages that a model marked."""
        from corpus.relevance_store import RelevanceStore

        return RelevanceStore(self._engine, self._path)

    @cached_property
    def reviews(self) -> ReviewStore:
        """Decisions of people."""
        from corpus.review_store import ReviewStore

        return ReviewStore(self._engine, self._path, self.revisions)

    @cached_property
    def manual(self) -> ManualStore:
        """Manual annotations."""
        from corpus.manual_store import ManualStore

        return ManualStore(self._engine, self._path, self.revisions)

    @cached_property
    def clocks(self) -> ClockStore:
        """Time of people on cells."""
        from corpus.clock_store import ClockStore

        return ClockStore(self._engine, self._path, self.revisions)

    @cached_property
    def runs(self) -> RunStore:
        """Evaluations, trials and versions of the gold."""
        from corpus.run_store import RunStore

        return RunStore(self._engine, self._path)

    @cached_property
    def jobs(self) -> JobStore:
        """The queue of long work."""
        from corpus.job_store import JobStore

        return JobStore(self._engine, self._path, self.revisions)

    @cached_property
    def questions(self) -> QuestionStore:
        """Free questions by conversation."""
        from corpus.question_store import QuestionStore

        return QuestionStore(self._engine, self._path, self.revisions)

    @cached_property
    def kept_answers(self) -> KeptAnswerStore:
        """Answers to free questions that people keep."""
        from corpus.kept_answer_store import KeptAnswerStore

        return KeptAnswerStore(self._engine, self._path)

    @cached_property
    def practices(self) -> PracticeStore:
        """Passages kept as good practices."""
        from corpus.practice_store import PracticeStore

        return PracticeStore(self._engine, self._path)

    @cached_property
    def reference(self) -> ReferenceStore:
        """The reference base, brought back."""
        from corpus.reference_store import ReferenceStore

        return ReferenceStore(self._engine, self._path)

    @cached_property
    def deliverables(self) -> DeliverableStore:
        """What was handed in."""
        from corpus.deliverable_store import DeliverableStore

        return DeliverableStore(self._engine, self._path)

    @cached_property
    def files(self) -> FileStore:
        """Copies of the files."""
        from corpus.file_store import FileStore

        return FileStore(self.data_dir)

    @cached_property
    def probe(self) -> CorpusProbe:
        """Whether the corpus can be read, by a connection of its own."""
        from corpus.probe import CorpusProbe

        return CorpusProbe(self._path)

    def describe_tables(self) -> None:
        """Describe every table to SQLAlchemy now: a service does before its threads ask for stores side by side."""
        from corpus.models.all_rows import all_tables

        all_tables()

    def close(self) -> None:
        """Close the connections to the database."""
        self.probe.close()
        self._reads.close()
        for engine in self._engines.take_all():
            engine.dispose()

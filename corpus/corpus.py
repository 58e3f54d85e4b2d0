"""The corpus of one data directory, with its stores."""

from __future__ import annotations

from pathlib import Path

from corpus.answer_store import AnswerStore
from corpus.clock_store import ClockStore
from corpus.deleted_store import DeletedStore
from corpus.deliverable_store import DeliverableStore
from corpus.document_store import DocumentStore
from corpus.engine import DATABASE, open_engine
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
from corpus.revisions import Revisions
from corpus.run_store import RunStore
from corpus.text_store import TextStore


class Corpus:
    """The record of truth. Indexes can be lost and rebuilt from it; it cannot be rebuilt from them.

    Example:
        >>> corpus = Corpus(Path("data"))
        >>> corpus.documents.get("plui-mon-territoire").title
    """

    def __init__(self, data_dir: Path):
        """Open the corpus, creating it on first use.

        Raises:
            StorageError: the directory cannot be used, or a newer BIOLLM wrote it.
        """
        path = data_dir / DATABASE
        self.data_dir = data_dir
        self._engine = open_engine(data_dir)
        self.revisions = Revisions(self._engine)
        self.documents = DocumentStore(self._engine, path, self.revisions)
        self.deleted = DeletedStore(self._engine)
        self.intake = IntakeStore(self._engine, path)
        self.renames = RenameStore(self._engine, path)
        self.texts = TextStore(self._engine, self.revisions)
        self.answers = AnswerStore(self._engine, path, self.revisions)
        self.relevance = RelevanceStore(self._engine, path)
        self.reviews = ReviewStore(self._engine, path, self.revisions)
        self.manual = ManualStore(self._engine, path)
        self.clocks = ClockStore(self._engine, path)
        self.runs = RunStore(self._engine, path)
        self.jobs = JobStore(self._engine, path, self.revisions)
        self.questions = QuestionStore(self._engine, path)
        self.kept_answers = KeptAnswerStore(self._engine, path)
        self.practices = PracticeStore(self._engine, path)
        self.reference = ReferenceStore(self._engine, path)
        self.deliverables = DeliverableStore(self._engine, path)
        self.files = FileStore(data_dir)
        self.probe = CorpusProbe(path)

    def close(self) -> None:
        """Close the connections to the database."""
        self.probe.close()
        self._engine.dispose()

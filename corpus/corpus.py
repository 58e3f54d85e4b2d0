"""The corpus of one data directory, with its stores."""

from __future__ import annotations

from pathlib import Path

from corpus.answers import AnswerStore
from corpus.by_hand import ByHandStore
from corpus.clocks import ClockStore
from corpus.documents import DocumentStore
from corpus.engine import DATABASE, open_engine
from corpus.files import FileStore
from corpus.jobs import JobStore
from corpus.marks import MarkStore
from corpus.questions import QuestionStore
from corpus.reviews import ReviewStore
from corpus.runs import RunStore
from corpus.texts import TextStore


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
        self.documents = DocumentStore(self._engine, path)
        self.texts = TextStore(self._engine)
        self.answers = AnswerStore(self._engine, path)
        self.marks = MarkStore(self._engine, path)
        self.reviews = ReviewStore(self._engine, path)
        self.by_hand = ByHandStore(self._engine, path)
        self.clocks = ClockStore(self._engine, path)
        self.runs = RunStore(self._engine, path)
        self.jobs = JobStore(self._engine, path)
        self.questions = QuestionStore(self._engine, path)
        self.files = FileStore(data_dir)

    def close(self) -> None:
        """Close the connections to the database."""
        self._engine.dispose()

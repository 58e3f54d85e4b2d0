"""What free questions are answered with: texts, passages, a model, a language, the grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from answering.evidence import SentenceSource
from answering.llm.base import ChatBackend
from answering.profiles import Profile
from answering.questions.composition import ReviewedPoint
from answering.questions.read_documents import ReadDocuments
from answering.questions.token_matches import TokenMatcher
from answering.scoring.evidence_table import TableSource
from answering.sentence_ranking import SentenceRanker
from answering.trace import Costs
from domain import Hit, PieceKind, Query
from indicator_queries.schema import Indicator
from languages import Language


class Retrieve(Protocol):
    """Finds the passages of an answer and counts the time that it takes."""

    def __call__(
        self,
        queries: Sequence[Query],
        documents: Sequence[str],
        kinds: Sequence[PieceKind],
        costs: Costs,
        *,
        without: Sequence[PieceKind],
    ) -> list[Hit]:
        """The best passages, best first."""
        ...


@dataclass(frozen=True, slots=True)
class QuestionParts:
    """What free questions are answered with; see :class:`answering.Answerer`."""

    sentences: SentenceSource
    documents: ReadDocuments
    backend: ChatBackend
    profile: Profile
    language: Language
    ranker: SentenceRanker | None
    indicators: tuple[Indicator, ...]
    reviewed: Callable[[str, str], Sequence[ReviewedPoint]]
    tables: TableSource | None = None
    matcher: TokenMatcher | None = None

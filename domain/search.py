"""What is looked for in documents, and what is found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.documents import StoredPassage


class Side(StrEnum):
    """Which index a query is meant for.

    Two are no index: ``CUES`` looks for the cue phrases of a criterion, sentence by sentence; ``MODEL`` is a
    language model that read every passage.
    """

    DENSE = "dense"
    LEXICAL = "lexical"
    BOTH = "both"
    CUES = "cues"
    MODEL = "model"


#: Origins of queries that retrieval treats in their own way; others are only shown.
VOCABULARY = "vocabulaire"
SUB_QUESTION = "sous-question"
CRITERION = "critère"


@dataclass(frozen=True, slots=True)
class Query:
    """One text to look for. ``origin`` says where it comes from (« question », « vocabulaire »...).

    In a text of the lexical side, « ; » separates expressions. On the side of cue phrases, the text only names
    the criterion ``key``: a sentence bears its cue phrases when each of ``groups`` has a word in it, and none of
    ``unless`` is; ``asks`` is the criterion's question, to which sentences (not passages) may be near in meaning.
    ``free`` is whether it is a free question: it is compared with sentences by what was learnt of such questions.
    """

    text: str
    side: Side = Side.BOTH
    origin: str = "question"
    weight: float = 1.0
    groups: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    key: str = ""
    asks: str = ""
    free: bool = False

    @property
    def asks_words(self) -> bool:
        """Whether its words are looked for."""
        return self.side in (Side.LEXICAL, Side.BOTH)

    @property
    def asks_meaning(self) -> bool:
        """Whether what is near in meaning is looked for."""
        return self.side in (Side.DENSE, Side.BOTH)


@dataclass(frozen=True, slots=True)
class QueryTrace:
    """Why a passage came: the query, the index, the rank from 1 and the raw score of that index."""

    query: str
    side: Side
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its fused score (greater is better, comparable within one search only).

    ``page_scores`` gives (physical page, score) for each page the passage stands on, where pages
    were scored on their own; scores of pages compare with those of pages. ``also`` are passages that
    say nearly the same and are not shown again.
    """

    passage: StoredPassage
    score: float
    trace: tuple[QueryTrace, ...] = ()
    page_scores: tuple[tuple[int | None, float], ...] = ()
    also: tuple[StoredPassage, ...] = ()

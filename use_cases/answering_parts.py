"""What every flow that asks a language model about documents is made of."""

from __future__ import annotations

from dataclasses import dataclass

from answering import Profile
from answering.llm import ChatBackend
from answering.questions.read_documents import ReadDocuments
from answering.questions.token_matches import TokenMatcher
from answering.scoring.scorer import Scorer
from corpus import Corpus
from domain import ReadingProtocol
from french.learnt_kinds import Meaning
from indicator_queries import Grid
from languages import Language
from retrieval import Retriever
from use_cases.concurrency import ConcurrencyLimiter


@dataclass(frozen=True, slots=True)
class AnsweringParts:
    """The parts of an installation that answer, put together by the container.

    ``documents`` are those that questions have read whole, kept from one to the next; ``turns`` are how many requests
    the model takes at a time; ``index`` names the embedding model, on which the evidence depends; ``language`` is that
    of the documents; ``protocol`` is how the model is used; ``meaning`` gives the vectors that kinds of questions are
    told from.
    """

    corpus: Corpus
    grid: Grid
    retriever: Retriever
    documents: ReadDocuments
    backend: ChatBackend
    profile: Profile
    turns: ConcurrencyLimiter
    index: str
    language: Language
    protocol: ReadingProtocol = ReadingProtocol.SENTENCES
    scorer: Scorer | None = None
    matcher: TokenMatcher | None = None
    meaning: Meaning | None = None

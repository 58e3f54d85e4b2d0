"""What every flow that asks a language model about documents is made of."""

from __future__ import annotations

from dataclasses import dataclass

from answering import Profile
from answering.backends import ChatBackend
from corpus import Corpus
from indicator_queries import Grid
from retrieval import Retriever
from services.turns import Turns


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an installation that answer, put together by the wiring.

    ``turns`` are how many requests the model takes at a time; ``index`` names the embedding model, on which the
    evidence depends.
    """

    corpus: Corpus
    grid: Grid
    retriever: Retriever
    backend: ChatBackend
    profile: Profile
    turns: Turns
    index: str

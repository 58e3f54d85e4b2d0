"""A text -> the passages of the corpus that are nearest to it, without any LLM."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.types import Hit
from indicator_queries import queries_for_question
from retrieval import Retriever


def search(retriever: Retriever, text: str, *, documents: Sequence[str], k: int) -> list[Hit]:
    """The ``k`` best passages of these documents (of all, when none is named), best first."""
    return retriever.retrieve(queries_for_question(text), documents=documents, k=k)

"""The record of truth: documents, pieces, pages, sentences, passages and answers, in SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.corpus import Corpus

__all__ = ["Corpus"]


def __getattr__(name: str) -> Any:
    # SQLAlchemy takes a second to load: a reading process only needs the words and errors of this package.
    if name == "Corpus":
        from corpus.corpus import Corpus

        return Corpus
    raise AttributeError(name)

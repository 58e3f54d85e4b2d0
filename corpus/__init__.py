"""The record of truth: documents, pieces, pages, sentences, passages and answers, in SQLite."""

from corpus.corpus import Corpus

__all__ = ["Corpus"]

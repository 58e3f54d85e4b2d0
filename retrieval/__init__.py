"""Queries become ranked evidence of one document or of many."""

from retrieval.fusion import FusionConfig
from retrieval.page_ranking import pages
from retrieval.rerank import CrossEncoderReranker, Reranker
from retrieval.retriever import PassageSource, Retriever
from retrieval.selection import READABLE, Filter, Selection

__all__ = [
    "READABLE",
    "CrossEncoderReranker",
    "Filter",
    "FusionConfig",
    "PassageSource",
    "Reranker",
    "Retriever",
    "Selection",
    "pages",
]

"""Queries become ranked evidence of one document or of many."""

from retrieval.fusion import FusionConfig
from retrieval.pages import pages
from retrieval.retriever import PassageSource, Retriever

__all__ = ["FusionConfig", "PassageSource", "Retriever", "pages"]

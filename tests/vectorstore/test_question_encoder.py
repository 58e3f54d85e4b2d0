"""Free questions are read by weights of their own; documents and all other queries by those of the model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from domain.errors import ModelError
from tests.vectorstore.helpers import HashEmbedder, models_dir
from vectorstore import OnnxEmbedder, ensure_e5_onnx
from vectorstore.question_encoder import adapted, adapter_digest
from vectorstore.vector_cache import CachingEmbedder, VectorCache

QUESTIONS = ["Peut-on abattre une haie en zone N ?", "quelle largeur pour les bandes enherbées"]


def test_only_dense_layers_of_the_encoder_are_adapted() -> None:
    zeros = {
        f"encoder.layer.{layer}.{name}.weight": np.zeros(shape, dtype=np.float32)
        for layer in range(12)
        for name, shape in {
            "attention.self.query": (384, 384),
            "attention.self.key": (384, 384),
            "attention.self.value": (384, 384),
            "attention.output.dense": (384, 384),
            "attention.output.LayerNorm": (384,),
            "intermediate.dense": (1536, 384),
            "output.dense": (384, 1536),
        }.items()
    }
    found = adapted(zeros)
    changed = {name for name in zeros if np.abs(found[name]).max() > 0}
    assert changed
    assert not any("LayerNorm" in name for name in changed)
    assert all(found[name].shape == zeros[name].shape and found[name].dtype == np.float32 for name in zeros)
    assert all(not tensor.any() for tensor in zeros.values()), "what is given stays as it is"
    assert len(adapter_digest()) == 12


def test_questions_have_vectors_of_their_own_and_queries_keep_theirs(e5_folder: Path) -> None:
    embedder = OnnxEmbedder(ensure_e5_onnx(models_dir(), lambda line: None))
    asked, as_queries = embedder.embed_questions(QUESTIONS), embedder.embed_queries(QUESTIONS)
    assert asked.shape == as_queries.shape
    assert asked.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(asked, axis=1), 1.0, atol=1e-5)
    assert ((asked * as_queries).sum(axis=1) < 0.9999).all()
    np.testing.assert_allclose(embedder.embed_queries(QUESTIONS), as_queries, atol=1e-6)


def test_an_encoder_of_questions_that_lacks_is_said(tmp_path: Path, e5_folder: Path) -> None:
    folder = ensure_e5_onnx(models_dir(), lambda line: None)
    for file in folder.iterdir():
        if not file.name.startswith("questions-"):
            (tmp_path / file.name).symlink_to(file)
    embedder = OnnxEmbedder(tmp_path)
    assert embedder.embed_queries(["haie"]).shape == (1, 384)
    with pytest.raises(ModelError, match="embeddings"):
        embedder.embed_questions(["haie"])


class _Counting(HashEmbedder):
    """Counts the questions that it is asked for, and gives them the vectors of other texts."""

    asked = 0

    def embed_questions(self, texts):  # type: ignore[no-untyped-def]
        self.asked += len(texts)
        return self.embed_passages([f"question {text}" for text in texts])


def test_questions_are_remembered_apart_from_queries(tmp_path: Path) -> None:
    inner = _Counting()
    caching = CachingEmbedder(inner, VectorCache(tmp_path / "vectors.db"))
    query, question = caching.embed_queries(["haie"]), caching.embed_questions(["haie"])
    assert not np.allclose(query, question)
    np.testing.assert_array_equal(caching.embed_questions(["haie", "haie"])[1], question[0])
    assert inner.asked == 1
    assert caching.embed_questions([]).shape == (0, inner.dimension)

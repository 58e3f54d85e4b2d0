from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from domain.errors import StorageError
from tests.fakes import FakeEmbedder
from vectorstore import CachingEmbedder, VectorCache


def test_a_text_is_embedded_once_even_after_a_restart(tmp_path: Path) -> None:
    first, texts = FakeEmbedder(), ["haie", "mare", "haie"]
    cache = VectorCache(tmp_path / "v.db")
    vectors = CachingEmbedder(first, cache).embed_passages(texts)
    cache.close()
    assert first.embedded == 2
    again = FakeEmbedder()
    found = CachingEmbedder(again, VectorCache(tmp_path / "v.db")).embed_passages([*texts, "bois"])
    assert again.embedded == 1
    assert np.array_equal(found[:3], vectors)
    assert np.allclose(vectors, FakeEmbedder().embed_passages(texts))


def test_vectors_of_another_model_are_not_taken(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "v.db")
    CachingEmbedder(FakeEmbedder(), cache).embed_passages(["haie"])
    other = FakeEmbedder()
    other.revision = "2"
    CachingEmbedder(other, cache).embed_passages(["haie"])
    assert other.embedded == 1


def test_what_is_forgotten_is_embedded_again(tmp_path: Path) -> None:
    cache, embedder = VectorCache(tmp_path / "v.db"), FakeEmbedder()
    caching = CachingEmbedder(embedder, cache)
    caching.embed_passages(["haie", "mare"])
    cache.forget(["haie"])
    caching.embed_passages(["haie", "mare"])
    assert embedder.embedded == 3


def test_no_text_gives_no_vector(tmp_path: Path) -> None:
    caching = CachingEmbedder(FakeEmbedder(), VectorCache(tmp_path / "v.db"))
    assert caching.embed_passages([]).shape == caching.embed_queries([]).shape == (0, 32)


def test_a_damaged_file_says_that_it_may_be_deleted(tmp_path: Path) -> None:
    (tmp_path / "v.db").write_bytes(b"not a database" * 100)
    with pytest.raises(StorageError, match="refait"):
        VectorCache(tmp_path / "v.db")

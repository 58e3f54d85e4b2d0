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


def test_parts_and_their_text_are_read_once_even_after_a_restart(tmp_path: Path) -> None:
    texts, parts = ["haie mare", "bois", "haie mare"], [[(0, 4), (5, 9)], [(0, 4)], [(0, 4), (5, 9)]]
    cache, first = VectorCache(tmp_path / "v.db"), FakeEmbedder()
    whole, made = CachingEmbedder(first, cache).embed_parts(texts, parts)
    assert np.allclose(whole, FakeEmbedder().embed_passages(texts))
    assert np.allclose(made[2], FakeEmbedder().embed_passages(["haie", "mare"]), atol=1e-3)
    assert first.embedded == 2
    cache.close()
    again = FakeEmbedder()
    caching = CachingEmbedder(again, VectorCache(tmp_path / "v.db"))
    assert np.allclose(caching.embed_parts(texts, parts)[1][1], made[1], atol=1e-3)
    caching.embed_passages(texts)
    assert again.embedded == 0


def test_a_text_cut_otherwise_or_forgotten_is_read_again(tmp_path: Path) -> None:
    cache, embedder = VectorCache(tmp_path / "v.db"), FakeEmbedder()
    caching = CachingEmbedder(embedder, cache)
    caching.embed_parts(["haie mare"], [[(0, 4)]])
    (halves,) = caching.embed_parts(["haie mare"], [[(0, 4), (5, 9)]])[1]
    assert halves.shape == (2, 32)
    assert embedder.embedded == 2
    cache.forget(["haie mare"])
    caching.embed_parts(["haie mare"], [[(0, 4), (5, 9)]])
    assert embedder.embedded == 3


def test_no_text_gives_no_vector(tmp_path: Path) -> None:
    caching = CachingEmbedder(FakeEmbedder(), VectorCache(tmp_path / "v.db"))
    assert caching.embed_passages([]).shape == caching.embed_queries([]).shape == (0, 32)


def test_a_damaged_file_says_that_it_may_be_deleted(tmp_path: Path) -> None:
    (tmp_path / "v.db").write_bytes(b"not a database" * 100)
    with pytest.raises(StorageError, match="refait"):
        VectorCache(tmp_path / "v.db")

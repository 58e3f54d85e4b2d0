from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from domain import StoredPassage
from domain.errors import DiskFull, IndexMismatch, StorageError
from tests.vectorstore.helpers import HashEmbedder, passage
from vectorstore import ChromaIndex, dense

EMBEDDER = HashEmbedder()
IDENTITY = {"model_id": "hash", "revision": "1", "dimension": 64}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    opened = ChromaIndex(tmp_path / "chroma", **IDENTITY)
    yield opened
    opened.close()


def write(index: ChromaIndex, passages: list[StoredPassage]) -> None:
    index.upsert(passages, EMBEDDER.embed_passages([p.text for p in passages]))


def some(document: str, piece: str = "reglement", n: int = 5) -> list[StoredPassage]:
    return [passage(f"texte {i} de {piece}", document=document, piece=piece, position=i) for i in range(n)]


def test_writing_twice_changes_nothing(index: ChromaIndex) -> None:
    passages = some("a")
    write(index, passages)
    before = index.query(EMBEDDER.embed_queries(["texte 3"])[0], 5)
    write(index, passages)
    assert index.count() == 5
    assert index.query(EMBEDDER.embed_queries(["texte 3"])[0], 5) == before


def test_deleting_removes_the_piece_or_the_document_and_nothing_else(index: ChromaIndex) -> None:
    write(index, [*some("a"), *some("a", "padd"), *some("b")])
    index.delete("a", "padd")
    assert (index.count("a"), index.count("b"), index.count()) == (5, 5, 10)
    index.delete("a")
    index.delete("a")
    assert (index.count("a"), index.count("b")) == (0, 5)
    assert index.query(EMBEDDER.embed_queries(["texte"])[0], 5, documents=["a"]) == []


@pytest.mark.parametrize("documents", [None, [], ["a"], ["a", "b"]])
def test_the_nearest_passage_comes_first_with_its_cosine(index: ChromaIndex, documents: list[str] | None) -> None:
    write(index, [*some("a"), *some("b", "padd")])
    target = some("a")[3]
    hits = index.query(EMBEDDER.embed_queries([target.text])[0], 3, documents=documents)
    assert hits[0] == (target.id, pytest.approx(1.0, abs=1e-5))
    assert len(hits) == 3
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)


def test_only_the_documents_asked_are_searched(index: ChromaIndex) -> None:
    write(index, [*some("a"), *some("b"), *some("c")])
    wanted = {p.id for p in [*some("a"), *some("c")]}
    assert {id_ for id_, _ in index.query(EMBEDDER.embed_queries(["texte"])[0], 50, documents=["a", "c"])} == wanted


def test_exact_and_approximate_search_agree_on_a_small_index(index: ChromaIndex) -> None:
    write(index, some("a", n=200))
    vector = EMBEDDER.embed_queries(["texte 42 de"])[0]
    exact, near = index.query(vector, 20, documents=["a"]), index.query(vector, 20)
    assert {i for i, _ in exact} == {i for i, _ in near}
    np.testing.assert_allclose([s for _, s in exact], [s for _, s in near], atol=1e-5)


def test_vectors_follow_writes_and_deletions(index: ChromaIndex) -> None:
    write(index, some("a", n=2))
    assert len(index.vectors("a")[0]) == 2
    write(index, some("a", n=4))
    ids, matrix = index.vectors("a")
    assert (len(ids), matrix.shape) == (4, (4, 64))
    assert ids == sorted(ids)
    index.delete("a")
    assert index.vectors("a")[1].shape == (0, 64)


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    first = ChromaIndex(tmp_path, **IDENTITY)
    write(first, some("a"))
    first.close()
    first.close()
    again = ChromaIndex(tmp_path, **IDENTITY)
    assert again.count("a") == 5
    again.close()


@pytest.mark.parametrize("other", [{"model_id": "else"}, {"revision": "2"}])
def test_vectors_of_another_model_are_noticed_and_can_be_reset(tmp_path: Path, other: dict[str, str]) -> None:
    first = ChromaIndex(tmp_path, **IDENTITY)
    write(first, some("a"))
    first.close()
    with pytest.raises(IndexMismatch, match="biollm reindex"):
        ChromaIndex(tmp_path, **{**IDENTITY, **other})
    again = ChromaIndex(tmp_path, **{**IDENTITY, **other}, check=False)
    again.reset()
    assert again.count() == 0
    again.close()
    ChromaIndex(tmp_path, **{**IDENTITY, **other}).close()


def test_more_passages_than_a_batch(index: ChromaIndex) -> None:
    write(index, some("a", n=dense.BATCH + 7))
    assert index.count("a") == dense.BATCH + 7
    index.delete("a")
    assert index.count() == 0


def test_vectors_of_the_wrong_shape_are_refused(index: ChromaIndex) -> None:
    with pytest.raises(ValueError, match="shape"):
        index.upsert(some("a"), np.zeros((4, 64), dtype=np.float32))
    assert index.count() == 0


def test_a_full_disk_is_called_by_its_name(index: ChromaIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def upsert(self, **kwargs: object) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(index, "_collection", Full())
    with pytest.raises(DiskFull, match="place"):
        write(index, some("a"))


def test_a_server_that_does_not_answer_is_a_storage_error() -> None:
    with pytest.raises(StorageError):
        ChromaIndex("http://127.0.0.1:9", **IDENTITY)


def test_a_process_killed_after_a_write_keeps_it(tmp_path: Path) -> None:
    program = f"""
import os
from tests.vectorstore.test_dense import ChromaIndex, IDENTITY, some, write
from pathlib import Path
index = ChromaIndex(Path({str(tmp_path)!r}), **IDENTITY)
write(index, some("a"))
os.kill(os.getpid(), 9)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, check=False)
    assert done.returncode == -9
    index = ChromaIndex(tmp_path, **IDENTITY)
    assert index.count("a") == 5
    write(index, some("a"))
    assert index.count() == 5
    index.close()

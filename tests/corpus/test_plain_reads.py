"""What is listed by the driver alone is what stores wrote, and its errors are said as theirs."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.plain_reads import PlainReads
from corpus.schema_version import DATABASE, NEWEST, schema_version
from domain.errors import StorageError, UnknownDocument
from tests.corpus.pieces import read_piece
from tests.corpus.test_answer_store import an_answer


@pytest.fixture
def corpus(data_dir: Path) -> Iterator[Corpus]:
    opened = Corpus(data_dir)
    opened.documents.describe("plui-a", title="PLUi A", plan="plan-a")
    opened.documents.put_piece("plui-a", read_piece())
    yield opened
    opened.close()


def test_lists_tell_what_stores_tell_and_follow_what_is_written(corpus: Corpus) -> None:
    assert corpus.document_lists.all() == corpus.documents.all()
    corpus.documents.describe("plui-b", plan="plan-a")
    assert corpus.document_lists.all() == corpus.documents.all()
    assert corpus.document_lists.get("plui-a").versions == ("plui-b",)
    assert corpus.answer_lists.current("plui-a") == []
    number = corpus.answers.add(an_answer(), key="k")
    assert corpus.answer_lists.numbered("plui-a") == {"I01": (number, an_answer())}
    assert corpus.answer_lists.by_number(number) == corpus.answers.find("plui-a", "k") == an_answer()
    with pytest.raises(UnknownDocument, match="plui-a, plui-b"):
        corpus.answer_lists.current("plui-c")


def test_many_threads_read_side_by_side(corpus: Corpus) -> None:
    with ThreadPoolExecutor(30) as pool:
        found = list(pool.map(lambda _: corpus._reads.rows("SELECT slug FROM document"), range(200)))
    assert {row[0][0] for row in found} == {"plui-a"}


def test_who_lists_cannot_write(corpus: Corpus) -> None:
    with pytest.raises(StorageError, match="readonly"):
        corpus._reads.rows("DELETE FROM document")
    assert corpus.documents.exists("plui-a")


def test_a_base_that_is_damaged_later_is_said(corpus: Corpus, data_dir: Path) -> None:
    corpus.close()
    (data_dir / DATABASE).write_bytes(b"ceci n'est pas une base" * 100)
    with pytest.raises(StorageError, match="endommagée"):
        corpus.document_lists.all()


def test_the_version_of_a_base_is_told_without_one(data_dir: Path) -> None:
    reads = PlainReads(data_dir / DATABASE)
    assert schema_version(reads) is None
    assert not data_dir.exists()
    Corpus(data_dir).close()
    assert schema_version(reads) == NEWEST
    reads.close()

from __future__ import annotations

import dataclasses
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.schema_version import DATABASE
from domain import DocumentKind, Sentence, Stage
from domain.errors import DiskFull, StorageError, UnknownDocument, UnknownPiece, UsageError
from tests.corpus.full_disk import full_disk
from tests.corpus.pieces import read_piece


def rows(data_dir: Path, table: str) -> int:
    with sqlite3.connect(data_dir / DATABASE) as connection:
        return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def test_a_piece_is_found_again_with_its_pages_and_passages(corpus: Corpus) -> None:
    corpus.documents.describe("plui-a", title="PLUi A")
    corpus.documents.put_piece("plui-a", read_piece(unread=(2,)))
    info = corpus.documents.get("plui-a")
    assert info.title == "PLUi A"
    (piece,) = info.pieces
    assert (piece.name, piece.pages, piece.pages_read, piece.passages) == ("reglement", 2, 1, 3)
    assert piece.indexed_by is None


def test_a_description_is_completed_and_never_erased(corpus: Corpus) -> None:
    corpus.documents.describe("plui-a", title="PLUi A", kind=DocumentKind.PLUI, day=date(2025, 3, 12))
    corpus.documents.describe("plui-a", stage=Stage.ARRETE)
    info = corpus.documents.get("plui-a")
    assert (info.title, info.kind, info.stage, info.date) == (
        "PLUi A",
        DocumentKind.PLUI,
        Stage.ARRETE,
        date(2025, 3, 12),
    )


def test_replacing_a_piece_leaves_nothing_of_the_old_one_and_keeps_its_place(corpus: Corpus) -> None:
    corpus.documents.describe("plui-a")
    corpus.documents.put_piece("plui-a", read_piece("padd"))
    corpus.documents.put_piece("plui-a", read_piece("reglement"))
    corpus.documents.mark_indexed("plui-a", "padd", "m@1")
    corpus.documents.put_piece("plui-a", read_piece("padd", "Un seul texte, tout neuf."))
    pieces = corpus.documents.get("plui-a").pieces
    assert [piece.name for piece in pieces] == ["padd", "reglement"]
    assert pieces[0].indexed_by is None
    assert [passage.text for passage in corpus.texts.passages("plui-a", "padd")] == ["Un seul texte, tout neuf."]
    assert rows(corpus.data_dir, "sentence") == 1 + 3
    assert rows(corpus.data_dir, "page") == 1 + 2


def test_a_failure_in_the_middle_of_replacing_leaves_the_old_piece(corpus: Corpus) -> None:
    corpus.documents.describe("plui-a")
    corpus.documents.put_piece("plui-a", read_piece())
    before = corpus.texts.passages("plui-a"), corpus.texts.digest("plui-a")
    good = read_piece("reglement", "Nouveau texte.")
    # The old piece is taken out and the new pages are in when this sentence is refused.
    broken = dataclasses.replace(good, sentences=(*good.sentences, Sentence(1, None, 3, "")))  # type: ignore[arg-type]
    with pytest.raises(StorageError):
        corpus.documents.put_piece("plui-a", broken)
    assert (corpus.texts.passages("plui-a"), corpus.texts.digest("plui-a")) == before


def test_a_full_disk_in_the_middle_of_replacing_leaves_the_old_piece(corpus: Corpus) -> None:
    corpus.documents.describe("plui-a")
    corpus.documents.put_piece("plui-a", read_piece())
    before = corpus.texts.passages("plui-a")
    with full_disk(corpus._engine, room=2), pytest.raises(DiskFull, match="place"):
        corpus.documents.put_piece("plui-a", read_piece("reglement", *(f"{n} " * 3000 + "." for n in range(40))))
    assert corpus.texts.passages("plui-a") == before


def test_removing_a_document_leaves_no_row(corpus: Corpus) -> None:
    corpus.documents.describe("plui-a")
    corpus.documents.put_piece("plui-a", read_piece())
    corpus.documents.remove("plui-a")
    assert corpus.documents.all() == []
    assert [rows(corpus.data_dir, table) for table in ("piece", "page", "sentence", "passage")] == [0, 0, 0, 0]


def test_removing_a_piece_leaves_the_others(corpus: Corpus) -> None:
    corpus.documents.describe("plui-a")
    for name in ("padd", "reglement"):
        corpus.documents.put_piece("plui-a", read_piece(name))
    corpus.documents.remove_piece("plui-a", "padd")
    assert {passage.piece for passage in corpus.texts.passages("plui-a")} == {"reglement"}


def test_the_same_piece_in_two_documents_is_two_pieces(corpus: Corpus) -> None:
    for slug in ("plui-a", "plui-b"):
        corpus.documents.describe(slug)
        corpus.documents.put_piece(slug, read_piece())
    ids = [{passage.id for passage in corpus.texts.passages(slug)} for slug in ("plui-a", "plui-b")]
    assert not ids[0] & ids[1]
    corpus.documents.remove("plui-a")
    assert len(corpus.texts.passages("plui-b")) == 3
    assert corpus.documents.hashes_in_use() == {read_piece().sha256}


def test_what_does_not_exist_is_said_with_what_does(corpus: Corpus) -> None:
    with pytest.raises(UnknownDocument, match="Aucun document n'a encore été lu"):
        corpus.documents.get("plui-a")
    corpus.documents.describe("plui-a")
    corpus.documents.put_piece("plui-a", read_piece("padd"))
    with pytest.raises(UnknownDocument, match=r"« plui-b ».*plui-a"):
        corpus.documents.get("plui-b")
    with pytest.raises(UnknownPiece, match=r"« oap ».*padd"):
        corpus.documents.remove_piece("plui-a", "oap")
    with pytest.raises(UnknownDocument):
        corpus.documents.put_piece("plui-c", read_piece())


def test_a_document_cannot_have_any_name(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="plui-des-coteaux"):
        corpus.documents.describe("PLUi des Coteaux")
    assert corpus.documents.all() == []


def test_no_document_has_an_empty_name_even_once_all_were_listed(corpus: Corpus) -> None:
    corpus.documents.describe("plui-a")
    assert len(corpus.documents.all()) == 1
    with pytest.raises(UnknownDocument):
        corpus.documents.get("")
    assert len(corpus.documents.all()) == 1

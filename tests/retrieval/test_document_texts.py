"""Texts of documents: read once, and one that is being read keeps nobody from the others."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from domain import StoredPassage, StoredSentence
from languages.entries.french_language import LANGUAGE as FRENCH
from retrieval.document_texts import DocumentTexts
from tests.retrieval.test_retriever import Shelf
from tests.vectorstore.helpers import passage


class SlowShelf(Shelf):
    """Document « froid » is read when the test lets it; readings are counted."""

    def __init__(self, passages: Sequence[StoredPassage]):
        super().__init__(passages)
        self.begun, self.go = threading.Event(), threading.Event()
        self.readings = 0

    def sentences(self, document: str, piece: str, first: int, last: int) -> list[StoredSentence]:
        self.readings += 1
        if document == "froid":
            self.begun.set()
            assert self.go.wait(20)
        return super().sentences(document, piece, first, last)


def shelf() -> SlowShelf:
    return SlowShelf(
        [
            passage(f"Les haies {n} sont protégées.", id=f"{document}-{n}", document=document, position=n)
            for document in ("froid", "autre")
            for n in range(3)
        ]
    )


def test_a_cold_document_keeps_nobody_from_the_others() -> None:
    source = shelf()
    texts = DocumentTexts(source, FRENCH)
    slow = threading.Thread(target=texts.of, args=("froid",))
    slow.start()
    assert source.begun.wait(20)
    assert len(texts.of("autre").words.passages) == 3  # would hang if one lock were held for all
    source.go.set()
    slow.join(20)
    assert not slow.is_alive()


def test_sentences_of_a_document_that_was_searched_are_not_read_again() -> None:
    source = shelf()
    texts = DocumentTexts(source, FRENCH)
    piece = texts.of("autre").words.passages[0].piece
    assert source.readings == 1
    found = texts.sentences("autre", piece, 1, 2)
    assert [one.text for one in found] == [one.text for one in source.sentences("autre", piece, 1, 2)]
    assert source.readings == 2  # that of the line above


def test_a_document_that_changed_is_read_again() -> None:
    source = shelf()
    texts = DocumentTexts(source, FRENCH)
    before = texts.of("autre")
    assert texts.of("autre") is before
    source.kept["autre-3"] = passage("Une mare est créée.", id="autre-3", document="autre", position=3)
    assert len(texts.of("autre").words.passages) == 4

from __future__ import annotations

import pytest

from corpus import Corpus
from domain.errors import UnknownDocument
from tests.corpus.pieces import read_piece


def test_marks_go_with_their_passages(corpus: Corpus) -> None:
    corpus.documents.describe("plui-a")
    corpus.documents.put_piece("plui-a", read_piece("reglement", "Les haies sont protégées."))
    first = corpus.texts.passages("plui-a")[0].id
    corpus.relevance.put(first, {"haies": 1.5, "mares": -2.0})
    corpus.relevance.put(first, {"haies": 0.5})
    assert corpus.relevance.of("plui-a", {"haies", "mares", "murs"}) == {
        "haies": {first: 0.5},
        "mares": {first: -2.0},
    }
    corpus.documents.remove_piece("plui-a", "reglement")
    assert corpus.relevance.of("plui-a", {"haies"}) == {}
    with pytest.raises(UnknownDocument):
        corpus.relevance.of("plui-z", {"haies"})

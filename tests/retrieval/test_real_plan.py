"""On a real PLU, without any model: the words alone must find what an instructor would look up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Corpus
from domain import Query, Side
from languages.entries.french_language import LANGUAGE as FRENCH
from retrieval import Retriever, pages
from tests.ingestion.in_french import read_piece
from tests.vectorstore.helpers import HashEmbedder
from vectorstore import ChromaIndex, TantivyIndex

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "real" / "plu-grabels"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="development data absent: real/plu-grabels"),
]


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    home = tmp_path_factory.mktemp("plan")
    corpus = Corpus(home / "corpus")
    corpus.documents.describe("plu-grabels")
    for path in sorted(FOLDER.iterdir()):
        corpus.documents.put_piece("plu-grabels", read_piece(path))
    embedder = HashEmbedder()
    dense = ChromaIndex(home / "chroma", model_id="hash", revision="1", dimension=embedder.dimension)
    yield Retriever(corpus.texts, embedder, dense, TantivyIndex(home / "words", FRENCH.words.new_analyser()), FRENCH)
    dense.close()
    corpus.close()


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("Quelle part minimale des espaces libres doit rester en pleine terre dans la zone AU ?", 81),
        ("Que devient un arbre abattu dans les ensembles arborés identifiés au titre de l'article L.123-1-5 ?", 27),
    ],
)
def test_the_page_that_answers_is_among_the_first_fifteen(retriever: Retriever, question: str, page: int) -> None:
    hits = retriever.retrieve([Query(question, Side.LEXICAL)], documents=["plu-grabels"], k=100)
    assert page in [number for _, number, _ in pages(hits, 15)]

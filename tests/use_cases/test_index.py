"""What indexing leaves behind for the search of sentences."""

from __future__ import annotations

from pathlib import Path

from corpus import Corpus
from domain import PageStatus, PassageDraft, PieceKind, Query, ReadPiece, Sentence
from domain.pieces import Page
from french.terms import FrenchAnalyser
from languages.entries.french_language import LANGUAGE as FRENCH
from retrieval import Retriever
from tests.fakes import DIMENSION, FakeEmbedder
from use_cases.index import Indexer
from vectorstore import CachingEmbedder, ChromaIndex, TantivyIndex, VectorCache

SENTENCES = ("Les haies sont protégées.", "Deux places de stationnement par logement.", "Les mares sont inventoriées.")


def _piece() -> ReadPiece:
    text = " ".join(SENTENCES)
    starts = [text.index(sentence) for sentence in SENTENCES]
    return ReadPiece(
        name="reglement",
        filename="reglement.pdf",
        sha256="0" * 64,
        size=1,
        media_type="application/pdf",
        kind=PieceKind.REGLEMENT,
        reader="essai",
        pages=(Page(1, 1, None, text, PageStatus.READ),),
        sentences=tuple(
            Sentence(1, start, start + len(sentence), sentence)
            for start, sentence in zip(starts, SENTENCES, strict=True)
        ),
        passages=(PassageDraft(0, 2, (), text),),
    )


def test_sentences_of_an_indexed_document_are_ranked_without_embedding_it_again(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "corpus")
    corpus.documents.describe("plu")
    corpus.documents.put_piece("plu", _piece())
    model = FakeEmbedder()
    embedder = CachingEmbedder(model, VectorCache(tmp_path / "vectors.db"))
    dense = ChromaIndex(tmp_path / "chroma", model_id="factice", revision="1", dimension=DIMENSION)
    lexical = TantivyIndex(tmp_path / "words", FrenchAnalyser())
    try:
        Indexer(corpus, embedder, dense, lexical).index("plu")
        assert model.embedded == 1
        ranked = Retriever(corpus.texts, embedder, dense, lexical, FRENCH).ranked_sentences("plu", [Query("les haies")])
        assert model.embedded == 1
        assert {one.sentence.text for one in ranked} == set(SENTENCES)
    finally:
        dense.close()
        corpus.close()

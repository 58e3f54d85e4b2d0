from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from domain import PieceKind, Query, Side, StoredPassage, StoredSentence
from languages.entries.french_language import LANGUAGE as FRENCH
from retrieval import Filter, FusionConfig, Retriever, pages
from retrieval.one_document import WORDS_OF_BEST
from tests.vectorstore.helpers import HashEmbedder, passage
from vectorstore import ChromaIndex, TantivyIndex

TEXTS = {
    "haies": "Les haies et les alignements d'arbres sont protégés et leur arrachage est interdit.",
    "zones": "Les zones humides inventoriées sont inconstructibles.",
    "parking": "Chaque logement dispose de deux places de stationnement.",
    "voirie": "Les accès à la voirie sont adaptés au trafic.",
}


class Shelf:
    """Passages of one sentence each, kept in a dictionary and handed out as the corpus does."""

    def __init__(self, passages: Sequence[StoredPassage]):
        self.kept = {p.id: p for p in passages}

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        return {id_: self.kept[id_] for id_ in ids if id_ in self.kept}

    def passages(self, document: str) -> list[StoredPassage]:
        return [p for p in self.kept.values() if p.document == document]

    def sentences(self, document: str, piece: str, first: int, last: int) -> list[StoredSentence]:
        rows = {p.position: p for p in self.passages(document) if p.piece == piece}
        blank = next(iter(rows.values()))
        return [
            StoredSentence(document, piece, p.first_ordinal, p.first_page, None, position, 0, len(p.text), p.text)
            if (p := rows.get(position))
            else replace_sentence(blank, position)
            for position in range(first, last + 1)
        ]

    def version(self, document: str) -> str:
        return "|".join(p.id for p in self.passages(document))


def replace_sentence(near: StoredPassage, position: int) -> StoredSentence:
    return StoredSentence(near.document, near.piece, near.first_ordinal, near.first_page, None, position, 0, 0, "")


class House:
    def __init__(self, folder: Path, passages: Sequence[StoredPassage]):
        embedder = HashEmbedder()
        self.dense = ChromaIndex(folder / "chroma", model_id="hash", revision="1", dimension=64)
        self.lexical = TantivyIndex(folder / "words", FRENCH.words.new_analyser())
        self.shelf = Shelf(passages)
        self.dense.upsert(passages, embedder.embed_passages([p.text for p in passages]))
        self.lexical.upsert(passages)
        self.embedder = embedder

    def retriever(self, config: FusionConfig | None = None) -> Retriever:
        return Retriever(self.shelf, self.embedder, self.dense, self.lexical, FRENCH, config)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    passages = [
        passage(text, id=f"{document}-{name}", document=document, position=i, pages=(i + 1, i + 1))
        for document in ("a", "b")
        for i, (name, text) in enumerate(TEXTS.items())
    ]
    built = House(tmp_path, passages)
    yield built
    built.dense.close()


def ids(hits: Sequence[object]) -> list[str]:
    return [hit.passage.id for hit in hits]  # type: ignore[attr-defined]


def test_the_passage_that_says_it_comes_first(house: House) -> None:
    hits = house.retriever().retrieve([Query("arrachage des haies")], documents=["a"], k=3)
    assert hits[0].passage.id == "a-haies"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_one_document_or_all(house: House) -> None:
    query = [Query("zones humides")]
    assert {hit.passage.document for hit in house.retriever().retrieve(query, documents=["b"], k=10)} == {"b"}
    assert ids(house.retriever().retrieve(query, documents=[], k=2)) == ["a-zones", "b-zones"]
    assert ids(house.retriever().retrieve(query, documents=["a", "b"], k=2)) == ["a-zones", "b-zones"]


def test_every_hit_says_which_query_brought_it(house: House) -> None:
    queries = [Query("les haies", Side.LEXICAL, "vocabulaire"), Query("zones humides", Side.DENSE, "phrase")]
    hits = {hit.passage.id: hit for hit in house.retriever().retrieve(queries, documents=["a"], k=10)}
    assert all(hit.trace for hit in hits.values())
    traced = {(entry.query, entry.side) for hit in hits.values() for entry in hit.trace}
    assert traced == {("les haies", Side.LEXICAL), ("zones humides", Side.DENSE)}
    first = next(entry for entry in hits["a-haies"].trace if entry.side is Side.LEXICAL)
    assert first.rank == 1
    assert first.score > 0


def test_a_side_is_asked_only_for_its_queries(house: House) -> None:
    hits = house.retriever().retrieve([Query("haies", Side.LEXICAL)], documents=["a"], k=10)
    assert ids(hits) == ["a-haies"]


def test_the_same_question_gives_the_same_answer(house: House) -> None:
    queries = [Query("les haies et les zones humides"), Query("stationnement", Side.LEXICAL)]
    runs = [house.retriever().retrieve(queries, documents=[], k=8) for _ in range(2)]
    assert runs[0] == runs[1]


def test_the_kind_of_piece_decides_between_equals(tmp_path: Path) -> None:
    text = "Les haies sont protégées."
    passages = [
        passage(text, id="1-annexe", piece="annexe", kind=PieceKind.ANNEXE),
        passage(text, id="2-doo", piece="doo", kind=PieceKind.DOO),
    ]
    house = House(tmp_path, passages)
    query = [Query("protection des haies")]
    for documents in ([], ["plui-a"]):
        assert ids(house.retriever().retrieve(query, documents=documents, k=2)) == ["1-annexe", "2-doo"]
        preferred = house.retriever().retrieve(query, documents=documents, k=2, kinds=[PieceKind.DOO])
        assert ids(preferred) == ["2-doo", "1-annexe"]
    house.dense.close()


def test_a_preferred_kind_does_not_bury_the_evidence(tmp_path: Path) -> None:
    passages = [
        passage("Les zones humides sont inconstructibles.", id="evidence", piece="oap", kind=PieceKind.OAP),
        *[
            passage(f"La voirie {i} des zones est adaptée au trafic.", id=f"noise-{i}", kind=PieceKind.DOO, position=i)
            for i in range(5)
        ],
    ]
    house = House(tmp_path, passages)
    query = [Query("zones humides inconstructibles")]
    for documents in ([], ["plui-a"]):
        hits = house.retriever().retrieve(query, documents=documents, k=1, kinds=[PieceKind.DOO])
        assert hits[0].passage.id == "evidence"
    house.dense.close()


def test_nothing_to_look_for_or_nowhere_to_look_gives_nothing(house: House) -> None:
    retriever = house.retriever()
    assert retriever.retrieve([], documents=["a"], k=5) == []
    assert retriever.retrieve([Query("haies")], documents=["absent"], k=5) == []
    assert retriever.retrieve([Query("haies")], documents=["a"], k=0) == []


def test_what_the_corpus_has_forgotten_is_not_returned(house: House) -> None:
    retriever = house.retriever()
    for documents in ([], ["a"]):
        assert "a-haies" in ids(retriever.retrieve([Query("haies")], documents=documents, k=10))
    del house.shelf.kept["a-haies"]
    for documents in ([], ["a"]):
        assert "a-haies" not in ids(retriever.retrieve([Query("haies")], documents=documents, k=10))


def test_a_document_taken_in_again_is_read_again(house: House) -> None:
    retriever = house.retriever()
    query = [Query("chauves-souris", Side.LEXICAL)]
    assert retriever.retrieve(query, documents=["a"], k=5) == []
    new = passage("Les gîtes à chauves-souris sont conservés.", id="a-new", document="a", position=9, pages=(9, 9))
    house.shelf.kept[new.id] = new
    assert ids(retriever.retrieve(query, documents=["a"], k=5)) == ["a-new"]


def test_a_passage_that_has_no_vector_yet_is_found_by_its_words(house: House) -> None:
    house.dense.delete("a")
    house.dense.upsert([house.shelf.kept["a-voirie"]], house.embedder.embed_passages([TEXTS["voirie"]]))
    assert ids(house.retriever().retrieve([Query("arrachage des haies")], documents=["a"], k=1)) == ["a-haies"]


def test_words_gathered_on_one_page_outweigh_one_of_them_repeated(tmp_path: Path) -> None:
    texts = [
        ("haies haies haies haies", 1),
        ("Les haies sont conservées.", 2),
        ("Les mares sont conservées.", 2),
        ("Les ripisylves sont conservées.", 2),
        *[(f"Article {i} sur les accès et la voirie.", 3 + i) for i in range(8)],
    ]
    passages = [passage(t, id=f"{i:02d}", position=i, pages=(page, page)) for i, (t, page) in enumerate(texts)]
    house = House(tmp_path, passages)
    query = [Query("haies ; mares ; ripisylves", Side.LEXICAL, "vocabulaire")]
    hits = house.retriever().retrieve(query, documents=["plui-a"], k=10)
    assert pages(hits, 1)[0][:2] == ("reglement", 2)
    house.dense.close()


@pytest.mark.parametrize("text", ['haies " (', "text:haies AND", "« »", "\x00", "🌳"])
def test_no_text_is_a_fault(house: House, text: str) -> None:
    house.retriever().retrieve([Query(text)], documents=["a"], k=5)


def test_an_expression_counts_where_its_words_stand_together(tmp_path: Path) -> None:
    apart = "La marge du talus est plantée. Le stationnement est prévu. Le recul du mur est libre."
    together = "Une marge de recul est plantée. Le stationnement est prévu. Le talus et le mur sont libres."
    house = House(
        tmp_path,
        [passage(apart, id="apart", pages=(1, 1)), passage(together, id="together", position=1, pages=(2, 2))],
    )
    query = Query("marge de recul ; bande tampon", Side.LEXICAL, "vocabulaire")
    retriever = Retriever(house.shelf, house.embedder, house.dense, house.lexical, FRENCH)
    assert retriever.retrieve([query], documents=["plui-a"], k=2)[0].passage.id == "together"
    house.dense.close()


def test_documents_are_compared_each_with_its_own_best(tmp_path: Path) -> None:
    house = House(
        tmp_path,
        [
            passage("Les zones humides sont protégées.", id="a1", document="plui-a"),
            passage("Les haies sont protégées.", id="a2", document="plui-a", position=1, section=("Haies",)),
            passage("Une zone humide est drainée.", id="b1", document="plui-b"),
        ],
    )
    retriever = Retriever(house.shelf, house.embedder, house.dense, house.lexical, FRENCH)
    query = [Query("zones humides", Side.LEXICAL)]
    found = retriever.retrieve_each(query, documents=["plui-b", "plui-a"], k=1)
    assert {slug: [hit.passage.id for hit in hits] for slug, hits in found.items()} == {
        "plui-b": ["b1"],
        "plui-a": ["a1"],
    }
    only = [Query("protégées", Side.LEXICAL)]
    for documents in (["plui-a"], []):
        hits = retriever.retrieve(only, documents=documents, k=5, where=Filter(section="haies"))
        assert [hit.passage.id for hit in hits] == ["a2"]
    house.dense.close()


def test_words_that_the_best_pages_share_bring_the_same_rule_said_otherwise(tmp_path: Path) -> None:
    texts = [
        "Les toitures sont en tuiles. Le garage est au nord.",
        "Le soubassement est ajouré de mailles.",
        "Les clôtures perméables ont un soubassement ajouré.",
        "Une clôture perméable, au soubassement ajouré, borde la rue.",
    ]
    house = House(
        tmp_path,
        [passage(text, id=f"p{n}", position=n, pages=(n + 1, n + 1)) for n, text in enumerate(texts)],
    )
    query = [Query("clôtures perméables", Side.LEXICAL, "vocabulaire")]
    config = FusionConfig(feedback_pages=2)
    retriever = Retriever(house.shelf, house.embedder, house.dense, house.lexical, FRENCH, config)
    hits = retriever.retrieve(query, documents=["plui-a"], k=4)
    assert ids(hits)[2:] == ["p1"]  # the page about roofs shares no word with anything
    assert [trace.query for trace in hits[2].trace] == [WORDS_OF_BEST]
    house.dense.close()


def test_what_a_model_marked_comes_before_its_like(tmp_path: Path) -> None:
    text = "Les haies sont protégées."
    house = House(
        tmp_path,
        [passage(text, id=f"p{number}", position=number, pages=(number + 1, number + 1)) for number in range(4)],
    )
    retriever = Retriever(house.shelf, house.embedder, house.dense, house.lexical, FRENCH)
    query = [Query("haies protégées", Side.LEXICAL)]
    hits = retriever.retrieve(query, documents=["plui-a"], k=4, relevance={"p0": -1.0, "p1": -0.5, "p2": 3.0})
    assert [hit.passage.id for hit in hits] == ["p2", "p1", "p0", "p3"]
    assert [(one.side, one.rank, one.score) for one in hits[0].trace if one.side is Side.MODEL] == [
        (Side.MODEL, 1, 3.0)
    ]
    plain = retriever.retrieve(query, documents=["plui-a"], k=4)
    assert [hit.passage.id for hit in plain] == ["p0", "p1", "p2", "p3"]
    house.dense.close()

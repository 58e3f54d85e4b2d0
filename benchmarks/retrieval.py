"""Retrieval without any LLM, side by side: words, meaning, both, and two peers.

Usage: python -m benchmarks.retrieval [--shared FOLDER] [--models DIR] [--cache FILE] [--no-peers] [--runtime torch]
       [--int8]

One command. Without development data beside the project it measures the bundled sample alone. All is
read, indexed and searched in a temporary directory, through the same code as the application; vectors
are kept in ``--cache`` from one run to the next.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.collections import Collection, PageKey, Topic, add_dossier, dossier, index, piaf, read_gold, together
from benchmarks.measures import Measured, ceiling
from benchmarks.peers import Peers, ensure_installed
from corpus import Corpus
from domain import Hit, Query, Side
from indicator_queries import Grid, load_grid
from languages.entries.french_language import LANGUAGE as FRENCH
from retrieval import FusionConfig, Retriever, pages
from sample import SAMPLE_SLUG, sample_dir, sample_gold
from vectorstore import (
    CachingEmbedder,
    ChromaIndex,
    Embedder,
    LlamaIndexEmbedder,
    OnnxEmbedder,
    TantivyIndex,
    VectorCache,
    ensure_e5,
    ensure_e5_onnx,
)

DOSSIERS = (
    "real/plu-grabels",
    "real/oap-oz-montpellier",
    "fictional/plui-coteaux-de-la-save",
    "fictional/scot-plaine-et-lagunes",
)
#: The data set in which the indicators are asked of all dossiers at once.
TOGETHER = "tous les dossiers"
#: Passages asked for: enough that 50 pages can be ranked.
PASSAGES = 100_000
Choice = Callable[[Sequence[Query]], list[Query]]


def _question(queries: Sequence[Query], side: Side) -> list[Query]:
    return [replace(queries[0], side=side)]


def _words_only(queries: Sequence[Query]) -> list[Query]:
    return [replace(query, side=Side.LEXICAL) for query in queries if query.asks_words]


def _meaning_only(queries: Sequence[Query]) -> list[Query]:
    return [query for query in queries if query.asks_meaning]


def _unsigned(queries: Sequence[Query]) -> list[Query]:
    return [query for query in queries if query.side is not Side.CUES]


_MEANING = FusionConfig(words=0, sub_questions=0, near=0, dense=1, passage_words=0, kind=0)
_WORDS = FusionConfig(kind=0, feedback=0)

#: name -> (which queries, which weights); the sides alone have no preference for kinds of piece, and are searched once.
SYSTEMS: dict[str, tuple[Choice, FusionConfig]] = {
    "sens, question seule": (lambda queries: _question(queries, Side.DENSE), _MEANING),
    "sens, toutes les requêtes": (_meaning_only, _MEANING),
    "mots, question seule": (lambda queries: _question(queries, Side.LEXICAL), _WORDS),
    "mots, toutes les requêtes": (_words_only, _WORDS),
    "mots, et ceux des meilleures pages": (_words_only, FusionConfig(kind=0)),
    "fusion sans les signes": (_unsigned, FusionConfig()),
    "fusion sans les mots des meilleures pages": (list, FusionConfig(feedback=0)),
    "fusion (BIOLLM)": (list, FusionConfig()),
}
SHOWN = ("rappel p2 @15", "rappel p3 @15", "rappel p2 @20", "rappel p2 @40", "nDCG@10", "MRR")
MORE = tuple(f"rappel p2 @{depth}" for depth in (1, 5, 10, 50))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--threads", type=int, default=None, help="fils du plongement")
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "biollm-bench-vectors.db")
    parser.add_argument("--questions", type=int, default=600, help="questions of PIAF; 0: without PIAF")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--by-indicator", action="store_true")
    parser.add_argument("--runtime", choices=("onnx", "torch"), default="onnx", help="as the setting embedding_runtime")
    parser.add_argument("--int8", action="store_true", help="vecteurs du réglage embedding_precision=int8")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="these collections alone")
    arguments = parser.parse_args()
    if not arguments.no_peers:
        ensure_installed()
    grid = load_grid(None)
    cache = VectorCache(arguments.cache)
    embedder = CachingEmbedder(_model(arguments), cache)
    with tempfile.TemporaryDirectory() as folder, closing(cache), opened(Path(folder), embedder) as (corpus, indexes):
        for collection in collections(arguments, grid, corpus):
            documents = tuple(dict.fromkeys(page[0] for topic in collection.topics for page in topic.relevant))
            if collection.name == "piaf":
                documents = tuple(document.slug for document in corpus.documents.all() if "piaf" in document.slug)
            index(corpus, documents, embedder, *indexes)
            ranked = {
                name: _ranked(
                    Retriever(corpus.texts, embedder, *indexes, FRENCH, config), choose, collection, documents
                )
                for name, (choose, config) in SYSTEMS.items()
            }
            if not arguments.no_peers:
                ranked |= peers(corpus, documents, embedder, collection)
            report(collection, ranked, by_indicator=arguments.by_indicator)


def _model(arguments: argparse.Namespace) -> Embedder:
    """The bundled model, computed as in the application (see ``IndexParts``)."""
    if arguments.runtime == "onnx" and not arguments.int8:
        return OnnxEmbedder(ensure_e5_onnx(arguments.models, print), threads=arguments.threads)
    int8_in = arguments.models if arguments.int8 else None
    return LlamaIndexEmbedder(ensure_e5(arguments.models, print), threads=arguments.threads, int8_in=int8_in)


def collections(arguments: argparse.Namespace, grid: Grid, corpus: Corpus) -> Iterator[Collection]:
    """The data sets that are there, each put into the corpus when it is its turn."""

    def wanted(name: str) -> bool:
        return not arguments.only or name in arguments.only

    read: list[Collection] = []
    if wanted(SAMPLE_SLUG):
        add_dossier(corpus, SAMPLE_SLUG, sample_dir())
        read.append(dossier(grid, SAMPLE_SLUG, read_gold([sample_gold()])))
        yield read[-1]
    data = arguments.shared
    golds = [file for file in (data / "real/gold.csv", data / "fictional/gold.csv") if file.is_file()]
    gold = read_gold(golds)
    for name in DOSSIERS:
        document = Path(name).name
        if (data / name).is_dir() and wanted(document):
            add_dossier(corpus, document, data / name)
            read.append(dossier(grid, document, gold))
            yield read[-1]
    if len(read) > 1:
        yield together(TOGETHER, read)
    questions = data / "bench" / "piaf-v1.0.json"
    if arguments.questions and questions.is_file() and wanted("piaf"):
        yield piaf(corpus, questions, arguments.questions, arguments.seed)


@contextmanager
def opened(folder: Path, embedder: CachingEmbedder) -> Iterator[tuple[Corpus, tuple[ChromaIndex, TantivyIndex]]]:
    """A corpus and both indexes in a directory."""
    corpus = Corpus(folder / "corpus")
    dense = ChromaIndex(
        folder / "chroma", model_id=embedder.model_id, revision=embedder.revision, dimension=embedder.dimension
    )
    try:
        yield corpus, (dense, TantivyIndex(folder / "words", FRENCH.words.new_analyser()))
    finally:
        dense.close()
        corpus.close()


def _ranked(
    retriever: Retriever, choose: Choice, collection: Collection, documents: Sequence[str]
) -> list[list[PageKey]]:
    return [rank(retriever, choose, topic, documents) for topic in collection.topics]


def rank(
    retriever: Retriever,
    choose: Choice,
    topic: Topic,
    documents: Sequence[str] = (),
    relevance: Mapping[str, float] | None = None,
) -> list[PageKey]:
    """The pages that a system brings for a topic, best first; ``relevance`` is by a model that read everything."""
    k = PASSAGES if topic.documents else 100
    hits = retriever.retrieve(
        choose(topic.queries), documents=topic.documents or documents, k=k, kinds=topic.kinds, relevance=relevance
    )
    return _pages(hits)


def _pages(hits: Sequence[Hit]) -> list[PageKey]:
    documents = {hit.passage.document for hit in hits}
    if len(documents) == 1:
        only = next(iter(documents))
        return [(only, piece, number) for piece, number, _ in pages(hits, 50)]
    return list(dict.fromkeys((hit.passage.document, hit.passage.piece, hit.passage.first_page) for hit in hits))


def peers(
    corpus: Corpus, documents: Sequence[str], embedder: CachingEmbedder, collection: Collection
) -> dict[str, list[list[PageKey]]]:
    """The two peers, asked the question as their users do, and the fusion with our vocabulary too."""
    built = Peers([passage for slug in documents for passage in corpus.texts.passages(slug)], embedder)
    topics = collection.topics
    found = {
        "LlamaIndex VectorStoreIndex": [_pages(built.vector(topic.queries[0].text)) for topic in topics],
        "LlamaIndex QueryFusion + BM25": [_pages(built.fusion(topic.queries[0].text)) for topic in topics],
    }
    if any(len(topic.queries) > 1 for topic in topics):
        found["idem, avec notre vocabulaire"] = [
            _pages(built.fusion(" ; ".join(query.text for query in _words_only(topic.queries)))) for topic in topics
        ]
    return found


def report(collection: Collection, ranked: dict[str, list[list[PageKey]]], *, by_indicator: bool) -> None:
    """Print the figures of a collection as a Markdown table."""
    topics = collection.topics
    sizes = [sum(value >= 2 for value in topic.relevant.values()) for topic in topics]
    print(f"\n### {collection.name} ({len(topics)} questions, {sum(sizes)} pages de pertinence >= 2)")
    print(f"plafond à 15 pages : {ceiling(topics, 2, 15):.3f} / {ceiling(topics, 3, 15):.3f}\n")
    print("| |", " | ".join((*SHOWN, *MORE)), "|")
    print("|---|" + "---|" * (len(SHOWN) + len(MORE)))
    for name, found in ranked.items():
        measured = Measured(topics, found)
        cells = []
        for measure in SHOWN:
            low, high = measured.interval(measure)
            cells.append(f"{measured.value(measure):.3f} ({low:.2f}–{high:.2f})")
        cells += [f"{measured.value(measure):.3f}" for measure in MORE]
        print(f"| {name} |", " | ".join(cells), "|", flush=True)
    if by_indicator:
        measured = Measured(topics, ranked["fusion (BIOLLM)"])
        pairs = zip(topics, measured.by_topic("rappel p2 @20"), measured.by_topic("rappel p2 @40"), strict=True)
        print("\npar indicateur, trouvées à 20 / à 40 / toutes :", end=" ")
        print(", ".join(f"{topic.name} {a[0]}/{b[0]}/{a[1]}" for topic, a, b in pairs))


if __name__ == "__main__":
    main()

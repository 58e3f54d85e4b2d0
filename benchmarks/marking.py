"""A language model reads every passage of a dossier: what that gains in pages found, and what it costs.

Usage: python -m benchmarks.marking DOSSIER --gold FILE --home DIR [--llm SPEC] [--threads N] [--cache FILE] [--all]

Each passage is read once for the indicators that have pages in the gold, or with ``--all`` for the whole grid, as the
profile « exhaustif » does: only the seconds differ. Scores stay in --home: a run cut short goes on where it was.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import closing
from pathlib import Path

from answering.llm import open_backend
from benchmarks.collections import Collection, add_dossier, dossier, index, read_gold
from benchmarks.measures import Measured
from benchmarks.retrieval import opened, rank
from corpus import Corpus
from indicator_queries import Indicator, load_grid
from languages.entries.french_language import LANGUAGE as FRENCH
from retrieval import FusionConfig, Retriever
from use_cases.concurrency import ConcurrencyLimiter
from use_cases.passage_reading import RelevanceScores, read_through
from vectorstore import CachingEmbedder, LlamaIndexEmbedder, VectorCache, ensure_e5

WEIGHTS = (0.0, 0.25, 0.5, 1.0, 2.0)
#: Pages that an answer may show: precision counts the relevant ones among them.
DEPTH = 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dossier", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True, help="corpus and relevance scores, kept")
    parser.add_argument("--llm", default="embedded")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "biollm-bench-vectors.db")
    parser.add_argument("--all", action="store_true", help="read for the whole grid")
    arguments = parser.parse_args()
    name = arguments.dossier.name
    grid = load_grid(None)
    corpus = Corpus(arguments.home)
    if not corpus.documents.exists(name):
        add_dossier(corpus, name, arguments.dossier)
    collection = dossier(grid, name, read_gold([arguments.gold]))
    wanted = {topic.name for topic in collection.topics}
    relevance = _read(arguments, corpus, [one for one in grid.indicators if arguments.all or one.code in wanted], name)
    embedder = CachingEmbedder(LlamaIndexEmbedder(ensure_e5(arguments.models, print)), VectorCache(arguments.cache))
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder), embedder) as (_, indexes):
        index(corpus, [name], embedder, *indexes)
        print(
            "| poids de la lecture | rappel p2 @15 | rappel p3 @15 | précision @15 | nDCG@10 |\n|---|---|---|---|---|"
        )
        for weight in WEIGHTS:
            retriever = Retriever(corpus.texts, embedder, *indexes, FRENCH, FusionConfig(marked=weight))
            _show(f"{weight:g}", retriever, collection, relevance)
        alone = FusionConfig(words=0, sub_questions=0, near=0, dense=0, passage_words=0, kind=0, marked=1)
        _show("le modèle seul", Retriever(corpus.texts, embedder, *indexes, FRENCH, alone), collection, relevance)
    corpus.close()


def _read(arguments: argparse.Namespace, corpus: Corpus, indicators: list[Indicator], name: str) -> RelevanceScores:
    backend = open_backend(arguments.llm, models_dir=arguments.models, threads=arguments.threads, say=print)
    started = time.perf_counter()
    with closing(backend):
        relevance = read_through(corpus, backend, ConcurrencyLimiter(), name, indicators, progress=_progress)
    seconds = time.perf_counter() - started
    if relevance.read:
        each, sent = seconds / relevance.read, relevance.costs.prompt_tokens / relevance.read
        whole = each * (relevance.read + relevance.kept) / 3600
        print(f"{relevance.read} passages lus en {seconds / 3600:.2f} h pour {len(indicators)} indicateurs :")
        print(f"{each:.1f} s et {sent:.0f} jetons envoyés par passage (le début du précédent est gardé) ;")
        print(f"le document entier en {whole:.2f} h")
    return relevance


def _progress(stage: str, done: int, total: int) -> None:
    if done % 10 == 0:
        print(f"{time.strftime('%H:%M:%S')} {stage} : {done}/{total}", flush=True)


def _show(name: str, retriever: Retriever, collection: Collection, relevance: RelevanceScores) -> None:
    ranked = [rank(retriever, list, topic, relevance=relevance.odds.get(topic.name)) for topic in collection.topics]
    measured = Measured(collection.topics, ranked)
    useful = sum(
        topic.relevant.get(page, 0) >= 2
        for topic, found in zip(collection.topics, ranked, strict=True)
        for page in found[:DEPTH]
    )
    shown = sum(len(found[:DEPTH]) for found in ranked)
    cells = [measured.value(one) for one in ("rappel p2 @15", "rappel p3 @15")] + [useful / shown]
    print(f"| {name} |", " | ".join(f"{one:.3f}" for one in (*cells, measured.value("nDCG@10"))), "|", flush=True)


if __name__ == "__main__":
    main()

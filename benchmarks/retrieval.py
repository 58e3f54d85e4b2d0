"""Retrieval without any LLM: recall of the pages that a careful reader cites, side by side.

Usage: python -m benchmarks.retrieval --gold FILE FOLDER... [--models DIR] [--budget 15]

Each FOLDER is a dossier; its name is the document's name in the gold file. Everything is read,
indexed and searched in a temporary directory, through the same code as the application.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus import Corpus
from corpus.types import Query, Side
from indicator_queries import Indicator, load_grid, queries_for
from ingestion import read_piece
from retrieval import FusionConfig, Retriever, pages
from vectorstore import ChromaIndex, LlamaIndexEmbedder, TantivyIndex, ensure_e5

Page = tuple[str, int | None]
Gold = dict[tuple[str, str], dict[Page, int]]

#: name -> (which queries, which weights)
SYSTEMS: dict[str, tuple[Callable[[Sequence[Query]], list[Query]], FusionConfig]] = {
    "sens, question seule": (
        lambda queries: [replace(queries[0], side=Side.DENSE)],
        FusionConfig(words=0, dense=1, passage_words=0, kind=0),
    ),
    "sens, toutes les requêtes": (
        lambda queries: [query for query in queries if query.side is not Side.LEXICAL],
        FusionConfig(words=0, dense=1, passage_words=0, kind=0),
    ),
    "mots, question seule": (
        lambda queries: [replace(queries[0], side=Side.LEXICAL)],
        FusionConfig(kind=0),
    ),
    "mots, question et vocabulaire": (
        lambda queries: [replace(q, side=Side.LEXICAL) for q in queries if q.side is not Side.DENSE],
        FusionConfig(kind=0),
    ),
    "fusion": (list, FusionConfig()),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--gold", action="append", required=True, type=Path)
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--budget", type=int, default=15)
    arguments = parser.parse_args()
    gold = read_gold(arguments.gold)
    grid = load_grid(None)
    embedder = LlamaIndexEmbedder(ensure_e5(arguments.models, print))
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(Path(folder) / "corpus")
        dense = ChromaIndex(
            Path(folder) / "chroma",
            model_id=embedder.model_id,
            revision=embedder.revision,
            dimension=embedder.dimension,
        )
        lexical = TantivyIndex(Path(folder) / "lexical")
        for dossier in arguments.folders:
            corpus.documents.describe(dossier.name)
            for path in sorted(dossier.iterdir()):
                corpus.documents.put_piece(dossier.name, read_piece(path))
            passages = corpus.texts.passages(dossier.name)
            dense.upsert(passages, embedder.embed_passages([passage.text for passage in passages]))
            lexical.upsert(passages)
        print(f"Rappel des pages à {arguments.budget} pages : pertinence >= 2 / pertinence 3")
        print(f"{'':32s}", *(f"{dossier.name:>24s}" for dossier in arguments.folders))
        for name, (choose, config) in SYSTEMS.items():
            retriever = Retriever(corpus.texts, embedder, dense, lexical, config)
            shares = []
            for dossier in arguments.folders:
                two, three = recall(retriever, choose, gold, grid.indicators, dossier.name, arguments.budget)
                shares.append(f"{two:17.2f} / {three:4.2f}")
            print(f"{name:32s}", *shares)
        dense.close()
        corpus.close()


def read_gold(files: Sequence[Path]) -> Gold:
    """Pages of each (document, indicator) with their pertinence; rows without a page are left out."""
    gold: Gold = defaultdict(dict)
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["page"]:
                    cell, page = gold[row["document"], row["indicateur"]], (row["piece"], int(row["page"]))
                    cell[page] = max(cell.get(page, 0), int(row["pertinence"]))
    return gold


def recall(
    retriever: Retriever,
    choose: Callable[[Sequence[Query]], list[Query]],
    gold: Gold,
    indicators: Sequence[Indicator],
    document: str,
    budget: int,
) -> tuple[float, float]:
    """Share of the gold pages, summed over indicators, among the first ``budget``: pertinence >= 2, and 3."""
    found, wanted = [0, 0], [0, 0]
    for indicator in indicators:
        cell = gold.get((document, indicator.code), {})
        queries = choose(queries_for(indicator))
        hits = retriever.retrieve(queries, documents=[document], k=100_000, kinds=indicator.where)
        top = {(piece, number) for piece, number, _ in pages(hits, budget)}
        for level, pertinence in enumerate((2, 3)):
            good = {page for page, value in cell.items() if value >= pertinence}
            found[level] += len(good & top)
            wanted[level] += len(good)
    return found[0] / max(wanted[0], 1), found[1] / max(wanted[1], 1)


if __name__ == "__main__":
    main()

"""What of the evidence stands in a packet: pages of the reference within a budget of tokens.

    python -m benchmarks.packets FOLDER... --gold FILE... [--data-dir DIR] [--each] [--only NAME...]

FOLDER is a dossier, its name the document's in the gold; ``--data-dir`` keeps what was ingested from one run to the
next (documents that are there already are not read again). Each system ranks sentences for each indicator, the
packets are those that a reader is given (``answering.packet_building``), and of the gold's pages those count on which
a sentence of the packet stands. A token is 3.6 characters here, headers and numbers included, whatever model will
read: a fixed rule, so that figures compare. A saying that stands in several places is shown once and cited with all
of them: with ``--places`` those pages count, without only the one that is shown.

Printed: share of decisive (pertinence 3) / useful (at least 2) pages, of each document and their mean; nothing of what
the gold says.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answering.packet_building import PacketRequest, build_packet
from answering.sentence_ranking import PassageSentences
from benchmarks.collections import PageKey, read_gold
from domain import CRITERION, Packet, Query, ScoredSentence
from indicator_queries import Indicator, queries_for
from retrieval import Retriever
from retrieval.sentence_scoring import SentenceConfig, states_nothing
from settings import Settings
from use_cases.container import Application
from use_cases.ingest import Description

BUDGETS = (1_500, 3_000, 6_000, 12_000, 24_000)
CHARACTERS_A_TOKEN = 3.6
#: Passages of the first system; packets of the largest budget need about 120.
PASSAGES = 400

Ranking = Callable[[str, Indicator], Sequence[ScoredSentence]]
Shares = NDArray[np.float64]


def count_tokens(text: str) -> int:
    """The fixed rule."""
    return math.ceil(len(text) / CHARACTERS_A_TOKEN)


@dataclass(frozen=True, slots=True)
class System:
    """A way to rank sentences: what changes of the weights and of the queries."""

    config: SentenceConfig
    queries: Callable[[Indicator], list[Query]] = queries_for
    without_opinions: bool = True


def _without_criteria(indicator: Indicator) -> list[Query]:
    return [query for query in queries_for(indicator) if query.origin != CRITERION]


_DEFAULT = SentenceConfig()
_BARE = SentenceConfig(nearness=0, cues=0, length=0, title=0, rounds=0, repeat=0)
SYSTEMS: dict[str, System] = {
    "sentences, passage score alone": System(_BARE),
    "+ nearness": System(replace(_BARE, nearness=_DEFAULT.nearness)),
    "+ cues": System(replace(_BARE, cues=_DEFAULT.cues)),
    "+ nearness + cues": System(replace(_BARE, nearness=_DEFAULT.nearness, cues=_DEFAULT.cues)),
    "all without each criterion's best first": System(replace(_DEFAULT, rounds=0)),
    "all without spread over pages": System(replace(_DEFAULT, repeat=0)),
    "all without length": System(replace(_DEFAULT, length=0, title=0)),
    "all with opinions": System(_DEFAULT, without_opinions=False),
    "all, a grid without criteria": System(_DEFAULT, _without_criteria),
    "all (default)": System(_DEFAULT),
}
TODAY = "passages, as today"


def main() -> None:
    """Run the benchmark and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--each", action="store_true", help="a table of each document too")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="these systems alone")
    arguments = parser.parse_args()
    gold = read_gold(arguments.gold)
    with tempfile.TemporaryDirectory() as folder:
        application = Application(Settings(data_dir=arguments.data_dir or Path(folder), llm="none"))
        with application.opened():
            documents = [_ingested(application, dossier) for dossier in arguments.folders]
            shares: dict[str, Shares] = {}
            for name, ranking in _rankings(application).items():
                if not arguments.only or name in arguments.only:
                    shares[name] = _measured(application, documents, gold, ranking)
                    _print(name, {"mean": shares[name][0].mean(axis=0)})
    for number, document in enumerate(documents if arguments.each else ()):
        _print(document, {name: of_all[0, number] for name, of_all in shares.items()})
    for title, kept in (("", 0), (", without other places", 1)):
        means = {name: of_all[kept].mean(axis=0) for name, of_all in shares.items()}
        _print(f"mean of {len(documents)} dossiers{title}", means)


def _ingested(application: Application, folder: Path) -> str:
    slug = folder.name
    if slug not in {document.slug for document in application.corpus.documents.all()}:
        application.dossiers.ingest([folder], slug, Description())
    return slug


def _rankings(application: Application) -> dict[str, Ranking]:
    passages = PassageSentences(application.retriever, application.corpus.texts, PASSAGES)
    made: dict[str, Ranking] = {
        TODAY: lambda document, indicator: passages.ranked_sentences(
            document, queries_for(indicator), kinds=indicator.where
        )
    }
    for name, system in SYSTEMS.items():
        retriever = Retriever(
            application.corpus.texts,
            application.embedder,
            application.dense,
            application.lexical,
            application.language,
            sentences=system.config,
        )
        made[name] = partial(_ranked, retriever, system)
    return made


def _ranked(retriever: Retriever, system: System, document: str, indicator: Indicator) -> list[ScoredSentence]:
    queries = system.queries(indicator)
    if system.without_opinions:
        return retriever.ranked_sentences(document, queries, kinds=indicator.where)
    return retriever.ranked_sentences(document, queries, kinds=indicator.where, without=())


def _measured(
    application: Application,
    documents: Sequence[str],
    gold: Mapping[tuple[str, str], Mapping[PageKey, int]],
    ranking: Ranking,
) -> Shares:
    """Shares of decisive and of useful pages, with and without other places; shape (2, documents, budgets, 2)."""
    found = np.zeros((2, len(documents), len(BUDGETS), 2))
    wanted = np.zeros((len(documents), 1, 2))
    seconds = []
    for number, document in enumerate(documents):
        for indicator in application.grid.indicators:
            cell = gold.get((document, indicator.code), {})
            good = [{page for page, value in cell.items() if value >= level} for level in (3, 2)]
            wanted[number, 0] += [len(pages) for pages in good]
            if not good[1]:
                continue
            started = time.perf_counter()
            ranked = ranking(document, indicator)
            seconds.append(time.perf_counter() - started)
            for row, budget in enumerate(BUDGETS):
                request = PacketRequest(document, "benchmark", budget, indicator=indicator.code)
                packet = build_packet(ranked, request, count_tokens)
                for kept, places in enumerate((True, False)):
                    shown = _pages(packet, places=places)
                    found[kept, number, row] += [len(pages & shown) for pages in good]
    print(f"seconds an indicator: median {np.median(seconds):.3f}, first {seconds[0]:.1f}", flush=True)
    shares: Shares = found / np.maximum(wanted, 1)
    return shares


def _pages(packet: Packet, *, places: bool) -> set[PageKey]:
    sentences = [one.sentence for one in packet.sentences]
    if places:
        sentences += [other for one in packet.sentences for other in one.also]
    return {(one.document, one.piece, one.page) for one in sentences if not states_nothing(one)}


def _print(title: str, shares: Mapping[str, Shares]) -> None:
    print(f"\n| {title} |", " | ".join(f"{budget:,}" for budget in BUDGETS), "|")
    print("|---|" + "---|" * len(BUDGETS))
    for name, of_one in shares.items():
        print(f"| {name} |", " | ".join(f"{three:.2f} / {two:.2f}" for three, two in of_one), "|", flush=True)


if __name__ == "__main__":
    main()

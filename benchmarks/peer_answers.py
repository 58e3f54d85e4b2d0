"""The grid answered three ways by one model: by rubric, by one structured reply, by LlamaIndex's query engine.

Usage: python -m benchmarks.peer_answers --data-dir DIR --gold FILE --document SLUG [-k 10]
           [--codes I01 ...] [--ways NAME ...]

All three read the same passages' index with the same embedding model, ``k`` passages each. LlamaIndex is
asked the indicator's question, and for a first word among oui, partiel, non. Pages of LlamaIndex are those of
its source passages. Run it on a quiet machine: the figure wanted is a ratio of seconds.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from answering import Answerer, profile_named
from answering.llm.embedded import EmbeddedBackend
from answering.llm.none import NoModel
from benchmarks.collections import PageKey, read_gold
from benchmarks.peers import Peers, ensure_installed
from evaluation import Gold
from evaluation.before_checks import BeforeChecks, before_checks
from indicator_queries import Indicator, find, queries_for
from settings import load_settings
from use_cases.container import Application
from use_cases.document_context import context_of
from use_cases.run_evaluation import Evaluator

FIRST_WORD = re.compile(r"\b(oui|partiel|partiellement|non)\b", re.IGNORECASE)
WAYS = (
    "grille, critères et modèle",
    "grille, critères sans modèle",
    "une réponse structurée",
    "LlamaIndex, moteur par défaut",
)
ASK = "Réponds d'abord par un mot (oui, partiel ou non), puis donne les mesures et les chiffres du document."


@dataclass(frozen=True, slots=True)
class Said:
    """What one way said of one indicator; ``before`` is known of ours alone."""

    verdict: str
    pages: set[PageKey]
    before: BeforeChecks = field(default_factory=BeforeChecks)


@dataclass(slots=True)
class Way:
    """What one way of answering came to."""

    right: int = 0
    asked: int = 0
    seconds: float = 0.0
    tokens: int = 0
    found: int = 0
    wanted: int = 0
    cited: int = 0
    useful: int = 0
    dropped: int = 0
    given: int = 0

    def add(self, said: Said, right: str, gold: dict[PageKey, int], seconds: float) -> None:
        """Count one answer. ``given`` and ``dropped`` are sentences and values, before and by the checks."""
        good, pages = {page for page, value in gold.items() if value >= 2}, said.pages
        dropped = said.before.sentences_dropped + said.before.values_dropped
        self.given += said.before.sentences + said.before.values + dropped
        self.dropped += dropped
        self.asked += 1
        self.right += said.verdict == right
        self.seconds += seconds
        self.found, self.wanted = self.found + len(pages & good), self.wanted + len(good)
        self.cited, self.useful = self.cited + len(pages), self.useful + len(pages & good)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--document", required=True)
    parser.add_argument("-k", type=int, default=10)
    parser.add_argument("--codes", nargs="*", default=[])
    parser.add_argument("--ways", nargs="*", default=list(WAYS), choices=WAYS)
    asked = parser.parse_args()
    ensure_installed()
    application = Application(
        load_settings(data_dir=asked.data_dir, llm="embedded"), lambda line: print(line, file=sys.stderr)
    )
    with application.opened():
        backend = application.backend
        assert isinstance(backend, EmbeddedBackend)
        tokens = counted_tokens(backend)
        gold, _ = Evaluator(application.corpus, application.grid).gold(asked.gold)
        pages = read_gold(asked.gold)
        passages = application.corpus.texts.passages(asked.document)
        peers = Peers(passages, application.embedder)
        engine = peers.engine(backend.llm, asked.k)
        context = context_of(application.corpus, asked.document, application.grid.digest, application.language)
        profile = replace(profile_named("standard"), passages=asked.k, scanned=asked.k)

        def ours(*, rubric: bool, model: bool = True) -> Callable[[Indicator], Said]:
            answerer = Answerer(
                application.corpus.texts,
                application.retriever,
                backend if model else NoModel(),
                profile,
                application.language,
                rubric=rubric,
            )

            def answer(indicator: Indicator) -> Said:
                made = answerer.answer_indicator(asked.document, indicator, queries_for(indicator), context=context)
                pages = {(asked.document, one.piece, one.page) for one in made.citations}
                return Said(made.verdict.value, pages, before_checks(made))

            return answer

        def theirs(indicator: Indicator) -> Said:
            response = engine.query(f"{indicator.question} {ASK}")
            said = FIRST_WORD.search(str(response))
            verdict = said.group().lower().replace("partiellement", "partiel") if said else "?"
            hits = peers.hits(response)
            return Said(verdict, {(asked.document, hit.passage.piece, hit.passage.first_page) for hit in hits})

        each = (ours(rubric=True), ours(rubric=True, model=False), ours(rubric=False), theirs)
        ways = dict(zip(WAYS, each, strict=True))
        ways = {name: ways[name] for name in asked.ways}
        indicators = [find(application.grid, code) for code in asked.codes] or list(application.grid.indicators)
        _compare(ways, indicators, gold, pages, asked.document, tokens)


def _compare(
    ways: dict[str, Callable[[Indicator], Said]],
    indicators: Sequence[Indicator],
    gold: Gold,
    pages: dict[tuple[str, str], dict[PageKey, int]],
    document: str,
    tokens: list[int],
) -> None:
    right = {cell.indicator: cell.verdict.value for cell in gold.cells if cell.document == document}
    made = {name: Way() for name in ways}
    for indicator in indicators:
        # One indicator after the other, all ways in turn: a machine that slows down slows all of them.
        for name, answer in ways.items():
            before, started = sum(tokens), time.perf_counter()
            said = answer(indicator)
            seconds = time.perf_counter() - started
            made[name].add(said, right[indicator.code], pages.get((document, indicator.code), {}), seconds)
            made[name].tokens += sum(tokens) - before
            print(f"{indicator.code} {name} : {said.verdict} ({right[indicator.code]}), {seconds:.1f} s", flush=True)
    print("\n| | verdicts | pages utiles trouvées | pages citées utiles | s par indicateur | jetons | écarté |")
    print("|---|---|---|---|---|---|---|")
    for name, way in made.items():
        recall, precision = way.found / max(way.wanted, 1), way.useful / max(way.cited, 1)
        each = f"{way.seconds / way.asked:.1f} | {way.tokens / way.asked:.0f}"
        dropped = f"{way.dropped} / {way.given}" if way.given else "–"
        print(f"| {name} | {way.right} / {way.asked} | {recall:.2f} | {precision:.2f} | {each} | {dropped} |")


def counted_tokens(backend: EmbeddedBackend) -> list[int]:
    """Tokens of every call of the model, in order, whoever makes it."""
    tokens: list[int] = []
    chat = backend.server.chat

    def counting(request: Any, on_chunk: Any = None) -> dict[str, Any]:
        answer = chat(request, on_chunk)
        usage = answer.get("usage") or {}
        tokens.append(usage.get("prompt_tokens", 0) + usage.get("completion_tokens", 0))
        return answer

    backend.server.chat = counting  # type: ignore[method-assign]
    return tokens


if __name__ == "__main__":
    main()

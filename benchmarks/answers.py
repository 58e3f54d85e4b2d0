"""Answers measured on gold: with a model, without, and with one mechanism at a time taken away.

    python -m benchmarks.answers --data-dir DIR --gold FILE... [--questions FILE...] [--llm none|embedded|...]
        [--cache FILE] [--out FILE]

The documents must have been ingested in ``--data-dir``. One-token decisions of a model are kept in ``--cache``
by model and prompt, so that a rule or a threshold can be tried again at no cost.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from answering.backends import ChatBackend, Decision, Message, ModelCard, Reply
from answering.backends.none import NoModel
from answering.checks import build_citations, settle_verdict
from answering.criteria import ReadSentence
from answering.hits import WithoutOrders, read_hits
from answering.rubric import REFUSES, judge
from answering.trace import Costs
from corpus.types import Answer, Searched
from evaluation import Gold, evaluate_answers
from indicator_queries import Indicator, find, queries_for
from services.asking import ask_all, read_questions
from services.evaluating import Evaluator, PageTexts
from services.wiring import Application
from settings import Settings

PASSAGES, ASKED, QUOTES = 40, 2, 30

#: What each ablation takes away from every criterion of the grid.
ABLATIONS: dict[str, dict[str, Any]] = {
    "entier": {},
    "sans négation ni annonce": {"denied": True, "announced": True},
    "sans force": {"force": ()},
    "sans pièce": {"pieces": ()},
    "sans nombre": {"units": ()},
    "sans homonymes (unless)": {"unless": ()},
    "premier groupe de signes seul": {"only_first": True},
}


class CachedDecisions:
    """A model whose one-token decisions are kept in a file."""

    def __init__(self, backend: ChatBackend, file: Path):
        self._backend, self._file = backend, file
        self._known: dict[str, list[Any]] = {}
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                entry = json.loads(line)
                self._known[entry[0]] = entry[1:]

    @property
    def card(self) -> ModelCard:
        """The card of the model."""
        return self._backend.card

    @property
    def llm(self) -> Any:
        """The model as a LlamaIndex LLM."""
        return self._backend.llm

    def complete(self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None, max_tokens: int) -> Reply:
        """Not kept: handed on."""
        return self._backend.complete(messages, schema=schema, max_tokens=max_tokens)

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> Decision:
        """From the file, else from the model."""
        said = "\n".join([self.card.digest or self.card.name, *(message.content for message in messages)])
        key = hashlib.sha256(said.encode()).hexdigest()
        if key not in self._known:
            made = self._backend.decide(messages, options)
            self._known[key] = [made.option, made.log_odds, made.prompt_tokens, made.seconds]
            with self._file.open("a", encoding="utf-8") as out:
                out.write(json.dumps([key, *self._known[key]]) + "\n")
        option, odds, tokens, seconds = self._known[key]
        return Decision(option, odds, tokens, 1, seconds)

    def count_tokens(self, text: str) -> int:
        """Of the model."""
        return self._backend.count_tokens(text)

    def close(self) -> None:
        """Close the model."""
        self._backend.close()


def without(indicator: Indicator, taken: Mapping[str, Any]) -> Indicator:
    """The indicator with something taken away from each of its criteria."""
    changes = {key: value for key, value in taken.items() if key != "only_first"}
    criteria = tuple(
        criterion.model_copy(update=changes | ({"signs": criterion.signs[:1]} if taken.get("only_first") else {}))
        for criterion in indicator.rubric.criteria
    )
    return indicator.model_copy(update={"rubric": indicator.rubric.model_copy(update={"criteria": criteria})})


Reads = dict[tuple[str, str], list[ReadSentence]]


def reads_of(application: Application, gold: Gold) -> Reads:
    """The sentences read for every cell of the gold."""
    made = {}
    for cell in gold.cells:
        indicator = find(application.grid, cell.indicator)
        hits = application.retriever.retrieve(
            queries_for(indicator), documents=[cell.document], k=PASSAGES, kinds=indicator.where
        )
        made[cell.document, cell.indicator] = read_hits(hits, WithoutOrders(application.corpus.texts))
    return made


def judged(
    application: Application,
    reads: Reads,
    backend: ChatBackend,
    costs: Costs,
    *,
    taken: Mapping[str, Any] | None = None,
    refuses: float = REFUSES,
) -> dict[tuple[str, str], Answer]:
    """An answer for every cell, by the criteria of the grid less what is ``taken`` away from them."""
    documents = application.corpus.documents
    kinds = {slug: {piece.kind for piece in documents.get(slug).pieces} for slug, _ in reads}
    model = None if backend.card.kind == "none" else backend
    answers = {}
    for (document, code), sentences in reads.items():
        started = time.perf_counter()
        found = judge(
            without(find(application.grid, code), taken or {}),
            sentences,
            model,
            costs,
            kinds=kinds[document],
            asked=ASKED,
            most=QUOTES,
            refuses=refuses,
        )
        citations = build_citations(found.sentences, QUOTES)
        verdict, _ = settle_verdict(found.verdict, citations)
        answers[document, code] = Answer(
            document,
            code,
            None,
            verdict,
            found.rationale,
            found.values,
            citations,
            Searched((), PASSAGES, ()),
            (),
            backend.card.name,
            time.perf_counter() - started,
            {"weakest_log_odds": found.weakest},
        )
    return answers


def opened_with(asked: argparse.Namespace) -> tuple[Application, ChatBackend]:
    """The application on ``--data-dir``, and the model of ``--llm`` behind ``--cache``."""
    settings = Settings(data_dir=asked.data_dir, llm=asked.llm)
    application = Application(settings, lambda line: print(line, file=sys.stderr))
    backend: ChatBackend = NoModel() if asked.llm == "none" else application.backend
    return application, CachedDecisions(backend, asked.cache) if asked.cache else backend


def main() -> None:
    """Run the benchmark and print one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--questions", type=Path, nargs="*", default=[])
    parser.add_argument("--only", nargs="*", default=list(ABLATIONS), help="ablations by name")
    parser.add_argument("--llm", default="none")
    parser.add_argument("--cache", type=Path)
    asked = parser.parse_args()
    application, backend = opened_with(asked)
    with application.opened():
        gold, _ = Evaluator(application.corpus, application.grid).gold(asked.gold)
        started = time.perf_counter()
        reads = reads_of(application, gold) if asked.only else {}
        reading = time.perf_counter() - started
        for name in asked.only:
            costs, started = Costs(), time.perf_counter()
            answers = judged(application, reads, backend, costs, taken=ABLATIONS[name])
            seconds = time.perf_counter() - started + reading
            tokens = costs.prompt_tokens + costs.completion_tokens
            result = evaluate_answers(gold, answers, PageTexts(application.corpus))
            shown = {
                "what": name,
                "llm": backend.card.name,
                "seconds_an_indicator": round(seconds / len(answers), 3),
                "tokens_an_indicator": round(tokens / len(answers), 1),
                "overall": result.overall.figures.to_json(),
                "sure": result.overall.without_doubtful.main if name == "entier" else None,
                "risk": result.risk.to_json() if result.risk and name == "entier" else None,
                "documents": {slug: group.figures.main for slug, group in result.documents.items()},
            }
            print(json.dumps(shown, ensure_ascii=False, default=dict), flush=True)
        if asked.questions:
            analysis = application.analysis(backend=backend)
            known = [
                question
                for question in read_questions(asked.questions)
                if application.corpus.documents.exists(question.document)
            ]
            figures = ask_all(known, lambda slug, text: analysis.ask(slug, text, fresh=True))
            print(json.dumps({"what": "questions", "llm": backend.card.name} | figures.to_json()), flush=True)


if __name__ == "__main__":
    main()

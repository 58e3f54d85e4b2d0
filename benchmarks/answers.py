"""Answers measured on gold: with a model, without, and with one mechanism at a time taken away.

    python -m benchmarks.answers --data-dir DIR --gold FILE... [--llm none|embedded|...] [--cache FILE]
        [--profile NAME] [--only NAME...] [--sentences N]

The documents must have been ingested in ``--data-dir``. What a model says is kept in ``--cache``, so that a rule or a
threshold can be tried again at no cost. ``--sentences N`` judges from the N best ranked sentences instead of the
sentences of the best passages.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from answering import Profile, profile_named
from answering.draft import without_model
from answering.evidence_sentences import WithoutPromptInjection, read_hits
from answering.indicators.criteria import ReadSentence, read_ranked
from answering.indicators.rubric import REFUSES, judge
from answering.llm import ChatBackend
from answering.packet_building import without_prompt_injection
from answering.reply_checks import build_citations, settle_verdict
from answering.trace import Costs
from benchmarks.kept import opened_with
from domain import Answer, CriteriaOdds, Provenance, Searched
from evaluation import Figures, Gold, evaluate_answers
from evaluation.figures_json import FiguresJson
from evaluation.metric_registry import Place, metrics_at
from indicator_queries import Indicator, find, queries_for
from use_cases.container import Application
from use_cases.run_evaluation import Evaluator, PageTexts

#: What each ablation takes away from every criterion of the grid.
ABLATIONS: dict[str, dict[str, Any]] = {
    "entier": {},
    "sans négation ni annonce": {"denied": True, "announced": True},
    "sans force": {"force": ()},
    "sans pièce": {"pieces": ()},
    "sans nombre": {"units": ()},
    "sans homonymes (unless)": {"unless": ()},
    "premier groupe de signes seul": {"only_first": True},
    "sans lecteurs (signes seuls)": {
        "denied": True,
        "announced": True,
        "force": (),
        "pieces": (),
        "units": (),
        "unless": (),
    },
}


def without(indicator: Indicator, taken: Mapping[str, Any]) -> Indicator:
    """The indicator with something taken away from each of its criteria."""
    changes = {key: value for key, value in taken.items() if key != "only_first"}
    criteria = tuple(
        criterion.model_copy(
            update=changes | ({"cue_phrases": criterion.cue_phrases[:1]} if taken.get("only_first") else {})
        )
        for criterion in indicator.rubric.criteria
    )
    return indicator.model_copy(update={"rubric": indicator.rubric.model_copy(update={"criteria": criteria})})


Reads = dict[tuple[str, str], list[ReadSentence]]


def reads_of(application: Application, gold: Gold, profile: Profile, sentences: int | None = None) -> Reads:
    """The sentences read for every cell of the gold: those of the best passages, or the ``sentences`` best ones."""
    made, language = {}, application.language
    for cell in gold.cells:
        indicator = find(application.grid, cell.indicator)
        if sentences is not None:
            ranked = application.retriever.ranked_sentences(
                cell.document, queries_for(indicator), kinds=indicator.where, most=sentences
            )
            made[cell.document, cell.indicator] = read_ranked(without_prompt_injection(ranked, language)[0], language)
            continue
        hits = application.retriever.retrieve(
            queries_for(indicator), documents=[cell.document], k=profile.scanned, kinds=indicator.where
        )
        made[cell.document, cell.indicator] = read_hits(
            hits, WithoutPromptInjection(application.corpus.texts, language), language
        )
    return made


def judged(
    application: Application,
    reads: Reads,
    backend: ChatBackend,
    costs: Costs,
    profile: Profile,
    *,
    taken: Mapping[str, Any] | None = None,
    refuses: float = REFUSES,
) -> dict[tuple[str, str], Answer]:
    """An answer for every cell, by the criteria of the grid less what is ``taken`` away from them."""
    documents = application.corpus.documents
    kinds = {slug: {piece.kind for piece in documents.get(slug).pieces} for slug, _ in reads}
    model = None if without_model(backend) else backend
    answers = {}
    for (document, code), sentences in reads.items():
        started = time.perf_counter()
        found = judge(
            without(find(application.grid, code), taken or {}),
            sentences,
            model,
            costs,
            kinds=kinds[document],
            asked=profile.confirmed,
            most=profile.quotes,
            refuses=refuses,
        )
        citations = build_citations(found.sentences, profile.quotes)
        verdict, _ = settle_verdict(found.verdict, citations)
        answers[document, code] = Answer(
            document,
            code,
            None,
            verdict,
            found.rationale,
            found.values,
            citations,
            Searched((), profile.scanned, ()),
            (),
            backend.card.name,
            time.perf_counter() - started,
            Provenance(criteria_odds=CriteriaOdds((), found.weakest)),
        )
    return answers


def main() -> None:
    """Run the benchmark and print one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--only", nargs="*", default=list(ABLATIONS), help="ablations by name")
    parser.add_argument("--llm", default="none")
    parser.add_argument("--profile", default="standard", help="« exhaustif » without the reading of every passage")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--sentences", type=int, help="judge from so many ranked sentences instead of passages")
    asked = parser.parse_args()
    profile = profile_named(asked.profile)
    application, backend = opened_with(asked)
    with application.opened():
        gold, _ = Evaluator(application.corpus, application.grid).gold(asked.gold)
        started = time.perf_counter()
        reads = reads_of(application, gold, profile, asked.sentences)
        reading = time.perf_counter() - started
        for name in asked.only:
            costs, started = Costs(), time.perf_counter()
            answers = judged(application, reads, backend, costs, profile, taken=ABLATIONS[name])
            seconds = time.perf_counter() - started + reading
            tokens = costs.prompt_tokens + costs.completion_tokens
            result = evaluate_answers(gold, answers, PageTexts(application.corpus))
            shown = {
                "what": name,
                "llm": backend.card.name,
                "profile": profile.name,
                "seconds_an_indicator": round(seconds / len(answers), 3),
                "tokens_an_indicator": round(tokens / len(answers), 1),
                "overall": FiguresJson.of(result.overall.figures).model_dump(mode="json"),
                "sure": _values(result.overall.without_doubtful) if name == "entier" else None,
                "risk": asdict(result.risk) if result.risk and name == "entier" else None,
                "documents": {slug: _values(group.figures) for slug, group in result.documents.items()},
            }
            print(json.dumps(shown, ensure_ascii=False, default=dict), flush=True)


def _values(figures: Figures) -> dict[str, float | None]:
    return {metric.key: figures.of(metric).value for metric in metrics_at(Place.JSON_TOP)}


if __name__ == "__main__":
    main()

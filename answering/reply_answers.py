"""An indicator without criteria: one structured reply of the model; without a model, the nearest sentences."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from answering.context import DocumentContext
from answering.draft import NOT_FOUND, Draft, without_model
from answering.evidence import PromptEvidence, SentenceSource, gather
from answering.evidence_sentences import WithoutPromptInjection
from answering.indicators.structured_reply import judge_batch, merge
from answering.passage_parts import PassageParts
from answering.passage_search import evidence_budget
from answering.passage_trace import passages_provenance, searched_passages
from answering.reply_checks import build_citations, settle_verdict
from answering.trace import Costs, made_with, unusable_warnings
from domain import Answer, Hit, Query, Verdict
from indicator_queries.schema import Indicator


class ReplyAnswerer:
    """Answers indicators from the sentences of the best passages, in a few calls of the model."""

    def __init__(self, parts: PassageParts):
        self._parts = parts

    def answer_indicator(
        self,
        document: str,
        indicator: Indicator,
        queries: Sequence[Query],
        *,
        context: DocumentContext,
        relevance: Mapping[str, float] | None = None,
    ) -> Answer:
        """Answer one line of the grid; see :meth:`answering.Answerer.answer_indicator`."""
        started = time.perf_counter()
        costs, source = Costs(), WithoutPromptInjection(self._parts.sentences, self._parts.language)
        hits = self._parts.search.find(queries, [document], indicator.where, costs, relevance=relevance)
        if without_model(self._parts.backend):
            return self._no_criteria(document, indicator, queries, hits, source, context, costs, started)
        units = tuple(unit for value in indicator.values for unit in value.units)
        batches = self._batches(hits, queries, costs, source, units=units)
        odds: list[float | None] = []
        findings = [
            judge_batch(
                evidence,
                indicator,
                costs,
                odds,
                backend=self._parts.backend,
                profile=self._parts.profile,
                numbers=self._parts.language.numbers,
            )
            for evidence in batches
        ]
        found = merge(findings) if findings else Draft(Verdict.NON, NOT_FOUND, [])
        citations = build_citations(found.sentences, self._parts.profile.citations)
        verdict, warnings = settle_verdict(found.verdict, citations)
        return Answer(
            document=document,
            indicator=indicator.code,
            question=None,
            verdict=verdict,
            rationale=found.rationale,
            values=found.values,
            citations=citations if verdict is not Verdict.NON else (),
            searched=searched_passages(hits, batches, queries, context),
            warnings=(*source.warnings, *found.warnings, *warnings, *unusable_warnings(costs)),
            llm=self._parts.backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            provenance=passages_provenance(
                made_with(self._parts.backend.card, self._parts.profile, context, costs), hits, batches, queries, odds
            ),
        )

    def _no_criteria(
        self,
        document: str,
        indicator: Indicator,
        queries: Sequence[Query],
        hits: Sequence[Hit],
        source: WithoutPromptInjection,
        context: DocumentContext,
        costs: Costs,
        started: float,
    ) -> Answer:
        """Without a model and without criteria nothing can be concluded: the nearest sentences, to be read."""
        batches = self._batches(hits, queries, costs, source)
        sentences = batches[0].sentences[:2] if batches else ()
        return Answer(
            document=document,
            indicator=indicator.code,
            question=None,
            verdict=Verdict.A_VERIFIER if sentences else Verdict.NON,
            rationale="Sans modèle de langage ni critères dans la grille, l'outil montre les phrases les plus proches."
            if sentences
            else NOT_FOUND,
            values=(),
            citations=build_citations(sentences, self._parts.profile.citations),
            searched=searched_passages(hits, batches, queries, context),
            warnings=tuple(source.warnings),
            llm=self._parts.backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            provenance=passages_provenance(
                made_with(self._parts.backend.card, self._parts.profile, context, costs), hits, batches, queries, []
            ),
        )

    def _batches(
        self,
        hits: Sequence[Hit],
        queries: Sequence[Query],
        costs: Costs,
        source: SentenceSource,
        *,
        units: Sequence[str] = (),
    ) -> list[PromptEvidence]:
        """Choose the sentences to read, in as many batches as the profile allows, best passages first."""
        started = time.perf_counter()
        budget = evidence_budget(self._parts.backend, self._parts.profile)
        batches: list[PromptEvidence] = []
        rest: Sequence[Hit] = hits
        while rest and len(batches) < self._parts.profile.batches:
            evidence = gather(
                rest,
                source,
                queries=queries,
                budget=budget,
                most=self._parts.profile.sentences,
                units=units,
                count_tokens=self._parts.backend.count_tokens,
                language=self._parts.language,
            )
            if not evidence.sentences:
                break
            batches.append(evidence)
            rest = evidence.left_out
        costs.took("evidence", time.perf_counter() - started)
        return batches

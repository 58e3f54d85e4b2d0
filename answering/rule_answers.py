"""An indicator answered by the criteria and the rule of the grid; the model only reads sentences again."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from answering.context import DocumentContext
from answering.draft import without_model
from answering.evidence_sentences import WithoutPromptInjection, read_hits
from answering.indicators.rubric import judge
from answering.passage_parts import PassageParts
from answering.passage_trace import passages_provenance, searched_passages
from answering.reply_checks import build_citations, settle_verdict
from answering.trace import Costs, made_with, unusable_warnings
from domain import Answer, CriteriaOdds, NearSentence, Query
from indicator_queries.schema import Indicator


class RuleAnswerer:
    """Answers indicators that have criteria and a rule."""

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
        hits = self._parts.search.find(
            queries, [document], indicator.where, costs, k=self._parts.profile.scanned, relevance=relevance
        )
        reading = time.perf_counter()
        reads = read_hits(hits, source, self._parts.language)
        costs.took("evidence", time.perf_counter() - reading)
        found = judge(
            indicator,
            reads,
            None if without_model(self._parts.backend) else self._parts.backend,
            costs,
            kinds=context.kinds,
            document_kind=context.document_kind,
            asked=self._parts.profile.confirmed,
            most=self._parts.profile.quotes,
        )
        citations = build_citations(found.sentences, self._parts.profile.quotes)
        verdict, warnings = settle_verdict(found.verdict, citations)
        # The readers take every sentence of every passage: nothing was left out.
        odds = [odds for _, odds in found.odds]
        made = made_with(self._parts.backend.card, self._parts.profile, context, costs)
        provenance = replace(
            passages_provenance(made, hits, (), queries, odds, read=[hits]),
            criteria=dict(found.criteria),
            criteria_odds=CriteriaOdds(
                tuple((key, None if odds is None else round(odds, 3)) for key, odds in found.odds),
                None if found.weakest is None else round(found.weakest, 3),
            ),
            nearest=tuple(NearSentence(near.piece, near.page, near.text) for near in found.nearest),
        )
        return Answer(
            document=document,
            indicator=indicator.code,
            question=None,
            verdict=verdict,
            rationale=found.rationale,
            values=found.values,
            citations=citations,
            searched=replace(searched_passages(hits, (), queries, context), left_out=0),
            warnings=(*source.warnings, *found.warnings, *warnings, *unusable_warnings(costs)),
            llm=self._parts.backend.card.name,
            seconds=round(time.perf_counter() - started, 3),
            provenance=provenance,
        )

"""Numbers of the sentences that an answer cites and that its reader named no value of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from answering.context import DocumentContext
from answering.found_values.value_candidates import FoundEvidence
from answering.found_values.value_search import ValueSearch
from answering.found_values.value_weights import ValueWeights, shipped_value_weights
from answering.scoring.evidence_table import EvidenceTable, TableSource
from answering.scoring.scorer import Scorer
from domain import Query, StoredSentence, Value
from french.units import Amount
from indicator_queries.schema import Indicator
from languages import Language


class CitedValues:
    """Completes the values of a reading: a reader names the decisive ones, an instructor wants those of the evidence.

    Only sentences that the answer cites are looked at, so that each value stands in a quote. On two dossiers by authors
    of their own the values found rose from .30 and .28 to .57 and .50, .95 of them right (docs/benchmarks.md).
    """

    def __init__(self, tables: TableSource, scorer: Scorer, language: Language, *, weights: ValueWeights | None = None):
        """Put the parts together; the shipped weights if ``weights`` is None."""
        self._tables = tables
        self._scorer = scorer
        self._search = ValueSearch(shipped_value_weights() if weights is None else weights, language)

    def beside(
        self,
        document: str,
        indicator: Indicator,
        queries: Sequence[Query],
        cited: Sequence[StoredSentence],
        given: Iterable[Value],
        *,
        refused: Iterable[tuple[float, str | None]] = (),
        context: DocumentContext,
        table: EvidenceTable | None = None,
    ) -> tuple[Value, ...]:
        """The values of the cited sentences that are not among ``given``, by label in the order of the grid.

        Args:
            document: Its slug.
            indicator: The line of the grid; without criteria or expected values nothing is looked for.
            queries: What its sentences were ranked by.
            cited: The sentences that the answer stands on.
            given: The values that the reader named, with their places.
            refused: Number and unit of values that the reader named and that did not hold: they are not shown after
                all.
            context: What is known of the document.
            table: What retrieval knows of its sentences for these queries; asked for where None.

        Raises:
            UnknownDocument: the document is not in the corpus.
        """
        if not (indicator.values and indicator.rubric.criteria and cited):
            return ()
        table = table or self._tables.sentence_table(document, queries, kinds=indicator.where)
        places = {one.place for one in cited}
        rows = frozenset(row for row, one in enumerate(table.sentences) if one.place in places)
        judged = self._scorer.judge(table, indicator, kinds=context.kinds, document_kind=context.document_kind)
        evidence = FoundEvidence(judged, frozenset((one.piece, one.page) for one in cited), rows)
        there = {_at(one) for one in given}
        not_held = {Amount.of(number, unit).base for number, unit in refused}
        return tuple(
            one
            for one in self._search.search(table, indicator, evidence, within=rows)
            if _at(one) not in there and _amount(one) not in not_held
        )


def _amount(value: Value) -> tuple[float, str]:
    return Amount.of(value.value, value.unit).base


def _at(value: Value) -> tuple[tuple[float, str], str, int | None]:
    return _amount(value), value.piece, value.page

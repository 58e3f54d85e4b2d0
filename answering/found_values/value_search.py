"""Looks over a whole document for the values of an indicator, where nobody reads the sentences.

What the table of :mod:`answering.indicators.value_sense` refuses is never shown. Of what is left the trained weights
say how likely an annotator would keep it: the words of the label near the number, the criteria that its sentence, page
and heading establish, what retrieval thinks of it, and what the other candidates are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from answering.found_values.document_numbers import NumberedLine, read_numbers
from answering.found_values.value_candidates import FoundEvidence, ValueCandidate, ValueCandidates, value_candidates
from answering.found_values.value_weights import ValueWeights
from answering.indicators.values import distinct, value_of
from answering.scoring.evidence_table import EvidenceTable
from domain import StoredSentence, Value
from indicator_queries.schema import Indicator
from languages import Language


class ValueSearch:
    """Finds values with trained weights; keeps what it read of the last document."""

    def __init__(self, weights: ValueWeights, language: Language):
        """Put the parts together."""
        self._weights = weights
        self._language = language
        self._last: tuple[tuple[StoredSentence, ...], tuple[NumberedLine, ...]] | None = None

    def candidates(self, table: EvidenceTable, indicator: Indicator, evidence: FoundEvidence) -> ValueCandidates:
        """Every number that may be a value, with its features."""
        return value_candidates(self._lines(table), table, indicator, evidence)

    def search(
        self,
        table: EvidenceTable,
        indicator: Indicator,
        evidence: FoundEvidence,
        *,
        within: Collection[int] | None = None,
    ) -> tuple[Value, ...]:
        """The values of an indicator, by label in the order of the grid, likeliest first, each once a page.

        ``within`` are the rows of the table that they may stand in; any when None.
        """
        found = self.candidates(table, indicator, evidence)
        if not found.found:
            return ()
        chances: list[float] = self._weights.model.chances(found.features)[:, 0].tolist()
        kept = [
            (chance, one)
            for chance, one in zip(chances, found.found, strict=True)
            if chance >= self._weights.least and (within is None or one.line.row in within)
        ]
        labels = [value.label for value in indicator.values]
        kept.sort(key=lambda each: (labels.index(each[1].sense.label), -each[0]))
        return distinct(_value(one, table) for _, one in kept)

    def _lines(self, table: EvidenceTable) -> tuple[NumberedLine, ...]:
        last = self._last
        if last is None or last[0] != table.sentences:
            last = self._last = (table.sentences, read_numbers(table, self._language))
        return last[1]


def _value(one: ValueCandidate, table: EvidenceTable) -> Value:
    value = value_of(one.quantity, one.sense.label, table.sentences[one.line.row])
    return replace(value, unit=one.unit)

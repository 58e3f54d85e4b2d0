"""Numbers of a document that may be values of an indicator, and features of each that can be explained."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from answering.found_values.document_numbers import NumberedLine
from answering.indicators.value_sense import Sense, names_it, sense_of, words_of_label
from answering.indicators.values import measured
from answering.scoring.evidence_table import EvidenceTable, Scores
from answering.scoring.scorer import ScoredIndicator
from domain import PieceKind, Verdict
from domain.measures import Quantity
from domain.row_text import column_at
from french.content_words import content_words
from french.units import Amount, unit_is_expected
from french.value_words import named_by, names_nature
from indicator_queries.schema import ExpectedValue, Indicator

VALUE_FEATURES = (
    "named_by_role", "label_in_sentence", "label_near", "label_in_titles", "label_in_column", "row", "only_label",
    "established", "page_established", "heading_established", "neighbour_established", "carries", "page_cited",
    "page_sentences", "total", "facet", "cues", "passage", "piece", "verdict", "near_on_page", "numbers", "bare",
    "counted", "length", "length_not_of_nature", "share", "area", "one_at_most", "decimal", "vocabulary",
    "vocabulary_in_titles", "behind_best", "behind_total", "candidates", "rank", "repeated", "best_of_amount",
)  # fmt: skip
"""Names of the columns of :attr:`ValueCandidates.features`, in order."""

#: Characters on each side of a number in which the words of its label are near it.
_NEAR = 60
_LIKELY = 0.5
_MOST = 4
_MOST_NUMBERS = 6

Place = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class ValueCandidate:
    """A number that what is around it lets measure a label."""

    line: NumberedLine
    quantity: Quantity
    sense: Sense

    @property
    def unit(self) -> str | None:
        """Its unit, as the label wants it."""
        return self.sense.unit or (self.quantity.unit.symbol if self.quantity.unit else None)

    @property
    def amount(self) -> tuple[float, str]:
        """The same for the same quantity in other units."""
        return Amount.of(self.quantity.value, self.unit).base

    @property
    def place(self) -> Place:
        """Piece and page."""
        return self.line.sentence.piece, self.line.sentence.page


@dataclass(frozen=True, slots=True)
class FoundEvidence:
    """What was decided of an indicator: its criteria, the pages that its answer cites, the rows that carried it."""

    judged: ScoredIndicator
    cited: frozenset[Place]
    carrying: frozenset[int]


@dataclass(frozen=True, slots=True)
class ValueCandidates:
    """Candidates with their features; shape (candidates, features)."""

    found: tuple[ValueCandidate, ...]
    features: Scores


def value_candidates(
    lines: Iterable[NumberedLine], table: EvidenceTable, indicator: Indicator, evidence: FoundEvidence
) -> ValueCandidates:
    """Every number of a document that measures what a label of the indicator names."""
    found = tuple(
        ValueCandidate(line, quantity, sense)
        for line in lines
        for quantity in line.quantities
        if (sense := _sense(line, quantity, indicator.values)) is not None
    )
    if not found:
        return ValueCandidates((), np.zeros((0, len(VALUE_FEATURES))))
    features = _Features(table, indicator, evidence).of(found)
    return ValueCandidates(found, np.array([[one[name] for name in VALUE_FEATURES] for one in features]))


def _sense(line: NumberedLine, quantity: Quantity, expected: Sequence[ExpectedValue]) -> Sense | None:
    label = measured(quantity, line.text, line.words, expected, line.titles)
    sense = sense_of(quantity, line.text, label, expected, line.titles)
    if sense is None or sense.named:
        return sense
    unit = quantity.unit.symbol if quantity.unit else None
    return sense if names_it(sense.label, line.words | line.title_words, unit, expected) else None


@dataclass(slots=True)
class _Features:
    """Reads the features of the candidates of one indicator."""

    table: EvidenceTable
    indicator: Indicator
    evidence: FoundEvidence
    established: dict[int, float] = field(default_factory=dict)
    of_page: dict[Place, float] = field(default_factory=dict)
    of_heading: dict[tuple[str, tuple[str, ...]], float] = field(default_factory=dict)
    likely_on_page: dict[Place, int] = field(default_factory=dict)
    scores: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    verdict: float = 0.0
    vocabulary: frozenset[str] = frozenset()

    def of(self, found: Sequence[ValueCandidate]) -> list[dict[str, float]]:
        self._read_evidence()
        features = [self._alone(one) for one in found]
        self._beside_others(found, features)
        return features

    def _read_evidence(self) -> None:
        table, judged = self.table, self.evidence.judged
        for criterion in judged.criteria:
            for one in criterion.sentences:
                self.established[one.row] = max(self.established.get(one.row, 0.0), one.established)
        for row, chance in self.established.items():
            sentence = table.sentences[row]
            page, under = (sentence.piece, sentence.page), (sentence.piece, table.headings[row])
            self.of_page[page] = max(self.of_page.get(page, 0.0), chance)
            self.of_heading[under] = max(self.of_heading.get(under, 0.0), chance)
            self.likely_on_page[page] = self.likely_on_page.get(page, 0) + (chance > _LIKELY)
        self.scores = {
            "total": _scaled(table.total),
            "facet": _scaled(table.facets.max(axis=0)),
            "cues": table.shares.max(axis=0),
            "passage": _scaled(table.passages),
        }
        chances: Mapping[Verdict, float] = judged.chances
        self.verdict = chances.get(Verdict.OUI, 0.0) + chances.get(Verdict.PARTIEL, 0.0)
        self.vocabulary = content_words(" ".join((self.indicator.name, *self.indicator.vocabulary)))

    def _alone(self, one: ValueCandidate) -> dict[str, float]:
        line, quantity, unit = one.line, one.quantity, one.quantity.unit
        said = words_of_label(one.sense.label, unit.symbol if unit else None, self.indicator.values)
        near = content_words(line.text[max(0, quantity.start - _NEAR) : quantity.end + _NEAR])
        column = content_words(column_at(line.text, quantity.start)) if line.sentence.row else frozenset()
        length = unit is not None and unit.dimension == "longueur"
        page = self.of_page.get(one.place, 0.0)
        label_near = _share_said(said, near)
        return {
            "named_by_role": float(one.sense.named),
            "label_in_sentence": _share_said(said, line.words),
            "label_near": label_near,
            "label_in_titles": _share_said(said, line.title_words),
            "label_in_column": _share_said(said, column),
            "row": float(line.sentence.row is not None),
            "only_label": float(_labels_of(unit.symbol if unit else None, self.indicator.values) == 1),
            "established": self.established.get(line.row, 0.0),
            "page_established": page,
            "heading_established": self.of_heading.get((one.place[0], self.table.headings[line.row]), 0.0),
            "neighbour_established": max(self._of_neighbours(line.row)),
            "carries": float(line.row in self.evidence.carrying),
            "page_cited": float(one.place in self.evidence.cited),
            "page_sentences": min(self.likely_on_page.get(one.place, 0), _MOST) / _MOST,
            **{name: float(scores[line.row]) for name, scores in self.scores.items()},
            "piece": _wanted(self.table.kinds[line.row], self.indicator.where),
            "verdict": self.verdict,
            "near_on_page": label_near * page,
            "numbers": min(len(line.quantities), _MOST_NUMBERS) / _MOST_NUMBERS,
            "bare": float(unit is None),
            "counted": float(unit is not None and unit.counted),
            "length": float(length),
            "length_not_of_nature": float(length and not names_nature(line.folded)),
            "share": float(unit is not None and unit.symbol == "%"),
            "area": float(unit is not None and unit.dimension == "surface"),
            "one_at_most": float(quantity.value <= 1),
            "decimal": float(quantity.value % 1 != 0),
            "vocabulary": len(self.vocabulary & line.words) / _MOST,
            "vocabulary_in_titles": len(self.vocabulary & line.title_words) / _MOST,
        }

    def _of_neighbours(self, row: int) -> tuple[float, ...]:
        sentences = self.table.sentences
        beside = (at for at in (row - 1, row + 1) if 0 <= at < len(sentences))
        return (0.0, *(self.established.get(at, 0.0) for at in beside if sentences[at].piece == sentences[row].piece))

    @staticmethod
    def _beside_others(found: Sequence[ValueCandidate], features: Sequence[dict[str, float]]) -> None:
        """What the other candidates tell: those of the same label, and the other places of the same amount."""
        of_label: dict[str, list[int]] = defaultdict(list)
        places: dict[tuple[float, str], set[Place]] = defaultdict(set)
        best: dict[tuple[float, str], float] = defaultdict(float)
        for at, one in enumerate(found):
            of_label[one.sense.label].append(at)
            places[one.amount].add(one.place)
            best[one.amount] = max(best[one.amount], features[at]["established"])
        for numbers in of_label.values():
            most = max(features[at]["established"] for at in numbers)
            highest = max(_retrieved(features[at]) for at in numbers)
            amounts = len({found[at].amount for at in numbers})
            order = sorted({(-_strength(features[at]), found[at].line.row) for at in numbers})
            ranks = {row: rank for rank, (_, row) in reversed(list(enumerate(order)))}
            for at in numbers:
                own = features[at]
                own["behind_best"] = own["established"] - most
                own["behind_total"] = _retrieved(own) - highest
                own["candidates"] = math.log1p(amounts)
                own["rank"] = math.log1p(ranks[found[at].line.row])
        for one, own in zip(found, features, strict=True):
            own["repeated"] = min(len(places[one.amount]) - 1, _MOST) / _MOST
            own["best_of_amount"] = best[one.amount]


def _scaled(scores: Scores) -> Scores:
    spread = float(scores.std())
    scaled: Scores = (scores - scores.mean()) / (spread if spread > 1e-9 else 1.0)
    return scaled


def _retrieved(features: Mapping[str, float]) -> float:
    return features["total"] + features["facet"]


def _strength(features: Mapping[str, float]) -> float:
    return features["established"] + features["label_near"] / 2


def _share_said(said: Collection[str], near: frozenset[str]) -> float:
    """Which share of the words of a label are among those near a number, in any word that plans use for them."""
    return sum(bool(named_by(frozenset({word})) & near) for word in said) / max(1, len(said))


def _labels_of(symbol: str | None, expected: Sequence[ExpectedValue]) -> int:
    return sum(bool(one.units) and symbol is not None and unit_is_expected(symbol, one.units) for one in expected)


def _wanted(kind: PieceKind, where: Sequence[PieceKind]) -> float:
    """1 for the kind of piece that the grid looks in first, 0 for one that it does not name."""
    return 1 - where.index(kind) / len(where) if kind in where else 0.0

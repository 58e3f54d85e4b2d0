"""Judges an indicator in a document without a language model: sentences, then sets of evidence, then the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answering.scoring.criterion_features import (
    CRITERION_FEATURES,
    candidates,
    criterion_features,
    meets_by_rule,
    others_speak,
    sentence_features,
)
from answering.scoring.evidence_set import set_columns, set_features
from answering.scoring.evidence_table import EvidenceTable, Mask, Scores
from answering.scoring.scorer_weights import Head, Linear, ScorerWeights, chance_of
from answering.scoring.text_features import TextFeatures, of_the_plan, read_text
from answering.scoring.verdict_chances import verdict_chances
from domain import CriterionState, DocumentKind, PieceKind, Verdict
from indicator_queries.schema import Criterion, Indicator
from languages import Language

ESTABLISHED, DENIED = 0, 1
"""Columns of what :attr:`ScorerWeights.sentence` gives."""

_LIKEST = "likest"

#: Chance from which a sentence is taken to say what it most likely says.
LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence for a criterion; ``row`` is its index in the table.

    ``announces`` and ``others`` tell why a sentence near the subject carries nothing; ``by_rule`` that the cue phrases
    and all that the criterion wants are there.
    """

    row: int
    established: float
    denied: float
    by_rule: bool
    takes_back: bool
    announces: bool
    intends: bool
    others: bool


@dataclass(frozen=True, slots=True)
class ScoredCriterion:
    """A criterion in a document: the chance that it is established, and the sentences looked at, likeliest first.

    ``known`` tells whether labelled examples of it were there to learn from.
    """

    key: str
    chance: float
    sentences: tuple[JudgedSentence, ...]
    known: bool

    @property
    def carrying(self) -> tuple[JudgedSentence, ...]:
        """The sentences that likely establish it."""
        return tuple(one for one in self.sentences if one.established > LIKELY)

    @property
    def denying(self) -> tuple[JudgedSentence, ...]:
        """The sentences that likely deny it, likeliest first."""
        found = [one for one in self.sentences if one.denied > LIKELY and one.takes_back]
        return tuple(sorted(found, key=lambda one: -one.denied))

    @property
    def state(self) -> CriterionState:
        """The state that is likeliest, for people to read."""
        if self.chance > LIKELY:
            return CriterionState.ESTABLISHED
        if self.denying:
            return CriterionState.DENIED
        near = [one for one in self.sentences[:_NEAR] if one.established > _TOUCHES]
        if any(one.announces for one in near):
            return CriterionState.ANNOUNCED
        if any(one.others for one in near):
            return CriterionState.QUOTED
        return CriterionState.ABSENT


#: Sentences that tell why a criterion is not established, and the chance from which they are near the subject.
_NEAR, _TOUCHES = 5, 0.25


@dataclass(frozen=True, slots=True)
class ScoredIndicator:
    """An indicator in a document: its criteria, and the chance of each verdict."""

    criteria: tuple[ScoredCriterion, ...]
    chances: Mapping[Verdict, float]

    @property
    def verdict(self) -> Verdict:
        """The likeliest verdict."""
        return max(self.chances, key=lambda verdict: self.chances[verdict])

    @property
    def chance(self) -> float:
        """The chance of the likeliest verdict."""
        return self.chances[self.verdict]

    @property
    def known(self) -> bool:
        """Whether every criterion had labelled examples to learn from."""
        return all(criterion.known for criterion in self.criteria)


@dataclass(frozen=True, slots=True)
class ReadCriterion:
    """What was read of the sentences looked at for a criterion; arrays follow ``texts.rows``."""

    texts: TextFeatures
    own: Scores
    meets: Mask
    denies: Mask

    @property
    def topical(self) -> Mask:
        """The sentences that bear the words of the subject, themselves or by their titles."""
        found: Mask = self.own[:, CRITERION_FEATURES.index("topic")] > 0
        return found

    def features(self, likeness: Scores) -> Scores:
        """The features of the sentences, given how much each resembles labelled evidence."""
        return sentence_features(self.own, self.texts, likeness)


def read_criterion(
    table: EvidenceTable, indicator: Indicator, criterion: Criterion, language: Language, more: Iterable[int] = ()
) -> ReadCriterion:
    """Read the sentences to look at for a criterion; ``more`` are rows read besides, to learn from."""
    rows: NDArray[np.int64] = candidates(table, criterion.key, of_the_plan(table, language))
    extra = np.array(sorted(set(more)), dtype=np.int64)
    texts = read_text(table, np.union1d(rows, extra).astype(np.int64), language)
    own = criterion_features(table, texts, indicator, criterion)
    return ReadCriterion(texts, own, *meets_by_rule(own, texts, criterion))


class Scorer:
    """Judges indicators with trained weights."""

    def __init__(self, weights: ScorerWeights, language: Language):
        self.weights = weights
        self._language = language

    def judge(
        self,
        table: EvidenceTable,
        indicator: Indicator,
        *,
        kinds: Iterable[PieceKind] = (),
        document_kind: DocumentKind | None = None,
    ) -> ScoredIndicator:
        """Judge an indicator that has criteria and a rule.

        Args:
            table: The sentences of the document for this indicator.
            indicator: A line of the grid.
            kinds: Kinds of the document's pieces, none when they are not known.
            document_kind: Kind of the document, None when it is not known.
        """
        criteria = []
        for criterion in indicator.rubric.criteria:
            read = read_criterion(table, indicator, criterion, self._language)
            criteria.append(self.criterion(table, read, criterion, f"{indicator.code}/{criterion.key}"))
        chances = verdict_chances(
            indicator.rubric,
            {one.key: one.chance for one in criteria},
            tuple(kinds),
            document_kind,
            denied=any(one.state is CriterionState.DENIED for one in criteria),
        )
        return ScoredIndicator(tuple(criteria), chances)

    def criterion(self, table: EvidenceTable, read: ReadCriterion, criterion: Criterion, key: str) -> ScoredCriterion:
        """Judge one criterion from what was read of its sentences; ``key`` is « indicator/criterion »."""
        weights, head = self.weights, self.weights.heads.get(key)
        chances, own = _judged(table, read, head, weights.sentence, weights.document)
        odds = [own]
        if (second := weights.second) is not None:
            odds.append(_judged(table, read, second.heads.get(key), second.sentence, second.document)[1])
        chance = mean_chance(odds)
        order = np.argsort(-chances[:, ESTABLISHED], kind="stable")
        others = others_speak(read.texts)
        sentences = tuple(
            JudgedSentence(
                int(read.texts.rows[at]),
                float(chances[at, ESTABLISHED]),
                float(chances[at, DENIED]),
                bool(read.meets[at]),
                bool(read.denies[at]),
                bool(read.texts.column("announced")[at] or read.texts.column("conditional")[at]),
                bool(read.texts.column("intention")[at] or read.texts.column("recommendation")[at]),
                bool(others[at]),
            )
            for at in order
            if read.texts.own[at]
        )
        return ScoredCriterion(criterion.key, chance, sentences, head is not None)


def _judged(
    table: EvidenceTable, read: ReadCriterion, head: Head | None, sentence: Linear, document: Linear
) -> tuple[Scores, float]:
    """What one judge says of a criterion.

    Returns:
        The chance of each sentence to establish, to deny, to do neither; shape (sentences, 3). The log-odds of the
        criterion by the set of its evidence.
    """
    rows, own = read.texts.rows, read.texts.own
    # Without a head likeness says nothing for or against: it is that of a usual sentence, and of a usual set.
    likeness = head.likeness(table.vectors[rows]) if head is not None else np.full(len(rows), sentence.mean[0])
    chances = sentence.chances(read.features(likeness))
    chances[~own] = (0.0, 0.0, 1.0)
    known = head is not None and bool(own.any())
    row = set_row(table, read, chances, float(likeness[own].max()) if known else 0.0)[:, set_columns(document.features)]
    if not known and _LIKEST in document.features:
        at = document.features.index(_LIKEST)
        row[:, at] = document.mean[at]
    return chances, float(document.log_odds(row)[0, 0])


def mean_chance(odds: Sequence[float]) -> float:
    """The chance of a criterion by the mean of the log-odds of its judges."""
    return float(chance_of(np.array(np.mean(odds))))


def set_row(table: EvidenceTable, read: ReadCriterion, chances: Scores, likest: float) -> Scores:
    """The features of the set of evidence of a criterion, as one row; shape (1, features)."""
    pages = [(table.sentences[row].piece, table.sentences[row].page) for row in read.texts.rows]
    established, denied = chances[:, ESTABLISHED], chances[:, DENIED]
    spoken = int((read.topical & read.texts.own).sum())
    made = set_features(established, denied, read.meets, read.denies, pages, likest=likest, spoken=spoken)
    return np.array([made])

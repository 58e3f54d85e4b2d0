"""Gold at the level of criteria: which state each criterion of a grid has in a document, and which sentences say so.

The gold of :mod:`evaluation.gold_cells` says the verdict of a cell; this one says why, sentence by sentence, near
misses included. What each state means is in docs/criterion-gold.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass

from domain import STRONGEST_FIRST, CriterionState
from evaluation.cell_results import PageText, is_verbatim

CriterionKey = tuple[str, str, str]
"""(document, indicator, criterion)."""


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence and its state for one criterion; ``absent`` is a near miss: near the subject, and not about it.

    ``page`` is the physical page, from 1, None for a piece without pages. ``doubtful``: another careful reader could
    decide otherwise.
    """

    piece: str
    page: int | None
    quote: str
    state: CriterionState
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class CriterionLabel:
    """A criterion in a document: its state, and the sentences that decide it or might mislead."""

    document: str
    indicator: str
    criterion: str
    state: CriterionState
    sentences: tuple[LabelledSentence, ...] = ()
    doubtful: bool = False
    annotator: str | None = None

    @property
    def key(self) -> CriterionKey:
        """Document, indicator and criterion."""
        return self.document, self.indicator, self.criterion

    def having(self, *states: CriterionState) -> tuple[LabelledSentence, ...]:
        """Its sentences of these states."""
        return tuple(sentence for sentence in self.sentences if sentence.state in states)


@dataclass(frozen=True, slots=True)
class CriterionGold:
    """All labels of one or several files; ``digest`` is the SHA-256 of what they say, whatever the order of rows."""

    labels: tuple[CriterionLabel, ...]
    digest: str

    @classmethod
    def of(cls, labels: Iterable[CriterionLabel]) -> CriterionGold:
        """The gold made of these labels."""
        kept = tuple(labels)
        said = sorted(
            repr((*label.key, label.state, label.doubtful, sorted(map(_plain, label.sentences)))) for label in kept
        )
        return cls(kept, hashlib.sha256("\n".join(said).encode()).hexdigest())

    @property
    def documents(self) -> tuple[str, ...]:
        """Slugs of the documents, in the order of the files."""
        return tuple(dict.fromkeys(label.document for label in self.labels))

    def by_key(self) -> dict[CriterionKey, CriterionLabel]:
        """The labels by (document, indicator, criterion)."""
        return {label.key: label for label in self.labels}

    def states_of(self, document: str, indicator: str) -> dict[str, CriterionState]:
        """The state of each criterion of an indicator that was labelled for a document."""
        return {
            label.criterion: label.state
            for label in self.labels
            if (label.document, label.indicator) == (document, indicator)
        }

    def without(self, documents: Sequence[str]) -> CriterionGold:
        """What is left when these documents are held out."""
        return CriterionGold.of(label for label in self.labels if label.document not in documents)


def strongest(states: Iterable[CriterionState]) -> CriterionState:
    """The state that sentences of these states give their criterion; ``absent`` when there is none."""
    return min(states, key=STRONGEST_FIRST.index, default=CriterionState.ABSENT)


def misquoted(gold: CriterionGold, page_text: PageText) -> list[tuple[CriterionKey, LabelledSentence]]:
    """The labelled sentences that do not stand word for word on the page they name (white space may differ)."""
    return [
        (label.key, sentence)
        for label in gold.labels
        for sentence in label.sentences
        if not is_verbatim(sentence.quote, page_text(label.document, sentence.piece, sentence.page))
    ]


@dataclass(frozen=True, slots=True)
class StateAgreement:
    """Two readings of the same criteria: how many, how many alike, Cohen's kappa, and the pairs seen differently."""

    n: int
    same: int
    kappa: float | None
    differing: tuple[tuple[CriterionKey, CriterionState, CriterionState], ...]


def state_agreement(
    left: Mapping[CriterionKey, CriterionState], right: Mapping[CriterionKey, CriterionState]
) -> StateAgreement:
    """Compare two readings over the criteria that both labelled; kappa is unweighted, None where it is undefined."""
    import numpy as np

    from evaluation.coefficients import kappas

    keys = [key for key in left if key in right]
    states = list(CriterionState)
    table = np.zeros((1, len(states), len(states)))
    for key in keys:
        table[0, states.index(left[key]), states.index(right[key])] += 1
    kappa = float(kappas(table, "none")[0]) if keys else np.nan
    differing = tuple((key, left[key], right[key]) for key in keys if left[key] is not right[key])
    return StateAgreement(len(keys), len(keys) - len(differing), None if np.isnan(kappa) else kappa, differing)


def _plain(sentence: LabelledSentence) -> tuple[str, ...]:
    return tuple(str(part) for part in astuple(sentence))

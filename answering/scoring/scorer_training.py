"""Training of the scorer on labelled sentences: heads, sentences, sets of evidence, each held out where it is used.

A weight that is learnt from a likeness must not see the likeness of a sentence to itself: the likeness of every
training row comes from heads that know nothing of its dossier. The set of evidence of a dossier is described by a
sentence model that knows nothing of that dossier either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answering.scoring.criterion_features import CRITERION_FEATURES, FEATURES
from answering.scoring.evidence_set import SET_FEATURES, WITHOUT_LIKENESS, set_columns, set_features
from answering.scoring.evidence_table import Mask, Scores, Vectors
from answering.scoring.scorer import DENIED, ESTABLISHED, LIKELY
from answering.scoring.scorer_weights import Head, Linear

#: Outcomes of a labelled sentence; UNLABELLED was looked at and nobody said what it is.
OTHER, UNLABELLED = 2, -1
#: Ridge of a head, in the scale of its kernel.
_RIDGE, _KERNEL = 1.0, 30.0
#: Inverse strength of the penalties.
_SENTENCE_C, _DOCUMENT_C, _SECOND_C = 0.03, 0.1, 0.3
#: What an unlabelled sentence counts as a near miss, beside a labelled one.
_MISS_WEIGHT = 0.5
#: Near misses taken of each criterion and dossier: the first ones, then one of two of those that follow.
_FIRST, _THEN = 20, 15
#: Fewest labelled sentences from which a head is made.
_LEAST = 2
#: Column of :attr:`LabelledEvidence.values` that tells sentences with the words of the subject.
_TOPIC = CRITERION_FEATURES.index("topic")


@dataclass(frozen=True, slots=True)
class LabelledEvidence:
    """What was read of a dossier for a criterion, with its labels; arrays follow each other, one row a sentence.

    Attributes:
        document: Slug of the dossier.
        key: « indicator/criterion ».
        established: Whether the criterion is established in the dossier, in part counting too.
        values: Features without the likeness; shape (sentences, features - 1).
        vectors: Meaning; shape (sentences, dimension).
        outcomes: ESTABLISHED, DENIED, OTHER or UNLABELLED.
        misses: Sentences nobody labelled, on pages that the reference has not: taken for near misses.
        order: The rank of each by its scores, from 0.
        own: Sentences that the plan may say.
        looked_at: Sentences that the scorer would look at; the others are there for their labels.
        meets: Those that meet the criterion by rule.
        denies: Those that take it back by rule.
        pages: Piece and page of each.
        rows: Their index in the document.
    """

    document: str
    key: str
    established: bool
    values: Scores
    vectors: Vectors
    outcomes: NDArray[np.int64]
    misses: Mask
    order: NDArray[np.int64]
    own: Mask
    looked_at: Mask
    meets: Mask
    denies: Mask
    pages: tuple[tuple[str, int | None], ...]
    rows: NDArray[np.int64]

    @property
    def near_misses(self) -> NDArray[np.int64]:
        """The unlabelled sentences taken for near misses."""
        ranked = np.flatnonzero(self.misses)[np.argsort(self.order[self.misses], kind="stable")]
        return np.concatenate([ranked[:_FIRST], ranked[_FIRST::2][:_THEN]])


def fit_head(vectors: Vectors, evidence: Mask) -> Head:
    """A direction that tells evidence (+1) from the rest (-1): ridge regression, both sides weighing the same."""
    centre = vectors.mean(axis=0, dtype=np.float64)
    centred = vectors - centre
    wanted = np.where(evidence, 1.0, -1.0)
    weights = np.where(evidence, 0.5 / evidence.sum(), 0.5 / (~evidence).sum()) * len(wanted)
    bias = float((weights * wanted).sum() / weights.sum())
    kernel = _KERNEL * (centred @ centred.T) + _RIDGE * np.diag(1 / weights)
    direction = _KERNEL * (centred.T @ np.linalg.solve(kernel, wanted - bias))
    return Head(direction.astype(np.float32), float(bias - centre @ direction))


@dataclass(frozen=True, slots=True)
class WrittenSentences:
    """Sentences written for criteria, whose meaning was made of each alone.

    Attributes:
        keys: « indicator/criterion » of each.
        vectors: Their meaning; shape (sentences, dimension).
        evidence: Those that establish the criterion, in part counting too.
    """

    keys: tuple[str, ...]
    vectors: Vectors
    evidence: Mask

    def around(self, centre: Vectors) -> WrittenSentences:
        """The same, moved so that their mean is that of the sentences of dossiers.

        A sentence of a dossier has its meaning with its neighbours; a difference that all sentences share must not
        tell who wrote one.
        """
        moved = self.vectors - self.vectors.mean(axis=0) + centre
        moved /= np.linalg.norm(moved, axis=1, keepdims=True)
        return WrittenSentences(self.keys, moved.astype(np.float32), self.evidence)


def fit_heads(evidence: Iterable[LabelledEvidence], written: WrittenSentences | None = None) -> dict[str, Head]:
    """The head of each criterion that has evidence, from these dossiers and what was written beside them."""
    by_key: dict[str, list[LabelledEvidence]] = {}
    for one in evidence:
        by_key.setdefault(one.key, []).append(one)
    if written is not None and by_key:
        every = [one.vectors for records in by_key.values() for one in records]
        centre = np.concatenate(every).mean(axis=0, dtype=np.float64)
        written = written.around(centre.astype(np.float32))
    heads = {}
    for key, records in by_key.items():
        chosen = [(one, np.union1d(np.flatnonzero(one.outcomes >= 0), one.near_misses)) for one in records]
        vectors = np.concatenate([one.vectors[rows] for one, rows in chosen])
        good = np.concatenate([(one.outcomes[rows] == ESTABLISHED) & one.own[rows] for one, rows in chosen])
        if written is not None:
            own = np.array([other == key for other in written.keys], dtype=np.bool_)
            vectors = np.concatenate([vectors, written.vectors[own]])
            good = np.concatenate([good, written.evidence[own]])
        if good.sum() >= _LEAST and not good.all():
            heads[key] = fit_head(vectors, good)
    return heads


def features_of(one: LabelledEvidence, heads: Mapping[str, Head], without: float = 0.0) -> Scores:
    """All features of the sentences of a record; ``without`` is the likeness where there is no head."""
    head = heads.get(one.key)
    likeness = head.likeness(one.vectors) if head else np.full(len(one.outcomes), without)
    return np.column_stack([likeness, one.values])


class HeadsHeldOut:
    """Heads made without some dossiers, each set of dossiers once."""

    def __init__(self, evidence: Sequence[LabelledEvidence], written: WrittenSentences | None = None):
        self._evidence = evidence
        self._written = written
        self._made: dict[frozenset[str], dict[str, Head]] = {}

    def without(self, documents: Collection[str]) -> dict[str, Head]:
        """The heads that know nothing of these dossiers."""
        left_out = frozenset(documents)
        if left_out not in self._made:
            kept = (one for one in self._evidence if one.document not in left_out)
            self._made[left_out] = fit_heads(kept, self._written)
        return self._made[left_out]


@dataclass(frozen=True, slots=True)
class SentenceRows:
    """Labelled sentences as a regression sees them.

    Attributes:
        thousandths: Features in thousandths; shape (rows, features).
        outcomes: ESTABLISHED, DENIED or OTHER.
        weights: What each row counts.
    """

    thousandths: NDArray[np.int16]
    outcomes: NDArray[np.int64]
    weights: Scores

    def fit(self) -> Linear:
        """What a sentence says of a criterion."""
        return fit_linear(FEATURES, self.thousandths / 1000, self.outcomes, self.weights, penalty=_SENTENCE_C)


def sentence_rows(
    evidence: Sequence[LabelledEvidence], heads: HeadsHeldOut, left_out: Collection[str] = ()
) -> SentenceRows:
    """The labels of all dossiers but those left out.

    Args:
        evidence: All records.
        heads: Makes heads; the likeness of a row comes from heads without its dossier and those of ``left_out``.
        left_out: Dossiers that nothing may be learnt from.
    """
    rows, outcomes, weights = [], [], []
    for one in evidence:
        if one.document in left_out:
            continue
        features = features_of(one, heads.without({one.document, *left_out}))
        labelled, misses = np.flatnonzero((one.outcomes >= 0) & one.own), one.near_misses
        rows += [features[labelled], features[misses]]
        outcomes += [one.outcomes[labelled], np.full(len(misses), OTHER)]
        weights += [np.ones(len(labelled)), np.full(len(misses), _MISS_WEIGHT)]
    thousandths = np.clip(np.round(np.concatenate(rows) * 1000), -32_000, 32_000).astype(np.int16)
    return SentenceRows(thousandths, np.concatenate(outcomes), np.concatenate(weights))


def set_of(one: LabelledEvidence, sentences: Linear, heads: Mapping[str, Head]) -> list[float]:
    """The features of the set of evidence of a record, by a sentence model and heads that do not know its dossier."""
    chances = chances_of(one, sentences, heads)
    at = np.flatnonzero(one.looked_at)
    own = np.flatnonzero(one.looked_at & one.own)
    head = heads.get(one.key)
    return set_features(
        chances[at, ESTABLISHED],
        chances[at, DENIED],
        one.meets[at],
        one.denies[at],
        [one.pages[row] for row in at],
        likest=float(head.likeness(one.vectors[own]).max()) if head is not None and len(own) else 0.0,
        spoken=int((one.values[own, _TOPIC] > 0).sum()),
    )


def chances_of(one: LabelledEvidence, sentences: Linear, heads: Mapping[str, Head]) -> Scores:
    """What each sentence of a record says; shape (sentences, 3)."""
    chances = sentences.chances(features_of(one, heads, without=float(sentences.mean[0])))
    chances[~one.own] = (0.0, 0.0, 1.0)
    return chances


def takes_back(one: LabelledEvidence, sentences: Linear, heads: Mapping[str, Head]) -> bool:
    """Whether a sentence of a record likely denies its criterion, as a scorer shows it."""
    chances = chances_of(one, sentences, heads)
    return bool((one.looked_at & one.own & one.denies & (chances[:, DENIED] > LIKELY)).any())


def fit_documents(sets: Sequence[Sequence[float]], established: Sequence[bool], *, second: bool = False) -> Linear:
    """Whether a criterion is established, from the sets of evidence of dossiers that their sentence models left out."""
    names = WITHOUT_LIKENESS if second else SET_FEATURES
    return fit_linear(
        names,
        np.array(sets)[:, set_columns(names)],
        np.array(established, dtype=np.int64),
        np.ones(len(established)),
        penalty=_SECOND_C if second else _DOCUMENT_C,
    )


def fit_linear(
    features: tuple[str, ...], rows: Scores, outcomes: NDArray[np.int64], weights: Scores, *, penalty: float
) -> Linear:
    """A penalised logistic regression over scaled features."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    fitted = LogisticRegression(C=penalty, max_iter=500).fit((rows - mean) / scale, outcomes, sample_weight=weights)
    return Linear(features, mean, scale, fitted.coef_, fitted.intercept_)

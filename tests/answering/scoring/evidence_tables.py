"""A table of invented sentences, as retrieval would give it, without an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answering.scoring.criterion_features import FEATURES
from answering.scoring.evidence_set import SET_FEATURES
from answering.scoring.scorer_weights import Linear, ScorerWeights, TrainedOn
from answering.scoring.thresholds import SureFrom
from domain import PieceKind, Query, StoredSentence
from domain.cue_phrases import CuePhrases
from indicator_queries.schema import Indicator
from languages.entries.french_language import LANGUAGE as FRENCH

KINDS = {"rapport": PieceKind.RAPPORT_PRESENTATION, "reglement": PieceKind.REGLEMENT, "avis_mrae": PieceKind.AVIS}


@dataclass(frozen=True, slots=True)
class Table:
    """Implements :class:`answering.scoring.evidence_table.EvidenceTable`."""

    sentences: tuple[StoredSentence, ...]
    headings: tuple[tuple[str, ...], ...]
    kinds: tuple[PieceKind, ...]
    twins: tuple[tuple[int, ...], ...]
    vectors: NDArray[np.float32]
    passages: NDArray[np.float64]
    total: NDArray[np.float64]
    facets: NDArray[np.float64]
    shares: NDArray[np.float64]
    near: NDArray[np.float64]
    cosines: NDArray[np.float64]
    keys: tuple[str, ...]


def table_of(texts: Mapping[str, Sequence[str]], indicator: Indicator) -> Table:
    """The sentences, scored by their cue phrases alone; one page a piece."""
    sentences, kinds = [], []
    for piece, lines in texts.items():
        start = 0
        for position, text in enumerate(lines):
            sentences.append(StoredSentence("doc", piece, 1, 1, None, position, start, start + len(text), text))
            kinds.append(KINDS.get(piece, PieceKind.AUTRE))
            start += len(text) + 1
    criteria = indicator.rubric.criteria
    shares = np.array(
        [
            [float(CuePhrases(one.cue_phrases).borne_by(FRENCH.words.cues.read(each.text))) for each in sentences]
            for one in criteria
        ]
    )
    count = len(sentences)
    return Table(
        sentences=tuple(sentences),
        headings=((),) * count,
        kinds=tuple(kinds),
        twins=tuple((row,) for row in range(count)),
        vectors=np.zeros((count, 4), dtype=np.float32),
        passages=np.zeros(count),
        total=shares.max(axis=0),
        facets=shares,
        shares=shares,
        near=np.zeros((count, len(criteria) + 1)),
        cosines=np.zeros((count, len(criteria) + 1)),
        keys=tuple(one.key for one in criteria),
    )


class Tables:
    """Implements :class:`answering.scoring.evidence_table.TableSource` for one document."""

    def __init__(self, texts: Mapping[str, Sequence[str]], indicator: Indicator):
        self._table = table_of(texts, indicator)

    def sentence_table(self, document: str, queries: Sequence[Query], *, kinds: Sequence[PieceKind] = ()) -> Table:
        return self._table


def linear(names: Sequence[str], intercepts: Sequence[float], *rows: Mapping[str, float]) -> Linear:
    """A regression of which only the named coefficients are not zero."""
    coefficients = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    return Linear(tuple(names), np.zeros(len(names)), np.ones(len(names)), coefficients, np.array(intercepts))


def weights(*, sure: float = 0.7) -> ScorerWeights:
    """Cue phrases make evidence, a negation a denial; a sentence that meets a criterion by rule establishes it."""
    return ScorerWeights(
        trained=TrainedOn("2026-01-01", "essai 1", (), 0, "étiquettes"),
        space="essai@1",
        sentence=linear(
            FEATURES,
            (-2.0, -4.0, 0.0),
            {"bears": 5.0, "negation": -6.0, "absent": -6.0},
            {"bears": 2.0, "negation": 7.0, "absent": 7.0},
            {},
        ),
        document=linear(SET_FEATURES, (-2.5,), {"some_by_rule": 5.0}),
        heads={},
        sure=SureFrom(sure, sure),
    )

"""How likely a sentence is to answer a question: a softmax over features that a person can read.

The share of the theme that a sentence says and its nearness in meaning tell different things: « il tombe 598 mm de
précipitations » says no word of « quelle quantité de pluie ». Neither is enough; the weights are learnt from the
questions of the set that may be read (``python -m benchmarks.question_ranking``) and stored beside this file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from answering.questions.asked_measures import gives
from answering.questions.statements import Statement
from answering.scoring.evidence_table import Mask, Scores, TableSource
from answering.scoring.scorer_weights import Linear
from answering.sentence_context import Place
from domain import BINDING, PieceKind, Query
from domain.sentence_features import Modality, Presence
from french.permission import read_permission
from french.question_analysis import Asked, Coverage
from languages import Language

WEIGHTS = "statement_weights.json"
#: The features, in the order of :func:`features`.
FEATURES = (
    "share of the theme",
    "share in its own words",
    "share in what stands above",
    "share with related words",
    "share in its own words with related ones",
    "nearness",
    "score of retrieval",
    "nearness below the best",
    "rank of its passage",
    "rank among sentences",
    "has the number wanted",
    "lacks the number wanted",
    "fits the scope",
    "row of a table",
    "length",
    "prescribes",
    "denies",
    "allows or forbids",
    "binding piece",
)
_LACKS = FEATURES.index("lacks the number wanted")
#: Ranks are counted from here.
_FROM = 8
#: What a sentence that was not ranked is taken for.
_FAR = 10_000
#: Sentences, best first, that are looked at as the answer: nothing farther down is one.
LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class Nearness:
    """What retrieval knows of a sentence.

    ``near`` is its nearness in meaning in standard deviations, ``cosine`` the same as it is, ``total`` its score,
    ``rank`` its rank.
    """

    near: float
    cosine: float
    total: float
    rank: int


UNKNOWN = Nearness(0.0, 0.7, -3.0, _FAR)


@dataclass(frozen=True, slots=True)
class StatementWeights:
    """The learnt weights."""

    linear: Linear

    def log_odds(self, values: Scores) -> Scores:
        """The log-odds that each sentence answers; shape (sentences, features) -> (sentences,)."""
        alone: Scores = self.linear.log_odds(values)[:, 0]
        return alone

    @classmethod
    def read(cls, text: str) -> StatementWeights:
        """Read what ``benchmarks.question_ranking`` wrote."""
        stored = json.loads(text)
        return cls(Linear.from_json(stored))


@cache
def statement_weights() -> StatementWeights | None:
    """The weights that come with the package; None where there are none."""
    return weights_in(WEIGHTS)


def weights_in(name: str) -> StatementWeights | None:
    """The weights of a file of this package; None where it is not there."""
    file = files(__package__) / name
    return StatementWeights.read(file.read_text(encoding="utf-8")) if file.is_file() else None


def nearness_of(
    tables: TableSource, document: str, queries: Sequence[Query], *, without: Collection[PieceKind] = ()
) -> dict[Place, Nearness]:
    """What retrieval knows of each sentence of a document, those of some kinds of piece left out."""
    table = tables.sentence_table(document, queries)
    if not table.near.shape[1]:
        return {}
    near, cosine = table.near.mean(axis=1), table.cosines.max(axis=1)
    rank = np.argsort(np.argsort(-table.total, kind="stable"), kind="stable")
    return {
        one.place: Nearness(float(near[i]), float(cosine[i]), float(table.total[i]), int(rank[i]))
        for i, one in enumerate(table.sentences)
        if table.kinds[i] not in without
    }


def features(
    statements: Sequence[Statement],
    near: Mapping[Place, Nearness],
    asked: Asked,
    coverage: Coverage,
    language: Language,
) -> Scores:
    """The features of sentences; shape (sentences, features)."""
    found = [near.get(one.sentence.place, UNKNOWN) for one in statements]
    nearest = max((one.cosine for one in found), default=0.0)
    wants = bool(asked.dimensions or asked.when)
    rows = []
    for one, place in zip(statements, found, strict=True):
        given = gives(one, asked, coverage, language)
        above = " ".join(one.above)
        rows.append(
            (
                one.share,
                coverage.of(one.text),
                coverage.of(above),
                coverage.related_of(one.text, above),
                coverage.related_of(one.text),
                place.near,
                place.total,
                place.cosine - nearest,
                1 / (_FROM + one.rank),
                1 / (_FROM + place.rank),
                given and wants,
                not given and wants,
                int(one.fit),
                one.sentence.row is not None,
                math.log(len(one.text.split()) + 1),
                language.sentences.modality(one.text) is Modality.PRESCRIPTION,
                language.sentences.presence(one.text) is Presence.ABSENT,
                read_permission(one.text) is not None,
                one.placed.passage.piece_kind in BINDING,
            )
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Statements as they were ranked.

    Attributes:
        statements: The statements.
        values: The features of their ranking; shape (statements, features).
        odds: The log-odds of their ranking; shape (statements,).
        may: Which of them may answer at all: no title, none that lacks the number asked for; shape (statements,).
    """

    statements: Sequence[Statement]
    values: Scores
    odds: Scores
    may: Mask

    @property
    def best(self) -> list[int]:
        """The statements looked at, best first."""
        order = np.argsort(-self.odds, kind="stable")
        return [int(one) for one in order if self.may[one]][:LOOKED_AT]


def ranked_statements(
    statements: Sequence[Statement],
    near: Mapping[Place, Nearness],
    asked: Asked,
    coverage: Coverage,
    language: Language,
    weights: StatementWeights,
) -> Ranking:
    """The statements with the log-odds of their ranking; a title or what lacks the number asked for may not answer."""
    values = features(statements, near, asked, coverage, language)
    titles = np.array([one.heading for one in statements], dtype=bool)
    return Ranking(statements, values, weights.log_odds(values), ~titles & (values[:, _LACKS] == 0))


def with_chances(ranking: Ranking, right: Mapping[int, float]) -> list[Statement]:
    """The statements of a ranking with their log-odds, and with those of being right less what an answer needs.

    Args:
        ranking: The statements.
        right: The log-odds of being right, by the number of a statement; of the others nothing is known.
    """
    return [
        replace(one, chance=float(ranking.odds[number]), right=right.get(number))
        for number, one in enumerate(ranking.statements)
    ]

"""The kind of a question as questions of all forms taught it: log-odds of its small words, added up by kind.

The rules of :mod:`french.question_kinds` know the forms that they were written for; what they say is one feature among
the words of the question. Weights are learnt by ``python -m benchmarks.kind_training`` and stored as data.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from domain.understood_questions import QuestionKind, QuestionScope
from french.document_facts import facts_asked, is_made_by_others
from french.kind_features import kind_features
from french.question_scope import piece_words

WEIGHTS = "question_kinds.json"
#: Kinds that the words of a question do not tell apart: whether a number is wanted does, which the rules read.
VALUE_OR_RULE = "value or rule"


@dataclass(frozen=True, slots=True)
class KindWeights:
    """The weights: what a kind starts from, and what each feature gives to each kind, in the order of ``kinds``."""

    kinds: tuple[str, ...]
    starts: tuple[float, ...]
    features: dict[str, tuple[float, ...]]

    def log_odds(self, found: frozenset[str]) -> dict[str, float]:
        """The log-odds of each kind, up to what they have in common."""
        known = [weights for one in sorted(found) if (weights := self.features.get(one)) is not None]
        sums = [start + sum(weights[number] for weights in known) for number, start in enumerate(self.starts)]
        return dict(zip(self.kinds, sums, strict=True))


@cache
def kind_weights() -> KindWeights | None:
    """The weights that come with the package; None where there are none."""
    file = files(__package__) / "data" / WEIGHTS
    if not file.is_file():
        return None
    stored = json.loads(file.read_text(encoding="utf-8"))
    return KindWeights(
        tuple(stored["kinds"]),
        tuple(stored["starts"]),
        {name: tuple(weights) for name, weights in stored["features"].items()},
    )


def group_of(kind: QuestionKind) -> str:
    """The name under which the weights know a kind."""
    return VALUE_OR_RULE if kind in (QuestionKind.VALUE, QuestionKind.RULE) else kind.value


def likeliest_kind(
    question: str, scope: QuestionScope, ruled: QuestionKind, amount: Callable[[], bool]
) -> QuestionKind:
    """The kind that a question most likely wants.

    Args:
        question: The question, said whole.
        scope: Where it looks.
        ruled: What the rules take it for.
        amount: Whether it asks for a number, a date or a measure; asked where the rules took it for another kind.
    """
    weights = kind_weights()
    own = group_of(ruled)
    if weights is None or own not in weights.kinds:
        return ruled
    odds = weights.log_odds(kind_features(question, scope, ruled))
    told = (facts_asked(question) or piece_words(question)) and not is_made_by_others(question)
    if ruled is not QuestionKind.DOCUMENT and not told:
        odds.pop(QuestionKind.DOCUMENT.value, None)  # nothing that the record of a dossier tells
    best = max(odds, key=lambda name: (odds[name], name == own))  # of equal ones that of the rules
    if best == own:
        return ruled
    if best == VALUE_OR_RULE:
        return QuestionKind.VALUE if amount() else QuestionKind.RULE
    return QuestionKind(best)

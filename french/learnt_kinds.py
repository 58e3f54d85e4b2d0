"""The kind of a question as questions of all forms taught it: log-odds of its small words, added up by kind.

The rules of :mod:`french.question_kinds` know the forms that they were written for; what they say is one feature among
the words of the question. Where the embedding model is at hand, the vector of the question weighs too: it knows what
unknown words mean. Weights are learnt by ``python -m benchmarks.kind_training`` and stored as data, of words alone and
of words with the vector.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from domain.understood_questions import QuestionKind, QuestionScope
from french.document_facts import asks_of_another_thing, facts_asked, is_made_by_others
from french.kind_features import kind_features
from french.question_scope import piece_words

#: Weights of words alone, and of words with the vector of the question.
WEIGHTS, WEIGHTS_WITH_MEANING = "question_kinds.json", "question_kinds_with_meaning.json"
#: Kinds that the words of a question do not tell apart: whether a number is wanted does, which the rules read.
VALUE_OR_RULE = "value or rule"


#: Gives the vector of a question, of length 1, in the space of the embedding model that the weights were learnt with.
Meaning = Callable[[str], Sequence[float]]


@dataclass(frozen=True, slots=True)
class KindWeights:
    """The weights: what a kind starts from, and what each feature gives to each kind, in the order of ``kinds``.

    ``meaning`` has a row a kind, as long as a vector of the embedding model; empty where words alone are weighed.
    """

    kinds: tuple[str, ...]
    starts: tuple[float, ...]
    features: dict[str, tuple[float, ...]]
    meaning: tuple[tuple[float, ...], ...] = ()

    def log_odds(self, found: frozenset[str], vector: Sequence[float] = ()) -> dict[str, float]:
        """The log-odds of each kind, up to what they have in common.

        Raises:
            ValueError: the vector is not of the length of the weights.
        """
        known = [weights for one in sorted(found) if (weights := self.features.get(one)) is not None]
        sums = [start + sum(weights[number] for weights in known) for number, start in enumerate(self.starts)]
        for number, row in enumerate(self.meaning):
            sums[number] += sum(weight * part for weight, part in zip(row, vector, strict=True))
        return dict(zip(self.kinds, sums, strict=True))


@lru_cache(maxsize=2)
def kind_weights(*, with_meaning: bool) -> KindWeights | None:
    """The weights that come with the package, of words with the vector or of words alone; None where there are none."""
    file = files(__package__) / "data" / (WEIGHTS_WITH_MEANING if with_meaning else WEIGHTS)
    if not file.is_file():
        return None
    stored = json.loads(file.read_text(encoding="utf-8"))
    return KindWeights(
        tuple(stored["kinds"]),
        tuple(stored["starts"]),
        {name: tuple(weights) for name, weights in stored["features"].items()},
        tuple(map(tuple, stored.get("meaning", ()))),
    )


def group_of(kind: QuestionKind) -> str:
    """The name under which the weights know a kind."""
    return VALUE_OR_RULE if kind in (QuestionKind.VALUE, QuestionKind.RULE) else kind.value


def likeliest_kind(
    question: str,
    scope: QuestionScope,
    ruled: QuestionKind,
    amount: Callable[[], bool],
    vector: Sequence[float] = (),
) -> QuestionKind:
    """The kind that a question most likely wants.

    Args:
        question: The question, said whole.
        scope: Where it looks.
        ruled: What the rules take it for.
        amount: Whether it asks for a number, a date or a measure; asked where the rules took it for another kind.
        vector: Its vector; empty where no embedding model is at hand.
    """
    weights = kind_weights(with_meaning=len(vector) > 0)
    own = group_of(ruled)
    if weights is None or own not in weights.kinds:
        return ruled
    odds = weights.log_odds(kind_features(question, scope, ruled), vector)
    if ruled is not QuestionKind.DOCUMENT and not _asks_of_the_record(question):
        odds.pop(QuestionKind.DOCUMENT.value, None)  # nothing that the record of a dossier tells
    best = max(odds, key=lambda name: (odds[name], name == own))  # of equal ones that of the rules
    if best == own:
        return ruled
    if best == VALUE_OR_RULE:
        return QuestionKind.VALUE if amount() else QuestionKind.RULE
    return QuestionKind(best)


def _asks_of_the_record(question: str) -> bool:
    """Whether a question names a piece, or a fact of the dossier that no others make."""
    named = bool(piece_words(question)) or (bool(facts_asked(question)) and not asks_of_another_thing(question))
    return named and not is_made_by_others(question)

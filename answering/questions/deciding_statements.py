"""Which statements decide a yes or no: those that take a stand on it come before those that only speak of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answering.questions.carried_scope import Fit
from answering.questions.composition import ALONE, ENOUGH, QuestionMaterial
from answering.questions.statements import Statement
from domain import BINDING
from domain.row_text import cells
from french.content_words import content_words
from french.permission import read_cell, read_permission
from french.yes_no_questions import (
    asks_of_all,
    asks_whether_there_is,
    decides,
    is_of_another_act,
    lets_some_off,
    says_there_is_none,
    side_of,
)

#: By how little the log-odds of what decides may be lower than the best, and of what says that there is none.
_ABOUT_AS_LIKELY, _DENIES_STILL = 0.8, 2.0
#: What a sentence that forbids, allows or obliges gains over one that only tells, and a piece that binds over others.
_STANCE, _BINDS = 0.2, 0.1
#: From which log-odds, and how far ahead of the next, a sentence that takes a side is given whatever words it lacks.
_LIKELY, _AHEAD = 3.0, 1.0
#: The statements, most likely first, among which one is looked for that takes the other side.
_LOOKED_AT = 10


def deciding_first(material: QuestionMaterial, own: Sequence[Statement]) -> list[Statement]:
    """Statements with those first that decide, among those about as likely to answer; what other acts say last.

    A question about all is decided by whom a rule lets off, one that asks whether there is something by the sentence
    that says that there is none.
    """
    if any(one.chance is None for one in own):
        return sorted(own, key=lambda one: (-_worth(one), -one.fit, one.rank, one.place))
    question = material.understood.text
    every = asks_of_all(question)
    best = max((one.chance or 0.0 for one in own if not is_of_another_act(one.text)), default=0.0)

    def order(one: Statement) -> tuple[bool, bool, bool, bool, float, float]:
        chance = one.chance or 0.0
        near = chance >= best - _ABOUT_AS_LIKELY
        itself = round(material.coverage.of(one.text), 1)  # what it says itself, and not what stands above it
        likely = every or chance >= best - _DENIES_STILL
        against = _is_against(question, one) and likely and one.share >= ALONE and itself >= ENOUGH
        deciding = against or (near and (bool(one.cell) or (itself > 0 and decides(question, one.text))))
        none = every and says_there_is_none(one.text)
        return (
            is_of_another_act(one.text),
            not (against and none),
            not against,
            not deciding,
            -itself if deciding else 0.0,
            -chance,
        )

    return sorted(own, key=order)


def with_undisputed(question: str, statements: Sequence[Statement]) -> list[Statement]:
    """Statements with the most likely one given where it takes a side, far ahead, and none takes the other side.

    So is the cell of the zone asked in a row that names nothing but what is asked (« Hôtels : admis »), and, where all
    of some are asked about, a likely sentence about them that lets one off: one is enough, however many others differ.

    A yes or no is often said in few words of the question (« La mutualisation n'est pas admise »), and what is learnt
    of numbers asks for more. That another sentence says as much of the theme and takes the other side speaks against.
    Measured on the written questions that are asked as a yes or no (docs/benchmarks.md).
    """
    statements = [replace(one, right=0.0) if _is_cell_asked(question, one) else one for one in statements]
    if asks_of_all(question):
        statements = [replace(one, right=0.0) if _is_counterexample(one) else one for one in statements]
    known = sorted((one for one in statements if one.chance is not None), key=lambda one: -(one.chance or 0.0))
    if not known or known[0].right is None or known[0].stands:
        return list(statements)
    first, others = known[0], known[1:_LOOKED_AT]
    side, chance = side_of(first.text), first.chance or 0.0
    ahead = not others or chance - (others[0].chance or 0.0) >= _AHEAD
    if side is None or chance < _LIKELY or not ahead:
        return list(statements)
    if any(one.share >= first.share and side_of(one.text) is (not side) for one in others):
        return list(statements)
    return [replace(one, right=0.0) if one is first else one for one in statements]


def given_with_the_best(own: Sequence[Statement]) -> list[Statement]:
    """Statements whose first is given where any of them is: what decides is chosen among those that may answer."""
    known = [one.right for one in own if one.right is not None]
    return [replace(own[0], right=max(known)), *own[1:]] if known else list(own)


def with_general_rules(material: QuestionMaterial, own: Sequence[Statement]) -> list[Statement]:
    """Where no sentence about the place asked decides, the rules that name no place: they hold there too."""
    question, places = material.understood.text, material.understood.scope.places
    if not places or any(one.fit is not Fit.GENERAL and decides(question, one.text) for one in own):
        return list(own)
    if any(one.stands for one in own):
        return list(own)
    theme = material.coverage.without(content_words(" ".join(places)))
    general = [
        replace(one, share=theme.of(one.text, " ".join(one.above)))
        for one in material.statements
        if one.fit is Fit.GENERAL and one.placed.passage.piece_kind in BINDING and decides(question, one.text)
    ]
    return [one for one in general if one.share >= ALONE] or list(own)


def _is_against(question: str, one: Statement) -> bool:
    """Whether a statement answers « no » to a question about all, or about whether there is something."""
    if asks_of_all(question):
        return lets_some_off(one.text)
    return asks_whether_there_is(question) and says_there_is_none(one.text)


def _is_counterexample(one: Statement) -> bool:
    """Whether a sentence likely about what is asked of all lets some off."""
    known = one.right is not None and not one.stands and one.chance is not None
    return known and (one.chance or 0.0) >= _LIKELY and one.share >= ALONE and lets_some_off(one.text)


def _is_cell_asked(question: str, one: Statement) -> bool:
    """Whether a cell says what a zone admits, in a row whose names are all in the question."""
    if not one.cell or one.right is None or one.stands or read_cell(one.cell) is None:
        return False
    named = content_words(" ".join(value for _, value in cells(one.text) if value != one.cell))
    return bool(named) and named <= content_words(question)


def _worth(one: Statement) -> float:
    tells = one.cell or read_permission(one.text) is not None  # the cell of a zone says what is admitted there
    binds = one.placed.passage.piece_kind in BINDING
    return one.share + (_STANCE if tells else 0.0) + (_BINDS if binds else 0.0)

"""A value: the number with its unit that belongs to the thing asked, in the scope asked."""

from __future__ import annotations

from answering.questions.around import answering_in_scope, exceptions_of, general_rules, next_to, no_less_binding
from answering.questions.carried_scope import Fit
from answering.questions.composition import (
    ALONE,
    AnswerKind,
    Composition,
    DraftLine,
    QuestionMaterial,
    answer_line,
    line_of,
)
from answering.questions.statements import Statement
from domain import LineRole, QuestionKind, StoredSentence, Verdict
from french.quantities import read_quantities

#: Further values of a zone that are given beside the first: several objects have one (constructions, clôtures).
_MOST_MORE = 3


def compose(material: QuestionMaterial) -> Composition | None:
    """The sentence that gives the value; further ones of the same zone; what conditions it; what holds everywhere."""
    own = answering_in_scope(material)
    found = material.primary(own)
    if found.verdict is Verdict.NON or not found.sentences:
        return None
    first = material.statement_of(found.sentences[0])
    bearing = tuple(found.sentences)
    role = LineRole.GENERAL if first is not None and first.fit is Fit.GENERAL else LineRole.ANSWER
    lines = [answer_line(found, first, role)]
    if first is not None:
        exceptions = exceptions_of(material, first, lines)
        told = (*bearing, *(sentence for line in exceptions for sentence in line.sentences))
        lines.extend((*exceptions, *_more(material, first, own, told), *next_to(material, first, own, told)))
    lines.extend(general_rules(material, lines))
    return Composition(tuple(lines))


def _more(
    material: QuestionMaterial, first: Statement, candidates: list[Statement], told: tuple[StoredSentence, ...]
) -> list[DraftLine]:
    """Other values of the zone asked that say as much of the theme: none where no zone is asked."""
    if not material.understood.scope.zones:
        return []
    places = {sentence.place for sentence in told}
    numbers = {frozenset(one.value for one in read_quantities(first.text))}
    found = []
    for one in no_less_binding(first, candidates):
        own = frozenset(quantity.value for quantity in read_quantities(one.text))
        if one.sentence.place in places or one.share < max(ALONE, first.share) or own in numbers:
            continue
        numbers.add(own)
        found.append(line_of(one))
    return found[:_MOST_MORE]


ENTRY = AnswerKind(QuestionKind.VALUE, compose)

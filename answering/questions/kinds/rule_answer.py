"""A rule, or any sentence that says what is asked: of a zone, an article or a provision all that stands there."""

from __future__ import annotations

from collections.abc import Sequence

from answering.questions.around import answering_in_scope, exceptions_of, general_rules, no_less_binding
from answering.questions.carried_scope import Fit
from answering.questions.composition import (
    ALONE,
    AnswerKind,
    Composition,
    QuestionMaterial,
    answer_line,
    line_of,
)
from answering.questions.statements import Statement
from domain import LineRole, QuestionKind, Verdict
from french.asked_who import asks_who, names_someone

#: Sentences of a scope that are given beside the first; of a provision or an article asked by its number alone.
_MOST_MORE, _MOST_OF_A_PROVISION = 4, 12


def compose(material: QuestionMaterial) -> Composition | None:
    """The sentences that give the rule, in the order of the text, then what holds everywhere."""
    scope = material.understood.scope
    if not material.coverage.has_words and (scope.provisions or scope.articles):
        return _whole(material)
    return rule_of(material, answering_in_scope(material))


def rule_of(material: QuestionMaterial, said: Sequence[Statement]) -> Composition | None:
    """The answer of which the first of these is the rule, where it answers."""
    scope, own = material.understood.scope, list(said)
    if asks_who(material.understood.text):
        own = [one for one in own if names_someone(one.text)]  # the title of a table of measures names nobody
    found = material.primary(own)
    if found.verdict is Verdict.NON or not found.sentences:
        return None
    first = material.statement_of(found.sentences[0])
    role = LineRole.GENERAL if first is not None and first.fit is Fit.GENERAL else LineRole.ANSWER
    lines = [answer_line(found, first, role)]
    if first is not None:
        lines.extend(exceptions_of(material, first, lines))
        if scope:
            places = {sentence.place for line in lines for sentence in line.sentences}
            more = [one for one in own if one.share >= max(ALONE, first.share) and one.sentence.place not in places]
            more = no_less_binding(first, more)
            lines.extend(line_of(one) for one in _in_order(more[:_MOST_MORE]))
    lines.extend(general_rules(material, lines))
    return Composition(tuple(lines))


def _whole(material: QuestionMaterial) -> Composition | None:
    """All that a provision or an article says, where the question names nothing else."""
    own = _in_order([one for one in material.statements if one.fit is not Fit.GENERAL])
    if not own:
        return None
    shown = own[:_MOST_OF_A_PROVISION]
    note = "" if len(own) == len(shown) else f"{len(own) - len(shown)} autres phrases suivent au même endroit."
    return Composition(tuple(line_of(one) for one in shown), complete=len(own) == len(shown), note=note)


def _in_order(statements: list[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda one: (one.sentence.document, one.place))


ENTRY = AnswerKind(QuestionKind.RULE, compose)

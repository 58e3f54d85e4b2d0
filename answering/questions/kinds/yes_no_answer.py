"""Yes or no: the sentence that forbids, allows or obliges, said as the reply, with its exceptions."""

from __future__ import annotations

from dataclasses import replace

from answering.questions.around import answering_in_scope, exceptions_of, general_rules
from answering.questions.composition import AnswerKind, Composition, QuestionMaterial, answer_line
from answering.questions.deciding_statements import (
    deciding_first,
    given_with_the_best,
    with_general_rules,
    with_undisputed,
)
from answering.questions.matters_answer import compose_matters
from answering.questions.statements import Statement
from domain import QuestionKind, Verdict
from domain.sentence_features import Presence
from french.content_words import content_words
from french.document_matters import Matter, matters_asked
from french.dossier_identity import acts_in
from french.permission import (
    Permission,
    read_cell,
    read_permission,
    reply_of,
    row_stance,
    rule_and_exception,
    stance_of_heading,
)
from french.yes_no_questions import asks_of_all, asks_whether_there_is, lets_some_off, says_there_is_none


def compose(material: QuestionMaterial) -> Composition | None:
    """The reply, the sentence that bears it, then its exceptions and what holds everywhere."""
    asked = material.understood.text
    if Matter.VOTE in (matters := matters_asked(asked)) and (
        voted := compose_matters(material, matters, acts_in(asked))
    ):
        return voted
    material = replace(material, statements=with_undisputed(asked, material.statements))
    candidates = with_general_rules(material, answering_in_scope(material, number=False))
    own = given_with_the_best(deciding_first(material, candidates))
    found = material.primary(own)
    if found.verdict is Verdict.NON or not found.sentences:
        return None
    bearing = found.sentences[0]
    first = material.statement_of(bearing)
    denied = material.language.sentences.presence(bearing.text) is Presence.ABSENT
    read = first.text if first else bearing.text
    stance = read_cell(first.cell) if first and first.cell else row_stance(read) if bearing.row else None
    if stance is None and first is not None:
        stance = _in_an_exception(material, read) or _of_what_is_above(first)
    question = material.understood.text
    denied = denied or (asks_whether_there_is(question) and says_there_is_none(read))
    not_all = asks_of_all(question) and lets_some_off(read)
    opening = reply_of(question, read, denied=denied, stance=stance, not_all=not_all)
    lines = [answer_line(found, first)]
    if first is not None:
        lines.extend(exceptions_of(material, first, lines))
    lines.extend(general_rules(material, lines))
    return Composition(tuple(lines), opening=opening)


def _of_what_is_above(one: Statement) -> Permission | None:
    """The stance of a list's item is that of the line above it: « Sont interdits : … – les terrains de camping »."""
    if read_permission(one.text) is not None:
        return None
    return next((found for line in one.above[:3] if (found := stance_of_heading(line)) is not None), None)


def _in_an_exception(material: QuestionMaterial, text: str) -> Permission | None:
    """What holds for a thing that a rule names in its exception alone: « autorisé, sauf en zone rouge »."""
    rule, exception = rule_and_exception(text)
    if not exception:
        return None
    words = material.understood.theme
    only = (words & content_words(exception)) - content_words(rule)
    if not only or len(only) * 2 < len(words):
        return None
    stance = read_permission(rule)
    if stance is Permission.FORBIDDEN:
        return Permission.CONDITIONAL
    return Permission.FORBIDDEN if stance in (Permission.ALLOWED, Permission.CONDITIONAL) else None


ENTRY = AnswerKind(QuestionKind.YES_NO, compose)

"""Yes or no: the sentence that forbids, allows or obliges, said as the reply, with its exceptions."""

from __future__ import annotations

from answering.questions.around import answering_in_scope, exceptions_of, general_rules
from answering.questions.composition import AnswerKind, Composition, QuestionMaterial, answer_line
from answering.questions.statements import Statement
from domain import BINDING, QuestionKind, Verdict
from domain.sentence_features import Presence
from french.content_words import content_words
from french.permission import (
    Permission,
    read_cell,
    read_permission,
    reply_of,
    row_stance,
    rule_and_exception,
    stance_of_heading,
)

#: What a sentence that forbids, allows or obliges gains over one that only tells, and a piece that binds over others.
_STANCE, _BINDS = 0.2, 0.1


def compose(material: QuestionMaterial) -> Composition | None:
    """The reply, the sentence that bears it, then its exceptions and what holds everywhere."""
    own = answering_in_scope(material)
    if any(one.chance is None for one in own):
        own = sorted(own, key=lambda one: (-_worth(one), -one.fit, one.rank, one.place))
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
    opening = reply_of(material.understood.text, read, denied=denied, stance=stance)
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


def _worth(one: Statement) -> float:
    tells = one.cell or read_permission(one.text) is not None  # the cell of a zone says what is admitted there
    binds = one.placed.passage.piece_kind in BINDING
    return one.share + (_STANCE if tells else 0.0) + (_BINDS if binds else 0.0)


ENTRY = AnswerKind(QuestionKind.YES_NO, compose)

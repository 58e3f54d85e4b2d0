"""Yes or no: the sentence that forbids, allows or obliges, said as the reply, with its exceptions."""

from __future__ import annotations

from answering.questions.around import answering, exceptions_of, general_rules
from answering.questions.carried_scope import Fit
from answering.questions.composition import ENOUGH, AnswerKind, Composition, DraftLine, QuestionMaterial
from answering.questions.statements import Statement
from domain import QuestionKind, Verdict
from domain.sentence_features import Presence
from french.permission import read_permission, reply_of

#: What a sentence that forbids, allows or obliges gains over one that only tells.
_STANCE = 0.15


def compose(material: QuestionMaterial) -> Composition | None:
    """The reply, the sentence that bears it, then its exceptions and what holds everywhere."""
    candidates = [one for one in answering(material, material.statements) if one.share >= ENOUGH]
    candidates.sort(key=lambda one: (-_worth(one), -one.fit, one.rank, one.place))
    own = [one for one in candidates if one.fit is not Fit.GENERAL] or candidates
    found = material.primary(own)
    if found.verdict is Verdict.NON or not found.sentences:
        return None
    bearing = found.sentences[0]
    first = material.statement_of(bearing)
    denied = material.language.sentences.presence(bearing.text) is Presence.ABSENT
    opening = reply_of(material.understood.text, first.text if first else bearing.text, denied=denied)
    lines = [DraftLine(found.rationale, tuple(found.sentences), carrier=first.carrier if first else "")]
    if first is not None:
        lines.extend(exceptions_of(material, first, lines))
    lines.extend(general_rules(material, lines))
    return Composition(tuple(lines), opening=opening)


def _worth(one: Statement) -> float:
    return one.share + (_STANCE if read_permission(one.text) is not None else 0.0)


ENTRY = AnswerKind(QuestionKind.YES_NO, compose)

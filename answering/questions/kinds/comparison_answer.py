"""A comparison: what each zone, document, piece or thing says of the theme, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answering.questions.around import answering, answering_in_scope
from answering.questions.carried_scope import Fit
from answering.questions.composition import ENOUGH, AnswerKind, Composition, QuestionMaterial, line_of
from answering.questions.kinds.list_answer import of_sentences
from answering.questions.side_questions import says_all, sides_of
from answering.questions.statements import Statement
from domain import AnswerForm, QuestionKind
from domain.sentence_features import Modality, Presence
from french.quantities import read_quantities

#: Sentences of a side.
_MOST = 3
#: By how much the likeliest sentence of the side that is told best may be less likely right than an answer must be: the
#: question says that the sides are there. Of the others more may lack, and most where that one is surely right.
_NOT_FAR, _OTHERS, _BESIDE_A_SURE_ONE = -1.3, -1.7, -2.3
#: By how much the log-odds of a further sentence of a side may be lower than those of the first.
_AS_LIKELY = 1.3
#: Share of the theme from which a sentence that denies it answers by itself.
_ALL_OF_IT = 0.9
#: Share of what the best says of the theme that a further sentence must say, where nothing ranks them.
_NEARLY = 0.7
#: Words of a theme under which nearly every sentence about it says all of it.
_FEW_WORDS = 2


def compose(material: QuestionMaterial) -> Composition | None:
    """A table with a few sentences a side; a side of which nothing was found is named.

    A sentence that tells of all sides by itself is the answer alone.
    """
    sides = sides_of(material)
    own = answering_in_scope(material)
    if len(sides) < 2 or material.of_side is None:  # no sides are named: what says most of both
        return of_sentences(material, own)
    first = next(iter(own), None)
    if first is not None and first.stands and says_all(sides, first) and _gives_each(material, first, len(sides)):
        return of_sentences(material, own)
    found = [_candidates(material.of_side(side.understood, side.documents, side.holds)) for side in sides]
    best = max((_right(some[0]) for some in found if some), default=_NOT_FAR - 1)
    if best < _NOT_FAR:
        return None
    least = _BESIDE_A_SURE_ONE if best >= 0 else _OTHERS
    told = [_best(some) if some and _right(some[0]) >= least else [] for some in found]
    lines = [line_of(one, side=side.name) for side, some in zip(sides, told, strict=True) for one in some]
    empty = [side.name for side, some in zip(sides, told, strict=True) if not some]
    note = f"Rien de trouvé pour : {', '.join(empty)}." if empty else ""
    return Composition(tuple(lines), AnswerForm.TABLE, complete=not empty, note=note)


def _gives_each(material: QuestionMaterial, one: Statement, sides: int) -> bool:
    """Whether a sentence has a number for each side, where numbers are asked."""
    if not material.asked.dimensions:
        return True
    return sum(material.asked.wants(quantity) for quantity in read_quantities(one.text)) >= sides


def _right(one: Statement) -> float:
    return one.right if one.right is not None else 0.0


def _best(own: Sequence[Statement]) -> list[Statement]:
    """The sentences of a side that are about as likely to answer as the likeliest, in the order given."""
    first = own[0].chance
    if first is None:
        return [one for one in own[:_MOST] if one.share >= _NEARLY * own[0].share]
    return [one for one in own[:_MOST] if one.chance is not None and one.chance >= first - _AS_LIKELY]


def _candidates(side: QuestionMaterial) -> list[Statement]:
    """The statements of a side that may answer, the likeliest first; one that denies the thing stands by itself."""
    found = [
        replace(one, right=0.0) if one.right is None and _stands(side, one) else one
        for one in answering(side, side.statements)
    ]
    judged = [one for one in found if one.right is not None]
    own = [one for one in judged if one.fit is not Fit.GENERAL] or judged
    number = bool(side.asked.dimensions or side.asked.when)
    # Of a theme of one word nearly every sentence says all: what is imposed goes first.
    wide = not number and len(side.understood.theme) < _FEW_WORDS

    def order(one: Statement) -> tuple[bool, float, bool, float]:
        unranked = one.chance is None
        rules_first = wide or (unranked and not number)
        share = -round(one.share, 1) if unranked else 0.0
        return not _denies(side, one), share, rules_first and not _imposes(side, one), -(one.chance or 0.0)

    own.sort(key=order)
    return own


def _stands(side: QuestionMaterial, one: Statement) -> bool:
    """Whether a statement of which nothing was worked out may answer: it denies the thing, or nothing ranks any."""
    return _denies(side, one) or (one.chance is None and one.share >= ENOUGH)


def _imposes(side: QuestionMaterial, one: Statement) -> bool:
    return side.language.sentences.modality(one.text) is Modality.PRESCRIPTION


def _denies(side: QuestionMaterial, one: Statement) -> bool:
    absent = side.language.sentences.presence(one.text) is Presence.ABSENT
    return absent and side.coverage.has_words and side.coverage.of(one.text) >= _ALL_OF_IT


ENTRY = AnswerKind(QuestionKind.COMPARISON, compose, packet_factor=2, gathers=True)

"""A comparison: what each zone, document, piece or thing says of the theme, side by side."""

from __future__ import annotations

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
_NOT_FAR, _OTHERS, _BESIDE_A_SURE_ONE = -1.5, -2.0, -2.3
#: By how much the log-odds of a further sentence of a side may be lower than those of the first.
_AS_LIKELY = 1.3
#: Share of the theme from which a sentence that denies it answers by itself, and from which a row says all of it.
_ALL_OF_IT, _WHOLE = 0.9, 0.99
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
    found = [
        _candidates(material.of_side(side.understood, side.documents, side.holds), side.by_words) for side in sides
    ]
    best = max((_right(some[0]) for some in found if some), default=_NOT_FAR - 1)
    if best < _NOT_FAR:
        return None
    least = _BESIDE_A_SURE_ONE if best >= 0 else _OTHERS
    told = [some if some and _right(some[0]) >= least else [] for some in found]
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


def _candidates(side: QuestionMaterial, by_words: bool) -> list[Statement]:
    """The sentences of a side that are about as likely to answer as the likeliest, which comes first."""
    wide = _is_wide(side)
    found = answering(side, side.statements)
    lacking = {one.sentence.place for one in found if _lacks_its_number(side, one)}
    found = [
        replace(one, right=max(one.right or 0.0, 0.0))
        if one.sentence.place in lacking or _stands(one, wide, by_words)
        else one
        for one in found
    ]
    judged = [one for one in found if one.right is not None and (not wide or one.share >= ENOUGH)]
    own = [one for one in judged if one.fit is not Fit.GENERAL] or judged

    def order(one: Statement) -> tuple[bool, float, bool, float]:
        unranked = one.chance is None
        rules_first = wide or (unranked and not _asks_for_number(side))
        share = -round(one.share, 1) if unranked else 0.0
        first = one.sentence.place in lacking or (not unranked and _is_whole_row(one, by_words))
        return not first, share, rules_first and not _imposes(side, one), -(one.chance or 0.0)

    own.sort(key=order)
    return [one for one in own[:_MOST] if wide or _is_as_likely(one, own[0])]


def _is_as_likely(one: Statement, first: Statement) -> bool:
    if one.chance is None or first.chance is None:
        return one.share >= _NEARLY * first.share
    return one.chance >= first.chance - _AS_LIKELY


def _stands(one: Statement, wide: bool, by_words: bool) -> bool:
    """Whether a statement answers whatever was learnt of it: by its place, or as its theme is one word."""
    if one.chance is None:  # nothing ranks any
        return one.share >= ENOUGH
    return _is_whole_row(one, by_words) or (wide and one.share >= _ALL_OF_IT)


def _is_whole_row(one: Statement, by_words: bool) -> bool:
    """Whether it is the row of a thing compared in a table about all that is asked."""
    return by_words and one.sentence.row is not None and one.share >= _WHOLE


def _lacks_its_number(side: QuestionMaterial, one: Statement) -> bool:
    """Whether a number is asked and a sentence says that there is none of the thing."""
    absent = one.right is None and side.language.sentences.presence(one.text) is Presence.ABSENT
    return absent and side.coverage.has_words and side.coverage.of(one.text) >= _ALL_OF_IT


def _asks_for_number(side: QuestionMaterial) -> bool:
    return bool(side.asked.dimensions or side.asked.when)


def _is_wide(side: QuestionMaterial) -> bool:
    """Whether nearly every sentence about the theme says all of it: it is one word, and no number is asked."""
    return not _asks_for_number(side) and len(side.understood.theme) < _FEW_WORDS


def _imposes(side: QuestionMaterial, one: Statement) -> bool:
    return side.language.sentences.modality(one.text) is Modality.PRESCRIPTION


ENTRY = AnswerKind(QuestionKind.COMPARISON, compose, packet_factor=2, gathers=True)

"""Where: the pages that speak of a theme, piece by piece."""

from __future__ import annotations

from answering.questions.carried_scope import Fit
from answering.questions.composition import ALONE, AnswerKind, Composition, DraftLine, QuestionMaterial
from answering.questions.statements import Statement
from domain import AnswerForm, QuestionKind

_MOST = 10


def compose(material: QuestionMaterial) -> Composition | None:
    """The pages, those that say most first, each with the sentence that says most of the theme on it."""
    pages: dict[tuple[str, str, int], list[Statement]] = {}
    for one in material.statements:
        if one.share >= ALONE and one.fit is not Fit.OUT:
            sentence = one.sentence
            pages.setdefault((sentence.document, sentence.piece, sentence.ordinal), []).append(one)
    if not pages:
        return None
    best = sorted(pages.values(), key=lambda found: (-found[0].share, -len(found), found[0].rank))[:_MOST]
    best.sort(key=lambda found: (found[0].sentence.document, found[0].sentence.piece, found[0].sentence.ordinal))
    lines = [DraftLine(one.text, (one.sentence,), side=_place(one), carrier=one.carrier) for one, *_ in best]
    left = len(pages) - len(best)
    return Composition(tuple(lines), AnswerForm.TABLE, note=f"{left} autres pages en parlent." if left else "")


def _place(one: Statement) -> str:
    sentence = one.sentence
    page = f"p. {sentence.page}" if sentence.page is not None else (sentence.label or "")
    return ", ".join(part for part in (sentence.piece, page) if part)


ENTRY = AnswerKind(QuestionKind.WHERE, compose)

"""The kinds of answer to a free question, one a file: adding one touches its file and the list of kinds."""

from __future__ import annotations

from functools import cache

from answering.questions.composition import AnswerKind
from domain import QuestionKind
from domain.registered import registered


@cache
def answer_kinds() -> dict[QuestionKind, AnswerKind]:
    """Every kind, in the order of :class:`domain.QuestionKind`."""
    made = {entry.kind: entry for entry in registered(__name__, "ENTRY", AnswerKind)}
    return {kind: made[kind] for kind in QuestionKind if kind in made}

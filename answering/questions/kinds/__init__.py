"""The kinds of answer to a free question, one a file: adding one touches its file and the list of kinds."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from answering.questions.composition import AnswerKind
from domain import QuestionKind


@cache
def answer_kinds() -> dict[QuestionKind, AnswerKind]:
    """Every kind, in the order of :class:`domain.QuestionKind`."""
    made: dict[QuestionKind, AnswerKind] = {}
    for module in iter_modules(__path__):
        entry: AnswerKind = import_module(f"{__name__}.{module.name}").ENTRY
        made[entry.kind] = entry
    return {kind: made[kind] for kind in QuestionKind if kind in made}

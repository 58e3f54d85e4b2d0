"""The answer to a free question as it is composed: lines that each carry their citations, in one of three forms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.understood_questions import UnderstoodQuestion


class AnswerForm(StrEnum):
    """How the lines of an answer are set out."""

    SENTENCES = "sentences"
    LIST = "list"
    TABLE = "table"


class LineRole(StrEnum):
    """What a line is to the question."""

    ANSWER = "answer"
    CONDITION = "condition"
    GENERAL = "general"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class ComposedLine:
    """A line of an answer.

    ``citations`` are numbers of the answer's citations, from 1; none for what is known of the document without its
    text. ``side`` is what the line belongs to in a table, a comparison or a summary; ``carrier`` is the heading, or
    the line that opens its paragraph, which says where the rule holds.
    """

    text: str
    citations: tuple[int, ...] = ()
    role: LineRole = LineRole.ANSWER
    side: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class ComposedAnswer:
    """How a question was understood, and its answer line by line.

    ``opening`` is said before the lines. ``complete`` says whether a list has all the items that the document
    announces, None where it announces no number; ``note`` says so in French. ``hints`` help where nothing was found.
    """

    understood: UnderstoodQuestion
    form: AnswerForm = AnswerForm.SENTENCES
    lines: tuple[ComposedLine, ...] = ()
    opening: str = ""
    complete: bool | None = None
    note: str = ""
    hints: tuple[str, ...] = ()

"""The answer to a free question as it is composed: lines that each carry their citations, in one of three forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.enums import PieceKind
from domain.understood_questions import QuestionKind, QuestionScope, UnderstoodQuestion


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


def encode_composed(composed: ComposedAnswer) -> dict[str, Any]:
    """A composed answer as JSON."""
    asked = composed.understood
    return {
        "understood": {
            "text": asked.text,
            "kind": asked.kind.value,
            "scope": {
                "zones": list(asked.scope.zones),
                "articles": list(asked.scope.articles),
                "provisions": list(asked.scope.provisions),
                "pieces": [piece.value for piece in asked.scope.pieces],
                "places": list(asked.scope.places),
            },
            "theme": sorted(asked.theme),
            "required": sorted(asked.required),
            "corrected": [list(pair) for pair in asked.corrected],
            "sides": list(asked.sides),
            "announced": asked.announced,
            "chosen": asked.chosen,
        },
        "form": composed.form.value,
        "lines": [
            {
                "text": line.text,
                "citations": list(line.citations),
                "role": line.role.value,
                "side": line.side,
                "carrier": line.carrier,
            }
            for line in composed.lines
        ],
        "opening": composed.opening,
        "complete": composed.complete,
        "note": composed.note,
        "hints": list(composed.hints),
    }


def decode_composed(stored: Mapping[str, Any]) -> ComposedAnswer:
    """A composed answer as it was stored."""
    asked = stored["understood"]
    scope = asked["scope"]
    return ComposedAnswer(
        UnderstoodQuestion(
            text=asked["text"],
            kind=QuestionKind(asked["kind"]),
            scope=QuestionScope(
                zones=tuple(scope["zones"]),
                articles=tuple(scope["articles"]),
                provisions=tuple(scope["provisions"]),
                pieces=tuple(PieceKind(piece) for piece in scope["pieces"]),
                places=tuple(scope["places"]),
            ),
            theme=frozenset(asked["theme"]),
            required=frozenset(asked["required"]),
            corrected=tuple((typed, read) for typed, read in asked["corrected"]),
            sides=tuple(asked["sides"]),
            announced=asked["announced"],
            chosen=asked["chosen"],
        ),
        form=AnswerForm(stored["form"]),
        lines=tuple(
            ComposedLine(
                line["text"], tuple(line["citations"]), LineRole(line["role"]), line["side"], line["carrier"]
            )
            for line in stored["lines"]
        ),
        opening=stored["opening"],
        complete=stored["complete"],
        note=stored["note"],
        hints=tuple(stored["hints"]),
    )

"""Stored form of composed answers: one flat object, kept in the record of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.composed_answers import AnswerForm, ComposedAnswer, ComposedLine, LineRole
from domain.enums import PieceKind
from domain.understood_questions import QuestionKind, QuestionScope, UnderstoodQuestion


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
            # Only where ``text`` says it in other words: answers of before have no such key.
            **({"typed": asked.typed} if asked.typed else {}),
            **({"before": asked.before} if asked.before else {}),
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
            typed=asked.get("typed", ""),
            before=asked.get("before", ""),
        ),
        form=AnswerForm(stored["form"]),
        lines=tuple(
            ComposedLine(line["text"], tuple(line["citations"]), LineRole(line["role"]), line["side"], line["carrier"])
            for line in stored["lines"]
        ),
        opening=stored["opening"],
        complete=stored["complete"],
        note=stored["note"],
        hints=tuple(stored["hints"]),
    )

"""Stored form of what people noted: cells of a manual annotation, of a gold, and how a gold was made.

Whatever any version stored is read; only the present form is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from domain import AnnotatedValue, GoldDetails, NotedEvidence, Value
from domain.answer_codec import decode_value, encode_value


def encode_noted(values: Sequence[Value], evidence: Sequence[NotedEvidence]) -> dict[str, Any]:
    """Values and evidence of a cell that a person annotates."""
    return {"values": [encode_value(one) for one in values], "evidence": [asdict(one) for one in evidence]}


def noted_values(content: Mapping[str, Any]) -> tuple[Value, ...]:
    """The values that a person noted; those kept before places were have an empty piece."""
    return tuple(decode_value({"piece": "", "page": None, **one}) for one in content.get("values") or ())


def noted_evidence(content: Mapping[str, Any]) -> tuple[NotedEvidence, ...]:
    """The evidence that a person noted."""
    return tuple(_evidence(one) for one in content.get("evidence") or ())


def encode_annotation(
    values: Sequence[AnnotatedValue], evidence: Sequence[NotedEvidence], *, doubtful: bool
) -> dict[str, Any]:
    """Values, evidence and doubt of a cell of a gold."""
    return {
        "values": [asdict(one) for one in values],
        "evidence": [asdict(one) for one in evidence],
        "doubtful": doubtful,
    }


def annotated_values(content: Mapping[str, Any]) -> tuple[AnnotatedValue, ...]:
    """The values of a cell of a gold."""
    return tuple(AnnotatedValue(**one) for one in content.get("values") or ())


def encode_details(details: GoldDetails) -> dict[str, Any]:
    """How a gold was made; what is not known is left out."""
    return {name: value for name, value in asdict(details).items() if value not in (None, (), {})}


def decode_details(stored: Mapping[str, Any]) -> GoldDetails:
    """How a gold was made, as far as it was kept."""
    return GoldDetails(
        annotators=tuple(stored.get("annotators") or ()),
        not_blind=tuple((document, indicator) for document, indicator in stored.get("not_blind") or ()),
        sources=dict(stored.get("sources") or {}),
        decisions=stored.get("decisions"),
        agreed=stored.get("agreed"),
        decided=stored.get("decided"),
        single=stored.get("single"),
    )


def _evidence(stored: Mapping[str, Any]) -> NotedEvidence:
    return NotedEvidence(str(stored["piece"]), stored.get("page"), stored.get("quote"), int(stored["pertinence"]))

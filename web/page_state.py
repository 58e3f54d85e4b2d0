"""What the scripts of the pages of a cell start from: JSON in the page, in the shape that the API takes back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from domain import Comparator, Value


class ValuePlaceState(TypedDict):
    """Another place that gives a value."""

    piece: str
    page: int | None
    quote: str | None
    ordinal: int | None
    start: int | None
    end: int | None


class ValueState(TypedDict):
    """A value as the form edits it, with its place, the link that opens it, and its other places."""

    value: float
    unit: str
    label: str
    piece: str
    page: int | None
    quote: str | None
    ordinal: int | None
    start: int | None
    end: int | None
    subject: str | None
    zone: str | None
    condition: str | None
    comparator: Comparator | None
    href: str | None
    elsewhere: list[ValuePlaceState]


class EvidenceState(TypedDict):
    """A piece of evidence as the form edits it."""

    piece: str
    page: int | None
    quote: str | None
    pertinence: int
    href: str | None


class ReviewState(TypedDict):
    """A cell under review."""

    document: str
    indicator: str
    answer: int | None
    seen: int | None
    status: str
    verdict: str | None
    values: list[ValueState]
    evidence: list[EvidenceState]
    comment: str
    next: str | None


class AnnotationState(TypedDict):
    """A cell of a manual annotation; nothing in it comes from the tool's answer."""

    document: str
    indicator: str
    verdict: str | None
    doubtful: bool
    comment: str
    values: list[ValueState]
    evidence: list[EvidenceState]


def value_state(value: Value, href: str | None, elsewhere: Iterable[Value] = ()) -> ValueState:
    """A value for the form."""
    return {
        "value": value.value,
        "unit": value.unit or "",
        "label": value.label or "",
        "piece": value.piece,
        "page": value.page,
        "quote": value.quote,
        "ordinal": value.ordinal,
        "start": value.start,
        "end": value.end,
        "subject": value.subject,
        "zone": value.zone,
        "condition": value.condition,
        "comparator": value.comparator,
        "href": href,
        "elsewhere": [
            {
                "piece": place.piece,
                "page": place.page,
                "quote": place.quote,
                "ordinal": place.ordinal,
                "start": place.start,
                "end": place.end,
            }
            for place in elsewhere
            if place.piece
        ],
    }

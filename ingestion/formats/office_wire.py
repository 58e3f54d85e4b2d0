"""The content of an office file as plain JSON values, between a reading process and ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from domain.ledger import Content, Fate
from ingestion.formats.office_content import (
    Aside,
    AsideKind,
    Category,
    CountedContent,
    Element,
    NotRead,
    OfficeContent,
    Unread,
)


def content_to_wire(content: OfficeContent) -> dict[str, Any]:
    """A content as JSON values."""
    return asdict(content)


def content_from_wire(found: Mapping[str, Any]) -> OfficeContent:
    """A content from JSON values."""
    return OfficeContent(
        tuple(
            Element(Category(one["category"]), one["text"], one["depth"], one["part"], one["unwritten"])
            for one in found["elements"]
        ),
        tuple(Aside(AsideKind(one["kind"]), one["text"], one["part"]) for one in found["asides"]),
        tuple(NotRead(Unread(kind), place) for kind, place in found["unread"]),
        tuple(CountedContent(Content(content), Fate(fate), count) for content, fate, count in found["counts"]),
    )

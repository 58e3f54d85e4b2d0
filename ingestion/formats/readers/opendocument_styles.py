"""Styles of OpenDocument: what they hide, strike out or raise, and the list that a style belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ingestion.formats.office_content import AsideKind
from ingestion.formats.readers.opendocument_names import named, said, said_or_none

_DEEPEST = 20  # styles that one may be based on through others
_THROUGH = ("style:text-line-through-style", "style:text-line-through-type")


class OpenDocumentStyles:
    """The styles of a file, asked by family and name; ``roots`` are its parts, what they say first holds."""

    def __init__(self, roots: Iterable[Any]):
        self._styles: dict[tuple[str, str], Any] = {}
        for root in roots:
            for node in root.iter():
                if named(node) == "style:style":
                    self._styles.setdefault((said(node, "style:family"), said(node, "style:name")), node)

    def fate(self, family: str, name: str) -> AsideKind | None:
        """Why text of this style is no text of the document; None where it is."""
        if self._property(family, name, "text:display") == "none":
            return AsideKind.HIDDEN
        struck = next((found for key in _THROUGH if (found := self._property(family, name, key))), "")
        return AsideKind.STRUCK if struck not in ("", "none") else None

    def is_raised(self, name: str) -> bool:
        """Whether a span of this style stands above its line."""
        position = self._property("text", name, "style:text-position").split()
        return (
            bool(position) and (position[0] == "super" or position[0].rstrip("%").isdecimal()) and position[0] != "0%"
        )

    def list_style(self, name: str) -> str | None:
        """The list that paragraphs of a style belong to, "" where it says none, None where it says nothing."""
        told = (said_or_none(style, "style:list-style-name") for style in self._bases("paragraph", name))
        return next((one for one in told if one is not None), None)

    def _property(self, family: str, name: str, key: str) -> str:
        for style in self._bases(family, name):
            for properties in style:
                if named(properties) == "style:text-properties" and (found := said(properties, key)):
                    return found
        return ""

    def _bases(self, family: str, name: str) -> Iterator[Any]:
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = said(style, "style:parent-style-name")

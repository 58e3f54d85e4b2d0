"""Styles of OpenDocument: what they hide, strike out or raise, and the list that a style belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingestion.formats.office_content import AsideKind
from ingestion.formats.readers.letter_case import in_case
from ingestion.formats.readers.opendocument_names import named, said, said_or_none

_DEEPEST = 20  # styles that one may be based on through others
_DISPLAY, _SIZE, _POSITION, _COLOUR = "text:display", "fo:font-size", "style:text-position", "fo:color"
_THROUGH = ("style:text-line-through-style", "style:text-line-through-type")
_FONTS = ("style:font-name", "fo:font-family")
_GROUND = "fo:background-color"
_CASE = "fo:text-transform"
_KNOWN = {_CASE, _DISPLAY, _SIZE, _POSITION, _COLOUR, _GROUND, *_THROUGH, *_FONTS}
_TINY = re.compile(r"0*(?:[01](?:\.\d+)?|2(?:\.0+)?)pt")  # nobody reads letters of two points
_WHITE = "#ffffff"
_BARE = ("", "transparent", _WHITE)


@dataclass(frozen=True, slots=True)
class TextLook:
    """How letters look: what the styles around them say, the inner ones first.

    Attributes:
        said: Properties of text by name.
        on_ground: Whether something of a colour lies under the paragraph.
    """

    said: Mapping[str, str] = field(default_factory=dict)
    on_ground: bool = False

    @property
    def is_hidden(self) -> bool:
        """Whether it is not shown at all, with what is drawn or noted there."""
        return self.said.get(_DISPLAY) == "none"

    @property
    def is_raised(self) -> bool:
        """Whether it stands above its line."""
        first = (self.said.get(_POSITION) or "0%").split()[0]
        return first == "super" or (first.rstrip("%").isdecimal() and first != "0%")

    def in_case(self, text: str) -> str:
        """A text in the case in which it is shown."""
        return in_case(text, self.said.get(_CASE, ""))

    def fate(self, *, on_paper: bool) -> AsideKind | None:
        """Why such letters are no text of the document; None where they are.

        Args:
            on_paper: They stand on the bare page, where white ones are not seen.
        """
        if self.is_hidden:
            return AsideKind.HIDDEN
        if any(self.said.get(key, "none") not in ("", "none") for key in _THROUGH):
            return AsideKind.STRUCK
        white = self.said.get(_COLOUR, "").lower() == _WHITE and self.said.get(_GROUND, "").lower() in _BARE
        tiny = _TINY.fullmatch(self.said.get(_SIZE, ""))
        return AsideKind.HIDDEN if tiny or (white and on_paper and not self.on_ground) else None


class OpenDocumentStyles:
    """The styles of a file, asked by family and name; ``roots`` are its parts, what they say first holds."""

    def __init__(self, roots: Iterable[Any]):
        self._styles: dict[tuple[str, str], Any] = {}
        self._defaults: dict[str, Any] = {}
        self._faces: dict[str, str] = {}
        self._told: dict[tuple[str, str], Mapping[str, str]] = {}
        self._grounds: dict[str, bool] = {}
        self._bare = True
        for root in roots:
            for node in root.iter():
                name = named(node)
                if name == "style:style":
                    self._styles.setdefault((said(node, "style:family"), said(node, "style:name")), node)
                elif name == "style:default-style":
                    self._defaults.setdefault(said(node, "style:family"), node)
                elif name == "style:font-face":
                    self._faces.setdefault(said(node, "style:name"), said(node, "svg:font-family"))
                elif name == "style:page-layout-properties":
                    self._bare &= said(node, _GROUND).lower() in _BARE and said(node, "draw:fill") in ("", "none")
                elif name == "style:background-image":
                    self._bare &= not len(node) and not node.attrib
                elif name == "style:graphic-properties":
                    self._bare &= said(node, "style:run-through") != "background"

    @property
    def has_bare_pages(self) -> bool:
        """Whether nothing lies under the text of pages: no colour, no picture."""
        return self._bare

    def look(self, around: TextLook, family: str, name: str) -> TextLook:
        """How text of a style looks inside of other text."""
        own = self._properties(family, name)
        on_ground = around.on_ground or (family == "paragraph" and self._has_ground(name))
        if not own and on_ground == around.on_ground:
            return around
        # A line through is told by its style or by its type: the inner one of both holds.
        kept = {
            key: value for key, value in around.said.items() if key not in _THROUGH or not set(_THROUGH) & own.keys()
        }
        kept = {key: value for key, value in kept.items() if key not in _FONTS or not set(_FONTS) & own.keys()}
        return TextLook({**kept, **own}, on_ground)

    def font(self, look: TextLook) -> str:
        """The family of the letters, "" where nothing says it."""
        face = look.said.get(_FONTS[0], "")
        return (look.said.get(_FONTS[1]) or self._faces.get(face) or face).strip("'")

    def list_style(self, name: str) -> str | None:
        """The list that paragraphs of a style belong to, "" where it says none, None where it says nothing."""
        told = (said_or_none(style, "style:list-style-name") for style in self._bases("paragraph", name))
        return next((one for one in told if one is not None), None)

    def attribute(self, family: str, name: str, attribute: str) -> str | None:
        """What a style, or one that it is based on, says in any of its properties; None where none says it."""
        told = (said_or_none(part, attribute) for style in self._bases(family, name) for part in style)
        return next((one for one in told if one is not None), None)

    def _has_ground(self, paragraph: str) -> bool:
        """Whether paragraphs of a style have a colour under them."""
        if paragraph not in self._grounds:
            told = (said(part, _GROUND) for style in self._bases("paragraph", paragraph) for part in style)
            self._grounds[paragraph] = any(ground.lower() not in _BARE for ground in told)
        return self._grounds[paragraph]

    def _properties(self, family: str, name: str) -> Mapping[str, str]:
        """What a style says of text, with what those say that it is based on; those of a paragraph have a default."""
        if (family, name) not in self._told:
            found: dict[str, str] = {}
            default = [self._defaults[family]] if family == "paragraph" and family in self._defaults else []
            for style in [*default, *reversed(list(self._bases(family, name)))]:
                for properties in style:
                    if named(properties) == "style:text-properties":
                        own = {key: value for key in _KNOWN if (value := said_or_none(properties, key)) is not None}
                        if own.keys() & set(_THROUGH):
                            found = {key: value for key, value in found.items() if key not in _THROUGH}
                        found |= own
            self._told[family, name] = found
        return self._told[family, name]

    def _bases(self, family: str, name: str) -> Iterator[Any]:
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = said(style, "style:parent-style-name")

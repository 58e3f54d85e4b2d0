"""The parts of a Word document that its text asks for: styles, numbers, notes, running heads, comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from domain.ledger import Content
from ingestion.formats.office_content import AsideKind, ContentBuilder
from ingestion.formats.readers.package import Package, attribute, child, children, is_on, name_of
from ingestion.formats.readers.word_bindings import write_bound_values
from ingestion.formats.readers.word_numbering import WordNumbering
from ingestion.formats.readers.word_styles import WordStyles

_Node = Any  # an element of lxml, which has no types
_NOTES = ("footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class WordPassage:
    """An element that is a text of its own, with the part that it stands in."""

    part: str
    node: Any


@dataclass(frozen=True, slots=True)
class _Notes:
    """The part that holds the notes of a kind, and those that were not called yet, by identifier."""

    part: str = ""
    waiting: dict[str, _Node] = field(default_factory=dict)


class WordParts:
    """The parts of one document, and what was read of them.

    Attributes:
        package: The file.
        builder: Takes what is found.
        main: The name of the part with the body.
        root: That part.
        diagrams: Parts with diagrams that were read.
        depth: Documents around this one, each of which holds the next.
    """

    def __init__(self, package: Package, builder: ContentBuilder, depth: int = 0):
        self.package = package
        self.builder = builder
        self.depth = depth
        self.main = package.main
        self.root = package.xml(self.main)
        for replaced in write_bound_values(package, self.main, self.root):
            builder.set_aside(AsideKind.UNUSED, replaced)
        self.styles = WordStyles(self._related("styles"))
        self.numbering = WordNumbering(self._related("numbering"), self.styles)
        self.diagrams: set[str] = set()
        self._notes = {kind: self._by_id(kind) for kind in _NOTES}

    @cached_property
    def arrived(self) -> str:
        """All text that moves brought to a place in the body, without white space."""
        moves = (node for node in self.root.iter() if name_of(node) == "w:moveTo")
        inner = (one.text or "" for node in moves for one in node.iter() if name_of(one) in ("w:t", "w:delText"))
        return "".join("".join(inner).split())

    def note(self, kind: str, identifier: str | None) -> WordPassage | None:
        """A note (of « footnotes » or « endnotes »), the first time that it is called."""
        notes = self._notes[kind]
        found = notes.waiting.pop(identifier or "", None)
        if found is None:
            return None
        self.builder.count(Content.NOTE)
        return WordPassage(notes.part, found)

    def notes_left(self) -> Iterator[WordPassage]:
        """Notes that nothing called."""
        for notes in self._notes.values():
            yield from (WordPassage(notes.part, node) for node in [*notes.waiting.values()])

    def comments(self) -> Iterator[WordPassage]:
        """What people remarked beside the text."""
        part = self.package.related(self.main, "comments")
        if part is not None:
            yield from (WordPassage(part, node) for node in children(self.package.xml(part), "w:comment"))

    def margins(self) -> dict[str, bool]:
        """Parts with running heads and feet in the order in which they are named, and whether each is in use."""
        even = bool(is_on(child(self._related("settings"), "w:evenAndOddHeaders")))
        relations = self.package.relations(self.main)
        found: dict[str, bool] = {}
        for section in self.root.iter():
            if name_of(section) != "w:sectPr" or name_of(section.getparent()) == "w:sectPrChange":
                continue
            first = bool(is_on(child(section, "w:titlePg")))
            for node in section:
                if name_of(node) not in ("w:headerReference", "w:footerReference"):
                    continue
                kind = attribute(node, "w:type") or "default"
                relation = relations.get(attribute(node, "r:id") or "")
                used = {"first": first, "even": even}.get(kind, True)
                if relation is not None and not relation.outside and relation.target in self.package:
                    found[relation.target] = found.get(relation.target, False) or used
        return found

    def has_ground(self) -> bool:
        """Whether something may lie under the text of a page, on which white letters show: a colour, a picture."""
        if child(self.root, "w:background") is not None:
            return True
        parts = [self.root, *(self.package.xml(part) for part in self.margins())]
        return any(
            attribute(node, "behindDoc") in ("1", "true") or "z-index:-" in (attribute(node, "style") or "")
            for part in parts
            for node in part.iter()
            if name_of(node) in ("wp:anchor", "v:shape", "v:rect")
        )

    def _related(self, kind: str) -> Any | None:
        part = self.package.related(self.main, kind)
        return None if part is None else self.package.xml(part)

    def _by_id(self, kind: str) -> _Notes:
        part = self.package.related(self.main, kind)
        if part is None:
            return _Notes()
        notes = (
            one for one in self.package.xml(part) if (attribute(one, "w:type") or "normal") == "normal" and len(one)
        )
        return _Notes(part, {attribute(one, "w:id") or "": one for one in notes})

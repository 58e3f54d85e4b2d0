"""What a reader of office files finds in one: its text as it is shown, what it does not show, and what is not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from domain.ledger import Content, Fate

Part = str | int | None


class Category(StrEnum):
    """What an element of a file is.

    ``NOTE`` is a note or a text box called from the text: it stands at the end of its section. ``MARGIN`` is a running
    head or foot.
    """

    TITLE = "title"
    TEXT = "text"
    LIST_ITEM = "list_item"
    TABLE = "table"
    NOTE = "note"
    MARGIN = "margin"


class AsideKind(StrEnum):
    """Why a text of the file is no text of the document.

    ``UNUSED`` is shown nowhere, ``PROMPT`` is what a field asks for that nobody filled in,
    ``CHART`` stands in a chart, which shows its values by lengths and places.
    """

    STRUCK = "struck"
    HIDDEN = "hidden"
    DELETED = "deleted"
    COMMENT = "comment"
    WATERMARK = "watermark"
    UNUSED = "unused"
    PROMPT = "prompt"
    CHART = "chart"


class Unread(StrEnum):
    """What a file holds besides text, that is counted and not read."""

    PICTURE = "picture"
    CHART = "chart"
    OBJECT = "object"
    PART = "part"
    FORMULA = "formula"
    ERROR_CELL = "error_cell"


@dataclass(frozen=True, slots=True)
class Element:
    """A paragraph, title, list item or table (its rows, one a paragraph) of a file.

    Attributes:
        category: What it is.
        text: As it is shown; a line end in it is one of the file.
        depth: Of a title that a style declares: 0 for the highest.
        part: The sheet (its name) or slide (its number) that holds it.
        unwritten: A title that the file tells otherwise than in its text: it stands in the path, and is no sentence.
    """

    category: Category
    text: str
    depth: int | None = None
    part: Part = None
    unwritten: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """A text that is not shown, or not as text of the document; ``part`` as for an element."""

    kind: AsideKind
    text: str
    part: Part = None


class CountedContent(NamedTuple):
    """How many of a content had one fate, where that is not told by the texts themselves."""

    content: Content
    fate: Fate
    number: int


class NotRead(NamedTuple):
    """Something that is not read, and where it stands (a cell, a part), where that helps."""

    kind: Unread
    place: str = ""


@dataclass(frozen=True, slots=True)
class OfficeContent:
    """All that a reader found.

    Attributes:
        elements: In the order in which they are read.
        asides: In the order of the file.
        unread: What was counted and not read.
        counts: What else was counted, each content and fate once.
    """

    elements: tuple[Element, ...]
    asides: tuple[Aside, ...] = ()
    unread: tuple[NotRead, ...] = ()
    counts: tuple[CountedContent, ...] = ()


@dataclass(slots=True)
class ContentBuilder:
    """Takes what a reader finds, in order; ``part`` is where it is now."""

    part: Part = None
    _elements: list[Element] = field(default_factory=list)
    _asides: list[Aside] = field(default_factory=list)
    _unread: list[NotRead] = field(default_factory=list)
    _counts: Counter[tuple[Content, Fate]] = field(default_factory=Counter)

    def add(self, category: Category, text: str, depth: int | None = None) -> None:
        """Adds an element, unless it has no text."""
        if text.strip():
            self._elements.append(Element(category, text.strip(), depth, self.part))

    def above(self, text: str, depth: int) -> None:
        """Opens a section under a title that stands in no text of the file."""
        self._elements.append(Element(Category.TITLE, text.strip(), depth, self.part, unwritten=True))

    def table(self, lines: Iterable[str]) -> None:
        """Adds a table, given its rows."""
        self.add(Category.TABLE, "\n\n".join(line for line in lines if line))

    def set_aside(self, kind: AsideKind, text: str) -> None:
        """Keeps a text that is not shown, unless it is empty."""
        if text.strip():
            self._asides.append(Aside(kind, " ".join(text.split()), self.part))

    def not_read(self, kind: Unread, place: str = "") -> None:
        """Counts something that is not read."""
        self._unread.append(NotRead(kind, place))

    def count(self, content: Content, fate: Fate = Fate.READ, number: int = 1) -> None:
        """Counts something, and what became of it."""
        self._counts[content, fate] += number

    def repeated(self, text: str) -> None:
        """Counts the characters of a text that stands in another place already."""
        self.count(Content.CHARACTER, Fate.ELSEWHERE, sum(map(len, text.split())))

    def build(self) -> OfficeContent:
        """All that was found."""
        counts = (CountedContent(content, fate, count) for (content, fate), count in self._counts.items() if count)
        return OfficeContent(tuple(self._elements), tuple(self._asides), tuple(self._unread), tuple(counts))

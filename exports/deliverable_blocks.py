"""What a deliverable is made of, before it is a Word, PowerPoint, HTML or Markdown file.

A deliverable is a list of parts; a part is a list of blocks. Writers show blocks, they decide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import Verdict


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside a part; ``level`` is 2 or 3: that of a part is 1."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``note`` is smaller, ``strong`` stands out."""

    text: str
    note: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """A text that opens an address; ``before`` is text in front of it that does not."""

    text: str
    href: str
    before: str = ""

    @property
    def whole(self) -> str:
        """Both texts."""
        return self.before + self.text


@dataclass(frozen=True, slots=True)
class Quotation:
    """A verbatim quote.

    Attributes:
        text: The words of the document.
        source: Document, piece, physical and printed page, as one line.
        href: Address of the page in the viewer, None where it has none.
        status: State of the review of its cell, in French; empty for one that a person chose.
        established: Whether a person decided it.
    """

    text: str
    source: str
    href: str | None
    status: str
    established: bool


@dataclass(frozen=True, slots=True)
class Blank:
    """What a person writes: what is asked, and how many empty lines."""

    prompt: str
    lines: int = 2


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """A cell of a table that shows a verdict.

    ``verdict`` gives its colour (the text says it too), ``established`` is False where nobody decided: it is then
    written in italics, and its text says so.
    """

    text: str
    verdict: Verdict | None = None
    established: bool = True


TableText = str | Linked | ShownVerdict


def plain(content: TableText) -> str:
    """The text of a cell of a table."""
    if isinstance(content, str):
        return content
    return content.whole if isinstance(content, Linked) else content.text


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table with a caption that names it.

    Attributes:
        caption: What it shows.
        headers: Titles of its columns.
        rows: Each as long as ``headers``.
        widths: Relative widths of the columns; equal where empty.
        small: Written smaller, for wide tables.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[TableText, ...], ...]
    widths: tuple[float, ...] = ()
    small: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: ``png``, its alternative text, the caption under it, its width as a share of the text's."""

    png: bytes
    alternative: str
    caption: str
    width: float = 1.0


Block = Heading | Paragraph | Bullets | Quotation | Blank | DataTable | Picture


@dataclass(frozen=True, slots=True)
class DeliverablePart:
    """A part of a deliverable.

    Attributes:
        key: What a template names it by.
        title: Its heading.
        blocks: Its content.
        required: It cannot be left out, whatever a template says: method, state of the review, limits.
        new_page: It begins a page.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    required: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A deliverable ready to be written.

    Attributes:
        title: Of the file.
        subtitle: What it is of.
        made: When.
        parts: In the order of the kind.
        landscape: Pages lie on their long side.
        contents: Whether a table of contents follows the first page.
    """

    title: str
    subtitle: str
    made: datetime
    parts: tuple[DeliverablePart, ...]
    landscape: bool = False
    contents: bool = True


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its title, then a few blocks; ``notes`` are for whoever speaks."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    notes: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class SlideShow:
    """Slides under one title."""

    title: str
    subtitle: str
    made: datetime
    slides: tuple[Slide, ...]

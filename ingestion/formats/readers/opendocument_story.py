"""One text of OpenDocument from its blocks and spans: the body, a cell, a note, a frame, a running head."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from domain.ledger import Content, Fate
from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, Unread
from ingestion.formats.readers.line_ends import LINE, with_lines
from ingestion.formats.readers.opendocument_equations import equation_of
from ingestion.formats.readers.opendocument_forms import OpenDocumentForms, fieldmark, is_fieldmark
from ingestion.formats.readers.opendocument_names import named, said
from ingestion.formats.readers.opendocument_numbering import ListItem, OpenDocumentNumbering
from ingestion.formats.readers.opendocument_styles import OpenDocumentStyles, TextLook
from ingestion.formats.readers.opendocument_tables import only_cell_of, opendocument_grid
from ingestion.formats.readers.package import Package
from ingestion.formats.readers.sinks import BodySink, KeptSink
from ingestion.formats.readers.superscripts import raised
from ingestion.formats.readers.word_symbols import in_symbols
from ingestion.layout.table_rows import GridCell

Sink = BodySink | KeptSink

_BLOCKS = {"text:p", "text:h"}
#: Tables of contents: their lines repeat titles and are none.
_INDEXES = {"text:table-of-content", "text:illustration-index", "text:table-index", "text:alphabetical-index",
            "text:user-index", "text:object-index", "text:bibliography"}  # fmt: skip
_NOT_TEXT = {
    "text:tracked-changes", "text:note-citation", "text:ruby-text", "svg:title", "svg:desc", "office:forms",
    "text:sequence-decls", "text:variable-decls", "text:user-field-decls", "text:dde-connection-decls",
    "office:binary-data", "office:event-listeners", "text:table-of-content-source", "text:alphabetical-index-source",
    "text:illustration-index-source", "text:table-index-source", "text:bibliography-source", "text:user-index-source",
    "text:object-index-source", "text:script", "draw:glue-point", "draw:enhanced-geometry", "text:meta-field-decls",
    "table:shapes", "table:table-column", "table:table-columns", "office:change-info", "text:soft-page-break",
    "text:number", "text:label",
}  # fmt: skip
_OBJECTS = ("draw:object", "draw:object-ole", "draw:plugin", "draw:applet", "draw:floating-frame")
_MOST_SPACES = 1_000


@dataclass(frozen=True, slots=True)
class OpenDocumentFile:
    """What the texts of one file are read with."""

    styles: OpenDocumentStyles
    numbering: OpenDocumentNumbering
    forms: OpenDocumentForms
    package: Package


@dataclass(slots=True)
class _WrittenLine:
    """A paragraph as it is put together."""

    shown: list[str] = field(default_factory=list)
    aside: list[tuple[AsideKind, str]] = field(default_factory=list)

    def take(self, text: str, fate: AsideKind | None) -> None:
        if fate is None:
            self.shown.append(text)
        elif self.aside and self.aside[-1][0] is fate:
            self.aside[-1] = (fate, self.aside[-1][1] + text)
        else:
            self.aside.append((fate, text))


class OpenDocumentStory:
    """Reads one text of a file into a sink; what is set aside and counted goes to ``builder``."""

    def __init__(self, builder: ContentBuilder, file: OpenDocumentFile, *, on_paper: bool = False):
        """Args: on_paper: it stands on the bare page, and not in a margin, which may have a colour of its own."""
        self._builder = builder
        self._file = file
        self._on_paper = on_paper and file.styles.has_bare_pages
        self._after: list[tuple[Category, str]] = []

    # --- blocks -------------------------------------------------------------------------------

    def blocks(
        self,
        container: Any,
        sink: Sink,
        fate: AsideKind | None = None,
        *,
        item: ListItem | None = None,
        in_list: bool = False,
    ) -> None:
        """Reads paragraphs and tables of a container; ``item``: that of a list, whose number is told with it."""
        for node in container:
            name = named(node)
            if name in _BLOCKS:
                self._paragraph(node, sink, fate, item, in_list=in_list)
            elif name == "table:table":
                self._table(node, sink, fate)
            elif name == "text:list":
                for entry, place in self._file.numbering.items(node, item):
                    self.blocks(entry, sink, fate, item=place, in_list=True)
            elif name == "text:numbered-paragraph":
                self.blocks(node, sink, fate, item=self._file.numbering.numbered(node), in_list=True)
            elif name in _INDEXES:
                self.blocks(node, sink, fate, in_list=True)
            elif name.startswith("draw:"):
                self._drawing(node, fate)
            elif name == "text:section":
                own = AsideKind.HIDDEN if _is_hidden(node) else fate
                self.blocks(node, sink, own, item=item, in_list=in_list)
            elif name == "office:annotation":
                self._comment(node)
            elif name and name not in _NOT_TEXT:
                self.blocks(node, sink, fate, item=item, in_list=in_list)
            if isinstance(sink, BodySink):
                for category, text in self.taken():
                    self._builder.add(category, text)

    @contextmanager
    def _off_paper(self) -> Iterator[None]:
        """While a cell or a shape is read, which may have a colour of its own."""
        before, self._on_paper = self._on_paper, False
        yield
        self._on_paper = before

    def taken(self) -> list[tuple[Category, str]]:
        """The frames and notes called since the last time."""
        found, self._after = self._after, []
        return found

    def _paragraph(
        self, node: Any, sink: Sink, fate: AsideKind | None, item: ListItem | None, *, in_list: bool
    ) -> None:
        line = _WrittenLine()
        look = self._file.styles.look(TextLook(), "paragraph", said(node, "text:style-name"))
        label = self._file.numbering.label(node, item) if fate is None and not look.is_hidden else ""
        self._inline(node, line, look, fate)
        for kind, text in line.aside:
            self._builder.set_aside(kind, text.replace(LINE, " "))
        is_title = named(node) == "text:h"
        text = with_lines("".join(line.shown), title=is_title)
        if label and text.strip():
            text = f"{label} {text.lstrip()}"
        if is_title:
            level = said(node, "text:outline-level")
            depth = max(0, int(level) - 1) if level.isdecimal() else 0
            sink.paragraph(Category.TITLE, " ".join(text.split()), depth)
        else:
            sink.paragraph(Category.LIST_ITEM if in_list else Category.TEXT, text)

    # --- text ---------------------------------------------------------------------------------

    def _inline(self, node: Any, line: _WrittenLine, look: TextLook, outer: AsideKind | None) -> None:
        """Text of an element and of those in it.

        Args:
            node: The element.
            line: Takes the text.
            look: How its letters look.
            outer: Why it is no text of the document, whatever the style of a span says.
        """
        fate = outer or look.fate(on_paper=self._on_paper)
        # What is drawn or noted there has letters of its own, which are not struck out, white or tiny.
        apart = outer or (AsideKind.HIDDEN if look.is_hidden else None)
        line.take(self._letters(node.text, look), fate)
        for inner in node:
            name = named(inner)
            if name in ("text:s", "text:tab", "text:line-break"):
                told = said(inner, "text:c")
                count = int(told) if told.isdecimal() else 1
                line.take(LINE if name == "text:line-break" else " " * min(count, _MOST_SPACES), fate)
            elif name == "text:note":
                self._note(inner, apart)
            elif name == "office:annotation":
                self._comment(inner)
            elif name == "draw:control":
                self._control(inner, line, fate)
            elif name.startswith("draw:") and name != "draw:a":
                formula = equation_of(inner, self._file.package)
                if formula is None:
                    self._drawing(inner, apart)
                else:
                    line.take(formula, fate)
            elif name == "text:hidden-text":
                self._conditional(inner, line, fate)
            elif name == "text:hidden-paragraph":
                if said(inner, "text:is-hidden") == "true":
                    line.aside += [(AsideKind.HIDDEN, "".join(line.shown))]
                    line.shown.clear()
                    fate = outer = apart = AsideKind.HIDDEN
            elif is_fieldmark(name):
                line.take(fieldmark(inner), fate)
            elif name == "text:span":
                own = self._file.styles.look(look, "text", said(inner, "text:style-name"))
                self._inline(inner, line, own, outer)
            elif name and name not in _NOT_TEXT:
                self._inline(inner, line, look, outer or _of_field(name, inner))
            line.take(self._letters(inner.tail, look), fate)

    def _letters(self, text: str | None, look: TextLook) -> str:
        """A text as its letters show it."""
        shown = look.in_case(in_symbols(self._file.styles.font(look), _collapsed(text)))
        return raised(shown) if look.is_raised else shown

    @staticmethod
    def _conditional(node: Any, line: _WrittenLine, fate: AsideKind | None) -> None:
        text = "".join(node.itertext())
        if said(node, "text:is-hidden") != "false":
            line.take(said(node, "text:string-value") or text, AsideKind.HIDDEN)
        else:
            line.take(text, fate)

    def _control(self, node: Any, line: _WrittenLine, fate: AsideKind | None) -> None:
        value = self._file.forms.value(said(node, "draw:control"))
        if value is None:
            self._builder.not_read(Unread.OBJECT)
        elif value:
            self._builder.count(Content.FIELD)
            line.take(f" {value} ", fate)

    def _note(self, node: Any, fate: AsideKind | None) -> None:
        kept = KeptSink()
        self._builder.count(Content.NOTE)
        for body in node:
            if named(body) == "text:note-body":
                self.blocks(body, kept, fate)
            elif named(body) == "text:note-citation":
                self._builder.count(Content.CHARACTER, Fate.NOTE_CALL, len("".join(body.itertext())))
        self._after += [(Category.NOTE, text) for _, text in kept.order]

    def _comment(self, node: Any) -> None:
        kept = KeptSink()
        OpenDocumentStory(ContentBuilder(), self._file).blocks(node, kept)
        self._builder.set_aside(AsideKind.COMMENT, " ".join(kept.texts))

    def _drawing(self, node: Any, fate: AsideKind | None) -> None:
        """Text in a frame or a shape, after the paragraph it hangs on; pictures and objects are counted."""
        name = named(node)
        if name == "draw:frame":
            # Its children are ways to show one thing, the best first.
            inner = next((one for one in node if named(one).startswith("draw:")), None)
            inner = next((one for one in node if named(one) == "table:table"), inner)
            if inner is not None:
                self._drawing(inner, fate)
        elif name == "draw:image":
            self._builder.not_read(Unread.PICTURE)
        elif name in _OBJECTS:
            self._builder.not_read(Unread.OBJECT)
        elif name == "draw:control":
            line = _WrittenLine()
            self._control(node, line, fate)
            self._after += [(Category.TEXT, text) for text in line.shown]
        elif name not in _NOT_TEXT:
            kept = KeptSink()
            waiting = self.taken()
            with self._off_paper():
                self.blocks([node] if name == "table:table" else node, kept, fate)
            self._after = [*waiting, *kept.order, *self._after]

    # --- tables -------------------------------------------------------------------------------

    def _table(self, table: Any, sink: Sink, fate: AsideKind | None) -> None:
        frame = only_cell_of(table)
        if frame is not None:
            with self._off_paper():
                self.blocks(frame, sink, fate)
        else:
            sink.table(opendocument_grid(table, fate, self._cell))

    def _cell(self, cell: Any, fate: AsideKind | None) -> GridCell:
        kept = KeptSink()
        with self._off_paper():
            self.blocks(cell, kept, fate)
        return GridCell("\n".join(kept.texts), tuple(kept.tables))


def _of_field(name: str, node: Any) -> AsideKind | None:
    """Why a field shows no text of the document; None where it does."""
    if said(node, "text:display") == "none":
        return AsideKind.HIDDEN
    asks = name == "text:placeholder" or said(node, "loext:showing-place-holder") == "true"
    return AsideKind.PROMPT if asks else None


def _is_hidden(section: Any) -> bool:
    display = said(section, "text:display")
    return display == "none" or (display == "condition" and said(section, "text:is-hidden") == "true")


def _collapsed(text: str | None) -> str:
    """White space as OpenDocument has it: any run of it is one space."""
    if not text:
        return ""
    inner = " ".join(text.split())
    if not inner:
        return " "
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"

"""One text of a Word document from its blocks and runs: its body, a cell, a note, a text box, a running head."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ingestion.formats.office_content import AsideKind, Category, Unread
from ingestion.formats.readers.equations import office_parts
from ingestion.formats.readers.package import attribute, child
from ingestion.formats.readers.sinks import BodySink, KeptSink
from ingestion.formats.readers.superscripts import raised
from ingestion.formats.readers.word_drawings import Drawn, WordDrawings
from ingestion.formats.readers.word_fates import SHOWN, WordFate, looked_into
from ingestion.formats.readers.word_fields import FieldStack
from ingestion.formats.readers.word_inner import add_inner_document
from ingestion.formats.readers.word_paragraph import WordParagraph, goes_on, written
from ingestion.formats.readers.word_parts import WordParts, WordPassage
from ingestion.formats.readers.word_table_looks import TableLook, TablePlace
from ingestion.formats.readers.word_tables import has_diagonal, only_cell, table_grid
from ingestion.layout.table_rows import GridCell

Sink = BodySink | KeptSink


class WordStory:
    """Reads one text of a document."""

    def __init__(
        self,
        parts: WordParts,
        part: str,
        fields: FieldStack,
        read_word: Callable[[bytes, int], None],
        *,
        apart: bool = False,
        on_paper: bool = False,
        place: TablePlace | None = None,
    ):
        """Makes a reader of one text.

        Args:
            parts: The document.
            part: Which of its parts holds the text.
            fields: Those that are open.
            read_word: Reads a document inside this one.
            apart: It is no part of the body.
            on_paper: It stands on the bare page, and not in a cell or a shape, which may have a colour of its own.
            place: Where it stands in a table.
        """
        self._parts = parts
        self._part = part
        self._fields = fields
        self._read_word = read_word
        self._apart = apart
        self._on_paper = on_paper
        self._place = place
        self._drawings = WordDrawings(parts, part, self._box, in_margin=apart)
        self._after: Drawn = []

    # --- blocks -------------------------------------------------------------------------------

    def blocks(self, container: Any, sink: Sink, fate: WordFate = SHOWN) -> None:
        """Reads paragraphs and tables of a container into ``sink``."""
        carried = self._blocks(container, sink, fate, None)
        if carried is not None:
            carried.finish(sink, self._parts.builder, self._parts.arrived)

    def _blocks(
        self, container: Any, sink: Sink, fate: WordFate, carried: WordParagraph | None
    ) -> WordParagraph | None:
        for name, node in looked_into(container):
            if name == "w:p":
                carried = self._paragraph(node, sink, fate, carried)
            elif name in ("w:tbl", "w:altChunk", "w:subDoc"):
                if carried is not None:
                    carried.finish(sink, self._parts.builder, self._parts.arrived)
                    carried = None
                self._other_block(name, node, sink, fate)
            else:
                carried = self._blocks(node, sink, fate.inside(name), carried)
            if isinstance(sink, BodySink):
                self.flush()
        return carried

    def flush(self) -> None:
        """Hands on the text boxes and notes called since the last time."""
        for category, text in self.taken():
            if category is Category.TABLE:
                self._parts.builder.table([text])
            else:
                self._parts.builder.add(category, text)

    def taken(self) -> Drawn:
        """The text boxes and notes called since the last time."""
        found, self._after = self._after, []
        return found

    def _other_block(self, name: str, node: Any, sink: Sink, fate: WordFate) -> None:
        if name == "w:tbl":
            self._table(node, sink, fate)
        elif name == "w:altChunk":
            # A document inside another stands at its top level, or in a cell whose place it takes.
            self.flush()
            add_inner_document(self._parts, self._part, node, self._read_word)
        else:
            self._parts.builder.not_read(Unread.PART)  # a part of a master document, in a file of its own

    def _table(self, table: Any, sink: Sink, fate: WordFate) -> None:
        frame, look = only_cell(table), TableLook(table, self._parts.styles.of_table())
        if frame is not None:
            inner = self._inside(look.place(0, 1, 0, 1))
            inner.blocks(frame, sink, fate)
            self._after += inner.taken()
        else:
            sink.table(table_grid(table, fate, look, self._cell))

    def _cell(self, cell: Any, fate: WordFate, place: TablePlace | None) -> GridCell:
        kept = KeptSink()
        inner = self._inside(place)
        inner.blocks(cell, kept, fate)
        self._after += inner.taken()
        return GridCell("\n".join(kept.texts), tuple(kept.tables), diagonal=has_diagonal(cell))

    def _inside(self, place: TablePlace | None) -> WordStory:
        """What reads a cell: the same text, with its fields, and not on the bare page."""
        return WordStory(self._parts, self._part, self._fields, self._read_word, apart=self._apart, place=place)

    def _paragraph(self, node: Any, sink: Sink, fate: WordFate, carried: WordParagraph | None) -> WordParagraph | None:
        """Reads a paragraph; where it goes on with the next one, what there is of it."""
        properties = child(node, "w:pPr")
        style = attribute(child(properties, "w:pStyle"), "w:val")
        paragraph = WordParagraph(style) if carried is None else carried
        paragraph.style, paragraph.properties = style, properties
        depth = self._parts.styles.title_depth(style, properties)
        before = len(paragraph.shown)
        self._inline(node, paragraph, fate)
        if goes_on(properties, depth):
            return paragraph
        # Paragraphs that were joined have the number of the last one, and count once.
        label = self._parts.numbering.label(style, properties) if fate.shows else None
        if carried is None or "".join(paragraph.shown[before:]).strip():
            paragraph.depth = depth
            paragraph.category = self._category(style, depth, label)
        if label and "".join(paragraph.shown).strip():
            paragraph.shown.insert(0, label)
        paragraph.finish(sink, self._parts.builder, self._parts.arrived)
        return None

    def _category(self, style: str | None, depth: int | None, label: str | None) -> Category:
        if depth is not None:
            return Category.TITLE
        is_item = label is not None or self._parts.styles.is_contents(style)
        return Category.LIST_ITEM if is_item else Category.TEXT

    # --- runs ---------------------------------------------------------------------------------

    def _inline(self, container: Any, into: WordParagraph, fate: WordFate) -> None:
        for name, node in looked_into(container):
            if name == "w:r":
                self._run(node, into, fate)
            elif name == "m:r":
                self._inline(node, into, self._of_run(child(node, "w:rPr"), into, fate))
            elif name == "m:t":
                into.take(node.text or "", fate)
            elif name == "w:subDoc":
                self._parts.builder.not_read(Unread.PART)
            else:
                self._element(node, into, fate.inside(name))

    def _element(self, node: Any, into: WordParagraph, fate: WordFate) -> None:
        """Reads what stands in an element; a structure of an equation on one line."""
        parts = office_parts(node)
        if parts is None:
            self._inline(node, into, fate)
            return
        for part in parts:
            if isinstance(part, str):
                into.take(part, fate)
            else:
                self._inline(part, into, fate)

    def _of_run(self, properties: Any | None, into: WordParagraph, fate: WordFate) -> WordFate:
        """What becomes of the letters of a run."""
        styles = self._parts.styles
        kind = fate.kind if fate.kind is not None else styles.fate(into.style, properties, self._place)
        if kind is None and self._on_paper and styles.is_white(into.style, into.properties, properties):
            kind = AsideKind.HIDDEN
        return WordFate(kind, fate.gone)

    def _run(self, run: Any, into: WordParagraph, fate: WordFate) -> None:
        properties = child(run, "w:rPr")
        self._run_content(run, properties, into, self._of_run(properties, into, fate), fate)

    def _fate_apart(self, properties: Any | None, into: WordParagraph, outer: WordFate) -> WordFate:
        """What becomes of what is drawn or noted in a run, whose letters are not those of the run."""
        hidden = outer.kind is None and self._parts.styles.is_turned_on("w:vanish", into.style, properties, self._place)
        return WordFate(AsideKind.HIDDEN, outer.gone) if hidden else outer

    def _run_content(
        self, run: Any, properties: Any | None, into: WordParagraph, fate: WordFate, outer: WordFate
    ) -> None:
        for name, node in looked_into(run):
            if name == "w:fldChar":
                said = self._fields.take(attribute(node, "w:fldCharType") or "", child(node, "w:ffData"))
                if said:
                    into.take(said, fate)
                for code in self._fields.taken_unread():
                    self._parts.builder.not_read(Unread.OBJECT, code)
            elif name == "w:instrText":
                self._fields.say(node.text or "")
            elif name in ("w:drawing", "w:pict", "w:object"):
                self._after += self._drawings.texts(node, self._fate_apart(properties, into, outer))
            elif name in ("w:footnoteReference", "w:endnoteReference"):
                self._note(name, node, self._fate_apart(properties, into, outer))
            elif not self._fields.shows:
                self._parts.builder.set_aside(AsideKind.UNUSED, written(name, node, properties))
            else:
                text = written(name, node, properties)
                if text.strip() and text != (above := raised(text)):
                    text = above if self._parts.styles.is_raised(into.style, properties) else text
                if text:
                    self._fields.wrote(text)
                    capitals = self._parts.styles.is_capitals(into.style, properties, self._place)
                    into.take(text.upper() if capitals else text, fate)
                elif name == "w:ruby":
                    self._inline(node, into, fate)

    def _note(self, name: str, reference: Any, fate: WordFate) -> None:
        kind = name.removeprefix("w:").removesuffix("Reference") + "s"
        found = self._parts.note(kind, attribute(reference, "w:id"))
        if found is None or fate.gone:
            return
        kept = read_passage(self._parts, found, self._read_word, fate)
        self._after += [(Category.NOTE, text) for _, text in kept.order]

    def _box(self, box: Any, fate: WordFate) -> Drawn:
        return read_passage(self._parts, WordPassage(self._part, box), self._read_word, fate).order


def read_passage(
    parts: WordParts, passage: WordPassage, read_word: Callable[[bytes, int], None], fate: WordFate = SHOWN
) -> KeptSink:
    """What stands in an element that is a text of its own; ``read_word`` as for a story."""
    kept = KeptSink()
    story = WordStory(parts, passage.part, FieldStack(passage.node), read_word, apart=True)
    story.blocks(passage.node, kept, fate)
    for category, text in story.taken():
        kept.paragraph(category, text)
    return kept

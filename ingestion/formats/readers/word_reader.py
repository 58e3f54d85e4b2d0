"""Word documents as Word shows them: revisions accepted, fields by their results, text boxes and notes once.

What a revision deleted, what is hidden or struck out (directly or by a style) and comments are set aside. Pictures and
charts are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.ledger import Content, Fate
from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, OfficeContent, Unread
from ingestion.formats.readers.drawings import diagram, drawn_paragraphs, other_diagrams
from ingestion.formats.readers.line_ends import LINE, with_lines
from ingestion.formats.readers.package import Package, attribute, child, children, chosen, is_on, name_of
from ingestion.formats.readers.sinks import BodySink, KeptSink
from ingestion.formats.readers.word_fields import FieldStack
from ingestion.formats.readers.word_numbering import WordNumbering
from ingestion.formats.readers.word_styles import WordStyles
from ingestion.formats.readers.word_symbols import symbol
from ingestion.layout.table_rows import GridCell, TableGrid

_Node = Any  # an element of lxml, which has no types
_NOT_TEXT = {
    "w:pPr", "w:rPr", "w:sectPr", "w:tblPr", "w:trPr", "w:tcPr", "w:tblGrid", "w:instrText", "w:delInstrText",
    "w:proofErr", "w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:rt", "w:rubyPr", "w:fldData", "w:ffData",
    "w:ftr", "w:hdr", "w:annotationRef", "w:lastRenderedPageBreak", "w:footnoteRef", "w:endnoteRef", "m:ctrlPr",
}  # fmt: skip
_GONE = {"w:del": AsideKind.DELETED, "w:moveFrom": None}
_REVISIONS = {
    "w:ins": (Content.INSERTION, Fate.READ), "w:moveTo": (Content.INSERTION, Fate.READ),
    "w:del": (Content.DELETION, Fate.DELETED), "w:moveFrom": (Content.DELETION, Fate.ELSEWHERE),
}  # fmt: skip
_WORDART = "v:textpath"


@dataclass(slots=True)
class _Paragraph:
    """A paragraph as it is put together: what is shown of it, what is not, by why."""

    style: str | None
    shown: list[str] = field(default_factory=list)
    aside: dict[AsideKind, list[str]] = field(default_factory=dict)
    depth: int | None = None
    category: Category = Category.TEXT
    gone: list[str] = field(default_factory=list)
    properties: _Node | None = None

    def take(self, text: str, fate: AsideKind | None, *, gone: bool = False) -> None:
        if gone:
            self.gone.append(text)
            return
        if fate is None:
            self.shown.append(text)
        else:
            self.aside.setdefault(fate, []).append(text)
        # Two runs set aside with shown text between them are two texts.
        for kind, texts in self.aside.items():
            if kind is not fate and texts[-1] and text.strip():
                texts.append("")


@dataclass(frozen=True, slots=True)
class _Notes:
    """The part that holds the notes of a kind, and those that were not called yet, by identifier."""

    part: str = ""
    waiting: dict[str, _Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Fate:
    """Why all that stands inside of an element is no text of the document; ``gone``: it stands elsewhere."""

    kind: AsideKind | None = None
    gone: bool = False


_SHOWN = _Fate()


def read_word(path: Path) -> OfficeContent:
    """The content of a Word document.

    Raises:
        DamagedFile: It is not sound.
    """
    builder = ContentBuilder()
    read_word_data(path.read_bytes(), builder)
    return builder.build()


def read_word_data(data: bytes, builder: ContentBuilder) -> None:
    """The same, for a document inside another, handed to ``builder``."""
    package = Package(data)
    document = _WordDocument(package, builder)
    document.read()


class _WordDocument:
    def __init__(self, package: Package, builder: ContentBuilder):
        self._package = package
        self._builder = builder
        self._main = package.main
        self._styles = WordStyles(self._root("styles"))
        self._numbering = WordNumbering(self._root("numbering"), self._styles)
        self._notes = {kind: self._by_id(kind) for kind in ("footnotes", "endnotes")}
        self._told: set[str] = set()
        self.diagrams: set[str] = set()

    def read(self) -> None:
        root = self._package.xml(self._main)
        body = child(root, "w:body")
        if body is None:
            return
        story = _Story(self, self._main, FieldStack(body), on_paper=not self._has_ground(root))
        story.blocks(body, BodySink(self._builder))
        story.flush()
        for text in other_diagrams(self._package, self._main, self._builder, self.diagrams):
            self._builder.add(Category.NOTE, text)
        for notes in self._notes.values():
            self._unused(notes.part, notes.waiting.values())
        for part, used in self._margins(root).items():
            if not used:
                self._unused(part, [self._package.xml(part)])
                continue
            kept = self.story_of(part, self._package.xml(part))
            for _, text in kept.order:
                if text in self._told:
                    self._builder.repeated(text)
                else:
                    self._told.add(text)
                    self._builder.add(Category.MARGIN, text)
        comments = self._package.related(self._main, "comments")
        if comments is not None:
            for comment in children(self._package.xml(comments), "w:comment"):
                kept = self.story_of(comments, comment)
                self._builder.set_aside(AsideKind.COMMENT, " ".join(kept.texts))
        self._count_revisions(root)

    def _has_ground(self, root: Any) -> bool:
        """Whether something may lie under the text of a page, on which white letters show: a colour, a picture."""
        if child(root, "w:background") is not None:
            return True
        parts = [root, *(self._package.xml(part) for part in self._margins(root))]
        return any(
            attribute(node, "behindDoc") in ("1", "true") or "z-index:-" in (attribute(node, "style") or "")
            for part in parts
            for node in part.iter()
            if name_of(node) in ("wp:anchor", "v:shape", "v:rect")
        )

    def _unused(self, part: str, nodes: Iterable[_Node]) -> None:
        """Sets aside what stands in a part and Word shows nowhere."""
        for node in nodes:
            self._builder.set_aside(AsideKind.UNUSED, " ".join(text for _, text in self.story_of(part, node).order))

    def _count_revisions(self, root: Any) -> None:
        for node in root.iter():
            name = name_of(node)
            if name in _REVISIONS and name_of(node.getparent()) not in ("w:rPr", "w:trPr"):
                self._builder.count(*_REVISIONS[name])

    def story_of(self, part: str, node: Any, fate: _Fate = _SHOWN) -> KeptSink:
        """What stands in a part or an element of one that is a text of its own."""
        kept = KeptSink()
        story = _Story(self, part, FieldStack(node), aside=True)
        story.blocks(node, kept, fate)
        for category, text in story.taken():
            kept.paragraph(category, text)
        return kept

    def note(self, kind: str, identifier: str | None) -> tuple[str, Any] | None:
        """A note with the part it stands in."""
        notes = self._notes[kind]
        found = notes.waiting.pop(identifier or "", None)
        if found is None:
            return None
        self._builder.count(Content.NOTE)
        return notes.part, found

    def _root(self, kind: str) -> Any | None:
        part = self._package.related(self._main, kind)
        return None if part is None else self._package.xml(part)

    def _by_id(self, kind: str) -> _Notes:
        part = self._package.related(self._main, kind)
        if part is None:
            return _Notes()
        notes = (
            one for one in self._package.xml(part) if (attribute(one, "w:type") or "normal") == "normal" and len(one)
        )
        return _Notes(part, {attribute(one, "w:id") or "": one for one in notes})

    def _margins(self, root: Any) -> dict[str, bool]:
        """Running heads and feet in the order in which they are named, and whether each is in use."""
        settings = self._root("settings")
        even = bool(is_on(child(settings, "w:evenAndOddHeaders")))
        relations = self._package.relations(self._main)
        found: dict[str, bool] = {}
        for section in root.iter():
            if name_of(section) != "w:sectPr":
                continue
            first = bool(is_on(child(section, "w:titlePg")))
            for node in section:
                if name_of(node) not in ("w:headerReference", "w:footerReference"):
                    continue
                kind = attribute(node, "w:type") or "default"
                relation = relations.get(attribute(node, "r:id") or "")
                used = {"first": first, "even": even}.get(kind, True)
                if relation is not None and not relation.outside and relation.target in self._package:
                    found[relation.target] = found.get(relation.target, False) or used
        return found


class _Story:
    """Reads one text of a document: its body, a cell, a note, a text box, a running head."""

    def __init__(
        self, document: _WordDocument, part: str, fields: FieldStack, *, aside: bool = False, on_paper: bool = False
    ):
        self._document = document
        self._package = document._package
        self._styles = document._styles
        self._builder = document._builder
        self._part = part
        self._fields = fields
        self._after: list[tuple[Category, str]] = []
        self._aside = aside
        self._on_paper = on_paper  # and not in a cell or a shape, which may have a colour of its own

    # --- blocks -------------------------------------------------------------------------------

    def blocks(
        self, container: Any, sink: BodySink | KeptSink, fate: _Fate = _SHOWN, carried: _Paragraph | None = None
    ) -> None:
        """Reads paragraphs and tables of a container into ``sink``."""
        carried = self._blocks(container, sink, fate, carried)
        if carried is not None:
            self._finish(carried, sink)

    def _blocks(
        self, container: Any, sink: BodySink | KeptSink, fate: _Fate, carried: _Paragraph | None
    ) -> _Paragraph | None:
        for node in container:
            name = name_of(node)
            if name == "w:p":
                carried = self._paragraph(node, sink, fate, carried)
            elif name == "w:tbl":
                if carried is not None:
                    self._finish(carried, sink)
                    carried = None
                self._table(node, sink, fate)
            elif name == "w:altChunk":
                if carried is not None:
                    self._finish(carried, sink)
                    carried = None
                self._other_document(node, sink)
            elif name == "mc:AlternateContent":
                option = chosen(node)
                if option is not None:
                    carried = self._blocks(option, sink, fate, carried)
            elif name in _GONE:
                carried = self._blocks(node, sink, _Fate(_GONE[name], _GONE[name] is None), carried)
            elif name and name not in _NOT_TEXT:
                carried = self._blocks(node, sink, fate, carried)
            if isinstance(sink, BodySink):
                self.flush()
        return carried

    def flush(self) -> None:
        """Hands on the text boxes and notes called since the last time."""
        for category, text in self.taken():
            if category is Category.TABLE:
                self._builder.table([text])
            else:
                self._builder.add(category, text)

    def taken(self) -> list[tuple[Category, str]]:
        """The text boxes and notes called since the last time."""
        found, self._after = self._after, []
        return found

    def _paragraph(
        self, node: Any, sink: BodySink | KeptSink, fate: _Fate, carried: _Paragraph | None
    ) -> _Paragraph | None:
        properties = child(node, "w:pPr")
        style = attribute(child(properties, "w:pStyle"), "w:val")
        paragraph = _Paragraph(style) if carried is None else carried
        paragraph.style, paragraph.properties = style, properties
        depth = self._styles.title_depth(style, properties)
        label = self._document._numbering.label(style, properties)
        before = len(paragraph.shown)
        self._inline(node, paragraph, fate)
        said = "".join(paragraph.shown[before:])
        if said.strip() or carried is None:
            paragraph.depth = depth
            paragraph.category = (
                Category.TITLE
                if depth is not None
                else Category.TEXT
                if label is None and not self._styles.is_contents(style)
                else Category.LIST_ITEM
            )
        if label and said.strip() and not fate.kind and not fate.gone:
            paragraph.shown.insert(before, f"{label} ")
        if self._mark_is_gone(properties, depth):
            return paragraph
        self._finish(paragraph, sink)
        return None

    @staticmethod
    def _mark_is_gone(properties: Any | None, depth: int | None) -> bool:
        """Whether a paragraph goes on with the next one: its end is deleted, moved away or hidden."""
        mark = child(properties, "w:rPr")
        if mark is None:
            return False
        if child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None:
            return True
        # A title that Word sets on the line of the text below (a « style separator ») stays a title.
        return depth is None and bool(is_on(child(mark, "w:vanish"))) and not is_on(child(mark, "w:specVanish"))

    def _finish(self, paragraph: _Paragraph, sink: BodySink | KeptSink) -> None:
        for kind, texts in paragraph.aside.items():
            for text in "".join(one or "\0" for one in texts).split("\0"):
                self._builder.set_aside(kind, text.replace(LINE, " "))
        self._builder.repeated("".join(paragraph.gone))
        text = with_lines("".join(paragraph.shown), title=paragraph.category is Category.TITLE)
        sink.paragraph(paragraph.category, text, paragraph.depth)

    # --- runs ---------------------------------------------------------------------------------

    def _inline(self, container: Any, into: _Paragraph, fate: _Fate) -> None:
        for node in container:
            name = name_of(node)
            if name == "w:r":
                self._run(node, into, fate)
            elif name in _GONE:
                self._inline(node, into, _Fate(_GONE[name], _GONE[name] is None or fate.gone))
            elif name == "mc:AlternateContent":
                option = chosen(node)
                if option is not None:
                    self._inline(option, into, fate)
            elif name == "m:t":
                into.take(node.text or "", fate.kind, gone=fate.gone)
            elif name == "m:f":
                for index, part in enumerate(
                    one for one in (child(node, "m:num"), child(node, "m:den")) if one is not None
                ):
                    into.take("/" if index else "", fate.kind, gone=fate.gone)
                    self._inline(part, into, fate)
            elif name == "w:p" or (name and name not in _NOT_TEXT):
                self._inline(node, into, fate)

    def _run(self, run: Any, into: _Paragraph, fate: _Fate) -> None:
        properties = child(run, "w:rPr")
        kind = fate.kind if fate.kind is not None else self._styles.fate(into.style, properties)
        if kind is None and self._on_paper and self._styles.is_white(into.style, into.properties, properties):
            kind = AsideKind.HIDDEN
        fate = _Fate(kind, fate.gone)
        self._run_content(run, into, fate)

    def _run_content(self, run: Any, into: _Paragraph, fate: _Fate) -> None:
        for node in run:
            name = name_of(node)
            if name == "w:fldChar":
                said = self._fields.take(attribute(node, "w:fldCharType") or "", child(node, "w:ffData"))
                if said:
                    into.take(said, fate.kind, gone=fate.gone)
            elif name in ("w:drawing", "w:pict", "w:object"):
                self._drawing(node, fate)
            elif name == "mc:AlternateContent":
                option = chosen(node)
                if option is not None:
                    self._run_content(option, into, fate)
            elif name in ("w:footnoteReference", "w:endnoteReference"):
                self._note(name, node, fate)
            elif self._fields.shows:
                text = _character(name, node)
                if text:
                    into.take(text, fate.kind, gone=fate.gone)
                elif name == "w:ruby":
                    self._inline(node, into, fate)

    def _note(self, name: str, reference: Any, fate: _Fate) -> None:
        found = self._document.note(
            name.removeprefix("w:").removesuffix("Reference") + "s", attribute(reference, "w:id")
        )
        if found is None or fate.gone:
            return
        kept = self._document.story_of(*found, fate)
        self._after += [(Category.NOTE, text) for _, text in kept.order]

    # --- drawings -----------------------------------------------------------------------------

    def _drawing(self, node: Any, fate: _Fate) -> None:
        for inner in node:
            name = name_of(inner)
            if name == "mc:AlternateContent":
                option = chosen(inner)
                if option is not None:
                    self._drawing(option, fate)
            elif name == "w:txbxContent":
                self._after += self._document.story_of(self._part, inner, fate).order
            elif name == "wp:docPr" or name == "?:docPr":
                if attribute(inner, "hidden") in ("1", "true"):
                    fate = _Fate(AsideKind.HIDDEN, fate.gone)
            elif name == "a:txBody":
                for text in drawn_paragraphs(inner, self._builder):
                    self._aside_or_after(text, fate)
            elif name == "dgm:relIds":
                for text in diagram(self._package, self._part, inner, self._builder, self._document.diagrams):
                    self._aside_or_after(text, fate)
            elif name in ("c:chart", "cx:chart"):
                self._builder.not_read(Unread.CHART)
            elif name in ("pic:pic", "v:imagedata"):
                self._builder.not_read(Unread.PICTURE)
            elif name == "o:OLEObject":
                self._builder.not_read(Unread.OBJECT)
            elif name == _WORDART:
                own = _Fate(AsideKind.WATERMARK, fate.gone) if self._aside else fate
                self._aside_or_after(attribute(inner, "string") or "", own)
            elif name not in ("a:t", "w:rPr"):
                self._drawing(inner, fate)

    def _aside_or_after(self, text: str, fate: _Fate) -> None:
        if fate.kind is not None:
            self._builder.set_aside(fate.kind, text)
        elif not fate.gone and text.strip():
            self._after.append((Category.TEXT, text))

    # --- tables -------------------------------------------------------------------------------

    def _table(self, table: Any, sink: BodySink | KeptSink, fate: _Fate) -> None:
        rows = list(_inside(table, "w:tr"))
        grid = TableGrid(len(rows), _declared_names(rows))
        for number, row in enumerate(rows):
            properties = child(row, "w:trPr")
            own = fate
            if child(properties, "w:del") is not None:
                own = _Fate(AsideKind.DELETED)
            elif is_on(child(properties, "w:hidden")):
                own = _Fate(AsideKind.HIDDEN)
            column = _count(child(properties, "w:gridBefore"))
            for cell in _inside(row, "w:tc"):
                column = self._cell(grid, number, column, cell, own)
        sink.table(grid)

    def _cell(self, grid: TableGrid, number: int, column: int, cell: Any, fate: _Fate) -> int:
        """Reads a cell into its place; the column after it."""
        properties = child(cell, "w:tcPr")
        wide = max(1, _count(child(properties, "w:gridSpan")))
        down, across = child(properties, "w:vMerge"), child(properties, "w:hMerge")
        if child(properties, "w:cellDel") is not None:
            fate = _Fate(AsideKind.DELETED)
        kept = KeptSink()
        inner = _Story(self._document, self._part, self._fields, aside=self._aside)
        inner.blocks(cell, kept, fate)
        self._after += inner.taken()
        content = GridCell("\n".join(kept.texts), tuple(kept.tables))
        if fate.kind is AsideKind.DELETED and child(properties, "w:cellDel") is not None and content.is_empty:
            return column  # the cells after it close up
        above = grid.at(number - 1, column) if down is not None and _goes_on(down) else None
        beside = grid.at(number, column - 1) if across is not None and _goes_on(across) else None
        merged = above or beside
        if merged is not None and content.is_empty:
            content = merged
        grid.put(number, column, content, columns=wide)
        return column + wide

    # --- other documents ----------------------------------------------------------------------

    def _other_document(self, node: Any, sink: BodySink | KeptSink) -> None:
        """A document that Word shows in the place of an ``altChunk``."""
        relation = self._package.relations(self._part).get(attribute(node, "r:id") or "")
        if relation is None or relation.outside or relation.target not in self._package:
            self._builder.not_read(Unread.PART)
            return
        data = self._package.data(relation.target)
        del sink  # a document inside another stands at its top level, or in a cell whose place it takes
        self.flush()
        if data.startswith(b"PK\x03\x04"):
            read_word_data(data, self._builder)
        elif data.lstrip().startswith(b"{\\rtf") or data[:200].lower().startswith(b"mime-version"):
            self._builder.not_read(Unread.PART, relation.target.rpartition("/")[2])
        else:
            from french.decoding import decode_text
            from ingestion.formats.readers.html_reader import add_html

            text = decode_text(data).text
            if re.search(r"<(?:html|body|p|div|h[1-6]|table)\b", text[:4096], re.IGNORECASE):
                add_html(text, self._builder)
            else:
                for line in text.splitlines():
                    self._builder.add(Category.TEXT, line)


def _inside(container: Any, name: str) -> Iterable[Any]:
    """Rows of a table or cells of a row, those in content controls too."""
    for node in container:
        found = name_of(node)
        if found == name:
            yield node
        elif found == "mc:AlternateContent":
            option = chosen(node)
            if option is not None:
                yield from _inside(option, name)
        elif found and found not in _NOT_TEXT and found not in ("w:tbl", "w:tr", "w:tc", "w:p"):
            yield from _inside(node, name)


def _declared_names(rows: Iterable[Any]) -> int:
    count = 0
    for row in rows:
        if not is_on(child(row, "w:trPr", "w:tblHeader")):
            break
        count += 1
    return count


def _goes_on(merge: Any) -> bool:
    return (attribute(merge, "w:val") or "continue") == "continue"


def _count(node: Any | None) -> int:
    said = attribute(node, "w:val") or ""
    return min(int(said), 1_000) if said.isdecimal() else 0


def _character(name: str, node: Any) -> str:
    if name in ("w:t", "w:delText"):
        return node.text or ""
    if name in ("w:tab", "w:ptab"):
        return " "
    if name in ("w:br", "w:cr"):
        return LINE
    if name == "w:noBreakHyphen":
        return "-"
    if name == "w:sym":
        return symbol(attribute(node, "w:font") or "", attribute(node, "w:char") or "")
    return ""

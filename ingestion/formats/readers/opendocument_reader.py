"""Texts of OpenDocument (LibreOffice Writer) as they are shown; what is deleted, struck or hidden is apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from domain.errors import EncryptedFile
from domain.ledger import Content, Fate
from ingestion.formats.office_content import AsideKind, Category, ContentBuilder, OfficeContent, Unread
from ingestion.formats.readers.package import Package
from ingestion.formats.readers.sinks import BodySink, KeptSink
from ingestion.layout.table_rows import MAX_COLUMNS, GridCell, TableGrid

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {"text": "text", "table": "table", "drawing": "draw", "office": "office", "style": "style",
             "presentation": "presentation", "svg-compatible": "svg", "manifest": "manifest"}  # fmt: skip
_BLOCKS = {"text:p", "text:h"}
#: Lists, and tables of contents: their lines repeat titles and are none.
_ITEMS = {"text:list", "text:numbered-paragraph", "text:table-of-content", "text:illustration-index",
          "text:table-index", "text:alphabetical-index", "text:user-index", "text:object-index",
          "text:bibliography"}  # fmt: skip
_NOT_TEXT = {
    "text:tracked-changes", "text:note-citation", "text:ruby-text", "svg:title", "svg:desc", "office:forms",
    "text:sequence-decls", "text:variable-decls", "text:user-field-decls", "text:dde-connection-decls",
    "office:binary-data", "office:event-listeners", "text:table-of-content-source", "text:alphabetical-index-source",
    "text:illustration-index-source", "text:table-index-source", "text:bibliography-source", "text:user-index-source",
    "text:object-index-source", "text:script", "draw:glue-point", "draw:enhanced-geometry", "text:meta-field-decls",
    "table:shapes", "table:table-column", "table:table-columns", "office:change-info", "text:soft-page-break",
}  # fmt: skip
_MOST_SPACES = 1_000
_MOST_ROWS = 20_000
_DEEPEST = 20  # styles that one may be based on through others


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    space, _, name = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    return f"{_PREFIXES.get(space.removeprefix(_SPACE).rpartition(':')[0], '?')}:{name}"


def _name(node: Any) -> str:
    return _short(node.tag) if isinstance(node.tag, str) else ""


def _said(node: Any, name: str) -> str:
    return next((str(value) for key, value in node.attrib.items() if _short(key) == name), "")


def read_opendocument(path: Path) -> OfficeContent:
    """The content of a text of OpenDocument.

    Raises:
        DamagedFile: It is not sound.
        EncryptedFile: It asks for a password.
    """
    package = Package(path.read_bytes())
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.data("META-INF/manifest.xml"):
        raise EncryptedFile(
            "le document demande un mot de passe.",
            remedy="Enregistrez-en une copie sans mot de passe et donnez cette copie.",
        )
    roots = [package.xml("content.xml"), *(package.xml(part) for part in ("styles.xml",) if part in package)]
    builder = ContentBuilder()
    reader = _Reader(builder, _Styles(roots))
    for node in roots[0].iter():
        if _name(node) == "text:tracked-changes":
            reader.deletions(node)
        elif _name(node) == "office:text":
            reader.blocks(node, BodySink(builder))
            reader.flush()
    for root in roots[1:]:
        reader.margins(root)
    return builder.build()


class _Styles:
    """What styles hide or strike out, by family and name."""

    def __init__(self, roots: Iterable[Any]):
        self._styles: dict[tuple[str, str], Any] = {}
        for root in roots:
            for node in root.iter():
                if _name(node) == "style:style":
                    self._styles.setdefault((_said(node, "style:family"), _said(node, "style:name")), node)

    def fate(self, family: str, name: str) -> AsideKind | None:
        """Why text of this style is no text of the document; None where it is."""
        hidden = struck = ""
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                break
            for properties in style:
                if _name(properties) == "style:text-properties":
                    hidden = hidden or _said(properties, "text:display")
                    for key in ("style:text-line-through-style", "style:text-line-through-type"):
                        struck = struck or _said(properties, key)
            name = _said(style, "style:parent-style-name")
        if hidden == "none":
            return AsideKind.HIDDEN
        return AsideKind.STRUCK if struck not in ("", "none") else None


@dataclass(slots=True)
class _Put:
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


class _Reader:
    def __init__(self, builder: ContentBuilder, styles: _Styles):
        self._builder = builder
        self._styles = styles
        self._after: list[tuple[Category, str]] = []

    # --- blocks -------------------------------------------------------------------------------

    def blocks(
        self, container: Any, sink: BodySink | KeptSink, fate: AsideKind | None = None, *, in_list: bool = False
    ) -> None:
        """Reads paragraphs and tables of a container."""
        for node in container:
            name = _name(node)
            if name in _BLOCKS:
                self._paragraph(node, sink, fate, in_list=in_list)
            elif name == "table:table":
                self._table(node, sink, fate)
            elif name in _ITEMS:
                self.blocks(node, sink, fate, in_list=True)
            elif name.startswith("draw:"):
                self._drawing(node, fate)
            elif name == "text:section":
                self.blocks(node, sink, AsideKind.HIDDEN if _is_hidden(node) else fate, in_list=in_list)
            elif name == "office:annotation":
                self._comment(node)
            elif name and name not in _NOT_TEXT:
                self.blocks(node, sink, fate, in_list=in_list)
            if isinstance(sink, BodySink):
                self.flush()

    def flush(self) -> None:
        """Hands on the frames and notes called since the last time."""
        found, self._after = self._after, []
        for category, text in found:
            self._builder.add(category, text)

    def deletions(self, changes: Any) -> None:
        """Sets aside what revisions deleted."""
        for region in changes:
            for change in region:
                if _name(change) == "text:insertion":
                    self._builder.count(Content.INSERTION)
                elif _name(change) == "text:deletion":
                    self._builder.count(Content.DELETION, Fate.DELETED)
                    kept = KeptSink()
                    _Reader(self._builder, self._styles).blocks(change, kept)
                    self._builder.set_aside(AsideKind.DELETED, " ".join(text for _, text in kept.order))

    def margins(self, root: Any) -> None:
        """Running heads and feet of the pages."""
        told: set[str] = set()
        for node in root.iter():
            if _name(node) in ("style:header", "style:footer", "style:header-first", "style:footer-first",
                               "style:header-left", "style:footer-left"):  # fmt: skip
                kept = KeptSink()
                self.blocks(node, kept)
                for _, text in (*kept.order, *self._after):
                    if text in told:
                        self._builder.repeated(text)
                    elif _said(node, "style:display") == "false":
                        self._builder.set_aside(AsideKind.UNUSED, text)
                    else:
                        told.add(text)
                        self._builder.add(Category.MARGIN, text)
                self._after = []

    def _paragraph(self, node: Any, sink: BodySink | KeptSink, fate: AsideKind | None, *, in_list: bool) -> None:
        line = _Put()
        own = fate or self._styles.fate("paragraph", _said(node, "text:style-name"))
        self._inline(node, line, own, fate)
        for kind, text in line.aside:
            self._builder.set_aside(kind, text)
        text = "".join(line.shown)
        if _name(node) == "text:h":
            level = _said(node, "text:outline-level")
            depth = max(0, int(level) - 1) if level.isdecimal() else 0
            sink.paragraph(Category.TITLE, " ".join(text.split()), depth)
        else:
            sink.paragraph(Category.LIST_ITEM if in_list else Category.TEXT, text)

    # --- text ---------------------------------------------------------------------------------

    def _inline(self, node: Any, line: _Put, fate: AsideKind | None, outer: AsideKind | None) -> None:
        """Text of an element and of those in it; ``outer`` is what holds whatever the style of a span says."""
        line.take(_collapsed(node.text), fate)
        for inner in node:
            name = _name(inner)
            if name in ("text:s", "text:tab", "text:line-break"):
                said = _said(inner, "text:c")
                count = int(said) if said.isdecimal() else 1
                line.take("\n" if name == "text:line-break" else " " * min(count, _MOST_SPACES), fate)
            elif name == "text:note":
                self._note(inner, fate)
            elif name == "office:annotation":
                self._comment(inner)
            elif name.startswith("draw:") and name != "draw:a":
                self._drawing(inner, fate)
            elif name in ("text:hidden-text", "text:hidden-paragraph"):
                if _said(inner, "text:is-hidden") != "false" and name == "text:hidden-text":
                    line.take(_said(inner, "text:string-value") or "".join(inner.itertext()), AsideKind.HIDDEN)
                elif name == "text:hidden-text":
                    line.take("".join(inner.itertext()), fate)
                elif _said(inner, "text:is-hidden") == "true":
                    line.aside += [(AsideKind.HIDDEN, "".join(line.shown))]
                    line.shown.clear()
                    fate = outer = AsideKind.HIDDEN
            elif name in _BLOCKS:
                self._inline(inner, line, fate, outer)
            elif name == "text:span":
                own = self._span_fate(inner, fate, outer)
                self._inline(inner, line, own, outer)
            elif name and name not in _NOT_TEXT:
                self._inline(inner, line, fate, outer)
            line.take(_collapsed(inner.tail), fate)

    def _span_fate(self, span: Any, fate: AsideKind | None, outer: AsideKind | None) -> AsideKind | None:
        return outer or self._styles.fate("text", _said(span, "text:style-name")) or fate

    def _note(self, node: Any, fate: AsideKind | None) -> None:
        kept = KeptSink()
        self._builder.count(Content.NOTE)
        for body in node:
            if _name(body) == "text:note-body":
                self.blocks(body, kept, fate)
            elif _name(body) == "text:note-citation":
                self._builder.count(Content.CHARACTER, Fate.NOTE_CALL, len("".join(body.itertext())))
        self._after += [(Category.NOTE, text) for _, text in kept.order]

    def _comment(self, node: Any) -> None:
        kept = KeptSink()
        own = _Reader(ContentBuilder(), self._styles)
        own.blocks(node, kept)
        self._builder.set_aside(AsideKind.COMMENT, " ".join(kept.texts))

    def _drawing(self, node: Any, fate: AsideKind | None) -> None:
        """Text in a frame or a shape, after the paragraph it hangs on; pictures and objects are counted."""
        name = _name(node)
        if name == "draw:frame":
            # Its children are ways to show one thing, the best first.
            inner = next((one for one in node if _name(one).startswith("draw:")), None)
            inner = next((one for one in node if _name(one) == "table:table"), inner)
            if inner is not None:
                self._drawing(inner, fate)
        elif name == "draw:image":
            self._builder.not_read(Unread.PICTURE)
        elif name in ("draw:object", "draw:object-ole", "draw:plugin", "draw:applet"):
            self._builder.not_read(Unread.OBJECT)
        elif name not in _NOT_TEXT:
            kept = KeptSink()
            waiting, self._after = self._after, []
            self.blocks([node] if name == "table:table" else node, kept, fate)
            self._after = [*waiting, *kept.order, *self._after]

    # --- tables -------------------------------------------------------------------------------

    def _table(self, table: Any, sink: BodySink | KeptSink, fate: AsideKind | None) -> None:
        hidden = _hidden_columns(table)
        rows = list(_rows(table))
        grid = TableGrid(len(rows), sum(1 for _ in _head(rows)))
        for number, (row, _) in enumerate(rows):
            collapsed = _said(row, "table:visibility") in ("collapse", "filter")
            column = 0
            for cell in row:
                name = _name(cell)
                if name not in ("table:table-cell", "table:covered-table-cell"):
                    continue
                repeated = min(_count(cell, "table:number-columns-repeated"), MAX_COLUMNS)
                if name == "table:table-cell" and len(cell):
                    for place in range(column, column + repeated):
                        own = AsideKind.HIDDEN if collapsed or place in hidden else fate
                        self._cell(grid, number, place, cell, own)
                column += repeated
        sink.table(grid)

    def _cell(self, grid: TableGrid, row: int, column: int, cell: Any, fate: AsideKind | None) -> None:
        kept = KeptSink()
        self.blocks(cell, kept, fate)
        content = GridCell("\n".join(kept.texts), tuple(kept.tables))
        wide, high = _count(cell, "table:number-columns-spanned"), _count(cell, "table:number-rows-spanned")
        grid.put(row, column, content, rows=high, columns=wide)


def _is_hidden(section: Any) -> bool:
    display = _said(section, "text:display")
    return display == "none" or (display == "condition" and _said(section, "text:is-hidden") == "true")


def _collapsed(text: str | None) -> str:
    """White space as OpenDocument has it: any run of it is one space."""
    if not text:
        return ""
    inner = " ".join(text.split())
    if not inner:
        return " "
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def _rows(table: Any, *, head: bool = False) -> Iterator[tuple[Any, bool]]:
    """Rows of a table, and whether each stands in its head."""
    for node in table:
        name = _name(node)
        if name == "table:table-row":
            repeated = _count(node, "table:number-rows-repeated")
            # Empty rows to the end of a sheet are one.
            for _ in range(min(repeated, _MOST_ROWS) if any(len(cell) for cell in node) else 1):
                yield node, head
        elif name in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from _rows(node, head=head or name == "table:table-header-rows")


def _head(rows: list[tuple[Any, bool]]) -> Iterator[Any]:
    for row, head in rows:
        if not head:
            return
        yield row


def _hidden_columns(table: Any) -> set[int]:
    hidden: set[int] = set()
    column = 0
    for node in table.iter():
        if _name(node) == "table:table-column" and _owner(node) is table:
            repeated = min(_count(node, "table:number-columns-repeated"), MAX_COLUMNS)
            if _said(node, "table:visibility") in ("collapse", "filter"):
                hidden.update(range(column, column + repeated))
            column += repeated
    return hidden


def _owner(node: Any) -> Any:
    return next((one for one in node.iterancestors() if _name(one) == "table:table"), None)


def _count(node: Any, name: str) -> int:
    said = _said(node, name)
    return min(max(1, int(said)), _MOST_ROWS) if said.isdecimal() else 1

"""HTML as a browser shows it: blocks of text in order, headings by their tags, tables by their grid."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from domain.errors import DamagedFile
from ingestion.formats.office_content import Category, ContentBuilder, OfficeContent, Unread
from ingestion.formats.readers.line_ends import LINE, with_lines
from ingestion.formats.readers.page_fields import write_shown
from ingestion.formats.readers.page_visibility import keep_visible
from ingestion.layout.html_tables import grid_of, is_layout, loose_texts
from ingestion.layout.table_rows import table_lines

_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre",
    "dialog", "textarea", "section", "summary", "ul", "caption", "menu", "optgroup", "dir", "tr", "td", "th", "tbody",
    "thead", "tfoot",
}  # fmt: skip
_HEADINGS = {f"h{level}": level - 1 for level in range(1, 7)}
_OBJECTS = {"iframe", "object", "embed", "video", "audio", "canvas", "applet"}
_DEEPEST = 20_000  # calls in one another: some for each element around a text, of which there may be 2,048
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_html(path: Path) -> OfficeContent:
    """The content of an HTML page, which is in UTF-8 whatever it says of itself.

    Raises:
        DamagedFile: Its elements stand in one another more deeply than is read.
    """
    builder = ContentBuilder()
    add_html(path.read_text("utf-8"), builder)
    return builder.build()


def add_html(text: str, builder: ContentBuilder) -> None:
    """Hands the content of a page to ``builder``."""
    from lxml import html

    text = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).replace("\0", "")
    if not text.strip():
        return
    parser = html.HTMLParser(encoding=None, huge_tree=True)  # tags that are never closed stand in one another
    try:
        root = html.document_fromstring(text, parser=parser)
    except html.etree.ParserError:
        return  # nothing but comments
    if any("depth" in error.message.lower() for error in parser.error_log):
        raise DamagedFile(
            "la page n'a pas pu être lue : ses éléments sont emboîtés trop profondément.",
            remedy="Ouvrez-la dans un navigateur et imprimez-la en PDF.",
        )
    page = _Page(builder)
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEPEST))
    try:
        write_shown(root, keep_visible(root, builder), builder)
        page.walk(root)
    finally:
        sys.setrecursionlimit(before)
    page.end()


class _Page:
    """Gathers the text of the block that is open."""

    def __init__(self, builder: ContentBuilder):
        self._builder = builder
        self._text: list[str] = []
        self._category = Category.TEXT
        self._depth: int | None = None

    def walk(self, node: Any, *, kept: bool = False) -> None:
        """Reads what stands in an element; ``kept``: its line ends are meant."""
        self._take(node.text, kept)
        for child in node:
            if isinstance(child.tag, str):
                self._child(child, kept)
            self._take(child.tail, kept)

    def end(self) -> None:
        """Ends the block that is open."""
        text = "".join(self._text)
        text = with_lines(text, title=self._category is Category.TITLE)
        text = "\n".join(kept for line in text.split("\n") if (kept := " ".join(line.split())))
        self._builder.add(self._category, text, self._depth)
        self._text.clear()

    def _take(self, text: str | None, kept: bool) -> None:
        if text:
            self._text.append(text if kept else re.sub(r"\s+", " ", text))

    def _child(self, node: Any, kept: bool) -> None:
        tag = node.tag
        if tag == "table":
            self.end()
            self._table(node)
        elif tag in _HEADINGS or tag in _BLOCKS:
            self.end()
            before = self._category, self._depth
            if tag in _HEADINGS:
                self._category, self._depth = Category.TITLE, _HEADINGS[tag]
            elif tag == "li":
                self._category, self._depth = Category.LIST_ITEM, None
            self.walk(node, kept=kept or tag == "pre")
            self.end()
            self._category, self._depth = before
        elif tag == "br":
            self._text.append("\n" if kept else LINE)
        elif tag in ("img", "svg", "picture", "map"):
            self._builder.not_read(Unread.PICTURE)
            if tag == "svg":
                self._text += [" ", *node.itertext(), " "]
        elif tag in _OBJECTS:
            self._builder.not_read(Unread.OBJECT)
        else:
            self.walk(node, kept=kept)

    def _table(self, table: Any) -> None:
        for caption in list(table.iterchildren("caption")):
            self.walk(caption)
            self.end()
        if is_layout(table):
            for part in [one for one in table if one.tag != "caption"]:
                self._child(part, kept=False)
            return
        # What stands in a table and in none of its cells is shown above it.
        for text in loose_texts(table):
            self._builder.add(Category.TEXT, text)
        for _ in table.iter("img", "svg"):
            self._builder.not_read(Unread.PICTURE)
        for _ in table.iter(*_OBJECTS):
            self._builder.not_read(Unread.OBJECT)
        self._builder.table(table_lines(grid_of(table)))

"""What is drawn in a run of Word: text boxes, shapes, diagrams; pictures, charts and objects are counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ingestion.formats.office_content import AsideKind, Category, Unread
from ingestion.formats.readers.chart_texts import add_chart
from ingestion.formats.readers.drawings import diagram, drawn_paragraphs
from ingestion.formats.readers.package import attribute
from ingestion.formats.readers.word_fates import WordFate, looked_into
from ingestion.formats.readers.word_parts import WordParts

Drawn = list[tuple[Category, str]]


class WordDrawings:
    """Reads what is drawn in one part of a document."""

    def __init__(
        self, parts: WordParts, part: str, read: Callable[[Any, WordFate], Drawn], *, in_margin: bool = False
    ) -> None:
        """Args: read: reads a text box, told what becomes of its text; in_margin: it is a running head or foot."""
        self._parts = parts
        self._part = part
        self._read = read
        self._in_margin = in_margin

    def texts(self, node: Any, fate: WordFate) -> Drawn:
        """The texts in a drawing, in order."""
        found: Drawn = []
        for name, inner in looked_into(node):
            if name == "w:txbxContent":
                found += self._read(inner, fate)
            elif name in ("wp:docPr", "?:docPr"):
                if attribute(inner, "hidden") in ("1", "true"):
                    fate = WordFate(AsideKind.HIDDEN, fate.gone)
            elif name == "a:txBody":
                found += self._told(drawn_paragraphs(inner, self._parts.builder), fate)
            elif name == "dgm:relIds":
                texts = diagram(self._parts.package, self._part, inner, self._parts.builder, self._parts.diagrams)
                found += self._told(texts, fate)
            elif name in ("c:chart", "cx:chart"):
                add_chart(self._parts.package, self._part, inner, self._parts.builder)
            elif name in ("pic:pic", "v:imagedata"):
                self._parts.builder.not_read(Unread.PICTURE)
            elif name == "o:OLEObject":
                self._parts.builder.not_read(Unread.OBJECT)
            elif name == "v:textpath":  # letters drawn along a line; in a running head, those of a watermark
                own = WordFate(AsideKind.WATERMARK, fate.gone) if self._in_margin else fate
                found += self._told([attribute(inner, "string") or ""], own)
            elif name != "a:t":
                found += self.texts(inner, fate)
        return found

    def _told(self, texts: list[str], fate: WordFate) -> Drawn:
        if fate.kind is not None:
            for text in texts:
                self._parts.builder.set_aside(fate.kind, text)
            return []
        return [] if fate.gone else [(Category.TEXT, text) for text in texts if text.strip()]

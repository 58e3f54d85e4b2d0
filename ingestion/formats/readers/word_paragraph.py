"""A paragraph of Word as it is put together from its runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ingestion.formats.office_content import AsideKind, Category, ContentBuilder
from ingestion.formats.readers.line_ends import LINE, with_lines
from ingestion.formats.readers.package import attribute, child, is_on
from ingestion.formats.readers.sinks import BodySink, KeptSink
from ingestion.formats.readers.word_fates import WordFate
from ingestion.formats.readers.word_symbols import in_symbols, symbol


@dataclass(slots=True)
class WordParagraph:
    """What is shown of a paragraph, and what is not, by why.

    Attributes:
        style: Its style, where it names one.
        properties: Its ``w:pPr``.
        depth: Of a title, 0 for the highest.
        category: What it is.
        shown: Its text.
        aside: What is set aside of it; an empty text stands between two that do not touch.
        gone: What stands elsewhere.
    """

    style: str | None
    properties: Any | None = None
    depth: int | None = None
    category: Category = Category.TEXT
    shown: list[str] = field(default_factory=list)
    aside: dict[AsideKind, list[str]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    def take(self, text: str, fate: WordFate) -> None:
        """Adds a text to what it belongs to."""
        if fate.gone:
            self.gone.append(text)
            return
        if fate.kind is None:
            self.shown.append(text)
        else:
            self.aside.setdefault(fate.kind, []).append(text)
        # Two runs set aside with shown text between them are two texts.
        for kind, texts in self.aside.items():
            if kind is not fate.kind and texts[-1] and text.strip():
                texts.append("")

    def finish(self, sink: BodySink | KeptSink, builder: ContentBuilder, arrived: str) -> None:
        """Hands on what it holds; ``arrived`` is all that moves brought to a place, without white space."""
        for kind, texts in self.aside.items():
            for text in "".join(one or "\0" for one in texts).split("\0"):
                builder.set_aside(kind, text.replace(LINE, " "))
        came = ["".join(text.split()) in arrived for text in self.gone]
        builder.repeated(" ".join(text for text, there in zip(self.gone, came, strict=True) if there))
        lost = "".join(text for text, there in zip(self.gone, came, strict=True) if not there)
        builder.set_aside(AsideKind.DELETED, lost)
        text = with_lines("".join(self.shown), title=self.category is Category.TITLE)
        sink.paragraph(self.category, text, self.depth)


def goes_on(properties: Any | None, depth: int | None) -> bool:
    """Whether a paragraph goes on with the next one: its end is deleted, moved or hidden, or it is a large capital.

    Args:
        properties: Its ``w:pPr``.
        depth: That of a title.
    """
    # A capital of several lines stands in a frame of its own, before the paragraph that it begins.
    if (attribute(child(properties, "w:framePr"), "w:dropCap") or "none") != "none":
        return True
    mark = child(properties, "w:rPr")
    if mark is None:
        return False
    if child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None:
        return True
    # A title that Word sets on the line of the text below (a « style separator ») stays a title.
    return depth is None and bool(is_on(child(mark, "w:vanish"))) and not is_on(child(mark, "w:specVanish"))


def written(name: str, node: Any, properties: Any | None) -> str:
    """What an element of a run writes, given the properties of the run; nothing for one that writes nothing."""
    if name in ("w:t", "w:delText"):
        return in_symbols(attribute(child(properties, "w:rFonts"), "w:ascii") or "", node.text or "")
    if name in ("w:tab", "w:ptab"):
        return " "
    if name in ("w:br", "w:cr"):
        return LINE
    if name == "w:noBreakHyphen":
        return "-"
    if name == "w:sym" or name.endswith(":symEx"):
        space = name.partition(":")[0]
        return symbol(attribute(node, f"{space}:font") or "", attribute(node, f"{space}:char") or "")
    return ""

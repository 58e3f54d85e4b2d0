"""Rectangles of sentences on their page, computed when a citation is shown."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from domain import Box, RecognisedWord
from domain.errors import ReadingError, UnknownPage
from ingestion.cleaning import Alignment, clean_page
from ingestion.formats.pdf import page_layout
from ingestion.formats.pdf_file import PDFIUM_LOCK, open_pdf
from ingestion.formats.pdf_page import open_page
from ingestion.layout.permutation import place_in_file
from ingestion.layout.reading_order import Layout

_SCALE = 1000  # PDFium converts to whole device units: a thousandth of a point


def sentence_boxes(
    path: Path, page_ordinal: int, spans: Sequence[tuple[int, int]], *, text: str
) -> list[tuple[Box, ...]]:
    """Rectangles of spans of a PDF page's clean text, one box per line of text.

    Args:
        path: The PDF.
        page_ordinal: Page number, from 1.
        spans: (start, end) offsets in ``Page.text``.
        text: ``Page.text`` as it was stored: it says which words cut at line ends were joined.

    Returns:
        For each span its boxes in reading order, in points from the top left corner of the page as
        it is displayed (rotation applied). A span of white space has no box.

    Raises:
        UnknownPage: The piece has no such page.
        ReadingError: The file can no longer be read, or its page no longer gives ``text``.
    """
    with open_pdf(path) as document, PDFIUM_LOCK:
        if not 1 <= page_ordinal <= len(document):
            raise UnknownPage(f"la pièce n'a pas de page {page_ordinal} (elle en a {len(document)}).", where=path.name)
        with open_page(document, page_ordinal - 1) as (page, notes):
            textpage = page.get_textpage()
            try:
                layout = page_layout(page, textpage, notes)
                cleaned = clean_page(layout.text, lambda _left, _right, position: text[position : position + 1] == "-")
                if cleaned.text != text:
                    raise ReadingError(
                        "le texte de la page n'est plus celui qui a été lu.",
                        where=f"{path.name}, page {page_ordinal}",
                        remedy="Ingérez de nouveau la pièce.",
                    )
                measure = _Measure(page, textpage, layout)
                return [measure.boxes(cleaned.text, cleaned.alignment, start, end) for start, end in spans]
            finally:
                textpage.close()


def recognised_boxes(words: Sequence[RecognisedWord], spans: Sequence[tuple[int, int]]) -> list[tuple[Box, ...]]:
    """The same for a page read by character recognition: boxes of its words, one per line of text."""
    found = []
    for start, end in spans:
        lines: list[Box] = []
        for word in words:
            if word.end <= start or word.start >= end:
                continue
            if lines and _same_line(lines[-1], word.box):
                lines[-1] = _union(lines[-1], word.box)
            else:
                lines.append(word.box)
        found.append(tuple(lines))
    return found


class _Measure:
    """Boxes of characters of one open page."""

    def __init__(self, page: Any, textpage: Any, layout: Layout):
        self._page = page
        self._order = layout.order
        self._textpage = textpage
        self._width, self._height = page.get_size()
        # PDFium counts a character outside the basic plane twice.
        self._astral = (
            [index for index, char in enumerate(str(textpage.get_text_range())) if ord(char) > 0xFFFF]
            if max(layout.text, default="") > "\uffff"
            else []
        )

    def boxes(self, text: str, alignment: Alignment, start: int, end: int) -> tuple[Box, ...]:
        lines: list[Box] = []
        seen = -1
        for position in range(max(0, start), min(end, len(text))):
            if text[position].isspace():
                continue
            index = place_in_file(self._order, alignment.raw_index(position))
            if index == seen:  # the letters of one ligature
                continue
            seen = index
            box = self._char_box(index)
            if box is None:
                continue
            if lines and _same_line(lines[-1], box):
                lines[-1] = _union(lines[-1], box)
            else:
                lines.append(box)
        return tuple(lines)

    def _char_box(self, raw_index: int) -> Box | None:
        from pypdfium2 import raw

        text_index = raw_index + sum(place < raw_index for place in self._astral)
        char = raw.FPDFText_GetCharIndexFromTextIndex(self._textpage, text_index)
        if char < 0:
            return None
        edges = [ctypes.c_double() for _ in range(4)]
        left, right, bottom, top = edges
        if not raw.FPDFText_GetCharBox(self._textpage, char, left, right, bottom, top):
            return None
        x0, y0 = self._displayed(left.value, top.value)
        x1, y1 = self._displayed(right.value, bottom.value)
        box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        return box if box.x1 > box.x0 or box.y1 > box.y0 else None

    def _displayed(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space, as displayed: rotation and crop box applied, y downwards."""
        from pypdfium2 import raw

        column, row = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(
            self._page, 0, 0, round(self._width * _SCALE), round(self._height * _SCALE), 0, x, y, column, row
        )
        return column.value / _SCALE, row.value / _SCALE


def _same_line(line: Box, char: Box) -> bool:
    overlap = min(line.y1, char.y1) - max(line.y0, char.y0)
    smaller = min(line.y1 - line.y0, char.y1 - char.y0)
    if overlap >= 0.3 * smaller:
        return char.x0 >= line.x0 - 1
    # A comma or an apostrophe may lie wholly under or over the letters of its line.
    height = max(line.y1 - line.y0, char.y1 - char.y0)
    return overlap > -0.25 * height and 0 <= char.x0 - line.x1 + 1 < height


def _union(one: Box, other: Box) -> Box:
    return Box(min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1))

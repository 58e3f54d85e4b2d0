"""Pages of an open PDF through PDFium: labels, raw text, type, tables, pictures.

Everything PDFium stands behind this file, pdf_file.py and boxes.py.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from ingestion.formats.pdf_file import PDFIUM_LOCK
from ingestion.layout.permutation import place_in_file
from ingestion.layout.reading_order import Layout, lay_out

MAX_OBJECTS = 5_000  # looked at on a page; a map has more, and needs no exact count
SOME_TEXTS = 20  # texts looked at to know whether a page's text is invisible
MAX_PIXELS = 40_000_000  # of a page turned into a picture: A1 at 200 dpi
MAX_SIDE = 20_000  # pixels; Tesseract takes 32,767

_LINE = re.compile(r"[^\r\n]+")


class LineMark(NamedTuple):
    """How a line of raw text is set: its first and last offset, the height of its type in points, its weight.

    ``y`` is where it stands on the page, from 0 at the top to 1 at the bottom.
    """

    start: int
    end: int
    size: float
    weight: int
    y: float = 0.5


@dataclass(frozen=True, slots=True)
class RawTable:
    """A ruled table: for each row its cells, as offsets of the raw text or None for a cell that is not there.

    ``columns`` are the left edges of its columns, in points.
    """

    rows: tuple[tuple[tuple[int, int] | None, ...], ...]
    columns: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class RawPage:
    """What PDFium gives of one page.

    ``label`` is the page label of the file, None when it has none; ``images`` is the share of the
    page under its largest picture; ``drawings`` counts its paths, ``objects`` all it shows;
    ``hidden`` says that the text is invisible, as a scanner's software lays it over a picture;
    ``broken`` that the page could not be loaded at all, for ``why``. ``marks`` gives the type of each
    line and ``tables`` the ruled tables. ``text`` is in reading order: where that is not the order of
    the file, ``order`` gives the runs of the file's own text that it is made of.
    """

    ordinal: int
    text: str
    label: str | None
    images: float = 0.0
    drawings: int = 0
    objects: int = 0
    hidden: bool = False
    broken: bool = False
    why: str | None = None
    marks: tuple[LineMark, ...] = ()
    tables: tuple[RawTable, ...] = ()
    order: tuple[tuple[int, int], ...] = ()


def raw_pages(document: Any, first: int = 1, end: int | None = None) -> Iterator[RawPage]:
    """The pages from ``first`` to before ``end``, each read under the lock, so that other work can come between."""
    stop = len(document) + 1 if end is None else min(end, len(document) + 1)
    for ordinal in range(first, stop):
        with PDFIUM_LOCK:
            page = _raw_page(document, ordinal - 1)
        yield page


def _raw_page(document: Any, index: int) -> RawPage:
    import pypdfium2 as pdfium

    label = document.get_page_label(index) or None
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return RawPage(index + 1, "", label, broken=True)
    try:
        textpage = page.get_textpage()
        try:
            shown = _shown(page)
            layout = lay_out(page, textpage, shown.drawings)
            return RawPage(
                index + 1,
                layout.text,
                label,
                images=shown.images,
                drawings=shown.drawings,
                objects=shown.objects,
                hidden=shown.hidden,
                marks=tuple(_marks(textpage, layout, page.get_height())),
                tables=tuple(RawTable(rows, columns) for rows, columns in layout.tables),
                order=layout.order,
            )
        finally:
            textpage.close()
    except pdfium.PdfiumError:
        return RawPage(index + 1, "", label, broken=True)
    finally:
        page.close()


@dataclass(frozen=True, slots=True)
class _Shown:
    images: float
    drawings: int
    objects: int
    hidden: bool


def _shown(page: Any) -> _Shown:
    """Counts what a page shows, down to the first thousands of objects: enough to tell a map from a text."""
    from pypdfium2 import raw

    width, height = page.get_size()
    total = raw.FPDFPage_CountObjects(page)
    edges = [ctypes.c_float() for _ in range(4)]
    images = 0.0
    drawings = texts = hidden = 0
    for index in range(min(total, MAX_OBJECTS)):
        shown = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(shown)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            drawings += 1
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            if texts < SOME_TEXTS:
                texts += 1
                hidden += raw.FPDFTextObj_GetTextRenderMode(shown) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) and raw.FPDFPageObj_GetBounds(shown, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            area = max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                images = max(images, area / max(1.0, width * height))
    return _Shown(min(1.0, images), drawings + max(0, total - MAX_OBJECTS), total, texts > 0 and hidden == texts)


def _marks(textpage: Any, layout: Layout, height: float) -> Iterator[LineMark]:
    """Size and weight of each line, taken at a letter in its middle."""
    from pypdfium2 import raw

    text, order, handle = layout.text, layout.order, textpage.raw
    box = raw.FS_RECTF()
    box_at = ctypes.byref(box)
    astral = (
        [index for index, char in enumerate(text) if ord(char) > 0xFFFF] if max(text, default="") > "\uffff" else []
    )
    for line in _LINE.finditer(text):
        start, end = line.span()
        place = (start + end) // 2
        if not text[place].isalnum():
            place = next((at for at in range(place, end) if text[at].isalnum()), place)
        if order:
            place = place_in_file(order, place)
        if astral:
            place += sum(at < place for at in astral)  # PDFium counts a character outside the basic plane twice
        char = raw.FPDFText_GetCharIndexFromTextIndex(handle, place)
        if char >= 0 and raw.FPDFText_GetLooseCharBox(handle, char, box_at):
            top, bottom = box.top, box.bottom
            y = 1 - (top + bottom) / 2 / height if height else 0.5
            weight = raw.FPDFText_GetFontWeight(handle, char)
            yield LineMark(start, end, round(abs(top - bottom), 1), weight, round(y, 3))


def render_gray(document: Any, ordinal: int, dpi: int) -> tuple[int, int, float, bytes]:
    """A page as grey pixels.

    Returns:
        Width and height in pixels, pixels a point (less than ``dpi / 72`` where the page is so large
        that its picture would not fit in memory), and the pixels row by row.
    """
    with PDFIUM_LOCK:
        page = document[ordinal - 1]
        try:
            width, height = page.get_size()
            scale = dpi / 72
            scale = min(scale, MAX_SIDE / max(width, height, 1), math.sqrt(MAX_PIXELS / max(width * height, 1)))
            bitmap = page.render(scale=scale, grayscale=True)
            try:
                columns, rows, stride = bitmap.width, bitmap.height, bitmap.stride
                buffer = bytes(bitmap.buffer)
            finally:
                bitmap.close()
        finally:
            page.close()
    if stride != columns:
        buffer = b"".join(buffer[row * stride : row * stride + columns] for row in range(rows))
    return columns, rows, scale, buffer


def page_layout(page: Any, textpage: Any) -> Layout:
    """Text and order of an open page, the same as ``raw_pages`` gives; the caller holds the lock."""
    return lay_out(page, textpage, _shown(page).drawings)

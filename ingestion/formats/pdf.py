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

from domain.ledger import Fate
from ingestion.formats.pdf_file import PDFIUM_LOCK
from ingestion.formats.pdf_page import Notes, open_page
from ingestion.layout.glyphs import wide_characters
from ingestion.layout.hidden_text import INVISIBLE
from ingestion.layout.may_have import ANYTHING, MayHave
from ingestion.layout.page_objects import MAX_OBJECTS, PageObjects, objects_of
from ingestion.layout.page_space import PageSpace, space_of
from ingestion.layout.pdfium_calls import four, pdfium_calls, pointer_of
from ingestion.layout.permutation import Order, place_in_file
from ingestion.layout.reading_order import Layout, SetAside, lay_out

SOME_TEXTS = 20  # texts looked at to know whether a page's text is invisible
MAX_PIXELS = 40_000_000  # of a page turned into a picture: A1 at 200 dpi
MAX_SIDE = 20_000  # pixels; Tesseract takes 32,767

MARGIN = 0.12  # of the width of the page, from each edge
MAX_PICTURES = 2_000  # of a page, that are looked at
_CELLS = 48  # a side, in which the share under pictures is counted

# PDFium writes a line that ends in the middle of a word together with the next, around a sign of its own.
_LINE = re.compile(r"[^\r\n\ufffe\x02]+")


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
    the file, ``order`` gives the runs of the file's own text that it is made of. ``aside`` is the text of the
    page that is no part of it, ``pictures`` counts its pictures,
    ``fields`` the fields of a form on it.
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
    order: Order = ()
    aside: tuple[SetAside, ...] = ()
    pictures: int = 0
    fields: int = 0


def raw_pages(document: Any, first: int = 1, end: int | None = None, may_have: MayHave = ANYTHING) -> Iterator[RawPage]:
    """The pages from ``first`` to before ``end``, each read under the lock, so that other work can come between.

    ``may_have`` is told from the bytes of the file (:func:`~ingestion.formats.pdf_names.may_have`).
    """
    stop = len(document) + 1 if end is None else min(end, len(document) + 1)
    for ordinal in range(first, stop):
        with PDFIUM_LOCK:
            page = _raw_page(document, ordinal - 1, may_have)
        yield page


def _raw_page(document: Any, index: int, may_have: MayHave) -> RawPage:
    import pypdfium2 as pdfium

    label = document.get_page_label(index) or None
    try:
        with open_page(document, index) as (page, notes):
            textpage = page.get_textpage()
            try:
                objects = objects_of(page, notes.objects, may_have)
                space = space_of(page)
                shown = _shown(objects, space)
                layout = lay_out(page, textpage, objects, space, notes.strikes)
                return RawPage(
                    index + 1,
                    layout.text,
                    label,
                    images=shown.images,
                    drawings=shown.drawings,
                    objects=shown.objects,
                    hidden=shown.hidden or layout.under_picture,
                    marks=tuple(_marks(textpage, layout, space)),
                    tables=tuple(RawTable(rows, columns) for rows, columns in layout.tables),
                    order=layout.order,
                    aside=(*layout.aside, *_comments(notes)),
                    pictures=len(objects.images),
                    fields=notes.fields,
                )
            finally:
                textpage.close()
    except pdfium.PdfiumError:
        return RawPage(index + 1, "", label, broken=True)


def _comments(notes: Notes) -> Iterator[SetAside]:
    for comment in notes.comments:
        yield SetAside(Fate.COMMENT, sum(not char.isspace() for char in comment), comment)


@dataclass(frozen=True, slots=True)
class _Shown:
    images: float
    drawings: int
    objects: int
    hidden: bool


def _shown(objects: PageObjects, space: PageSpace) -> _Shown:
    """What a page shows, down to the first thousands of objects: enough to tell a map from a text."""
    some = objects.texts[:SOME_TEXTS]
    hidden = sum(text.style.mode == INVISIBLE for text in some)
    return _Shown(
        _under_pictures(objects, space),
        len(objects.paths) + max(0, objects.total - MAX_OBJECTS),
        max(objects.total, objects.count),
        bool(some) and hidden == len(some),
    )


def _under_pictures(objects: PageObjects, space: PageSpace) -> float:
    """Share of a page under its pictures together: a scan may come in strips."""
    if not objects.images:
        return 0.0
    covered = [0] * _CELLS
    every = (1 << _CELLS) - 1
    for image in objects.images[:MAX_PICTURES]:
        bounds = image.bounds()
        if bounds is None:
            continue
        left, top, right, bottom = space.rect(*bounds)
        first, last = _cells(left, right, space.width)
        mask = (every >> first) & ~(every >> last) if last > first else 0
        high, low = _cells(top, bottom, space.height)
        for row in range(high, low):
            covered[row] |= mask
    return sum(row.bit_count() for row in covered) / _CELLS**2


def _cells(low: float, high: float, length: float) -> tuple[int, int]:
    """The cells of a side of the page whose middles lie from ``low`` to ``high``."""
    scale = _CELLS / max(length, 1.0)
    return max(0, min(_CELLS, round(low * scale))), max(0, min(_CELLS, round(high * scale)))


def _marks(textpage: Any, layout: Layout, space: PageSpace) -> Iterator[LineMark]:
    """Size and weight of each line, taken at a letter in its middle."""
    calls, handle = pdfium_calls(), pointer_of(textpage)
    text, order = layout.text, layout.order
    edges, (box_at, *_) = four(ctypes.c_float)
    astral = wide_characters(text)
    a, b, c, d, e, f = space.matrix
    height, sideways = space.height, layout.sideways
    turned = len(text) if layout.turned is None else layout.turned
    new = tuple.__new__  # of a named tuple, at a third of the cost
    for line in _LINE.finditer(text):
        start, end = line.span()
        place = (start + end) // 2
        if not text[place].isalnum():
            place = next((at for at in range(place, end) if text[at].isalnum()), place)
        if order:
            place = place_in_file(order, place)
        if astral:
            place += sum(at < place for at in astral)  # PDFium counts a character outside the basic plane twice
        char = calls.char_index(handle, place)
        if char >= 0 and calls.char_loose_box(handle, char, box_at):
            left, top, right, bottom = edges.tolist()  # FS_RECTF
            y0, y1 = b * left + d * bottom + f, b * right + d * top + f
            y = (y0 + y1) / 2 / height if height else 0.5
            if start >= turned and not MARGIN < (a * left + c * bottom + e) / (space.width or 1.0) < 1 - MARGIN:
                y = 1.0  # text along an edge of the paper, read last, is a foot of it
            weight = calls.char_weight(handle, char)
            size = abs((a * right + c * top + e) - (a * left + c * bottom + e) if sideways else y1 - y0)
            yield new(LineMark, (start, end, round(size, 1), weight, round(y, 3)))


def render_gray(document: Any, ordinal: int, dpi: int) -> tuple[int, int, float, bytes]:
    """A page as grey pixels.

    Returns:
        Width and height in pixels, pixels a point (less than ``dpi / 72`` where the page is so large
        that its picture would not fit in memory), and the pixels row by row.
    """
    with PDFIUM_LOCK, open_page(document, ordinal - 1) as (page, _):
        width, height = page.get_size()
        scale = dpi / 72
        scale = min(scale, MAX_SIDE / max(width, height, 1), math.sqrt(MAX_PIXELS / max(width * height, 1)))
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            columns, rows, stride = bitmap.width, bitmap.height, bitmap.stride
            buffer = bytes(bitmap.buffer)
        finally:
            bitmap.close()
    if stride != columns:
        buffer = b"".join(buffer[row * stride : row * stride + columns] for row in range(rows))
    return columns, rows, scale, buffer


def page_layout(page: Any, textpage: Any, notes: Notes) -> Layout:
    """Text and order of a page opened by ``open_page``, the same as ``raw_pages`` gives; the caller holds the lock."""
    return lay_out(page, textpage, objects_of(page, notes.objects), space_of(page), notes.strikes)

"""Opening one page of a PDF: with the fields of its forms and its annotations as part of what it shows."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

MAX_ANNOTATIONS = 2_000  # of a page, that are looked at
MAX_QUADS = 500  # of an annotation
MAX_SLOPE = 0.03  # of a line through text, as by hand

Quad = tuple[float, float, float, float]
"""Left, bottom, right and top of a piece of text, in the page's space."""

_BUTTON = "Btn"
_SUCCESS = 1  # FLATTEN_SUCCESS of PDFium


@dataclass(frozen=True, slots=True)
class Notes:
    """The annotations of a page: ``fields`` and ``shown`` count what is part of its picture.

    ``comments`` are the texts of those that are not: notes in the margin, replies. ``objects`` counts the objects of
    the page without them, None where none was drawn into it. ``strikes`` are the places of texts that an annotation
    strikes out without a drawing of its own: who shows the page draws the line. ``undrawn``: a field has a value,
    or a shape lies on the page, and has no drawing; the value is then one of ``comments``.
    """

    fields: int = 0
    shown: int = 0
    comments: tuple[str, ...] = ()
    objects: int | None = None
    strikes: tuple[Quad, ...] = ()
    undrawn: bool = False


@contextmanager
def open_page(document: Any, index: int) -> Iterator[tuple[Any, Notes]]:
    """An open page, its fields and annotations drawn into it, and what they were. The caller holds PDFium's lock.

    Raises:
        PdfiumError: The page cannot be loaded.
    """
    from pypdfium2 import raw

    page = document[index]
    try:
        notes = _notes(page)
        if notes.undrawn:
            # Without a drawing of its own: PDFium makes one as it draws, of a field where the file asks for it.
            page.render(scale=0.02).close()
            notes = _notes(page)
        if notes.fields or notes.shown:
            # Drawn into the copy in memory: the file is not changed.
            objects = raw.FPDFPage_CountObjects(page)
            if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == _SUCCESS:
                page.close()
                page = document[index]
                notes = replace(notes, objects=objects)
        yield page, notes
    finally:
        page.close()


def _notes(page: Any) -> Notes:
    from pypdfium2 import raw

    fields, shown, undrawn = 0, 0, False
    comments: list[str] = []
    strikes: list[Quad] = []
    silent = {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}
    shapes = {raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_INK}
    marks = {raw.FPDF_ANNOT_STRIKEOUT, raw.FPDF_ANNOT_LINE, *shapes}
    for index in range(min(MAX_ANNOTATIONS, raw.FPDFPage_GetAnnotCount(page))):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind in silent or raw.FPDFAnnot_GetFlags(annotation) & (
                raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
            ):
                continue
            if kind == raw.FPDF_ANNOT_WIDGET:
                fields += 1
                button = _value(annotation, b"FT") == _BUTTON  # its value is the name of its state
                value = "" if button or _is_drawn(annotation) else _value(annotation, b"V")
                if value and not value.isspace():
                    undrawn = True
                    comments.append(value)
                continue
            shown += 1
            if kind in marks and not _is_drawn(annotation):
                strikes += _quads(annotation) if kind == raw.FPDF_ANNOT_STRIKEOUT else _line(annotation)
                undrawn = undrawn or kind in shapes
            text = _value(annotation, b"Contents")
            if text and (kind != raw.FPDF_ANNOT_FREETEXT or not _is_drawn(annotation)):
                comments.append(text)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return Notes(fields, shown, tuple(comments), strikes=tuple(strikes), undrawn=undrawn)


def _is_drawn(annotation: Any) -> bool:
    from pypdfium2 import raw

    # In bytes, those of the end of the text counted.
    return int(raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0)) > 2


def _quads(annotation: Any) -> Iterator[Quad]:
    """The places of the texts that an annotation marks."""
    from pypdfium2 import raw

    quad = raw.FS_QUADPOINTSF()
    for index in range(min(MAX_QUADS, raw.FPDFAnnot_CountAttachmentPoints(annotation))):
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, index, quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield min(xs), min(ys), max(xs), max(ys)


def _line(annotation: Any) -> Iterator[Quad]:
    """The place of an annotation that is a line, where that is level."""
    from pypdfium2 import raw

    start, end = raw.FS_POINTF(), raw.FS_POINTF()
    if raw.FPDFAnnot_GetLine(annotation, start, end) and abs(end.y - start.y) <= MAX_SLOPE * abs(end.x - start.x):
        yield min(start.x, end.x), min(start.y, end.y), max(start.x, end.x), max(start.y, end.y)


def _value(annotation: Any, key: bytes) -> str:
    from pypdfium2 import raw

    length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return " ".join(buffer.raw.decode("utf-16-le", "replace").rstrip("\0").split())

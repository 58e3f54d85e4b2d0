"""Functions of PDFium that are called for each object and each character of a page, with addresses as whole numbers.

They are those of ``pypdfium2.raw``. Called through it, each of them costs twice as much, most of which is the making
and checking of typed pointers: a page has thousands of objects and characters.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

Call = Callable[..., int]

_byref, _char_at = ctypes.byref, ctypes.c_char.from_address


class PdfiumCalls:
    """The functions, bound once. They take pointers (``pointer_of``, ``pointer_at``), numbers and buffers.

    Each returns a number: an address (0 or None for none), a count, or whether it succeeded. The caller holds
    PDFium's lock; a call keeps Python's own lock, since it lasts less than letting go of it.

    Only large numbers, and what is rarely asked for, are declared: what is declared is looked up at each call, which
    costs as much as the call. Pointers, small whole numbers and references to buffers go as they are; **an address
    that goes as it is would be cut short**.
    """

    def __init__(self) -> None:
        """Looks the functions up in the library that pypdfium2 has loaded."""
        from pypdfium2 import raw

        place, number = ctypes.c_void_p, ctypes.c_int

        def bind(function: Any, result: Any, *arguments: Any) -> Call:
            found: Call = ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))
            return found

        self.page_object = bind(raw.FPDFPage_GetObject, place)
        self.form_count = bind(raw.FPDFFormObj_CountObjects, number)
        self.form_object = bind(raw.FPDFFormObj_GetObject, place)
        self.object_type = bind(raw.FPDFPageObj_GetType, number)
        self.object_matrix = bind(raw.FPDFPageObj_GetMatrix, number)
        self.object_bounds = bind(raw.FPDFPageObj_GetBounds, number)
        self.object_fill = bind(raw.FPDFPageObj_GetFillColor, number)
        self.object_is_transparent = bind(raw.FPDFPageObj_HasTransparency, number)
        self.object_stroke = bind(raw.FPDFPageObj_GetStrokeColor, number)
        self.stroke_width = bind(raw.FPDFPageObj_GetStrokeWidth, number)
        self.clip = bind(raw.FPDFPageObj_GetClipPath, place)
        self.clip_count = bind(raw.FPDFClipPath_CountPaths, number, place)
        self.clip_segments = bind(raw.FPDFClipPath_CountPathSegments, number, place)
        self.clip_segment = bind(raw.FPDFClipPath_GetPathSegment, place, place)
        self.object_show = bind(raw.FPDFPageObj_SetIsActive, number)
        self.mark_count = bind(raw.FPDFPageObj_CountMarks, number)
        self.mark_number = bind(raw.FPDFPageObj_GetMarkedContentID, number)
        self.mark = bind(raw.FPDFPageObj_GetMark, place)
        self.mark_name = bind(raw.FPDFPageObjMark_GetName, number, place, place, ctypes.c_ulong, place)
        self.mark_text = bind(
            raw.FPDFPageObjMark_GetParamStringValue, number, place, ctypes.c_char_p, place, ctypes.c_ulong, place
        )
        self.text_size = bind(raw.FPDFTextObj_GetFontSize, number)
        self.text_font = bind(raw.FPDFTextObj_GetFont, place)
        self.font_name = bind(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, place, place, ctypes.c_size_t)
        self.text_mode = bind(raw.FPDFTextObj_GetTextRenderMode, number)
        self.text_said = bind(raw.FPDFTextObj_GetText, ctypes.c_ulong)
        self.path_count = bind(raw.FPDFPath_CountSegments, number)
        self.path_segment = bind(raw.FPDFPath_GetPathSegment, place)
        self.path_mode = bind(raw.FPDFPath_GetDrawMode, number)
        self.segment_point = bind(raw.FPDFPathSegment_GetPoint, number, place)
        self.segment_type = bind(raw.FPDFPathSegment_GetType, number, place)
        self.segment_closes = bind(raw.FPDFPathSegment_GetClose, number, place)
        self.char_index = bind(raw.FPDFText_GetCharIndexFromTextIndex, number)
        self.char_box = bind(raw.FPDFText_GetCharBox, number)
        self.char_loose_box = bind(raw.FPDFText_GetLooseCharBox, number)
        self.char_origin = bind(raw.FPDFText_GetCharOrigin, number)
        self.char_weight = bind(raw.FPDFText_GetFontWeight, number)
        self.char_object = bind(raw.FPDFText_GetTextObject, place)
        self._edges, self._edges_at = four(ctypes.c_float)
        self._colour, self._colour_at = four(ctypes.c_uint)
        self.rect_count = bind(raw.FPDFText_CountRects, number)
        self.rect = bind(raw.FPDFText_GetRect, number)

    def bounds(self, pointer: Any) -> tuple[float, float, float, float] | None:
        """Left, bottom, right and top of an object, None when PDFium cannot tell."""
        if not self.object_bounds(pointer, *self._edges_at):
            return None
        left, bottom, right, top = self._edges.tolist()
        return left, bottom, right, top

    def fill(self, pointer: Any) -> tuple[int, int, int, int] | None:
        """Red, green, blue and opacity that fill an object, None for a pattern."""
        if not self.object_fill(pointer, *self._colour_at):
            return None
        red, green, blue, opacity = self._colour.tolist()
        return red, green, blue, opacity

    def stroke(self, pointer: Any) -> tuple[int, int, int, int] | None:
        """The same of what draws its outline."""
        if not self.object_stroke(pointer, *self._colour_at):
            return None
        red, green, blue, opacity = self._colour.tolist()
        return red, green, blue, opacity


@cache
def pdfium_calls() -> PdfiumCalls:
    """The functions; bound at the first call, since binding loads PDFium."""
    return PdfiumCalls()


def address_of(handle: Any) -> int:
    """The address of what one of pypdfium2's objects, or of its raw pointers, stands for."""
    pointer = getattr(handle, "raw", handle)
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def pointer_of(handle: Any) -> Any:
    """The same as a pointer ready to be handed over, for a handle that many calls are given."""
    return pointer_at(address_of(handle))


def pointer_at(address: int) -> Any:
    """A pointer to what stands at an address, ready to be handed over."""
    return _byref(_char_at(address))


def pointers_at(addresses: Sequence[int]) -> list[Any]:
    """The same for many, at half the cost."""
    return [*map(_byref, map(_char_at, addresses))]


def four(kind: Any) -> tuple[memoryview, tuple[Any, Any, Any, Any]]:
    """A buffer of four numbers of a ctypes kind, to be read by ``tolist``, and a reference to each."""
    buffer = (kind * 4)()
    first, second, third, fourth = (ctypes.byref(buffer, place * ctypes.sizeof(kind)) for place in range(4))
    return memoryview(buffer).cast("B").cast(kind._type_), (first, second, third, fourth)

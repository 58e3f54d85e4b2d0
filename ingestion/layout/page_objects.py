"""What a page draws, in the order in which it is painted: texts, paths and pictures, those inside forms as well."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MAX_OBJECTS = 5_000  # looked at on a page; a map has more, and needs no exact count
MAX_DEPTH = 8  # of forms in forms
MAX_MARKS = 8  # of one object

Matrix = tuple[float, float, float, float, float, float]
Bounds = tuple[float, float, float, float]  # left, bottom, right, top, in the page's space
Colour = tuple[int, int, int, int]  # red, green, blue, opacity

_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_LAYER = "OC"


class Drawn(NamedTuple):
    """An object with its rank in the order of painting, and the matrix of the forms that hold it (None for none)."""

    handle: Any
    rank: int
    matrix: Matrix | None

    def bounds(self) -> Bounds | None:
        """Where it stands, None when PDFium cannot tell."""
        from pypdfium2 import raw

        edges = [ctypes.c_float() for _ in range(4)]
        if not raw.FPDFPageObj_GetBounds(self.handle, *edges):
            return None
        left, bottom, right, top = (edge.value for edge in edges)
        if self.matrix is None:
            return left, bottom, right, top
        a, b, c, d, e, f = self.matrix
        xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
        ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
        return min(xs), min(ys), max(xs), max(ys)

    def colour(self) -> Colour | None:
        """Its fill colour, None for a pattern."""
        from pypdfium2 import raw

        parts = [ctypes.c_uint() for _ in range(4)]
        if not raw.FPDFPageObj_GetFillColor(self.handle, *parts):
            return None
        red, green, blue, opacity = (part.value for part in parts)
        return red, green, blue, opacity


class DrawnText(NamedTuple):
    """A text: how its letters run (the direction of its base line), their size in points, how they are painted.

    ``layers`` tells texts of different layers (optional content) apart; it is empty for a text of none.
    """

    drawn: Drawn
    address: int
    along: tuple[float, float]
    size: float
    mode: int
    red: int
    green: int
    blue: int
    opacity: int
    layers: tuple[str, ...]


@dataclass(slots=True)
class PageObjects:
    """All objects of a page down to the first thousands; ``total`` counts those of the page itself.

    ``added`` are the addresses of the texts of fields and annotations, which the file paints after all others.
    """

    total: int = 0
    count: int = 0
    texts: list[DrawnText] = field(default_factory=list)
    paths: list[Drawn] = field(default_factory=list)
    images: list[Drawn] = field(default_factory=list)
    others: list[Drawn] = field(default_factory=list)
    added: set[int] = field(default_factory=set)


def objects_of(page: Any, own: int | None = None) -> PageObjects:
    """The objects of an open page, of which the first ``own`` (None for all) are those of the page itself.

    The caller holds PDFium's lock, and keeps the page open while it uses them.
    """
    from pypdfium2 import raw

    found = PageObjects(total=raw.FPDFPage_CountObjects(page))
    walk = _Walk(found)
    first = found.total if own is None else min(own, found.total)
    walk.visit(first, lambda index: raw.FPDFPage_GetObject(page, index), None, 0)
    if first < found.total:
        known = len(found.texts)
        walk.visit(found.total - first, lambda index: raw.FPDFPage_GetObject(page, first + index), None, 0)
        found.added = {text.address for text in found.texts[known:]}
    return found


class _Walk:
    def __init__(self, found: PageObjects):
        from pypdfium2 import raw

        self._found = found
        self._raw = raw
        self._matrix = raw.FS_MATRIX()
        self._size = ctypes.c_float()
        self._colour = [ctypes.c_uint() for _ in range(4)]

    def visit(self, count: int, get: Callable[[int], Any], matrix: Matrix | None, depth: int) -> None:
        raw, found = self._raw, self._found
        for index in range(count):
            if found.count >= MAX_OBJECTS:
                return
            handle = get(index)
            if not handle:
                continue
            drawn = Drawn(handle, found.count, matrix)
            found.count += 1
            kind = raw.FPDFPageObj_GetType(handle)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                found.texts.append(self._text(drawn))
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                found.paths.append(drawn)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                found.images.append(drawn)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                self._visit_form(handle, matrix, depth)
            else:
                found.others.append(drawn)

    def _visit_form(self, handle: Any, matrix: Matrix | None, depth: int) -> None:
        raw = self._raw
        inner = self._own_matrix(handle)
        count = raw.FPDFFormObj_CountObjects(handle)
        if count > 0:
            outer = inner if matrix is None else product(inner, matrix)
            self.visit(count, lambda index: raw.FPDFFormObj_GetObject(handle, index), outer, depth + 1)

    def _own_matrix(self, handle: Any) -> Matrix:
        matrix = self._matrix
        if not self._raw.FPDFPageObj_GetMatrix(handle, matrix):
            return _SAME
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _text(self, drawn: Drawn) -> DrawnText:
        raw, handle, colour = self._raw, drawn.handle, self._colour
        a, b, c, d, _, _ = self._own_matrix(handle)
        if drawn.matrix is not None:
            m = drawn.matrix
            a, b = a * m[0] + b * m[2], a * m[1] + b * m[3]
            c, d = c * m[0] + d * m[2], c * m[1] + d * m[3]
        size = self._size.value * math.hypot(c, d) if raw.FPDFTextObj_GetFontSize(handle, self._size) else 0.0
        if raw.FPDFPageObj_GetFillColor(handle, *colour):
            red, green, blue, opacity = (part.value for part in colour)
        else:
            red, green, blue, opacity = -1, -1, -1, 255
        marks = raw.FPDFPageObj_CountMarks(handle)
        # One mark with a number is that of the structure of a tagged file: no layer.
        plain = marks < 1 or (marks == 1 and raw.FPDFPageObj_GetMarkedContentID(handle) >= 0)
        layers = () if plain else tuple(self._layers(handle, marks))
        address = ctypes.addressof(handle.contents)
        mode = raw.FPDFTextObj_GetTextRenderMode(handle)
        return DrawnText(drawn, address, (a, b), size, mode, red, green, blue, opacity, layers)

    def _layers(self, handle: Any, marks: int) -> list[str]:
        raw = self._raw
        names = []
        for index in range(min(marks, MAX_MARKS)):
            mark = raw.FPDFPageObj_GetMark(handle, index)
            if mark and _string(lambda *to, mark=mark: raw.FPDFPageObjMark_GetName(mark, *to)) == _LAYER:
                names.append(
                    _string(lambda *to, mark=mark: raw.FPDFPageObjMark_GetParamStringValue(mark, b"Name", *to))
                )
        return names


def _string(ask: Callable[..., Any]) -> str:
    """What PDFium writes as UTF-16 into a buffer; empty when it has nothing to write."""
    buffer = ctypes.create_string_buffer(512)
    length = ctypes.c_ulong()
    if not ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), len(buffer), length):
        return ""
    return buffer.raw[: min(length.value, len(buffer))].decode("utf-16-le", "replace").rstrip("\0")


def product(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies ``first``, then ``then``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )

"""What a page draws, in the order in which it is painted: texts, paths and pictures, those inside forms as well."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ingestion.layout.pdfium_calls import Call, PdfiumCalls, address_of, four, pdfium_calls

MAX_OBJECTS = 5_000  # looked at on a page; a map has more, and needs no exact count
MAX_DEPTH = 8  # of forms in forms
MAX_MARKS = 8  # of one object

Matrix = tuple[float, float, float, float, float, float]
Bounds = tuple[float, float, float, float]  # left, bottom, right, top, in the page's space
Colour = tuple[int, int, int, int]  # red, green, blue, opacity

_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_LAYER = "OC"


class Drawn(NamedTuple):
    """An object: its address, its rank in the order of painting, the matrix of the forms that hold it (None for none)."""

    address: int
    rank: int
    matrix: Matrix | None

    def bounds(self) -> Bounds | None:
        """Where it stands, None when PDFium cannot tell."""
        edges, places = four(ctypes.c_float)
        if not pdfium_calls().object_bounds(self.address, *places):
            return None
        left, bottom, right, top = edges[:]
        if self.matrix is None:
            return left, bottom, right, top
        a, b, c, d, e, f = self.matrix
        xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
        ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
        return min(xs), min(ys), max(xs), max(ys)

    def colour(self) -> Colour | None:
        """Its fill colour, None for a pattern."""
        parts, places = four(ctypes.c_uint)
        if not pdfium_calls().object_fill(self.address, *places):
            return None
        red, green, blue, opacity = parts[:]
        return red, green, blue, opacity


class DrawnText(NamedTuple):
    """A text: how its letters run (the direction of its base line), their size in points, how they are painted.

    ``colour`` is (-1, -1, -1) for a pattern. ``layers`` tells texts of different layers (optional content) apart; it is empty for a text of none.
    """

    drawn: Drawn
    along: tuple[float, float]
    size: float
    mode: int
    colour: tuple[int, int, int]
    opacity: int
    layers: tuple[str, ...]

    @property
    def address(self) -> int:
        """The address of the object."""
        return self.drawn.address


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

    calls = pdfium_calls()
    found = PageObjects(total=raw.FPDFPage_CountObjects(page))
    walk = _Walk(found, calls)
    first = found.total if own is None else min(own, found.total)
    place = address_of(page)
    walk.visit(calls.page_object, place, range(first), None, 0)
    if first < found.total:
        known = len(found.texts)
        walk.visit(calls.page_object, place, range(first, found.total), None, 0)
        found.added = {text.address for text in found.texts[known:]}
    return found


class _Walk:
    def __init__(self, found: PageObjects, calls: PdfiumCalls):
        self._found = found
        self._calls = calls
        self._matrix = (ctypes.c_float * 6)()
        self._matrix_at = ctypes.addressof(self._matrix)
        self._size = ctypes.c_float()
        self._size_at = ctypes.addressof(self._size)
        self._parts, self._parts_at = four(ctypes.c_uint)
        self._layer_of_mark: dict[int, str | None] = {}

    def visit(self, get: Call, holder: int, indices: range, matrix: Matrix | None, depth: int) -> None:
        """Takes in the objects that ``get`` gives of a page or form, by index."""
        from pypdfium2 import raw

        found, kind_of = self._found, self._calls.object_type
        text, path, image, form = (
            raw.FPDF_PAGEOBJ_TEXT,
            raw.FPDF_PAGEOBJ_PATH,
            raw.FPDF_PAGEOBJ_IMAGE,
            raw.FPDF_PAGEOBJ_FORM,
        )
        for index in indices:
            if found.count >= MAX_OBJECTS:
                return
            address = get(holder, index)
            if not address:
                continue
            drawn = Drawn(address, found.count, matrix)
            found.count += 1
            kind = kind_of(address)
            if kind == text:
                found.texts.append(self._text(drawn))
            elif kind == path:
                found.paths.append(drawn)
            elif kind == image:
                found.images.append(drawn)
            elif kind == form and depth < MAX_DEPTH:
                self._visit_form(address, matrix, depth)
            else:
                found.others.append(drawn)

    def _visit_form(self, address: int, matrix: Matrix | None, depth: int) -> None:
        inner = self._own_matrix(address)
        count = self._calls.form_count(address)
        if count > 0:
            outer = inner if matrix is None else product(inner, matrix)
            self.visit(self._calls.form_object, address, range(count), outer, depth + 1)

    def _own_matrix(self, address: int) -> Matrix:
        if not self._calls.object_matrix(address, self._matrix_at):
            return _SAME
        a, b, c, d, e, f = self._matrix[:]
        return a, b, c, d, e, f

    def _text(self, drawn: Drawn) -> DrawnText:
        calls, address = self._calls, drawn.address
        a, b, c, d, _, _ = self._own_matrix(address)
        if drawn.matrix is not None:
            m = drawn.matrix
            a, b = a * m[0] + b * m[2], a * m[1] + b * m[3]
            c, d = c * m[0] + d * m[2], c * m[1] + d * m[3]
        size = self._size.value * math.hypot(c, d) if calls.text_size(address, self._size_at) else 0.0
        if calls.object_fill(address, *self._parts_at):
            red, green, blue, opacity = self._parts[:]
        else:
            red, green, blue, opacity = -1, -1, -1, 255
        marks = calls.mark_count(address)
        # One mark with a number is that of the structure of a tagged file: no layer.
        plain = marks < 1 or (marks == 1 and calls.mark_number(address) >= 0)
        layers = () if plain else self._layers(address, marks)
        return DrawnText(drawn, (a, b), size, calls.text_mode(address), (red, green, blue), opacity, layers)

    def _layers(self, address: int, marks: int) -> tuple[str, ...]:
        known = self._layer_of_mark
        names = []
        for index in range(min(marks, MAX_MARKS)):
            mark = self._calls.mark(address, index)
            if not mark:
                continue
            if mark not in known:  # texts that follow each other share their marks
                known[mark] = self._layer(mark)
            name = known[mark]
            if name is not None:
                names.append(name)
        return tuple(names)

    def _layer(self, mark: int) -> str | None:
        """The name of the layer that a mark puts objects in, None for a mark of another kind."""
        calls = self._calls
        if _string(lambda *to: calls.mark_name(mark, *to)) != _LAYER:
            return None
        return _string(lambda *to: calls.mark_text(mark, b"Name", *to))


def _string(ask: Call) -> str:
    """What PDFium writes as UTF-16 into a buffer; empty when it has nothing to write."""
    buffer = ctypes.create_string_buffer(512)
    length = ctypes.c_ulong()
    if not ask(ctypes.addressof(buffer), len(buffer), ctypes.addressof(length)):
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

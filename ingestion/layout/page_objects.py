"""What a page draws, in the order in which it is painted: texts, paths and pictures, those inside forms as well."""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any, NamedTuple

from ingestion.layout.may_have import ANYTHING, MayHave
from ingestion.layout.page_space import PageSpace, Rect
from ingestion.layout.pdfium_calls import Call, PdfiumCalls, four, pdfium_calls, pointer_of, pointers_at

MAX_OBJECTS = 5_000  # looked at on a page; a map has more, and needs no exact count
MAX_DEPTH = 8  # of forms in forms
MAX_MARKS = 8  # of one object
OPAQUE = 255

Matrix = tuple[float, float, float, float, float, float]
Bounds = tuple[float, float, float, float]  # left, bottom, right, top, in the page's space
Colour = tuple[int, int, int, int]  # red, green, blue, opacity

_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
STROKED = (1, 2, 5, 6)  # modes of painting that draw the outline of letters
_LAYER = "OC"
_NUMBER = 4  # bytes
_SIZE, _MATRIX, _SHIFT = 4 * _NUMBER, 5 * _NUMBER, 9 * _NUMBER  # where they stand in a buffer, after the colour


class Drawn(NamedTuple):
    """An object: its address, its rank in the order of painting, the matrix of the forms that hold it, if any.

    ``pointer`` is the address as functions of PDFium take it.
    """

    address: int
    rank: int
    matrix: Matrix | None
    pointer: Any

    def bounds(self) -> Bounds | None:
        """Where it stands, None when PDFium cannot tell."""
        return _bounds(self.pointer, self.matrix)

    def colour(self) -> Colour | None:
        """Its fill colour, None for a pattern."""
        return pdfium_calls().fill(self.pointer)


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a text is set: the direction of its base line, the size of its letters in points, how they are painted.

    ``colour`` is (-1, -1, -1) for a pattern. ``layers`` tells texts of different layers (optional content) apart; it
    is empty for a text of none. ``blended`` says that the text does not simply cover what is under it: a soft mask may
    hide it. A page has few styles: texts of one share it, and it is equal to itself alone.
    """

    along: tuple[float, float]
    size: float
    mode: int
    colour: tuple[int, int, int]
    opacity: int
    layers: tuple[str, ...]
    blended: bool = False


class DrawnText(NamedTuple):
    """A text, as any object, with its style."""

    address: int
    rank: int
    matrix: Matrix | None
    pointer: Any
    style: Style

    def bounds(self) -> Bounds | None:
        """Where it stands, None when PDFium cannot tell."""
        return _bounds(self.pointer, self.matrix)


@dataclass(slots=True)
class PageObjects:
    """All objects of a page down to the first thousands; ``total`` counts those of the page itself.

    ``styles`` are those of its texts. ``added`` are the addresses of the texts of fields and annotations, which the
    file paints after all others, ``in_forms`` those of the texts of forms.
    """

    total: int = 0
    count: int = 0
    texts: list[DrawnText] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    paths: list[Drawn] = field(default_factory=list)
    images: list[Drawn] = field(default_factory=list)
    others: list[Drawn] = field(default_factory=list)
    added: set[int] = field(default_factory=set)
    in_forms: set[int] = field(default_factory=set)


def objects_of(page: Any, own: int | None = None, may_have: MayHave = ANYTHING) -> PageObjects:
    """The objects of an open page, of which the first ``own`` (None for all) are those of the page itself.

    The caller holds PDFium's lock, and keeps the page open while it uses them.
    """
    from pypdfium2 import raw

    calls = pdfium_calls()
    found = PageObjects(total=raw.FPDFPage_CountObjects(page))
    # PDFium itself blends what it draws for annotations.
    walk = _Walk(found, calls, may_have if own is None else replace(may_have, blending=True))
    first = found.total if own is None else min(own, found.total)
    place = pointer_of(page)
    walk.visit(calls.page_object, place, range(first), None, 0)
    if first < found.total:
        known = len(found.texts)
        walk.visit(calls.page_object, place, range(first, found.total), None, 0)
        found.added = {text.address for text in found.texts[known:]}
    return found


class _Walk:
    def __init__(self, found: PageObjects, calls: PdfiumCalls, may_have: MayHave):
        self._found = found
        self._layered, self._blending = may_have.layers, may_have.blending
        self._calls = calls
        # Colour, size and matrix stand in one buffer: its bytes without the shift of the matrix say the style.
        self._buffer = ctypes.create_string_buffer(_SHIFT + 2 * _NUMBER)
        self._values = memoryview(self._buffer)[:_SHIFT]
        self._colour_at = tuple(ctypes.byref(self._buffer, _NUMBER * part) for part in range(4))
        self._size_at, self._matrix_at = ctypes.byref(self._buffer, _SIZE), ctypes.byref(self._buffer, _MATRIX)
        self._styles: dict[tuple[Any, ...], Style] = {}
        self._layer_of_mark: dict[int, str | None] = {}
        self._outer: tuple[str, ...] = ()  # layers of the forms around an object

    def visit(self, get: Call, holder: Any, indices: range, matrix: Matrix | None, depth: int) -> None:
        """Takes in the objects that ``get`` gives, by index, of the page or form that a pointer stands for."""
        from pypdfium2 import raw

        found = self._found
        path, image, form = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
        texts, paths, new = found.texts, found.paths, tuple.__new__  # a page has thousands of both
        addresses = [*filter(None, map(get, repeat(holder), indices[: MAX_OBJECTS - found.count]))]
        pointers = pointers_at(addresses)
        modes = [*map(self._calls.text_mode, pointers)]  # nothing else than a text has one
        styles = self._styles_of([(one, mode) for one, mode in zip(pointers, modes, strict=True) if mode >= 0], matrix)
        for address, pointer, mode in zip(addresses, pointers, modes, strict=True):
            rank = found.count
            if rank >= MAX_OBJECTS:
                return
            found.count = rank + 1
            if mode >= 0:
                texts.append(new(DrawnText, (address, rank, matrix, pointer, next(styles))))
                continue
            kind = self._calls.object_type(pointer)
            if kind == path:
                paths.append(new(Drawn, (address, rank, matrix, pointer)))
            elif kind == image:
                found.images.append(Drawn(address, rank, matrix, pointer))
            elif kind == form and depth < MAX_DEPTH:
                self._visit_form(pointer, matrix, depth)
            else:
                found.others.append(Drawn(address, rank, matrix, pointer))

    def _visit_form(self, pointer: Any, matrix: Matrix | None, depth: int) -> None:
        inner = _SAME
        if self._calls.object_matrix(pointer, self._matrix_at):
            a, b, c, d, e, f = struct.unpack_from("6f", self._buffer, _MATRIX)
            inner = a, b, c, d, e, f
        count = self._calls.form_count(pointer)
        if count > 0:
            outer = inner if matrix is None else product(inner, matrix)
            around, marks = self._outer, self._calls.mark_count(pointer) if self._layered else 0
            self._outer = (*around, *self._layers(pointer, marks)) if marks > 0 else around
            known = len(self._found.texts)
            self.visit(self._calls.form_object, pointer, range(count), outer, depth + 1)
            self._found.in_forms.update([text.address for text in self._found.texts[known:]])
            self._outer = around

    def _styles_of(self, texts: Sequence[tuple[Any, int]], matrix: Matrix | None) -> Iterator[Style]:
        """The styles of texts, given with their modes: PDFium is asked without a step of Python between the calls."""
        calls, known = self._calls, self._styles
        pointers = [pointer for pointer, _ in texts]
        asked = zip(
            map(calls.object_fill, pointers, *map(repeat, self._colour_at)),
            map(calls.text_size, pointers, repeat(self._size_at)),
            map(calls.object_matrix, pointers, repeat(self._matrix_at)),
            iter(self._values.tobytes, None),  # what these three wrote of one text
            strict=False,
        )
        for (pointer, mode), said in zip(texts, asked, strict=True):
            filled = said[0]
            layers = self._layers_of(pointer) if self._layered else self._outer
            stroke = calls.stroke(pointer) if mode in STROKED else None
            # Where nothing blends, a text without a plain colour alone may hide that it lets things through.
            blended = calls.object_is_transparent(pointer) if self._blending or not filled else 0
            key = (said, mode, layers, matrix, stroke, blended)
            style = known.get(key)
            if style is None:
                style = known[key] = self._new_style(*key)
                self._found.styles.append(style)
            yield style

    def _layers_of(self, pointer: Any) -> tuple[str, ...]:
        """The layers of a text, and of the forms around it."""
        marks = self._calls.mark_count(pointer)
        # One mark with a number is that of the structure of a tagged file: no layer.
        if marks <= 0 or (marks == 1 and self._calls.mark_number(pointer) >= 0):
            return self._outer
        return (*self._outer, *self._layers(pointer, marks))

    def _new_style(
        self,
        said: tuple[int, int, int, bytes],
        mode: int,
        layers: tuple[str, ...],
        matrix: Matrix | None,
        stroke: Colour | None,
        blended: int,
    ) -> Style:
        filled, sized, placed, values = said
        red, green, blue, opacity, size, a, b, c, d = struct.unpack("4I5f", values)
        if not placed:
            a, b, c, d, _, _ = _SAME
        if matrix is not None:
            m = matrix
            a, b = a * m[0] + b * m[2], a * m[1] + b * m[3]
            c, d = c * m[0] + d * m[2], c * m[1] + d * m[3]
        colour = (red, green, blue) if filled else (-1, -1, -1)
        if stroke is not None:
            outline = stroke[:3]
            colour = outline if mode in (1, 5) or outline == colour else (-1, -1, -1)
        high = size * math.hypot(c, d) if sized else 0.0
        blends = bool(blended) or (bool(filled) and opacity < OPAQUE)
        return Style((a, b), high, mode, colour, opacity if filled else OPAQUE, layers, blends)

    def _layers(self, pointer: Any, marks: int) -> tuple[str, ...]:
        known = self._layer_of_mark
        names = []
        for index in range(min(marks, MAX_MARKS)):
            mark = self._calls.mark(pointer, index)
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


def places_of(drawn: Sequence[Drawn | DrawnText], space: PageSpace) -> list[Rect | None]:
    """Where objects stand on the displayed page, None for those of which PDFium cannot tell."""
    get = pdfium_calls().object_bounds
    edges, (left_at, bottom_at, right_at, top_at) = four(ctypes.c_float)
    read = edges.tolist
    found: dict[int, Sequence[float]] = {}
    for index, one in enumerate(drawn):
        if one.matrix is not None:
            if bounds := one.bounds():
                found[index] = bounds
        elif get(one.pointer, left_at, bottom_at, right_at, top_at):
            found[index] = read()
    places: list[Rect | None] = [None] * len(drawn)
    for index, place in zip(found, space.rects(found.values()), strict=True):
        places[index] = place
    return places


def _bounds(pointer: Any, matrix: Matrix | None) -> Bounds | None:
    edges = pdfium_calls().bounds(pointer)
    if edges is None:
        return None
    left, bottom, right, top = edges
    if matrix is None:
        return left, bottom, right, top
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)


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
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u

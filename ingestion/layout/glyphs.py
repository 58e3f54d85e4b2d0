"""Where the characters of a page stand, in the space in which its text runs from left to right."""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from typing import Any

from ingestion.layout.page_space import PageSpace, Rect
from ingestion.layout.pdfium_calls import PdfiumCalls, four, pdfium_calls, pointer_at, pointer_of

FEW = 40  # objects of which the characters are looked for one by one
_LONGEST = 2_000  # characters of an object
_DIGITS = "0123456789"


class Glyphs:
    """The characters of an open page's text; looked up once, when first asked for. The caller holds PDFium's lock."""

    def __init__(self, textpage: Any, text: str, space: PageSpace):
        self._place = pointer_of(textpage)
        self._calls = pdfium_calls()
        self._numbers, self._numbers_at = four(ctypes.c_double)
        self._floats, self._floats_at = four(ctypes.c_float)
        self._said: Any = None
        self.text = text
        self.space = space

    @cached_property
    def _wide(self) -> Sequence[int]:
        """The characters outside the basic plane, each of which PDFium counts twice."""
        return wide_characters(self.text)

    def _at(self, index: int) -> int:
        """PDFium's index of a character, -1 for white space and for characters that are not on the page."""
        if self.text[index].isspace():
            return -1
        shift = sum(place < index for place in self._wide) if self._wide else 0
        return self._calls.char_index(self._place, index + shift)

    @cached_property
    def _indices(self) -> Sequence[int]:
        """The same for all characters, white space as well."""
        wide = self._wide
        known = char_indices(self._calls, self._place, len(self.text) + len(wide))
        if not wide:
            return known
        doubled = {place + shift + 1 for shift, place in enumerate(wide)}
        return [at for index, at in enumerate(known) if index not in doubled]

    def box(self, index: int) -> Rect | None:
        """The box of the ink of a character, None as for ``_at``."""
        at = self._at(index)
        left_at, bottom_at, right_at, top_at = self._numbers_at
        if at < 0 or not self._calls.char_box(self._place, at, left_at, right_at, bottom_at, top_at):
            return None
        return self.space.rect(*self._numbers.tolist())

    @cached_property
    def digits(self) -> Mapping[int, Rect]:
        """The boxes of the digits from 0 to 9 that are on the page, by index."""
        place, char_box, edges = self._place, self._calls.char_box, self._numbers.tolist
        left_at, bottom_at, right_at, top_at = self._numbers_at
        known, found, index_of = self._indices, dict[int, Sequence[float]](), self.text.find
        for digit in _DIGITS:
            index = index_of(digit)
            while index >= 0:  # twice as fast as a pattern
                at = known[index]
                if at >= 0 and char_box(place, at, left_at, right_at, bottom_at, top_at):
                    found[index] = edges()
                index = index_of(digit, index + 1)
        return dict(zip(found, self.space.rects(found.values()), strict=True))

    @cached_property
    def boxes(self) -> Sequence[Rect | None]:
        """The box of the ink of each character, None as for ``_at``."""
        place, char_box, edges = self._place, self._calls.char_box, self._numbers.tolist
        left_at, bottom_at, right_at, top_at = self._numbers_at
        known: dict[int, Sequence[float]] = {}
        for index, (char, at) in enumerate(zip(self.text, self._indices, strict=True)):
            if at >= 0 and not char.isspace() and char_box(place, at, left_at, right_at, bottom_at, top_at):
                known[index] = edges()
        found: list[Rect | None] = [None] * len(self.text)
        for index, box in zip(known, self.space.rects(known.values()), strict=True):
            found[index] = box
        return found

    @cached_property
    def middles(self) -> Sequence[tuple[float, float] | None]:
        """The middle of each character, None as for ``_at``."""
        return [None if box is None else ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in self.boxes]

    @cached_property
    def objects(self) -> Sequence[int]:
        """The address of the text object that each character belongs to, 0 for none."""
        place, text_object = self._place, self._calls.char_object
        return [
            (text_object(place, at) or 0) if at >= 0 and not char.isspace() else 0
            for char, at in zip(self.text, self._indices, strict=True)
        ]

    def object_at(self, index: int) -> int:
        """The same for one of them."""
        at = self._at(index)
        return (self._calls.char_object(self._place, at) or 0) if at >= 0 else 0

    def of_objects(self, addresses: Collection[int]) -> Iterator[tuple[int, int]]:
        """The characters of some text objects: index, and address of the object; no white space."""
        runs = [self._run_of(address) for address in addresses] if len(addresses) <= FEW and not self._wide else [None]
        if None not in runs:
            for address, run in zip(addresses, runs, strict=True):
                yield from ((index, address) for index in run or () if not self.text[index].isspace())
            return
        for index, address in enumerate(self.objects):
            if address in addresses:
                yield index, address

    def _run_of(self, address: int) -> range | None:
        """Where the text of an object stands, which nearly always is in one place; None where it does not."""
        if self._said is None:
            self._said = ctypes.create_string_buffer(2 * _LONGEST)
        length = self._calls.text_said(pointer_at(address), self._place, ctypes.byref(self._said), len(self._said))
        if length > len(self._said):
            return None
        said = self._said.raw[: max(0, length - 2)].decode("utf-16-le", "replace").strip()
        if not said:
            return range(0)
        place, text_object = self._place, self._calls.char_object
        start = self.text.find(said)
        while start >= 0:
            run = range(start, start + len(said))
            if text_object(place, self._at(start)) == address:
                own = all(text_object(place, self._at(at)) == address for at in run if not self.text[at].isspace())
                return run if own else None
            start = self.text.find(said, start + 1)
        return None

    def base(self, index: int) -> float | None:
        """Height at which the base line of a character runs, None where PDFium cannot tell."""
        at = self._at(index)
        if at < 0 or not self._calls.char_origin(self._place, at, *self._numbers_at[:2]):
            return None
        return self.space.point(*self._numbers.tolist()[:2])[1]

    def size(self, index: int) -> float:
        """Height of the type of a character in points, 0 where PDFium cannot tell."""
        at = self._at(index)
        if at < 0 or not self._calls.char_loose_box(self._place, at, self._floats_at[0]):
            return 0.0
        left, top, right, bottom = self._floats.tolist()  # FS_RECTF
        _, high, _, low = self.space.rect(left, bottom, right, top)
        return low - high


class LettersOf:
    """The boxes of the characters of some text objects, None for others; each is looked up when it is asked for."""

    def __init__(self, glyphs: Glyphs, addresses: Collection[int]):
        """Args: glyphs: those of the page; addresses: those of the objects."""
        self._glyphs = glyphs
        self._addresses = addresses

    def __len__(self) -> int:
        return len(self._glyphs.text)

    def __getitem__(self, index: int) -> Rect | None:
        return self._glyphs.box(index) if self._glyphs.object_at(index) in self._addresses else None


def wide_characters(text: str) -> Sequence[int]:
    """The indices of the characters outside the basic plane."""
    if len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        return ()  # told without a look at each character
    return [index for index, char in enumerate(text) if ord(char) > 0xFFFF]


def char_indices(calls: PdfiumCalls, textpage: Any, count: int) -> Sequence[int]:
    """PDFium's index of each of the first characters of a page's text, -1 beyond the last.

    The index grows with the place in the text, by one but where PDFium leaves out a control character: a run between
    two places that lie as far apart as their indices has none.
    """
    if not count:
        return ()
    found: list[int] = []
    index_of = calls.char_index
    runs = [(0, index_of(textpage, 0), count - 1, index_of(textpage, count - 1))]
    if runs[0][1] >= 0 and runs[0][3] - runs[0][1] == count - 1:
        return range(runs[0][1], runs[0][3] + 1)  # most pages
    while runs:
        low, first, high, last = runs.pop()
        if first >= 0 and last - first == high - low:
            found.extend(range(first, last + 1))
        elif high - low < 2:
            found.extend((first,) if low == high else (first, last))
        else:
            middle = (low + high) // 2
            runs.append((middle + 1, index_of(textpage, middle + 1), high, last))
            runs.append((low, first, middle, index_of(textpage, middle)))
    return found


def rects_of(textpage: Any, space: PageSpace) -> list[Rect]:
    """The boxes of the runs of text of an open page, in the order of the file."""
    calls, place = pdfium_calls(), pointer_of(textpage)
    edges, (left_at, bottom_at, right_at, top_at) = four(ctypes.c_double)
    count = max(0, calls.rect_count(place, 0, -1))
    asked = zip(
        map(calls.rect, repeat(place, count), range(count), *map(repeat, (left_at, top_at, right_at, bottom_at))),
        iter(edges.tolist, None),  # what it wrote
        strict=False,
    )
    return space.rects([bounds for told, bounds in asked if told])

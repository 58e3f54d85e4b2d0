"""Where the characters of a page stand, in the space in which its text runs from left to right."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from ingestion.layout.page_space import PageSpace, Rect


class Glyphs:
    """The characters of an open page's text; looked up once, when first asked for. The caller holds PDFium's lock."""

    def __init__(self, textpage: Any, text: str, space: PageSpace):
        self._textpage = textpage
        self.text = text
        self.space = space

    @cached_property
    def _wide(self) -> Sequence[int]:
        """The characters outside the basic plane, each of which PDFium counts twice."""
        if max(self.text, default="") <= "\uffff":
            return ()
        return [index for index, char in enumerate(self.text) if ord(char) > 0xFFFF]

    def _at(self, index: int) -> int:
        """PDFium's index of a character, -1 for white space and for characters that are not on the page."""
        from pypdfium2 import raw

        if self.text[index].isspace():
            return -1
        shift = sum(place < index for place in self._wide) if self._wide else 0
        return int(raw.FPDFText_GetCharIndexFromTextIndex(self._textpage.raw, index + shift))

    def box(self, index: int) -> Rect | None:
        """The box of the ink of a character, None as for ``_at``."""
        from pypdfium2 import raw

        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        at = self._at(index)
        if at < 0 or not raw.FPDFText_GetCharBox(self._textpage.raw, at, left, right, bottom, top):
            return None
        return self.space.rect(left.value, bottom.value, right.value, top.value)

    def index_in(self, rect: Rect) -> int | None:
        """The index of a character that stands in the middle of a rectangle, None where there is none."""
        from pypdfium2 import raw

        if self._wide:
            return None
        x, y = self.space.back((rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2)
        at = raw.FPDFText_GetCharIndexAtPos(self._textpage.raw, x, y, 1.0, 1.0)
        index = raw.FPDFText_GetTextIndexFromCharIndex(self._textpage.raw, at) if at >= 0 else -1
        return index if 0 <= index < len(self.text) else None

    @cached_property
    def boxes(self) -> Sequence[Rect | None]:
        """The box of the ink of each character, None as for ``_at``."""
        from pypdfium2 import raw

        handle = self._textpage.raw
        char_index, char_box = raw.FPDFText_GetCharIndexFromTextIndex, raw.FPDFText_GetCharBox
        a, b, c, d, e, f = self.space.matrix
        upright = not b and not c
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        edges = [ctypes.byref(edge) for edge in (left, right, bottom, top)]
        found: list[Rect | None] = []
        shift = 0
        for index, char in enumerate(self.text):
            box = None
            if not char.isspace():
                at = char_index(handle, index + shift)
                if at >= 0 and char_box(handle, at, *edges):
                    if upright and a > 0 > d:
                        box = a * left.value + e, d * top.value + f, a * right.value + e, d * bottom.value + f
                    else:
                        box = self.space.rect(left.value, bottom.value, right.value, top.value)
            shift += char > "\uffff"
            found.append(box)
        return found

    @cached_property
    def middles(self) -> Sequence[tuple[float, float] | None]:
        """The middle of each character, None as for ``_at``."""
        return [None if box is None else ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in self.boxes]

    @cached_property
    def objects(self) -> Sequence[int]:
        """The address of the text object that each character belongs to, 0 for none."""
        from pypdfium2 import raw

        handle = self._textpage.raw
        char_index, text_object = raw.FPDFText_GetCharIndexFromTextIndex, raw.FPDFText_GetTextObject
        found = []
        shift = 0
        for index, char in enumerate(self.text):
            pointer = None
            if not char.isspace():
                at = char_index(handle, index + shift)
                pointer = text_object(handle, at) if at >= 0 else None
            shift += char > "\uffff"
            found.append(ctypes.addressof(pointer.contents) if pointer else 0)
        return found

    def base(self, index: int) -> float | None:
        """Height at which the base line of a character runs, None where PDFium cannot tell."""
        from pypdfium2 import raw

        x, y = ctypes.c_double(), ctypes.c_double()
        at = self._at(index)
        if at < 0 or not raw.FPDFText_GetCharOrigin(self._textpage.raw, at, x, y):
            return None
        return self.space.point(x.value, y.value)[1]

    def size(self, index: int) -> float:
        """Height of the type of a character in points, 0 where PDFium cannot tell."""
        from pypdfium2 import raw

        at = self._at(index)
        box = raw.FS_RECTF()
        if at < 0 or not raw.FPDFText_GetLooseCharBox(self._textpage.raw, at, ctypes.byref(box)):
            return 0.0
        _, top, _, bottom = self.space.rect(box.left, box.bottom, box.right, box.top)
        return bottom - top


def rects_of(textpage: Any, space: PageSpace) -> list[Rect]:
    """The boxes of the runs of text of an open page, in the order of the file."""
    from pypdfium2 import raw

    handle = textpage.raw
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    edges = [ctypes.byref(edge) for edge in (left, top, right, bottom)]
    found = []
    for index in range(raw.FPDFText_CountRects(handle, 0, -1)):
        if raw.FPDFText_GetRect(handle, index, *edges):
            found.append(space.rect(left.value, bottom.value, right.value, top.value))
    return found

"""Points of a page's own space as they stand on the displayed page: rotation and crop box applied, y downwards."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Rect = tuple[float, float, float, float]  # left, top, right, bottom; y downwards

_SCALE = 1000  # PDFium converts to whole device units
_FAR = 1000.0  # points between the points that are converted


@dataclass(frozen=True, slots=True)
class PageSpace:
    """x' = a·x + c·y + e and y' = b·x + d·y + f lead from the page's space to the displayed page, in points."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    width: float
    height: float

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """The six numbers of the map."""
        return self.a, self.b, self.c, self.d, self.e, self.f

    def rect(self, left: float, bottom: float, right: float, top: float) -> Rect:
        """A rectangle of the page's space as displayed."""
        a, b, c, d, e, f = self.a, self.b, self.c, self.d, self.e, self.f
        x0, y0 = a * left + c * bottom + e, b * left + d * bottom + f
        x1, y1 = a * right + c * top + e, b * right + d * top + f
        # Without min and max, which cost more than all the rest: a page asks thousands of times.
        return x0 if x0 < x1 else x1, y0 if y0 < y1 else y1, x1 if x0 < x1 else x0, y1 if y0 < y1 else y0

    def rects(self, bounds: Iterable[Sequence[float]]) -> list[Rect]:
        """The same for many, each of left, bottom, right and top."""
        a, b, c, d, e, f = self.matrix
        if (a, b, c, d) != (1.0, 0.0, 0.0, -1.0):
            return [self.rect(*one) for one in bounds]
        rect = self.rect
        return [  # nearly always: without a call for each
            (left + e, f - top, right + e, f - bottom)
            if left <= right and bottom <= top
            else rect(left, bottom, right, top)
            for left, bottom, right, top in bounds
        ]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's space as displayed."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def back(self, x: float, y: float) -> tuple[float, float]:
        """A point of the displayed page in the page's own space."""
        det = self.a * self.d - self.b * self.c or 1.0
        across, down = x - self.e, y - self.f
        return (self.d * across - self.c * down) / det, (self.a * down - self.b * across) / det

    def angle(self, along_x: float, along_y: float) -> float:
        """Angle in degrees, from 0 to 360, of a direction of the page's space: 0 for text that is read as usual."""
        x, y = self.a * along_x + self.c * along_y, self.b * along_x + self.d * along_y
        return math.degrees(math.atan2(-y, x)) % 360

    def turned(self, quarters: int) -> PageSpace:
        """The space in which text that runs at ``quarters`` times 90 degrees runs from left to right."""
        space = self
        for _ in range(quarters % 4):
            # Clockwise by a quarter: what ran upwards runs to the right.
            space = PageSpace(
                -space.b,
                space.a,
                -space.d,
                space.c,
                space.height - space.f,
                space.e,
                space.height,
                space.width,
            )
        return space


def space_of(page: Any) -> PageSpace:
    """The space of an open page; the caller holds PDFium's lock."""
    from pypdfium2 import raw

    width, height = page.get_size()
    column, row = ctypes.c_int(), ctypes.c_int()

    def displayed(x: float, y: float) -> tuple[float, float]:
        across, down = round(width * _SCALE), round(height * _SCALE)
        raw.FPDF_PageToDevice(page, 0, 0, across, down, 0, x, y, column, row)
        return column.value / _SCALE, row.value / _SCALE

    e, f = displayed(0.0, 0.0)
    ax, ay = displayed(_FAR, 0.0)
    cx, cy = displayed(0.0, _FAR)
    return PageSpace((ax - e) / _FAR, (ay - f) / _FAR, (cx - e) / _FAR, (cy - f) / _FAR, e, f, width, height)

"""Filled paths and pictures of a page, under or over its text: what covers it, and what colour is under it."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingestion.layout.page_objects import Drawn, DrawnText, PageObjects
from ingestion.layout.page_space import PageSpace, Rect
from ingestion.layout.pdfium_calls import pdfium_calls

MAX_COVERS = 3_000  # paths of a page; one that draws more is a map
LEAST_COVER = 3.0  # points: what is thinner is a line
PAGE_PICTURE = 0.5  # share of the page under a picture that covers its text as a scanner's software sets it
TINY = 2.0  # points: text that is smaller cannot be read
CONTRAST = 24  # of 255, between a text and what is under it
FAINT = 32  # of 255, opacity
FILLED = (0, 1, 2, 4, 5, 6)  # PDF's modes of painting that leave ink
RECTANGLE = 6  # segments of a path, at most
SHAPE = 64  # segments of a path that may cover text: a rectangle with round corners, several rectangles
NEXT = 0.5  # points between the edges of stripes that cover text together
BROAD = 6.0  # points: a line that is as wide covers text

Paint = tuple[int, int, int]
WHITE: Paint = (255, 255, 255)


class Cover(NamedTuple):
    """A filled path or picture: its place, its colour (None for one that has not one), whether it is opaque."""

    rank: int
    rect: Rect
    colour: Paint | None
    opaque: bool


def find_covers(objects: PageObjects, space: PageSpace) -> Iterator[Cover]:
    """What may lie under or over text, in the order of painting."""
    calls = pdfium_calls()
    drawn: list[tuple[Drawn, bool]] = [(image, True) for image in (*objects.images, *objects.others)]
    if len(objects.paths) <= MAX_COVERS:
        drawn += [(path, False) for path in objects.paths]
    drawn.sort(key=lambda one: one[0].rank)
    modes = (ctypes.c_int * 2)()
    fill_at, stroke_at = ctypes.byref(modes), ctypes.byref(modes, ctypes.sizeof(ctypes.c_int))
    width = ctypes.c_float()
    width_at = ctypes.byref(width)
    band: Cover | None = None  # what thin stripes cover together that stand beside each other
    for one, picture in drawn:
        filled = picture or (calls.path_mode(one.pointer, fill_at, stroke_at) and modes[0])
        if not filled and not (modes[1] and calls.stroke_width(one.pointer, width_at) and width.value >= BROAD):
            continue
        bounds = one.bounds()
        if bounds is None or min(bounds[2] - bounds[0], bounds[3] - bounds[1]) < (0.1 if not picture else LEAST_COVER):
            continue
        rect = space.rect(*bounds)
        thin = min(rect[2] - rect[0], rect[3] - rect[1]) < LEAST_COVER
        # Only a plain rectangle is known to be filled all over.
        segments = 0 if picture else calls.path_count(one.pointer)
        plain = not picture and filled and segments <= RECTANGLE
        colour = one.colour() if plain else None
        if colour is not None and colour[3] < FAINT:
            continue
        opaque = segments <= SHAPE and not calls.object_is_transparent(one.pointer)
        cover = Cover(one.rank, rect, None if colour is None else colour[:3], opaque and not thin)
        yield cover
        band = _with_next(band, cover) if thin and opaque else None
        if band is not None and _height(band.rect) >= LEAST_COVER:
            yield band


def _with_next(band: Cover | None, stripe: Cover) -> Cover:
    """A band with the stripe painted after it, where that goes on with it; else the stripe alone."""
    if band is None or band.colour != stripe.colour:
        return stripe._replace(opaque=True)
    (left, top, right, bottom), (x0, y0, x1, y1) = band.rect, stripe.rect
    level = abs(left - x0) < NEXT and abs(right - x1) < NEXT and y0 <= bottom + NEXT and y1 >= top - NEXT
    upright = abs(top - y0) < NEXT and abs(bottom - y1) < NEXT and x0 <= right + NEXT and x1 >= left - NEXT
    if not level and not upright:
        return stripe._replace(opaque=True)
    return band._replace(rank=stripe.rank, rect=(min(left, x0), min(top, y0), max(right, x1), max(bottom, y1)))


class Covers:
    """The covers of a page beside its texts."""

    def __init__(self, covers: Sequence[Cover], space: PageSpace):
        """Args: covers: in the order of painting; space: that of the page."""
        self._covers = covers
        self._space = space
        self._opaque = [cover for cover in covers if cover.opaque]
        # What is thinner than any text that can be read cannot be all of the ground under it.
        self._grounds = [cover for cover in covers if cover.colour is not None and _height(cover.rect) >= TINY]
        self._colours = {WHITE, *(cover.colour for cover in self._grounds if cover.colour is not None)}
        self.last = self._opaque[-1].rank if self._opaque else -1

    def may_hide(self, colour: Paint) -> bool:
        """Whether a text of a colour might have that of what is under it."""
        return any(is_close(colour, other) for other in self._colours)

    def picture_meets(self, place: Rect) -> bool:
        """Whether something without a colour of its own lies at a place, under or over it."""
        return any(cover.colour is None and _meet(cover.rect, place) for cover in self._covers)

    def is_page_picture(self, cover: Cover) -> bool:
        """Whether a cover is a picture of a good part of the page."""
        if cover.colour is not None:
            return False
        left, top, right, bottom = cover.rect
        across = min(right, self._space.width) - max(left, 0.0)
        down = min(bottom, self._space.height) - max(top, 0.0)
        return max(0.0, across) * max(0.0, down) / max(1.0, self._space.width * self._space.height) >= PAGE_PICTURE

    def over(self, texts: Sequence[DrawnText], places: Sequence[Rect | None]) -> dict[int, bool]:
        """The texts with an opaque cover painted over their place, by index, and whether one is a page's picture."""
        found: dict[int, bool] = {}
        placed = [
            (place[1], place, text.rank, index)
            for index, (text, place) in enumerate(zip(texts, places, strict=True))
            if place is not None
        ]
        lowest = min((rank for _, _, rank, _ in placed), default=self.last)
        covers = [cover for cover in self._opaque if cover.rank > lowest]
        if not covers:
            return found
        placed.sort()
        tops = [top for top, _, _, _ in placed]
        tallest = max(place[3] - top for top, place, _, _ in placed) + 1
        for cover in covers:
            over, rect, is_picture = cover.rank, cover.rect, self.is_page_picture(cover)
            for at in range(bisect_left(tops, rect[1] - tallest), bisect_left(tops, rect[3])):
                _, place, rank, index = placed[at]
                if rank < over and found.get(index) not in (True, is_picture) and _meet(rect, place):
                    found[index] = is_picture
        return found

    def faint(self, texts: Sequence[DrawnText], places: Sequence[Rect | None]) -> set[int]:
        """The indices of the texts of the colour of what was painted under them, or of hardly any."""
        found: set[int] = set()
        by_colour: dict[Paint, list[int]] = {}
        for index, text in enumerate(texts):
            if text.style.mode not in FILLED or text.style.colour[0] < 0:
                continue
            if text.style.opacity < FAINT:
                found.add(index)
            else:
                by_colour.setdefault(text.style.colour, []).append(index)
        for colour, indices in by_colour.items():
            if not is_close(colour, WHITE):
                indices = self._on_own_colour(colour, indices, places)
            for index in indices:
                under = self._under(texts[index].rank, places[index])
                # A pale text over a picture may be on a pale part of it.
                if is_close(colour, under or WHITE):
                    found.add(index)
        return found

    def _on_own_colour(self, colour: Paint, indices: Sequence[int], places: Sequence[Rect | None]) -> list[int]:
        """Of the texts of a colour, those whose middle is inside a cover of nearly that colour."""
        grounds = [cover for cover in self._grounds if cover.colour is not None and is_close(colour, cover.colour)]
        placed = [(index, place) for index in indices if (place := places[index]) is not None]
        if not grounds or not placed:
            return []
        middles = sorted([((place[1] + place[3]) / 2, (place[0] + place[2]) / 2, index) for index, place in placed])
        heights = [y for y, _, _ in middles]
        inside: set[int] = set()
        for left, top, right, bottom in {cover.rect for cover in grounds}:
            near = middles[bisect_left(heights, top) : bisect_right(heights, bottom)]
            inside.update([index for _, x, index in near if left <= x <= right])
        return [index for index in indices if index in inside]

    def _under(self, rank: int, place: Rect | None) -> Paint | None:
        """The colour of what was painted last, before a rank, at the middle of a place; None for no plain colour."""
        if place is None:
            return WHITE
        x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
        for cover in reversed(self._covers):
            left, top, right, bottom = cover.rect
            if cover.rank < rank and left <= x <= right and top <= y <= bottom:
                return cover.colour
        return WHITE


def is_close(one: Paint, other: Paint) -> bool:
    """Whether two colours can hardly be told apart."""
    return abs(one[0] - other[0]) < CONTRAST and abs(one[1] - other[1]) < CONTRAST and abs(one[2] - other[2]) < CONTRAST


def _height(rect: Rect) -> float:
    return min(rect[2] - rect[0], rect[3] - rect[1])


def _meet(cover: Rect, text: Rect) -> bool:
    """Whether a cover lies over a good part of a text's height, and of its width somewhat."""
    if cover[1] >= text[3] or cover[3] <= text[1] or cover[0] >= text[2] - 1 or cover[2] <= text[0] + 1:
        return False
    return min(cover[3], text[3]) - max(cover[1], text[1]) >= 0.4 * (text[3] - text[1])

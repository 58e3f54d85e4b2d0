"""Text that a page holds and does not show: cropped, in a layer that is off, covered, of the colour of the ground.

What is suspect is found from the objects of the page. Whether it shows is then decided by drawing the page with and
without it: a text that changes no point of the picture is not seen, whatever the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from operator import sub
from typing import Any, NamedTuple

from domain.ledger import Fate
from ingestion.layout.clips import clipped
from ingestion.layout.covers import CONTRAST, FAINT, TINY, Covers, find_covers
from ingestion.layout.glyphs import Glyphs, LettersOf
from ingestion.layout.page_objects import DrawnText, PageObjects, Style, places_of
from ingestion.layout.page_space import PageSpace, Rect
from ingestion.layout.pdfium_calls import pdfium_calls
from ingestion.layout.whole_words import whole_words

INVISIBLE = 3  # PDF's mode of painting text that leaves no ink
NO_INK = (INVISIBLE, 7)  # the latter only clips what is painted after it
IN_PART = (Fate.COVERED, Fate.OUTSIDE)  # what may become of a part of a text
MAX_GROUPS = 12  # drawn one after the other
SCALE = 1.5  # pixels a point
MAX_PIXELS = 6_000_000
MARGIN = 6  # pixels drawn around what is suspect

Group = tuple[Fate, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What became of the characters that are not seen, by index, and whether a picture lies over the page's text."""

    fates: Mapping[int, Fate]
    under_picture: bool = False


def hidden_text(page: Any, objects: PageObjects, rects: Sequence[Rect], glyphs: Glyphs) -> Hidden:
    """The characters of an open page that are not seen; ``glyphs`` and ``rects`` are as the page is displayed."""
    space = glyphs.space
    fates: dict[int, Fate] = {}
    if rects and _reach_outside(rects, space):
        outside = {
            index
            for index, box in enumerate(glyphs.boxes)
            if box is not None and (box[2] <= 0 or box[3] <= 0 or box[0] >= space.width or box[1] >= space.height)
        }
        fates.update(dict.fromkeys(whole_words(glyphs.boxes, outside), Fate.OUTSIDE))
    covers = Covers(list(find_covers(objects, space)) if objects.texts else [], space)
    whole: dict[int, Fate] = {}
    doubtful: list[DrawnText] = []
    tiny = {style for style in objects.styles if 0 < style.size < TINY}
    doubted = {style for style in objects.styles if style not in tiny and _is_doubted(style, covers)}
    last = covers.last
    cut = clipped(objects.texts)
    odd = cut | (objects.in_forms - objects.added)
    if tiny or doubted or odd or (objects.texts and objects.texts[0].rank < last):
        for text in objects.texts:
            if text.style in tiny:
                whole[text.address] = Fate.TINY
            elif text.rank < last or text.style in doubted or text.address in odd:
                doubtful.append(text)
    suspects, under_picture = _judge(doubtful, places_of(doubtful, space), covers, doubted, whole, cut)
    if whole:
        fates.update(_of_objects(glyphs, whole, fates))
    if suspects:
        below = {text.address for text in objects.texts if text.rank < last}
        fates.update(_unseen(page, suspects, glyphs, fates, below))
    return Hidden(fates, under_picture > len(objects.texts) / 2)


def _is_doubted(style: Style, covers: Covers) -> bool:
    """Whether texts of a style may leave no ink, or none that shows, wherever they stand."""
    if style.mode in NO_INK or style.layers or style.blended:
        return True
    return style.opacity < FAINT or covers.may_hide(style.colour)


def _judge(
    texts: Sequence[DrawnText],
    places: Sequence[Rect | None],
    covers: Covers,
    doubted: Collection[Style],
    whole: dict[int, Fate],
    cut: Collection[int],
) -> tuple[Mapping[Group, Sequence[DrawnText]], int]:
    """Suspect texts by what may have become of them, and how many lie under a picture of the page.

    What is known to be invisible goes to ``whole``; ``cut`` are the texts that are clipped. A form may be in a layer
    that is off without a word in its texts: they are suspect where nothing else is known of them.
    """
    suspects: defaultdict[Group, list[DrawnText]] = defaultdict(list)
    under_picture = 0
    over = covers.over(texts, places)
    faint: list[tuple[DrawnText, Rect | None]] = []
    for index, (text, place) in enumerate(zip(texts, places, strict=True)):
        if index not in over and text.style not in doubted:
            # Most of them stand before a cover of another place.
            if text.address in cut:
                suspects[Fate.OUTSIDE, ()].append(text)
            elif text.matrix is not None:
                suspects[Fate.LAYER_OFF, ()].append(text)
            continue
        if text.style.mode in NO_INK:
            if place is not None and not covers.picture_meets(place):
                whole[text.address] = Fate.INVISIBLE
        elif over.get(index):
            under_picture += 1
        elif text.style.layers:
            suspects[Fate.LAYER_OFF, text.style.layers].append(text)
        elif index in over:
            suspects[Fate.COVERED, ()].append(text)
        elif text.style.blended:
            suspects[Fate.INVISIBLE, ()].append(text)
        else:
            faint.append((text, place))
    found = covers.faint([text for text, _ in faint], [place for _, place in faint])
    if found:
        suspects[Fate.INVISIBLE, ()] += [faint[index][0] for index in sorted(found)]
    return suspects, under_picture


def _reach_outside(rects: Sequence[Rect], space: PageSpace) -> bool:
    lefts, tops, rights, bottoms = zip(*rects, strict=True)
    left, top, right, bottom = min(lefts), min(tops), max(rights), max(bottoms)
    return bool(left < -1 or top < -1 or right > space.width + 1 or bottom > space.height + 1)


def _of_objects(glyphs: Glyphs, whole: Mapping[int, Fate], known: Mapping[int, Fate]) -> dict[int, Fate]:
    return {index: whole[address] for index, address in glyphs.of_objects(whole) if index not in known}


def _unseen(
    page: Any,
    suspects: Mapping[Group, Sequence[DrawnText]],
    glyphs: Glyphs,
    known: Mapping[int, Fate],
    below: Collection[int],
) -> dict[int, Fate]:
    """Of the characters of suspect texts, those without which the picture of the page stays the same.

    A word that is covered in part is so whole or not at all: of its letters those count that belong to a text painted
    ``below`` a cover.
    """
    show, space = pdfium_calls().object_show, glyphs.space
    groups = list(suspects.items())[:MAX_GROUPS]
    suspect = [text for _, texts in groups for text in texts]
    if not any(glyphs.of_objects({text.address for text in suspect})):
        return {}  # blank all of them
    place = dict(zip((text.address for text in suspect), places_of(suspect, space), strict=True))
    drawing = _Drawing(page, space, list(place.values()))
    shown = drawing.picture()
    fates: dict[int, Fate] = {}
    for (fate, _), texts in groups:
        for text in texts:
            show(text.pointer, False)
        without = drawing.picture()
        for text in texts:
            show(text.pointer, True)
        doubtful = {
            text.address
            for text in texts
            if fate in IN_PART or (box := place[text.address]) is None or not drawing.differ(shown, without, box)
        }
        if not doubtful:
            continue
        unseen = set()
        for index, _ in glyphs.of_objects(doubtful):
            box = glyphs.box(index)
            if box is not None and index not in known and not drawing.differ(shown, without, box):
                unseen.add(index)
        if unseen and fate is not Fate.LAYER_OFF:
            own = below if fate is Fate.COVERED else doubtful
            unseen = whole_words(LettersOf(glyphs, own), unseen)
        fates.update(dict.fromkeys(unseen, fate))
    return fates


class Pixels(NamedTuple):
    """What was drawn: rows of ``stride`` bytes, of which each point has some (``channels``)."""

    points: bytes
    width: int
    height: int
    stride: int
    channels: int


class _Drawing:
    """Draws the part of a page in which something is suspect: all of it where the place of something is not known."""

    def __init__(self, page: Any, space: PageSpace, places: Collection[Rect | None]):
        self._page = page
        self.scale = scale = min(SCALE, (MAX_PIXELS / max(1.0, space.width * space.height)) ** 0.5)
        width, height = (ceil(side * scale) for side in page.get_size())
        self.left = self.top = self._right = self._bottom = 0  # pixels that are cut off
        known = [place for place in places if place is not None]
        if len(known) == len(places):
            self.left = _inside(min(place[0] for place in known) * scale - MARGIN, width)
            self.top = _inside(min(place[1] for place in known) * scale - MARGIN, height)
            self._right = _inside(width - max(place[2] for place in known) * scale - MARGIN, width - self.left)
            self._bottom = _inside(height - max(place[3] for place in known) * scale - MARGIN, height - self.top)

    def picture(self) -> Pixels:
        """The page as it looks now."""
        sides = (self.left, self._bottom, self._right, self.top)
        # pypdfium2 takes points, and rounds up.
        crop = tuple((side - 0.5) / self.scale if side else 0 for side in sides)
        bitmap = self._page.render(scale=self.scale, crop=crop)
        try:
            return Pixels(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
        finally:
            bitmap.close()

    def differ(self, one: Pixels, other: Pixels, box: Rect) -> bool:
        """Whether two pictures differ inside a box, given in points of the page."""
        left, top, right, bottom = (max(0, int(edge * self.scale)) for edge in box)
        start = min(one.width, max(0, left - self.left)) * one.channels
        length = min(one.width, max(0, right + 1 - self.left)) * one.channels - start
        for row in range(max(0, top - self.top), min(one.height, max(0, bottom + 1 - self.top))):
            first = row * one.stride + start
            before, after = one.points[first : first + length], other.points[first : first + length]
            if before != after and max(map(abs, map(sub, before, after))) >= CONTRAST:
                return True
        return False


def _inside(pixels: float, side: int) -> int:
    """Pixels to be cut off a side, so that something of it is left."""
    return max(0, min(int(pixels), side - 1))

"""Text that a page holds and does not show: cropped, in a layer that is off, covered, of the colour of the ground.

What is suspect is found from the objects of the page. Whether it shows is then decided by drawing the page with and
without it: a text that changes no point of the picture is not seen, whatever the reason.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.ledger import Fate
from ingestion.layout.glyphs import Glyphs
from ingestion.layout.page_objects import Drawn, DrawnText, PageObjects
from ingestion.layout.page_space import PageSpace, Rect

MAX_COVERS = 3_000  # paths of a page; one that draws more is a map
LEAST_COVER = 3.0  # points: what is thinner is a line
PAGE_PICTURE = 0.5  # share of the page under a picture that covers its text as a scanner's software sets it
TINY = 2.0  # points
CONTRAST = 24  # of 255, between a text and what is under it, or between two pictures of a point
FAINT = 32  # of 255, opacity
INVISIBLE = 3  # PDF's mode of painting text that leaves no ink
FILLED = (0, 4)  # PDF's modes of painting that fill letters and draw no outline
MAX_GROUPS = 12  # drawn one after the other
SCALE = 1.5  # pixels a point
MAX_PIXELS = 6_000_000

RECTANGLE = 6  # segments of a path, at most

_WHITE = (255, 255, 255)

Group = tuple[Fate, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Cover:
    """A filled path or picture: its place, its colour (None for one that has not one), whether it is opaque."""

    rank: int
    rect: Rect
    colour: tuple[int, int, int] | None
    opaque: bool


@dataclass(frozen=True, slots=True)
class Hidden:
    """What became of the characters that are not seen, by index, and whether a picture lies over the page's text."""

    fates: Mapping[int, Fate]
    under_picture: bool = False


def hidden_text(page: Any, objects: PageObjects, rects: Sequence[Rect], glyphs: Glyphs) -> Hidden:
    """The characters of an open page that are not seen; ``glyphs`` and ``rects`` are as the page is displayed."""
    space = glyphs.space
    fates: dict[int, Fate] = {}
    if any(_outside(rect, space) for rect in rects):
        for index, box in enumerate(glyphs.boxes):
            if box is not None and (box[2] <= 0 or box[3] <= 0 or box[0] >= space.width or box[1] >= space.height):
                fates[index] = Fate.OUTSIDE
    covers = list(_covers(objects, space)) if objects.texts else []
    opaque = [cover for cover in covers if cover.opaque]
    ranks = [cover.rank for cover in opaque]
    colours = {_WHITE, *(cover.colour for cover in covers if cover.colour is not None)}
    like: dict[tuple[int, int, int], bool] = {}
    whole: dict[int, Fate] = {}
    suspects: defaultdict[Group, list[DrawnText]] = defaultdict(list)
    under_picture = 0
    for text in objects.texts:
        if text.size < TINY and text.size > 0:
            whole[text.address] = Fate.TINY
            continue
        own = (text.red, text.green, text.blue)
        if own not in like:
            like[own] = any(_close(own, colour) for colour in colours)
        above = ranks and ranks[-1] > text.drawn.rank
        bounds = text.drawn.bounds() if above or like[own] or text.mode == INVISIBLE else None
        place = None if bounds is None else space.rect(*bounds)
        if text.mode == INVISIBLE:
            if place is not None and not any(cover.colour is None and _meet(cover.rect, place) for cover in covers):
                whole[text.address] = Fate.INVISIBLE
            continue
        over = [cover for cover in _above(opaque, ranks, text.drawn.rank) if place and _meet(cover.rect, place)]
        if any(cover.colour is None and _share(cover.rect, space) >= PAGE_PICTURE for cover in over):
            under_picture += 1
        elif text.layers:
            suspects[Fate.LAYER_OFF, text.layers].append(text)
        elif over:
            suspects[Fate.COVERED, ()].append(text)
        elif (like[own] or text.opacity < FAINT) and _faint(text, place, covers):
            suspects[Fate.INVISIBLE, ()].append(text)
    if whole:
        fates.update(_of_objects(glyphs, whole, fates))
    if suspects:
        fates.update(_unseen(page, suspects, glyphs, fates))
    return Hidden(fates, under_picture > len(objects.texts) / 2)


def _above(covers: Sequence[_Cover], ranks: Sequence[int], rank: int) -> Sequence[_Cover]:
    return covers[bisect_right(ranks, rank) :] if ranks and ranks[-1] > rank else ()


def _outside(rect: Rect, space: PageSpace) -> bool:
    return rect[0] < -1 or rect[1] < -1 or rect[2] > space.width + 1 or rect[3] > space.height + 1


def _meet(cover: Rect, text: Rect) -> bool:
    """Whether a cover lies over the middle of a text, or over a good part of it."""
    if cover[1] >= text[3] or cover[3] <= text[1] or cover[0] >= text[2] - 1 or cover[2] <= text[0] + 1:
        return False
    return min(cover[3], text[3]) - max(cover[1], text[1]) >= 0.4 * (text[3] - text[1])


def _share(rect: Rect, space: PageSpace) -> float:
    across = min(rect[2], space.width) - max(rect[0], 0.0)
    down = min(rect[3], space.height) - max(rect[1], 0.0)
    return max(0.0, across) * max(0.0, down) / max(1.0, space.width * space.height)


def _covers(objects: PageObjects, space: PageSpace) -> Iterator[_Cover]:
    """What may lie under or over text, in the order of painting."""
    from pypdfium2 import raw

    drawn: list[tuple[Drawn, bool]] = [(image, True) for image in (*objects.images, *objects.others)]
    if len(objects.paths) <= MAX_COVERS:
        drawn += [(path, False) for path in objects.paths]
    drawn.sort(key=lambda one: one[0].rank)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for one, picture in drawn:
        if not picture and not (raw.FPDFPath_GetDrawMode(one.handle, fill, stroke) and fill.value):
            continue
        bounds = one.bounds()
        if bounds is None or min(bounds[2] - bounds[0], bounds[3] - bounds[1]) < (0.1 if not picture else LEAST_COVER):
            continue
        rect = space.rect(*bounds)
        thin = min(rect[2] - rect[0], rect[3] - rect[1]) < LEAST_COVER
        # Only a plain rectangle is known to be filled all over.
        plain = not picture and raw.FPDFPath_CountSegments(one.handle) <= RECTANGLE
        colour = one.colour() if plain else None
        if colour is not None and colour[3] < FAINT:
            continue
        opaque = not thin and (picture or plain) and not raw.FPDFPageObj_HasTransparency(one.handle)
        yield _Cover(one.rank, rect, None if colour is None else colour[:3], opaque)


def _faint(text: DrawnText, place: Rect | None, covers: Sequence[_Cover]) -> bool:
    """Whether a text has the colour of what was painted under it, or hardly any."""
    if text.mode not in FILLED or text.red < 0:
        return False
    if text.opacity < FAINT:
        return True
    under: tuple[int, int, int] | None = _WHITE
    if place is not None:
        x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
        for cover in reversed(covers):
            left, top, right, bottom = cover.rect
            if cover.rank < text.drawn.rank and left <= x <= right and top <= y <= bottom:
                under = cover.colour
                break
    if under is None:
        return False
    own = (text.red, text.green, text.blue)
    return _close(own, under)


def _close(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return abs(one[0] - other[0]) < CONTRAST and abs(one[1] - other[1]) < CONTRAST and abs(one[2] - other[2]) < CONTRAST


def _of_objects(glyphs: Glyphs, whole: Mapping[int, Fate], known: Mapping[int, Fate]) -> dict[int, Fate]:
    return {
        index: whole[address] for index, address in enumerate(glyphs.objects) if address in whole and index not in known
    }


def _unseen(
    page: Any, suspects: Mapping[Group, Sequence[DrawnText]], glyphs: Glyphs, known: Mapping[int, Fate]
) -> dict[int, Fate]:
    """Of the characters of suspect texts, those without which the picture of the page stays the same."""
    from pypdfium2 import raw

    space = glyphs.space
    scale = min(SCALE, (MAX_PIXELS / max(1.0, space.width * space.height)) ** 0.5)
    shown = _picture(page, scale)
    fates: dict[int, Fate] = {}
    for (fate, _), texts in list(suspects.items())[:MAX_GROUPS]:
        for text in texts:
            raw.FPDFPageObj_SetIsActive(text.drawn.handle, False)
        without = _picture(page, scale)
        for text in texts:
            raw.FPDFPageObj_SetIsActive(text.drawn.handle, True)

        def changes(box: Rect, without: Any = without) -> bool:
            left, top, right, bottom = (max(0, int(edge * scale)) for edge in box)
            part = slice(top, bottom + 1), slice(left, right + 1)
            difference = abs(shown[part].astype("int16") - without[part])
            return bool(difference.size and difference.max() >= CONTRAST)

        doubtful = {text.address for text in texts if fate is Fate.COVERED or not _changes(text, space, changes)}
        if not doubtful:
            continue
        for index, address in enumerate(glyphs.objects):
            box = glyphs.boxes[index] if address in doubtful else None
            if box is not None and index not in known and not changes(box):
                fates[index] = fate
    return fates


def _changes(text: DrawnText, space: PageSpace, changes: Callable[[Rect], bool]) -> bool:
    """Whether a text leaves ink anywhere on the page."""
    bounds = text.drawn.bounds()
    return bounds is not None and changes(space.rect(*bounds))


def _picture(page: Any, scale: float) -> Any:
    bitmap = page.render(scale=scale)
    try:
        return bitmap.to_numpy().copy()
    finally:
        bitmap.close()

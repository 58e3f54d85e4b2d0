"""Small raised digits: the calls of notes, left out of the text that they are set in, and exponents, kept as such.

« 320¹ logements » speaks of 320, and « 200 m² » is no « 200 m2 ».
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingestion.layout.glyphs import Glyphs
from ingestion.layout.page_space import Rect

SMALL = 0.86  # height of a raised digit to that of the text beside
TALL = 1.3  # the same, where it stands higher than a text of small letters alone
RAISED = 0.12  # of the height of the type, that its base line stands higher
NEAR = 0.6  # of the height of a line, between a raised digit and its text
NEAR_NOTE = 2.0  # the same, between the mark of a note and the note
MAX_WIDTH = 7.0  # widths to heights of a raised run
SLACK = 0.5  # points that a digit may stand out of its run

_DIGITS = re.compile(r"\(?\d{1,3}(?:(?: ?[,;-] ?|\) ?\()\d{1,3}){0,3}\)?")
_UNIT = re.compile(r"(?:^|[^\w])(?:[kcdmh]|da)?m\Z")
_TEN = re.compile(r"(?:^|\D)10\Z")
_EXPONENT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTHING = "\u200b"  # taken out with other characters that leave no ink
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_WRITTEN = re.compile(rf"(?<=[\w%»).,])[{_SUPERSCRIPTS}]{{1,3}}(?![\w{_SUPERSCRIPTS}])")
_WORD = re.compile(r"[^\W\d_]+\Z")
_EXPONENTS = ("2", "3")  # of a unit of length

Digits = Sequence[tuple[float, float, int]]
"""The digits of a page from left to right: middle and lower edge, index."""


@dataclass(slots=True)
class Raised:
    """Characters that are calls of notes, by index, and others to be written in place of those of the file."""

    calls: set[int] = field(default_factory=set)
    written: dict[int, str] = field(default_factory=dict)


def raised_digits(text: str, rects: Sequence[Rect], glyphs: Glyphs) -> Raised:
    """The raised digits of a page, in the space in which its text runs to the right."""
    found = Raised()
    for match in _WRITTEN.finditer(text) if any(sign in text for sign in _SUPERSCRIPTS) else ():
        before = text[max(0, match.start() - 12) : match.start()]
        start = match.start() + _is_exponent_with_call(before, match[0].translate(_PLAIN))
        if start > match.start() or _is_call(before, match[0]):
            found.calls.update(range(start, match.end()))
            _close_up(text, match.end(), found)
    digits: Digits | None = None
    for rect in _candidates(rects):
        if digits is None:  # what stands at a place is looked for among all characters: digits are few
            digits = sorted([((box[0] + box[2]) / 2, box[3], place) for place, box in glyphs.digits.items()])
        place = _digit_in(rect, digits)
        run = None if place is None else _run(text, place, rect, glyphs)
        if run is not None:
            _judge(text, *run, glyphs, found)
    return found


def _digit_in(rect: Rect, digits: Digits) -> int | None:
    """The place of a digit that stands in a rectangle, None where none does."""
    left, top, right, lowest = rect[0] - SLACK, rect[1], rect[2] + SLACK, rect[3] + SLACK
    for index in range(bisect_left(digits, (left,)), len(digits)):
        middle, bottom, place = digits[index]
        if middle > right:
            return None
        if top <= bottom <= lowest:
            return place
    return None


def _is_call(before: str, digits: str) -> bool:
    """Whether a superscript of the text itself calls a note: no exponent of a unit, of ten, of letters (CO²)."""
    if _UNIT.search(before) or _TEN.search(before):
        return False
    word = _WORD.search(before)
    return word is None or len(word[0]) > 3 or digits not in ("²", "³")


def _is_exponent_with_call(before: str, digits: str) -> bool:
    """Whether the first of some raised digits is the exponent of a unit, and the others call a note: « m²¹ »."""
    return len(digits) > 1 and digits[0] in _EXPONENTS and _UNIT.search(before) is not None


def _candidates(rects: Sequence[Rect]) -> Iterator[Rect]:
    """Runs of text that are small and stand higher than the one beside them."""
    last = len(rects) - 1
    ground: Rect | None = None  # what a raised run stands beside: another may follow it
    for place, rect in enumerate(rects):
        left, top, right, bottom = rect
        height = bottom - top
        if right - left > MAX_WIDTH * height and right - left > MAX_WIDTH:
            ground = None
            continue  # most runs
        before, after = rects[place - 1] if place else None, rects[place + 1] if place < last else None
        beside = ground or before
        ground = None
        if before is not None and beside is not None and _is_raised(rect, beside, left - before[2], NEAR):
            ground = beside
            yield rect
        elif after is not None and bottom < after[3] and _is_raised(rect, after, after[0] - right, NEAR_NOTE):
            yield rect


def _is_raised(rect: Rect, beside: Rect, gap: float, near: float) -> bool:
    """Whether a run is small and stands higher than one that is some points away."""
    _, top, _, bottom = rect
    height, tall = bottom - top, beside[3] - beside[1]
    # A word without ascenders is no taller than a call with a comma, which then stands out over it.
    return (
        (height < SMALL * tall or (top < beside[1] and height < TALL * tall))
        and beside[1] < bottom < beside[3] - RAISED * tall
        and -1 <= gap <= near * tall
    )


def _run(text: str, place: int, rect: Rect, glyphs: Glyphs) -> tuple[int, int] | None:
    """The run of digits around one of them that is set in a rectangle, None when something else is set there."""

    def inside(place: int) -> bool:
        if not 0 <= place < len(text) or text[place].isspace():
            return False
        box = glyphs.digits.get(place) or glyphs.box(place)
        return (
            box is not None
            and rect[0] - SLACK <= (box[0] + box[2]) / 2 <= rect[2] + SLACK
            and box[3] <= rect[3] + SLACK
        )

    start = end = place
    # Several calls may have a space between them: « 3, 4 ».
    while inside(start - 1) or (text[start - 1 : start] == " " and inside(start - 2)):
        start -= 1
    while inside(end) or (text[end : end + 1] == " " and inside(end + 1)):
        end += 1
    return (start, end) if end > start and _DIGITS.fullmatch(text, start, end) else None


def _judge(text: str, start: int, end: int, glyphs: Glyphs, found: Raised) -> None:
    first = start if text[start] != "(" else min(start + 1, end - 1)
    _join_raised(text, start, glyphs, found)
    before = start - 1
    while before >= 0 and (text[before] == " " or before in found.calls or before in found.written):
        before -= 1  # another raised run may stand between
    after = next((index for index in range(end, min(end + 4, len(text))) if not text[index].isspace()), None)
    begins = before < 0 or text[before] in "\r\n"
    beside = after if begins else before
    if beside is None or glyphs.box(first) is None:
        return
    size, other = glyphs.size(first), glyphs.size(beside)
    base, ground = glyphs.base(first), glyphs.base(beside)
    if base is None or ground is None or not 0 < size <= SMALL * other:
        return
    if not RAISED * other < ground - base < other:
        return
    if begins:
        for index in range(end, beside):  # the mark of a note stands before its text, on the same line
            found.written[index] = " "
        return
    digits = text[start:end]
    lead = text[max(0, start - 12) : start].rstrip("\r\n")
    with_call = digits.isdigit() and _is_exponent_with_call(lead, digits)
    exponent = digits.isdigit() and ((digits in _EXPONENTS and _UNIT.search(lead)) or _TEN.search(lead))
    if exponent or with_call:
        for index in range(start, start + 1 if with_call else end):
            found.written[index] = text[index].translate(_EXPONENT)
    if exponent:
        _join(text, end, ground, glyphs, found)
    elif with_call:
        found.calls.update(range(start + 1, end))
        _join(text, end, ground, glyphs, found)
        _close_up(text, end, found)
    elif after is None or text[after] not in "/⁄":  # or it is the upper part of a fraction
        found.calls.update(range(start, end))
        _join(text, end, ground, glyphs, found)
        _close_up(text, end, found)


def _join_raised(text: str, start: int, glyphs: Glyphs, found: Raised) -> None:
    """PDFium may end a line before a raised run: it goes on where the text, or another raised run, ends beside it."""
    before = start - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    if before < 0 or not {"\r", "\n"} & set(text[before + 1 : start]):
        return
    one, other = glyphs.box(before), glyphs.box(start)
    if one is None or other is None:
        return
    level = before in found.written or before in found.calls or one[1] < other[3] < one[3]
    if level and 0 <= other[0] - one[2] <= NEAR * glyphs.size(start):
        found.written.update(dict.fromkeys(range(before + 1, start), _NOTHING))


def _close_up(text: str, end: int, found: Raised) -> None:
    """A full stop or a comma that stands apart because of the call before it is set beside the word again."""
    after = end
    while after < len(text) and text[after] == " ":
        after += 1
    if after > end and text[after : after + 1] in (".", ","):
        for index in range(end, after):
            found.written[index] = _NOTHING


def _join(text: str, end: int, ground: float, glyphs: Glyphs, found: Raised) -> None:
    """PDFium ends a line after a raised digit: the text that goes on at the same height is on the same line."""
    after = end
    while after < len(text) and text[after].isspace():
        after += 1
    if after == len(text) or "\n" not in text[end:after]:
        return
    base, size = glyphs.base(after), glyphs.size(after)
    one, other = glyphs.box(end - 1), glyphs.box(after)
    if base is None or one is None or other is None or abs(base - ground) > 0.3 * size or other[0] < one[0]:
        return
    kept = " " in text[end:after] or other[0] - one[2] > 0.15 * size
    for index in range(end, after):
        found.written[index] = " " if kept else _NOTHING

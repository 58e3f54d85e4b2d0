"""What the PDF itself says of its structure: its outline, the size and weight of its type, notes under the text.

The wording of a line (headings.py) says much, not all: « Les milieux naturels » in letters of 18
points is a heading as well. Sizes are compared with the type of the same page, since printing to PDF
often shrinks some pages and not others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median_low
from types import MappingProxyType
from typing import NamedTuple

from ingestion.cleaning import Cleaned
from ingestion.formats.pdf import LineMark
from ingestion.formats.pdf_file import Outlined
from ingestion.layout.lines import Line
from ingestion.segmentation.blocks import LineHint
from ingestion.segmentation.headings import MAX_WORDS, TITLE_LEVEL, is_title

BIGGER = 1.15  # a heading's size to that of the text around
BOLD = 600  # weight
NOTE = 0.9  # a footnote's size to that of the text
MAX_NOTES = 0.5  # share of a page's lines that its notes may be
MIN_TEXT = 200  # characters of a page that tell its size of text
OUTLINE_LEVEL = -10  # an outline stands above whatever wording and sizes say
MIN_OUTLINE = 3
MIN_FOUND = 0.5  # share of an outline found on its pages, without which it is not believed

Type = tuple[float, bool]  # size in points, and whether it is bold

_NOTE_MARK = re.compile(r"(?:\(?\d{1,3}\)?|\(?\*{1,3}\)?)[\s.)]*[^\W\d_(«\[]")


class Setting(NamedTuple):
    """How a page is set: size and boldness of each of its lines, the characters set in each of them.

    ``heights`` are where its lines stand, from 0 at the top of the page to 1 at the bottom.
    """

    lines: tuple[Type, ...] = ()
    characters: Mapping[Type, int] = MappingProxyType({})
    heights: tuple[float, ...] = ()


NOT_SET = Setting()


def setting_of(lines: Sequence[Line], marks: Sequence[LineMark], clean: Cleaned) -> Setting:
    """The setting of a page, each line followed from its first character to the raw text."""
    if not marks:
        return NOT_SET
    characters: Counter[Type] = Counter()
    for mark in marks:
        characters[mark.size, mark.weight >= BOLD] += mark.end - mark.start
    found = []
    heights = []
    place = 0
    for line in lines:
        raw = clean.alignment.raw_index(line.start)
        while place + 1 < len(marks) and marks[place + 1].start <= raw:
            place += 1
        found.append((marks[place].size, marks[place].weight >= BOLD))
        heights.append(marks[place].y)
    return Setting(tuple(found), characters, tuple(heights))


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page as it is set: its lines, their setting, where its body begins and ends, and rows of its tables."""

    ordinal: int
    lines: Sequence[Line]
    setting: Setting
    start: int
    end: int
    tables: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class PageStructure:
    """What is known of the lines of a page, by offset, and where its footnotes begin."""

    hints: Mapping[int, LineHint] = field(default_factory=dict)
    notes: int | None = None


class _Set(NamedTuple):
    """A line of a page with its place among them, its size to that of the text, and whether it is bolder."""

    place: int
    line: Line
    ratio: float
    bold: bool


def find_structure(pages: Sequence[SetPage], outline: Sequence[Outlined]) -> dict[int, PageStructure]:
    """Headings and notes by page ordinal, from the type and the outline of a piece."""
    characters: Counter[Type] = Counter()
    for page in pages:
        characters.update(page.setting.characters)
    body = _body_type(characters)
    notes: dict[int, int | None] = {}
    titles: dict[int, list[_Set]] = {}
    for page in pages:
        measured = _measure(page, body)
        begin = notes[page.ordinal] = _notes(measured)
        titles[page.ordinal] = [one for one in measured if _stands_out(one) and not _before(begin, one.line.start)]
    levels = _levels([one for found in titles.values() for one in found])
    hints: defaultdict[int, dict[int, LineHint]] = defaultdict(dict)
    for ordinal, found in titles.items():
        before: _Set | None = None
        for one in found:
            joins = before is not None and _goes_on(before, one)
            level = levels[_class(one)] if one.line.level is None else one.line.level
            hints[ordinal][one.line.start] = LineHint(level, joins)
            before = one
    for ordinal, starts in _outlined(pages, outline).items():
        hints[ordinal].update(starts)
    return {page.ordinal: PageStructure(hints[page.ordinal], notes[page.ordinal]) for page in pages}


def _before(notes: int | None, start: int) -> bool:
    return notes is not None and start >= notes


def _body_type(characters: Mapping[Type, int]) -> Type:
    """The size in which most characters are set, and whether they are bold."""
    return max(characters, key=characters.__getitem__) if characters else (0.0, False)


def _measure(page: SetPage, whole: Type) -> list[_Set]:
    """Lines of the body of a page with the type of each, tables aside."""
    size, is_bold = whole
    if sum(page.setting.characters.values()) >= MIN_TEXT:
        size, is_bold = _body_type(page.setting.characters)
    if not size or not page.setting.lines:
        return []
    found: list[_Set] = []
    begin, stop, tables, new = page.start, page.end, page.tables, tuple.__new__
    for line, (own, bold) in zip(page.lines, page.setting.lines, strict=True):
        at = line.start
        if begin <= at < stop and own and not (tables and any(start <= at < end for start, end in tables)):
            found.append(new(_Set, (len(found), line, own / size, bold and not is_bold)))
    return found


def _stands_out(one: _Set) -> bool:
    bigger = one.ratio >= BIGGER
    if not bigger and not (one.bold and one.ratio >= 1 / BIGGER):
        return False  # most lines: their words need not be looked at
    text = one.line.text
    if len(text.split()) > MAX_WORDS or one.line.leader or sum(map(str.isalpha, text)) < 3 or text[-1] in ",;":
        return False
    return bigger or is_title(text) or one.line.level is not None


def _class(one: _Set) -> tuple[float, bool]:
    return round(one.ratio, 1), one.bold


def _levels(titles: Sequence[_Set]) -> dict[tuple[float, bool], int]:
    """Level of each kind of type: that of the headings of known rank set in it, else above the next smaller."""
    known: defaultdict[tuple[float, bool], list[int]] = defaultdict(list)
    for one in titles:
        known[_class(one)] += [] if one.line.level is None else [one.line.level]
    levels: dict[tuple[float, bool], int] = {}
    least = TITLE_LEVEL + 1
    for kind in sorted(known):
        levels[kind] = median_low(known[kind]) if known[kind] else max(0, least - 1)
        least = min(least, levels[kind])
    return levels


def _goes_on(before: _Set, one: _Set) -> bool:
    """Whether a heading goes on with this line: the next one of the page, in the same type, no heading of its own."""
    return (
        one.place == before.place + 1
        and _class(before) == _class(one)
        and one.ratio >= BIGGER
        and one.line.level is None
        and not one.line.after_blank
        and before.line.text[-1] not in ".:"
    )


def _notes(measured: Sequence[_Set]) -> int | None:
    """Where the footnotes of a page begin: small lines at its end, the first of which bears a note's mark."""
    first = len(measured)
    while first and measured[first - 1].ratio <= NOTE:
        first -= 1
    small = measured[first:]
    begin = next((index for index, one in enumerate(small) if _NOTE_MARK.match(one.line.text)), None)
    if begin is None or len(small) - begin > MAX_NOTES * len(measured):
        return None
    return small[begin].line.start


def _outlined(pages: Sequence[SetPage], outline: Sequence[Outlined]) -> dict[int, dict[int, LineHint]]:
    """Lines that bear the titles of the outline, where most of it is found on the pages it names."""
    by_ordinal = {page.ordinal: page for page in pages}
    found: defaultdict[int, dict[int, LineHint]] = defaultdict(dict)
    named = [entry for entry in outline if entry.page in by_ordinal and _key(entry.title)]
    matched = 0
    for entry in named:
        page = by_ordinal[entry.page or 0]
        starts = _lines_of_title(page, _key(entry.title), found[page.ordinal])
        if starts:
            matched += 1
            for rank, start in enumerate(starts):
                found[page.ordinal][start] = LineHint(OUTLINE_LEVEL + entry.depth, rank > 0)
    return dict(found) if matched >= MIN_OUTLINE and matched >= MIN_FOUND * len(named) else {}


def _lines_of_title(page: SetPage, title: str, taken: Mapping[int, LineHint]) -> list[int]:
    """Starts of the lines that together are the title."""
    lines = [line for line in page.lines if page.start <= line.start < page.end]
    for index, line in enumerate(lines):
        if line.start in taken or line.leader:
            continue
        rest = title
        starts: list[int] = []
        for each in lines[index : index + 4]:
            key = _key(each.text)
            if not key or not rest.startswith(key):
                break
            starts.append(each.start)
            rest = rest[len(key) :]
            if not rest:
                return starts
    return []


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())

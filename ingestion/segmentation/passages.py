"""Passages: runs of consecutive sentences of about 200 words that follow the sections of a piece.

Every sentence is in exactly one passage. A prescription, a recommandation and the notes of a page
share theirs with nothing else. A passage ends before a heading once it is long enough to
be found on its own, never ends on a heading, and may run over pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from domain import PassageDraft, Provision
from ingestion.segmentation.headings import TITLE_LEVEL, Headings
from ingestion.segmentation.provisions import END_LEVEL, provision_of
from ingestion.segmentation.sentences import TextUnit

TARGET_WORDS = 200
MAX_WORDS = 240  # unless one sentence alone is longer
MIN_WORDS = 80  # a shorter section shares its passage with the next one
MIN_BEFORE_MAJOR = 30  # the same before a heading of article rank or above
TAIL_WORDS = 40  # a shorter remainder of a section goes with the text before it
MAJOR_LEVEL = 7
NOTES = "Notes de bas de page"
MAIN_SHARE = 0.8  # of the words of a passage that its section stands above

Section = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A sentence: ``heading`` when it only names a section; ``opens`` is the rank of the section it begins.

    ``apart`` is what the sentence may not share with others: its provision, or its page of notes.
    """

    position: int
    words: int
    heading: bool
    opens: int | None
    section: Section
    apart: Provision | int | None = None


def draft_passages(
    units: Sequence[TextUnit], headings: Headings, declared: Sequence[Section] | None = None
) -> tuple[PassageDraft, ...]:
    """The passages of a piece, given its sentences in order.

    Args:
        units: All sentences of the piece.
        headings: What is known of headings: a numbered provision is kept apart.
        declared: For each unit, the heading path that the file itself gives (office files). Without
            it, paths are made of the headings found in the text.
    """
    items = _found_sections(units, headings) if declared is None else _declared_sections(units, declared)
    groups = _merge_tails(_groups(items))
    return tuple(_draft(group, units) for group in groups)


def _found_sections(units: Sequence[TextUnit], headings: Headings) -> list[_Item]:
    items = []
    path: list[tuple[int, str]] = []
    provision: Provision | None = None
    for position, unit in enumerate(units):
        if unit.note:
            page = unit.sentence.page
            items.append(_Item(position, _words(unit), False, None, (NOTES, f"page {page}"), page))
            continue
        level = _level(unit, path)
        if level is not None:
            opened = provision_of(unit.sentence.text, headings)
            if opened is not None or level <= END_LEVEL:
                provision = opened
            while path and path[-1][0] >= level:
                path.pop()
            path.append((level, unit.sentence.text))
        section = tuple(text for _, text in path)
        items.append(_Item(position, _words(unit), level is not None, level, section, provision))
    return items


def _level(unit: TextUnit, path: Sequence[tuple[int, str]]) -> int | None:
    """The level of a heading; « Secteur 4AU1-2 : » in an article opens a paragraph of it, and stands above no other."""
    within = any(level >= MAJOR_LEVEL for level, _ in path)
    if unit.level is not None and unit.level < MAJOR_LEVEL and within and unit.sentence.text.rstrip().endswith(":"):
        return TITLE_LEVEL
    return unit.level


def _declared_sections(units: Sequence[TextUnit], declared: Sequence[Section]) -> list[_Item]:
    items = []
    for position, (unit, section) in enumerate(zip(units, declared, strict=True)):
        begins = position > 0 and section != declared[position - 1]
        heading = unit.level is not None
        items.append(_Item(position, _words(unit), heading, MAJOR_LEVEL if begins else unit.level, section))
    return items


def _words(unit: TextUnit) -> int:
    return len((unit.sentence.row or unit.sentence.text).split())


def _groups(items: Sequence[_Item]) -> list[list[_Item]]:
    groups: list[list[_Item]] = []
    current: list[_Item] = []
    words = 0
    for item in items:
        full = words + item.words > MAX_WORDS or (words >= TARGET_WORDS - item.words // 2 and item.opens is None)
        if current and (_opens(item, current, words) or full or _parts(item, current)):
            kept = _without_trailing_headings(current)
            groups.append(current[:kept])
            current = current[kept:]
            words = sum(each.words for each in current)
        current.append(item)
        words += item.words
    if current:
        groups.append(current)
    return groups


def _opens(item: _Item, current: Sequence[_Item], words: int) -> bool:
    if item.opens is None or all(each.heading for each in current):
        return False
    return words >= (MIN_BEFORE_MAJOR if item.opens <= MAJOR_LEVEL else MIN_WORDS)


def _parts(item: _Item, current: Sequence[_Item]) -> bool:
    """Whether a provision, or the notes of a page, begin or end here; headings above go with what follows."""
    return item.apart != current[-1].apart and not all(each.heading and each.apart is None for each in current)


def _without_trailing_headings(group: Sequence[_Item]) -> int:
    """How many items stay when headings at the end move on; all of them when there is nothing else."""
    kept = len(group)
    while kept and group[kept - 1].heading:
        kept -= 1
    return kept or len(group)


def _merge_tails(groups: list[list[_Item]]) -> list[list[_Item]]:
    merged: list[list[_Item]] = []
    for group in groups:
        words = sum(item.words for item in group)
        before = merged[-1] if merged else []
        if (
            before
            and words < TAIL_WORDS
            and group[0].opens is None
            and group[0].apart == before[-1].apart
            and words + sum(item.words for item in before) <= MAX_WORDS + TAIL_WORDS
            and group[-1].section[: len(before[-1].section)] == before[-1].section
        ):
            before.extend(group)
        else:
            merged.append(list(group))
    return merged


def _draft(group: Sequence[_Item], units: Sequence[TextUnit]) -> PassageDraft:
    first, last = group[0].position, group[-1].position
    sentences = [units[position].sentence for position in range(first, last + 1)]
    text = " ".join(sentence.row or sentence.text for sentence in sentences)
    apart = group[-1].apart
    return PassageDraft(first, last, _shared_section(group), text, apart if isinstance(apart, Provision) else None)


def _shared_section(group: Sequence[_Item]) -> Section:
    """The longest heading path that stands above most of the words of a passage."""
    body = [item for item in group if not item.heading] or [group[-1]]
    needed = MAIN_SHARE * sum(item.words for item in body)
    words: Counter[Section] = Counter()
    for item in body:
        for depth in range(len(item.section) + 1):
            words[item.section[:depth]] += item.words
    return max((section for section, count in words.items() if count >= needed), key=len, default=())

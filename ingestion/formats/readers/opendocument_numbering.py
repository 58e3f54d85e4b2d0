"""Numbers that Writer shows before titles and items of lists, which stand in no text of the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any

from ingestion.formats.readers.list_numerals import NumeralForm, numeral
from ingestion.formats.readers.opendocument_names import count_said, identifier, named, said
from ingestion.formats.readers.opendocument_styles import OpenDocumentStyles

_FORMS: Mapping[str, NumeralForm] = {
    "1": "decimal", "01": "zero", "A": "upper_letter", "a": "lower_letter", "I": "upper_roman", "i": "lower_roman",
    "1st": "ordinal", "One": "words", "First": "ordinal_words", "①, ②, ③, ...": "circled",
    "- 1 -, - 2 -, - 3 -, ...": "dashed",
}  # fmt: skip
_ZEROS = re.compile(r"0+1(?=,)")  # « 001, 002, 003, ... »
_PLACE = re.compile(r"%(\d{1,2})%")
_LAST = 1_000_000  # a list begins with such a number at most
_DEEPEST = 10


@dataclass(slots=True)
class ListItem:
    """An item of a list, or the head of one, whose paragraphs are being read.

    Attributes:
        style: The list's style.
        level: How deep it is, from 1.
        counts: The numbers that the list has reached, by level.
        numbered: Whether its next paragraph has a number: the first of an item.
        start: The number that it says itself.
    """

    style: str
    level: int
    counts: Counter[int]
    numbered: bool = False
    start: int | None = None


@dataclass(frozen=True, slots=True)
class _OpenList:
    style: str
    level: int
    counts: Counter[int] = field(default_factory=Counter)


class OpenDocumentNumbering:
    """Counts titles and items; ``roots`` are the parts of the file."""

    def __init__(self, roots: Iterable[Any], styles: OpenDocumentStyles):
        self._styles = styles
        self._lists: dict[str, dict[int, Any]] = {}
        self._outline: dict[int, Any] = {}
        self._outline_counts: Counter[int] = Counter()
        self._by_id: dict[str, _OpenList] = {}
        self._last: dict[str, _OpenList] = {}
        for root in roots:
            for node in root.iter():
                levels = {count_said(one, "text:level", _DEEPEST): one for one in node if isinstance(one.tag, str)}
                if named(node) == "text:list-style":
                    self._lists.setdefault(said(node, "style:name"), levels)
                elif named(node) == "text:outline-style":
                    self._outline = self._outline or levels

    def items(self, node: Any, outer: ListItem | None) -> Iterable[tuple[Any, ListItem]]:
        """The items of a ``text:list`` and its heads, each to be read with the place that it has."""
        opened = self._opened(node, outer)
        for item in node:
            name = named(item)
            if name == "text:list-item":
                start = said(item, "text:start-value")
                number = int(start) if start.isdecimal() and int(start) <= _LAST else None
                yield item, ListItem(opened.style, opened.level, opened.counts, numbered=True, start=number)
            elif name == "text:list-header":
                yield item, ListItem(opened.style, opened.level, opened.counts)

    def numbered(self, node: Any) -> ListItem:
        """The place of a paragraph that is numbered without a list around it."""
        key = said(node, "text:list-id")
        opened = self._by_id.setdefault(key, _OpenList(said(node, "text:style-name"), 1))
        start = said(node, "text:start-value")
        first = int(start) if start.isdecimal() and int(start) <= _LAST else None
        level = count_said(node, "text:level", _DEEPEST)
        return ListItem(said(node, "text:style-name") or opened.style, level, opened.counts, numbered=True, start=first)

    def label(self, paragraph: Any, item: ListItem | None) -> str:
        """What stands before a paragraph, given the item that it is in; called once for each, in order."""
        if item is not None:
            if not item.numbered:
                return ""
            item.numbered = False
            style = item.style or self._styles.list_style(said(paragraph, "text:style-name")) or ""
            return _counted(self._lists.get(style, {}), item.level, item.counts, item.start)
        level = count_said(paragraph, "text:outline-level", _DEEPEST)
        if (
            named(paragraph) != "text:h"
            or said(paragraph, "text:is-list-header") == "true"
            or self._styles.list_style(said(paragraph, "text:style-name")) == ""
            or level not in self._outline
        ):
            return ""
        start = said(paragraph, "text:start-value")
        restart = said(paragraph, "text:restart-numbering") == "true"
        first = int(start) if start.isdecimal() else _start(self._outline.get(level))
        return _counted(self._outline, level, self._outline_counts, first if restart else None)

    def _opened(self, node: Any, outer: ListItem | None) -> _OpenList:
        style = said(node, "text:style-name")
        if outer is not None:
            return _OpenList(style or outer.style, min(outer.level + 1, _DEEPEST), outer.counts)
        continued = said(node, "text:continue-list")
        before = self._by_id.get(continued) if continued else None
        if before is None and said(node, "text:continue-numbering") == "true":
            before = self._last.get(style)
        opened = _OpenList(style, 1) if before is None else _OpenList(style or before.style, 1, before.counts)
        self._last[style] = opened
        if identifier(node):
            self._by_id[identifier(node)] = opened
        return opened


def _counted(levels: Mapping[int, Any], level: int, counts: Counter[int], start: int | None) -> str:
    """Goes on to the next number of a level; as it is written."""
    for upper in range(1, level):
        if upper not in counts:
            counts[upper] = _start(levels.get(upper))
    if start is not None:
        counts[level] = start
    else:
        counts[level] = counts[level] + 1 if level in counts else _start(levels.get(level))
    for deeper in [depth for depth in counts if depth > level]:
        del counts[deeper]
    return _written(levels, level, counts)


def _written(levels: Mapping[int, Any], level: int, counts: Counter[int]) -> str:
    own = levels.get(level)
    if not _is_numbered(own):
        return ""

    def one(depth: int) -> str:
        return _numbered_as(levels[depth], counts.get(depth, 1)) if depth in levels else ""

    pattern = said(own, "loext:num-list-format")
    if pattern:
        text = _PLACE.sub(lambda match: one(int(match[1])), pattern)
    else:
        shown = count_said(own, "text:display-levels", _DEEPEST)
        numbers = [number for depth in range(max(1, level - shown + 1), level + 1) if (number := one(depth))]
        text = f"{said(own, 'style:num-prefix')}{'.'.join(numbers)}{said(own, 'style:num-suffix')}"
    return text.replace("\u200b", "").strip()


def _numbered_as(level: Any, count: int) -> str:
    form = said(level, "style:num-format")
    if form in ("A", "a") and count > len(ascii_lowercase) and said(level, "style:num-letter-sync") != "true":
        letters = ""  # after « z » comes « aa », then « ab »
        while count > 0:
            count, rest = divmod(count - 1, len(ascii_lowercase))
            letters = ascii_lowercase[rest] + letters
        return letters if form == "a" else letters.upper()
    zeros = _ZEROS.match(form)
    return numeral(count, _FORMS.get(form, "decimal")).rjust(len(zeros[0]) if zeros else 0, "0") if form else ""


def _is_numbered(level: Any | None) -> bool:
    return (
        level is not None
        and named(level) in ("text:list-level-style-number", "text:outline-level-style")
        and said(level, "style:num-format") != ""
    )


def _start(level: Any | None) -> int:
    return 1 if level is None else _first(said(level, "text:start-value"))


def _first(text: str) -> int:
    return min(int(text), _LAST) if text.isdecimal() else 1

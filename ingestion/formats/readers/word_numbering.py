"""Numbers that Word writes before paragraphs (« 1.2 », « Article 3 »), which stand in no text of the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from ingestion.formats.readers.list_numerals import NumeralForm, numeral
from ingestion.formats.readers.package import attribute, child, children, is_on
from ingestion.formats.readers.word_styles import WordStyles

_PLACE = re.compile(r"%([1-9])")
_FORMS: Mapping[str, NumeralForm] = {
    "decimalZero": "zero", "ordinal": "ordinal", "upperLetter": "upper_letter", "lowerLetter": "lower_letter",
    "upperRoman": "upper_roman", "lowerRoman": "lower_roman", "cardinalText": "words", "ordinalText": "ordinal_words",
    "decimalEnclosedCircle": "circled", "numberInDash": "dashed",
}  # fmt: skip
_ZEROS = re.compile(r"0*1(?=,|\Z)")  # « 001, 002, 003, ... »: how Word writes a form with more digits


class WordNumbering:
    """Counts the paragraphs of lists; ``root`` is the part that says how, None where there is none."""

    def __init__(self, root: Any | None, styles: WordStyles):
        self._styles = styles
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        self._counts: dict[str, Counter[int]] = {}
        self._started: set[tuple[str, int]] = set()
        for one in children(root, "w:abstractNum") if root is not None else ():
            self._abstract[attribute(one, "w:abstractNumId") or ""] = one
        for one in children(root, "w:num") if root is not None else ():
            self._lists[attribute(one, "w:numId") or ""] = one
        self._of_styles = {
            style: key
            for key, one in self._abstract.items()
            if (style := attribute(child(one, "w:styleLink"), "w:val"))
        }

    def label(self, style: str | None, properties: Any | None) -> str | None:
        """What stands before the next paragraph, up to its text; nothing for a bullet, None for one in no list."""
        numbered = self._styles.numbered(style, properties)
        definition = None if numbered is None else self._lists.get(numbered.number)
        if numbered is None or definition is None:
            return None
        key = self._key(definition)
        levels = self._levels(key, definition)
        own = child(properties, "w:numPr", "w:ilvl")
        level = numbered.level if own is not None else self._level_of_style(levels, style, numbered.level)
        counts = self._counts.setdefault(key, Counter())
        self._restart(numbered.number, level, definition, counts)
        for depth in range(level):
            if depth not in counts:
                counts[depth] = self._start(levels.get(depth))
        counts[level] = counts[level] + 1 if level in counts else self._start(levels.get(level))
        for deeper in [depth for depth in counts if depth > level and _begins_again(levels.get(depth), level)]:
            del counts[deeper]
        return self._written(levels, level, counts)

    def _key(self, definition: Any) -> str:
        """Which list a number stands for: one that names a style is that of the style."""
        key = attribute(child(definition, "w:abstractNumId"), "w:val") or ""
        style = attribute(child(self._abstract.get(key), "w:numStyleLink"), "w:val")
        return key if style is None else self._of_styles.get(style, key)

    def _levels(self, key: str, definition: Any) -> dict[int, Any]:
        """The levels of a list, with those that a number has for itself."""
        found = self._abstract.get(key)
        own = (child(one, "w:lvl") for one in children(definition, "w:lvlOverride"))
        levels = [*(() if found is None else children(found, "w:lvl")), *(one for one in own if one is not None)]
        return {_number(one, "w:ilvl"): one for one in levels}

    def _level_of_style(self, levels: dict[int, Any], style: str | None, otherwise: int) -> int:
        """The level that a style is tied to in the list."""
        tied = {attribute(child(one, "w:pStyle"), "w:val"): depth for depth, one in levels.items()}
        return next((tied[name] for name in self._styles.ids(style) if name in tied), otherwise)

    def _restart(self, number: str, level: int, definition: Any, counts: Counter[int]) -> None:
        """Begins a level again where the list, met for the first time, says so."""
        if (number, level) in self._started:
            return
        self._started.add((number, level))
        for override in children(definition, "w:lvlOverride"):
            start = child(override, "w:startOverride")
            if _number(override, "w:ilvl") != level:
                continue
            if start is not None:
                counts[level] = _number(start, "w:val") - 1
            elif child(override, "w:lvl") is not None:
                counts[level] = self._start(child(override, "w:lvl")) - 1

    @staticmethod
    def _start(level: Any | None) -> int:
        start = child(level, "w:start")
        return 1 if start is None else _number(start, "w:val")

    @staticmethod
    def _written(levels: dict[int, Any], level: int, counts: Counter[int]) -> str:
        own = levels.get(level)
        if own is None or _form(own)[0] == "bullet" or is_on(child(own, "w:rPr", "w:vanish")):
            return ""
        legal = child(own, "w:isLgl") is not None

        def one(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            form, digits = _form(levels.get(depth))
            return _spelt(counts.get(depth, 1), "decimal" if legal else form).rjust(digits, "0")

        text = _PLACE.sub(one, attribute(child(own, "w:lvlText"), "w:val") or "").strip()
        if not text:
            return ""
        text = text.upper() if is_on(child(own, "w:rPr", "w:caps")) else text
        return text if attribute(child(own, "w:suff"), "w:val") == "nothing" else f"{text} "


def _form(level: Any | None) -> tuple[str, int]:
    """How a level is counted, and the digits that it has at least; a form of its own stands in alternatives."""
    for alternate in children(level, "mc:AlternateContent") if level is not None else ():
        for choice in alternate:
            own = attribute(child(choice, "w:numFmt"), "w:format") or ""
            if zeros := _ZEROS.match(own):
                return "decimal", len(zeros[0])
    return attribute(child(level, "w:numFmt"), "w:val") or "decimal", 0


def _begins_again(deeper: Any | None, level: int) -> bool:
    """Whether a level begins again after a number of another, which is above it."""
    said = attribute(child(deeper, "w:lvlRestart"), "w:val")
    return said is None or not said.isdecimal() or level < int(said)


def _number(node: Any, name: str) -> int:
    said = attribute(node, name) or ""
    return int(said) if said.lstrip("-").isdecimal() else 0


def _spelt(count: int, form: str) -> str:
    return "" if form in ("bullet", "none") else numeral(count, _FORMS.get(form, "decimal"))

"""Rules of style of an HTML page, as far as they say whether a text shows: which one holds for an element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

#: Properties that decide whether a text shows; the others are passed over.
_KNOWN = frozenset({
    "display", "visibility", "opacity", "color", "background", "background-color", "background-image", "font-size",
    "text-decoration", "text-decoration-line", "text-indent", "left", "top", "clip", "width", "height", "overflow",
})  # fmt: skip
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]*;")
_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*\{", re.IGNORECASE)
_RULE = re.compile(r"([^{}@;]+)\{([^{}]*)\}")
_MOST_RULES = 2_000

_Weight = tuple[bool, bool, tuple[int, int, int], int]
#: What one declaration weighs against others: important, of the element itself, its selector, its place.


class Declared(NamedTuple):
    """A declaration: its property, its value in lower case, whether it is marked as important."""

    name: str
    value: str
    important: bool


class PageStyles:
    """The styles of a page (its root is an element of lxml), asked element by element."""

    def __init__(self, root: Any):
        self._found: dict[Any, dict[str, tuple[_Weight, str]]] = {}
        sheets = [node.text or "" for node in root.iter("style") if _is_for_screens(node.get("media"))]
        number = 0
        for selectors, body in (rule for sheet in sheets for rule in _rules(sheet)):
            declared = list(declarations(body))
            if not declared or number >= _MOST_RULES:
                continue
            number += 1
            for path, specificity in _paths(selectors):
                for node in root.xpath(path):
                    for one in declared:
                        self._take(node, one, (one.important, False, specificity, number))
        for node in root.iter():
            if isinstance(node.tag, str) and node.get("style"):
                for one in declarations(node.get("style")):
                    self._take(node, one, (one.important, True, (0, 0, 0), number + 1))

    def of(self, node: Any) -> Mapping[str, str]:
        """What holds for an element, by property."""
        return {name: value for name, (_, value) in self._found.get(node, {}).items()}

    def _take(self, node: Any, one: Declared, weight: _Weight) -> None:
        own = self._found.setdefault(node, {})
        known = own.get(one.name)
        if known is None or weight >= known[0]:
            own[one.name] = (weight, one.value)


def declarations(body: str) -> Iterator[Declared]:
    """The declarations of a rule, or of the ``style`` of an element, that are known here."""
    for part in _COMMENT.sub("", body).split(";"):
        name, colon, value = part.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        if colon and name in _KNOWN:
            plain = re.sub(r"\s*!\s*important\s*$", "", value)
            yield Declared(name, plain, plain != value)


def _is_for_screens(media: str | None) -> bool:
    return media is None or bool(re.search(r"\b(?:all|screen)\b", media, re.IGNORECASE)) or not media.strip()


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold on a screen; those of other blocks of « @ » are left out."""
    yield from _RULE.findall(_on_screen(_AT_RULE.sub("", _COMMENT.sub("", sheet))))


def _on_screen(sheet: str) -> str:
    kept: list[str] = []
    depth, skipped, opened = 0, -1, []
    for part in re.split(r"(@[^{};]*\{|\{|\})", sheet):
        if part.startswith("@") and part.endswith("{"):
            opened.append(depth if _SCREEN.fullmatch(part) and skipped < 0 else -1)
            if opened[-1] < 0 and skipped < 0:
                skipped = depth
            depth += 1
            continue
        if part == "{":
            depth += 1
        elif part == "}":
            depth -= 1
            if opened and depth == skipped:
                skipped = -1
                opened.pop()
                continue
            if opened and opened[-1] == depth:
                opened.pop()
                continue
        if skipped < 0:
            kept.append(part)
    return "".join(kept)


def _paths(selectors: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """For each selector the XPath of the elements that it is about, and how much it weighs."""
    from cssselect import HTMLTranslator, SelectorError, parse

    try:
        parsed = parse(selectors.strip())
    except SelectorError:
        return  # a browser leaves such a rule out as well
    for one in parsed:
        if one.pseudo_element is None:
            try:
                yield HTMLTranslator().selector_to_xpath(one), one.specificity()
            except SelectorError:
                continue  # it asks for what no file says: whether a link was visited

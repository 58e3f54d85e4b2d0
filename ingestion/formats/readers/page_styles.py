"""Rules of style of an HTML page, as far as they say whether a text shows: which one holds for an element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any, NamedTuple

#: Properties that decide whether a text shows; the others are passed over.
_KNOWN = frozenset({
    "display", "visibility", "opacity", "color", "background", "background-color", "background-image", "font-size",
    "text-decoration", "text-decoration-line", "text-indent", "left", "top", "clip", "width", "height", "overflow",
    "right", "bottom", "margin-left", "margin-top", "max-width", "max-height", "clip-path", "transform",
    "content-visibility", "list-style", "list-style-type", "vertical-align", "content", "text-transform",
})  # fmt: skip
_SCREEN_WIDTH = 1280  # pixels: rules for narrow screens do not hold
_FEATURE = re.compile(r"\(\s*(min|max)-width\s*:\s*(\d+(?:\.\d+)?)(px|r?em)\s*\)")
_MEDIA = re.compile(r"(?:only\s+)?(?:all|screen)?(?:\s*(?:and)?\s*\([^()]*\))*", re.IGNORECASE)
_EITHER_END = ("before", "after")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]*;")
_SIGNS = re.compile(r"([{};])")
_COMMA = re.compile(r",(?![^()\[\]]*[)\]])")  # of a list of selectors, and not of what one of them holds
_FONT_SIZE = re.compile(r"(?:^|\s)(0|[\d.]+(?:px|pt|pc|r?em|ex|cm|mm|in|%|vw|vh))(?=\s*/|\s)")
_CONTENT = re.compile(r"""(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|attr\(\s*(?P<attribute>[\w-]+)\s*\)""")
_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # pictures of a font
_MOST_RULES = 2_000
_MOST_NESTED = 200  # selectors of a rule that stands in others

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
        self._around: dict[tuple[Any, str], dict[str, tuple[_Weight, str]]] = {}
        sheets = [node.text or "" for node in root.iter("style") if _is_for_screens(node.get("media"))]
        number = 0
        for selectors, body in (rule for sheet in sheets for rule in _rules(sheet)):
            declared = list(declarations(body))
            if not declared or number >= _MOST_RULES:
                continue
            number += 1
            for path, specificity, end in _paths(selectors):
                for node in root.xpath(path):
                    own = self._around.setdefault((node, end), {}) if end else self._found.setdefault(node, {})
                    for one in declared:
                        _take(own, one, (one.important, False, specificity, number))
        for node in root.iter("font"):
            if node.get("color"):
                colour = Declared("color", str(node.get("color")).strip().lower(), False)
                _take(self._found.setdefault(node, {}), colour, (False, False, (0, 0, 0), -1))
        for node in root.iter():
            if isinstance(node.tag, str) and node.get("style"):
                for one in declarations(node.get("style")):
                    own = self._found.setdefault(node, {})
                    _take(own, one, (one.important, True, (0, 0, 0), number + 1))

    def of(self, node: Any) -> Mapping[str, str]:
        """What holds for an element, by property."""
        return {name: value for name, (_, value) in self._found.get(node, {}).items()}

    def written_around(self) -> Iterator[tuple[Any, str, str]]:
        """Texts that rules write into elements: the element, « before » or « after » its content, the text."""
        for (node, end), own in self._around.items():
            styles = {name: value for name, (_, value) in own.items()}
            text = _written(styles.get("content", ""), node)
            if text.strip() and styles.get("display") != "none" and styles.get("visibility") != "hidden":
                yield node, end, text


def _take(own: dict[str, tuple[_Weight, str]], one: Declared, weight: _Weight) -> None:
    known = own.get(one.name)
    if known is None or weight >= known[0]:
        own[one.name] = (weight, one.value)


def _written(content: str, node: Any) -> str:
    """The text of a ``content`` that is made of texts and attributes; what counts or draws is left out."""
    text, rest = "", content.strip()
    while rest:
        match = _CONTENT.match(rest)
        if match is None:
            return ""
        text += node.get(match["attribute"]) or "" if match["attribute"] else _unescaped(match["quoted"][1:-1])
        rest = rest[match.end() :].strip()
    return _PRIVATE.sub("", text)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if int(match[1], 16) < 0x110000 else "", text)


def declarations(body: str) -> Iterator[Declared]:
    """The declarations of a rule, or of the ``style`` of an element, that are known here."""
    for part in _COMMENT.sub("", body).split(";"):
        name, colon, value = part.partition(":")
        name, value = name.strip().lower(), value.strip()
        if colon and name in _KNOWN:
            plain = re.sub(r"\s*!\s*important\s*$", "", value, flags=re.IGNORECASE)
            yield Declared(name, plain if name == "content" else plain.lower(), plain != value)
        elif colon and name == "font" and (size := _FONT_SIZE.search(value.lower())):
            yield Declared("font-size", size[1], "!" in value)


def _is_for_screens(media: str | None) -> bool:
    return media is None or bool(re.search(r"\b(?:all|screen)\b", media, re.IGNORECASE)) or not media.strip()


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold on a screen; those of other blocks of « @ » are left out."""
    bare = re.sub(r"<!--|-->", "", _COMMENT.sub("", sheet))
    for selectors, body in _flat(_on_screen(_AT_RULE.sub("", bare))):
        yield ",".join(selectors), ";".join(body)


def _flat(sheet: str) -> Sequence[tuple[Sequence[str], Sequence[str]]]:
    """Selectors and declarations of all rules, those of rules inside of others as if they stood alone."""
    found: list[tuple[Sequence[str], list[str]]] = []
    opened: list[tuple[Sequence[str], list[str]]] = []
    waiting = ""
    for part in _SIGNS.split(sheet):
        if part == "{":
            own = [one.strip() for one in _COMMA.split(waiting)]
            found.append((_inside(opened[-1][0], own) if opened else own, []))
            opened.append(found[-1])
        elif part in (";", "}") and opened:
            opened[-1][1].append(waiting)
            if part == "}":
                opened.pop()
        waiting = "" if part in ("{", ";", "}") else part
    if opened:
        opened[-1][1].append(waiting)
    return found


def _inside(around: Sequence[str], own: Sequence[str]) -> Sequence[str]:
    """Selectors of a rule that stands in another: « & » is what that is about, else they are about what is in it."""
    pairs = islice(product(around, own), _MOST_NESTED)
    return [one.replace("&", outer) if "&" in one else f"{outer} {one}" for outer, one in pairs]


def _holds(at_rule: str) -> bool:
    """Whether the rules in a block of « @ » hold on the screen of a computer."""
    name, _, condition = at_rule.strip().removesuffix("{").strip().partition(" ")
    if name.lower() in ("@layer", "@supports"):
        return not condition.strip().lower().startswith("not")
    return name.lower() == "@media" and any(map(_is_wide_screen, condition.split(",")))


def _is_wide_screen(query: str) -> bool:
    features = _FEATURE.findall(query)
    if not _MEDIA.fullmatch(query.strip()) or len(features) != query.count("("):
        return False  # it asks for something else: paper, a colour, a finger
    sizes = [(kind, float(size) * (1 if unit == "px" else 16)) for kind, size, unit in features]
    return all(size <= _SCREEN_WIDTH if kind == "min" else size >= _SCREEN_WIDTH for kind, size in sizes)


def _on_screen(sheet: str) -> str:
    kept: list[str] = []
    depth, skipped, opened = 0, -1, []
    for part in re.split(r"(@[^{};]*\{|\{|\})", sheet):
        if part.startswith("@") and part.endswith("{"):
            opened.append(depth if _holds(part) and skipped < 0 else -1)
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


def _paths(selectors: str) -> Iterator[tuple[str, tuple[int, int, int], str]]:
    """For each selector the XPath of its elements, how much it weighs, and the end of them that it is about."""
    from cssselect import HTMLTranslator, SelectorError, parse

    try:
        parsed = parse(selectors.strip())
    except SelectorError:
        return  # a browser leaves such a rule out as well
    for one in parsed:
        end = one.pseudo_element or ""
        if not end or end in _EITHER_END:
            try:
                yield HTMLTranslator().selector_to_xpath(one), one.specificity(), str(end)
            except SelectorError:
                continue  # it asks for what no file says: whether a link was visited

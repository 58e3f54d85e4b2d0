"""What a browser does not show of an HTML page, or shows struck out: by tags, attributes, and simple rules of style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ingestion.formats.office_content import AsideKind, ContentBuilder

#: Not text of the page at all.
_NEVER = {"script", "style", "template", "head", "noscript", "title", "meta", "link", "rt", "rp", "datalist", "dialog"}
_STRUCK_TAGS = {"del", "s", "strike"}
_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)"
)
_STRIKES = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}@;]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<rest>(?:[.#][\w-]+)*)", re.IGNORECASE)


class _Rule(NamedTuple):
    """A rule of style: what it is about, and what it does to it."""

    tag: str
    classes: frozenset[str]
    identifier: str
    kind: AsideKind

    def holds(self, node: Any) -> bool:
        if self.tag not in ("", "*", node.tag):
            return False
        if self.identifier and node.get("id") != self.identifier:
            return False
        return self.classes <= set((node.get("class") or "").split())


def keep_visible(root: Any, builder: ContentBuilder) -> None:
    """Takes out of a page (elements of lxml) what is not shown, and sets its text aside."""
    rules = [rule for style in root.iter("style") for rule in _rules(style.text or "")]
    for node in list(root.iter()):
        if not isinstance(node.tag, str):
            _remove(node)
            continue
        if node.tag in _NEVER and not (node.tag == "dialog" and node.get("open") is not None):
            kind = AsideKind.HIDDEN if node.tag == "dialog" else None
        else:
            kind = _kind(node, rules)
            if kind is None:
                continue
        if node.getparent() is None:
            continue
        if kind is not None:
            builder.set_aside(kind, " ".join(node.itertext()))
        _remove(node)


def _kind(node: Any, rules: list[_Rule]) -> AsideKind | None:
    style = (node.get("style") or "").lower()
    if node.get("hidden") is not None or _HIDES.search(style) or (node.tag == "input" and node.get("type") == "hidden"):
        return AsideKind.HIDDEN
    if node.tag in _STRUCK_TAGS or _STRIKES.search(style):
        return AsideKind.STRUCK
    own = next((rule.kind for rule in rules if rule.holds(node)), None)
    # What the element says of itself comes before any rule.
    if own is AsideKind.HIDDEN and re.search(r"display\s*:\s*(?!none)|visibility\s*:\s*visible", style):
        return None
    return own


def _rules(text: str) -> Iterator[_Rule]:
    text = _without_media(_COMMENT.sub("", text))
    for selectors, body in _RULE.findall(text):
        body = body.lower()
        kind = AsideKind.HIDDEN if _HIDES.search(body) else AsideKind.STRUCK if _STRIKES.search(body) else None
        if kind is None:
            continue
        for selector in selectors.split(","):
            match = _SELECTOR.fullmatch(selector.strip())
            if match and (match["tag"] or match["rest"]):
                names = re.findall(r"([.#])([\w-]+)", match["rest"])
                classes = frozenset(name for sign, name in names if sign == ".")
                identifier = next((name for sign, name in names if sign == "#"), "")
                yield _Rule((match["tag"] or "").lower(), classes, identifier, kind)


def _without_media(text: str) -> str:
    """The rules that hold on a screen: those in blocks of « @ » (print, narrow screens) are left out."""
    kept, depth, skipped = [], 0, -1
    for part in re.split(r"(@[^{};]*\{|\{|\})", text):
        if part.startswith("@") and part.endswith("{"):
            skipped = depth if skipped < 0 else skipped
            depth += 1
        elif part == "{":
            depth += 1
        elif part == "}":
            depth -= 1
            if skipped >= 0 and depth <= skipped:
                skipped = -1
                continue
        if skipped < 0:
            kept.append(part)
    return "".join(kept)


def _remove(node: Any) -> None:
    """Takes an element out; the text after it stays."""
    parent = node.getparent()
    if parent is None:
        return
    tail = node.tail or ""
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)

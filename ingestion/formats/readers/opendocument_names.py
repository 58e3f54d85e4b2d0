"""Tags and attributes of OpenDocument by one short name each: « text:p », « table:table »."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {"text": "text", "table": "table", "drawing": "draw", "office": "office", "style": "style", "form": "form",
             "presentation": "presentation", "svg-compatible": "svg", "manifest": "manifest",
             "xsl-fo-compatible": "fo"}  # fmt: skip
_EXTENDED = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    space, _, name = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    prefix = "loext" if space == _EXTENDED else _PREFIXES.get(space.removeprefix(_SPACE).rpartition(":")[0], "?")
    return f"{prefix}:{name}"


def named(node: Any) -> str:
    """The short name of an element; nothing for a comment or an instruction."""
    return _short(node.tag) if isinstance(node.tag, str) else ""


def said(node: Any, name: str) -> str:
    """An attribute; nothing where there is none."""
    return said_or_none(node, name) or ""


def said_or_none(node: Any, name: str) -> str | None:
    """An attribute, None where there is none."""
    return next((str(value) for key, value in node.attrib.items() if _short(key) == name), None)


def identifier(node: Any) -> str:
    """What other elements call this one by; nothing where it has no such name."""
    return str(node.get(_ID) or "")


def count_said(node: Any, name: str, most: int) -> int:
    """A number of times, 1 at least and ``most`` at most."""
    text = said(node, name)
    return min(max(1, int(text)), most) if text.isdecimal() else 1

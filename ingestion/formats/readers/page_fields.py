"""What an HTML page shows by elements of their own, written into its text: fields, quotation marks, raised digits."""

from __future__ import annotations

from typing import Any

from ingestion.formats.readers.superscripts import raised

_WITHOUT_TEXT = ("submit", "button", "reset", "image", "file", "password")


def with_fields(root: Any) -> None:
    """Writes into a page (elements of lxml) what its fields hold, and the names of tables that stand in a cell."""
    for node in list(root.iter("input", "select", "optgroup", "q", "sup", "caption", "progress", "meter")):
        if node.tag == "input":
            _write(node, _field(node))
        elif node.tag == "select":
            _write(node, _choice(node))
        elif node.tag in ("progress", "meter"):
            _write(node, "")  # what they hold is for browsers that do not know them
        elif node.tag == "q":
            node.text = f"« {node.text or ''}"
            node.tail = f" »{node.tail or ''}"
        elif node.tag == "sup" and not len(node):
            node.text = raised(node.text or "")
        elif node.tag == "caption" and any(one.tag in ("td", "th") for one in node.iterancestors()):
            table = node.getparent()
            node.tag = "div"
            table.addprevious(node)  # its tail goes with it


def _write(node: Any, text: str) -> None:
    """Puts a text in the place of an element."""
    for child in list(node):
        node.remove(child)
    node.tag = "span"
    node.text = text


def _field(node: Any) -> str:
    kind = (node.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return " ☑ " if node.get("checked") is not None else " ☐ "
    return "" if kind in _WITHOUT_TEXT else f" {node.get('value') or ''} "


def _choice(node: Any) -> str:
    options = list(node.iter("option"))
    first = [] if node.get("multiple") is not None else options[:1]
    chosen = [one for one in options if one.get("selected") is not None] or first
    return " ".join(one.text_content() for one in chosen)

"""What an HTML page shows by its markup, written into its text: fields, quotation marks, numbers, equations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ingestion.formats.office_content import AsideKind, ContentBuilder
from ingestion.formats.readers.equations import markup_text
from ingestion.formats.readers.letter_case import in_case
from ingestion.formats.readers.list_numerals import NumeralForm, numeral
from ingestion.formats.readers.page_styles import PageStyles
from ingestion.formats.readers.superscripts import raised

_WITHOUT_TEXT = ("submit", "button", "reset", "image", "file", "password")


_FORMS: Mapping[str, NumeralForm | None] = {
    "1": "decimal", "a": "lower_letter", "A": "upper_letter", "i": "lower_roman", "I": "upper_roman",
    "decimal": "decimal", "decimal-leading-zero": "zero", "lower-alpha": "lower_letter", "lower-latin": "lower_letter",
    "upper-alpha": "upper_letter", "upper-latin": "upper_letter", "lower-roman": "lower_roman",
    "upper-roman": "upper_roman", "none": None, "disc": None, "circle": None, "square": None,
}  # fmt: skip
_TO_ENTER = ("p", "div", "section", "article", "form", "a", "b", "strong", "em", "i", "span", "font", "h1", "h2", "h3",
             "h4", "h5", "h6")  # fmt: skip
_MOST_DIGITS = 6


def write_shown(root: Any, styles: PageStyles, builder: ContentBuilder) -> None:
    """Writes into a page (elements of lxml) what it shows and does not say in its text.

    Args:
        root: The page; what it does not show is taken out already.
        styles: Its rules of style.
        builder: What stands in the place of an object, for programs that do not know it, is set aside there.
    """
    for node, end, text in styles.written_around():
        if end == "before":
            node.text = f"{text}{node.text or ''}"
        elif len(node):
            node[-1].tail = f"{node[-1].tail or ''}{text}"
        else:
            node.text = f"{node.text or ''}{text}"
    _write_case(root, styles, "")
    for node in root.iter("object", "video", "audio", "canvas", "iframe"):
        builder.set_aside(AsideKind.UNUSED, " ".join(node.itertext()))
    for node in list(root.iter("math")):
        _write(node, markup_text(node))
    for node in root.iter("ol"):
        _number(node, styles)
    for node in root.iter("span", "small", "font"):
        if styles.of(node).get("vertical-align") in ("super", "text-top") and not len(node):
            node.text = raised(node.text or "")
    _write_elements(root, builder)


def _write_case(node: Any, styles: PageStyles, around: str) -> None:
    """Writes the letters of an element in the case in which they are shown; ``around``: that of what holds it."""
    own = styles.of(node).get("text-transform", "inherit")
    case = around if own == "inherit" else own
    node.text = in_case(node.text, case) if node.text else node.text
    for inner in node:
        if isinstance(inner.tag, str):
            _write_case(inner, styles, case)
        inner.tail = in_case(inner.tail, case) if inner.tail else inner.tail


def _number(node: Any, styles: PageStyles) -> None:
    """Writes the numbers of an ``ol`` into its items."""
    items = [item for item in node if item.tag == "li"]
    down = node.get("reversed") is not None
    count = _whole(node.get("start"), len(items) if down else 1)
    usual = _form_of(node, styles, "1")
    for item in items:
        count = _whole(item.get("value"), count)
        form = _FORMS.get(_form_of(item, styles, usual), "decimal")
        if form is not None:
            _begin(item, f"{numeral(count, form)}. ")
        count += -1 if down else 1


def _form_of(node: Any, styles: PageStyles, otherwise: str) -> str:
    """How numbers are written by an element: rules of style come before its attribute."""
    own = styles.of(node)
    words = own.get("list-style", "").split()
    told = own.get("list-style-type") or next((word for word in words if word in _FORMS), None)
    return told or node.get("type") or otherwise


def _whole(said: str | None, otherwise: int) -> int:
    return int(said) if said and re.fullmatch(rf"\s*-?\d{{1,{_MOST_DIGITS}}}\s*", said) else otherwise


def _begin(item: Any, number: str) -> None:
    """Puts a number before the first text of an item; nothing where the item has no text of its own."""
    place = item
    while not (place.text or "").strip() and len(place) and place[0].tag in _TO_ENTER:
        place = place[0]
    if (place.text or "").strip() or (place is item and "".join(item.itertext()).strip()):
        place.text = f"{number}{(place.text or '').lstrip()}"


def _write_elements(root: Any, builder: ContentBuilder) -> None:
    for node in list(root.iter("input", "select", "optgroup", "q", "sup", "caption", "progress", "meter")):
        if node.tag == "input":
            _write(node, _field(node))
        elif node.tag == "select":
            chosen = _chosen(node)
            others = [one.text_content() for one in node.iter("option") if one not in chosen]
            builder.set_aside(AsideKind.UNUSED, " ".join(others))
            _write(node, " ".join(one.text_content() for one in chosen))
        elif node.tag in ("progress", "meter"):
            builder.set_aside(AsideKind.UNUSED, node.text_content())
            _write(node, "")  # what they hold is for browsers that do not know them
        elif node.tag == "q":
            node.text = f"« {node.text or ''}"
            node.tail = f" »{node.tail or ''}"
        elif node.tag == "sup" and raised(node.text_content()) != node.text_content():
            _write(node, raised(node.text_content()))
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


def _chosen(node: Any) -> list[Any]:
    options = list(node.iter("option"))
    first = [] if node.get("multiple") is not None else options[:1]
    return [one for one in options if one.get("selected") is not None] or first

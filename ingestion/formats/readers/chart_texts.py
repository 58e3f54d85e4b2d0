"""Texts of charts in Word, PowerPoint and Excel: titles, names and values. They are kept beside the text, not in it.

A chart shows its values as lengths and places: what the file says of them is no text of its page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingestion.formats.office_content import AsideKind, ContentBuilder, Unread
from ingestion.formats.readers.number_formats import shown_value
from ingestion.formats.readers.package import Package, attribute, child, name_of

_MOST_POINTS = 2_000  # of a series
_NAMES, _VALUES = ("c:cat", "c:xVal"), ("c:val", "c:yVal")


def add_chart(package: Package, part: str, graphic: Any, builder: ContentBuilder) -> None:
    """Counts a chart as not read and keeps its texts aside.

    Args:
        package: The file.
        part: What shows the chart.
        graphic: The element that names it there (``c:chart`` or ``cx:chart``).
        builder: Takes what is found.
    """
    relation = package.relations(part).get(attribute(graphic, "r:id") or "")
    if relation is None or relation.outside or relation.target not in package:
        builder.not_read(Unread.CHART)
    else:
        add_chart_part(package, relation.target, builder)


def add_chart_part(package: Package, part: str, builder: ContentBuilder) -> None:
    """The same for a chart given the part that holds it."""
    builder.not_read(Unread.CHART)
    for text in dict.fromkeys(_texts(package.xml(part))):
        builder.set_aside(AsideKind.CHART, text)


def _texts(root: Any) -> Iterator[str]:
    series = [node for node in root.iter() if name_of(node) == "c:ser"]
    for node in root.iter():
        if name_of(node) == "a:p":  # titles of the chart and of its axes, labels that somebody wrote
            yield "".join(one.text or "" for one in node.iter() if name_of(one) == "a:t")
        elif name_of(node).endswith((":pt", ":v")) and not name_of(node).startswith("c:"):
            yield node.text or ""  # charts of a later kind
    for one in series:
        name = _name(child(one, "c:tx"))
        names, values = (_first(one, tags) for tags in (_NAMES, _VALUES))
        for place, value in values.items():
            told = f"{name} : {value}" if name else value
            yield f"{names[place]} ; {told}" if place in names else told


def _name(data: Any | None) -> str:
    """The name of a series: what the cells say that it was taken from, or a text of its own."""
    own = child(data, "c:v")
    return " ".join(_points(data).values()) or ((own.text or "") if own is not None else "")


def _first(series: Any, tags: tuple[str, ...]) -> dict[int, str]:
    return next((_points(found) for tag in tags if (found := child(series, tag)) is not None), {})


def _points(data: Any | None) -> dict[int, str]:
    """What a series holds, by its place; a name of several levels is the words of all of them."""
    found: dict[int, str] = {}
    for node in data.iter() if data is not None else ():
        if name_of(node) != "c:pt" or len(found) > _MOST_POINTS:
            continue
        place, value = attribute(node, "idx") or "", child(node, "c:v")
        if place.isdecimal() and value is not None and value.text:
            text = _shown(value.text, child(node.getparent(), "c:formatCode"))
            found[int(place)] = f"{text} {found[int(place)]}" if int(place) in found else text
    return found


def _shown(text: str, code: Any | None) -> str:
    """A value as its format shows it; text as it is."""
    if code is None:
        return text
    try:
        return shown_value(float(text), code.text)
    except ValueError:
        return text

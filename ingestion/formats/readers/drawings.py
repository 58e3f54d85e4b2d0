"""Text in drawings of Word, PowerPoint and Excel: shapes, diagrams (SmartArt), and what is counted in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ingestion.formats.office_content import AsideKind, ContentBuilder, Unread
from ingestion.formats.readers.package import Package, attribute, child, children, name_of

_BETWEEN = {"pres", "parTrans", "sibTrans"}
_STRUCK = {"sngStrike", "dblStrike"}


def drawn_paragraph(paragraph: Any, builder: ContentBuilder) -> str:
    """The text of an ``a:p``; what is struck out in it is set aside."""
    shown: list[str] = []
    struck: list[str] = []
    for node in paragraph:
        name = name_of(node)
        if name == "a:br":
            shown.append("\n")
        elif name in ("a:r", "a:fld"):
            text = "".join(one.text or "" for one in children(node, "a:t"))
            barred = attribute(child(node, "a:rPr"), "strike") in _STRUCK
            (struck if barred else shown).append(text)
        elif name:
            shown.append("".join(one.text or "" for one in node.iter() if name_of(one) in ("a:t", "m:t")))
    builder.set_aside(AsideKind.STRUCK, "".join(struck))
    return "".join(shown)


def drawn_paragraphs(body: Any | None, builder: ContentBuilder) -> list[str]:
    """The paragraphs of a text body (``a:p`` children) that have text."""
    if body is None:
        return []
    texts = (drawn_paragraph(one, builder) for one in children(body, "a:p"))
    return [text for text in texts if text.strip()]


def diagram(package: Package, part: str, graphic: Any, builder: ContentBuilder, read: set[str]) -> list[str]:
    """The texts of a diagram, in the order of its tree.

    Args:
        package: The file.
        part: What shows the diagram.
        graphic: The element that names it there.
        builder: What is struck out goes there; a diagram that is not in the file is counted there.
        read: Parts with diagrams that were read; this one is added.
    """
    relation = package.relations(part).get(attribute(graphic, "r:dm") or "")
    if relation is None or relation.outside or relation.target not in package:
        builder.not_read(Unread.OBJECT)
        return []
    read.add(relation.target)
    return list(_texts(package.xml(relation.target), builder))


def other_diagrams(package: Package, part: str, builder: ContentBuilder, read: set[str]) -> Iterator[str]:
    """The texts of the diagrams that a part names and shows in a way that is not known."""
    for relation in package.relations(part).values():
        if relation.kind == "diagramData" and relation.target in package and relation.target not in read:
            read.add(relation.target)
            yield from _texts(package.xml(relation.target), builder)


def _texts(root: Any, builder: ContentBuilder) -> Iterator[str]:
    points, links = child(root, "dgm:ptLst"), child(root, "dgm:cxnLst")
    texts: dict[str, list[str]] = {}
    for point in points if points is not None else ():
        if (attribute(point, "type") or "node") not in _BETWEEN:
            texts[attribute(point, "modelId") or ""] = drawn_paragraphs(child(point, "dgm:t"), builder)
    below: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for link in links if links is not None else ():
        if (attribute(link, "type") or "parOf") == "parOf":
            order = attribute(link, "srcOrd") or "0"
            place = int(order) if order.isdecimal() else 0
            below[attribute(link, "srcId") or ""].append((place, attribute(link, "destId") or ""))
    inside = {target for targets in below.values() for _, target in targets}
    yield from _in_order([point for point in texts if point not in inside][::-1], texts, below)


def _in_order(
    waiting: list[str], texts: dict[str, list[str]], below: defaultdict[str, list[tuple[int, str]]]
) -> Iterator[str]:
    """Texts of points (the first one last) and of those below them, each once; a ring of points is entered too."""
    seen: set[str] = set()
    rest = iter(texts)
    while True:
        if not waiting:
            left = next((point for point in rest if point not in seen), None)
            if left is None:
                return
            waiting.append(left)
        point = waiting.pop()
        if point in seen:
            continue
        seen.add(point)
        yield from texts.get(point, ())
        waiting += [target for _, target in sorted(below[point], reverse=True)]

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


def diagram(package: Package, part: str, graphic: Any, builder: ContentBuilder) -> list[str]:
    """The texts of a diagram, in the order of its tree; ``graphic`` is what names it in ``part``."""
    identifier = attribute(graphic, "r:dm")
    relation = package.relations(part).get(identifier or "")
    if relation is None or relation.outside or relation.target not in package:
        builder.not_read(Unread.OBJECT)
        return []
    root = package.xml(relation.target)
    texts: dict[str, list[str]] = {}
    for point in child(root, "dgm:ptLst") if child(root, "dgm:ptLst") is not None else ():
        if (attribute(point, "type") or "node") not in _BETWEEN:
            texts[attribute(point, "modelId") or ""] = drawn_paragraphs(child(point, "dgm:t"), builder)
    below: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    links = child(root, "dgm:cxnLst")
    for link in links if links is not None else ():
        if (attribute(link, "type") or "parOf") == "parOf":
            order = attribute(link, "srcOrd") or "0"
            place = int(order) if order.isdecimal() else 0
            below[attribute(link, "srcId") or ""].append((place, attribute(link, "destId") or ""))
    inside = {target for targets in below.values() for _, target in targets}
    return list(_in_order([point for point in texts if point not in inside], texts, below))


def _in_order(
    points: list[str], texts: dict[str, list[str]], below: defaultdict[str, list[tuple[int, str]]]
) -> Iterator[str]:
    """Texts of points and of those below them, each once; a ring of points is entered where it is first named."""
    seen: set[str] = set()
    waiting = points[::-1]
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

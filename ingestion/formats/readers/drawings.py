"""Text in drawings of Word, PowerPoint and Excel: shapes, diagrams (SmartArt), and what is counted in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ingestion.formats.office_content import AsideKind, ContentBuilder, Unread
from ingestion.formats.readers.equations import office_text
from ingestion.formats.readers.list_numerals import NumeralForm, numeral
from ingestion.formats.readers.package import Package, attribute, child, children, chosen, name_of, unescaped
from ingestion.formats.readers.superscripts import raised
from ingestion.formats.readers.word_symbols import in_symbols

_BETWEEN = {"pres", "parTrans", "sibTrans"}
_STRUCK = {"sngStrike", "dblStrike"}
_NUMBERS: Mapping[str, NumeralForm] = {
    "alphaLc": "lower_letter", "alphaUc": "upper_letter", "romanLc": "lower_roman", "romanUc": "upper_roman",
}  # fmt: skip
_AROUND = {"ParenBoth": "({})", "ParenR": "{})", "Period": "{}.", "Minus": "- {} -"}
_TINIEST = 200  # hundredths of a point: nobody reads letters of two points
_MOST_DIGITS = 6


def drawn_paragraph(paragraph: Any, builder: ContentBuilder, usual: Any | None = None) -> str:
    """The text of an ``a:p``; what is struck out in it, or too small to be read, is set aside.

    Args:
        paragraph: The element.
        builder: Takes what is set aside.
        usual: Properties of the runs that do not say otherwise.
    """
    shown: list[str] = []
    gone: dict[AsideKind, list[str]] = {AsideKind.STRUCK: [], AsideKind.HIDDEN: []}
    for node in in_order_shown(paragraph):
        name = name_of(node)
        if name == "a:br":
            shown.append("\n")
        elif name in ("a:r", "a:fld"):
            looks = [child(node, "a:rPr"), usual]
            kind = _unseen(looks)
            (shown if kind is None else gone[kind]).append(_letters(node, looks))
        elif name and name not in ("a:pPr", "a:endParaRPr"):
            shown.append(office_text(node))
    for kind, texts in gone.items():
        builder.set_aside(kind, "".join(texts))
    return "".join(shown)


def in_order_shown(container: Any) -> Iterator[Any]:
    """The elements of another, those of alternatives that are shown among them."""
    for node in container:
        if name_of(node) == "mc:AlternateContent":
            option = chosen(node)
            if option is not None:
                yield from in_order_shown(option)
        else:
            yield node


def _said(looks: Sequence[Any | None], name: str) -> str | None:
    """What the first of several properties says, that says anything."""
    return next((said for one in looks if (said := attribute(one, name)) is not None), None)


def _letters(run: Any, looks: Sequence[Any | None]) -> str:
    """What a run shows: letters of symbol fonts, raised digits."""
    properties = child(run, "a:rPr")
    text = unescaped("".join(one.text or "" for one in children(run, "a:t")))
    for font in ("a:sym", "a:latin"):
        text = in_symbols(attribute(child(properties, font), "typeface") or "", text)
    text = text.upper() if _said(looks, "cap") == "all" else text
    return raised(text) if _is_above(attribute(properties, "baseline") or "0") else text


def _unseen(looks: Sequence[Any | None]) -> AsideKind | None:
    """Why a run is no text of the document, by its properties, the nearest first; None where it is."""
    if _said(looks, "strike") in _STRUCK:
        return AsideKind.STRUCK
    filled = next((one for one in looks if _is_filled(one) is not None), None)
    outline = child(filled, "a:ln")
    if _is_filled(filled) is False and (outline is None or child(outline, "a:noFill") is not None):
        return AsideKind.HIDDEN
    size = _said(looks, "sz") or ""
    return AsideKind.HIDDEN if size.isdecimal() and int(size) <= _TINIEST else None


def _is_filled(properties: Any | None) -> bool | None:
    """Whether letters have a fill that is not transparent all through; None where nothing is said of it."""
    if child(properties, "a:noFill") is not None:
        return False
    fill = child(properties, "a:solidFill")
    if fill is None:
        return None
    return not any(attribute(one, "val") in ("0", "0%") for colour in fill for one in children(colour, "a:alpha"))


def drawn_paragraphs(body: Any | None, builder: ContentBuilder) -> list[str]:
    """The paragraphs of a text body (``a:p`` children) that have text."""
    if body is None:
        return []
    counts: Counter[int] = Counter()
    found = []
    for paragraph in children(body, "a:p"):
        level = _digits(attribute(child(paragraph, "a:pPr"), "lvl"), 0)
        usual = child(body, "a:lstStyle", f"a:lvl{level + 1}pPr", "a:defRPr")
        text = drawn_paragraph(paragraph, builder, usual)
        if text.strip():
            number = _automatic_number(paragraph, counts)
            found.append(f"{number} {text}" if number else text)
    return found


def _automatic_number(paragraph: Any, counts: Counter[int]) -> str:
    """The number that a paragraph is shown with, by its own properties; ``counts`` are those that levels reached."""
    properties = child(paragraph, "a:pPr")
    level = _digits(attribute(properties, "lvl"), 0)
    for deeper in [depth for depth in counts if depth > level]:
        del counts[deeper]
    kind = child(properties, "a:buAutoNum")
    if kind is None:
        counts.pop(level, None)
        return ""
    counts[level] = counts[level] + 1 if level in counts else _digits(attribute(kind, "startAt"), 1)
    name = attribute(kind, "type") or ""
    form: NumeralForm = next((form for start, form in _NUMBERS.items() if name.startswith(start)), "decimal")
    number = numeral(counts[level], form)
    return next((shape.format(number) for end, shape in _AROUND.items() if name.endswith(end)), number)


def _is_above(baseline: str) -> bool:
    """Whether text at a baseline (thousandths of a percent of the type, or a percentage) is raised."""
    return baseline.rstrip("%").isdecimal() and int(baseline.rstrip("%")) > 0


def _digits(said: str | None, otherwise: int) -> int:
    return int(said) if said and said.isdecimal() and len(said) < _MOST_DIGITS else otherwise


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

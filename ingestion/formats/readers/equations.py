"""Equations on one line of text: « 10³ », « (a+b)/2 », « √(S) », whichever markup they are written in.

A structure becomes parts: a text that is written as it stands, or an operand that its reader goes into.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ingestion.formats.readers.package import attribute, child, children, name_of
from ingestion.formats.readers.superscripts import raised

_ONE_WORD = re.compile(r"[\w.,%°′'’]*")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_SUM = "∑"
_INTEGRAL = "∫"

Part = str | Any  # a text, or an element of lxml, which has no types
TextOf = Callable[[Any], str]


def power(exponent: Any | None, text_of: TextOf) -> Iterator[Part]:
    """What stands raised after its base."""
    if exponent is None:
        return
    text = text_of(exponent).strip()
    if raised(text) != text or text in ("°", "*", "′", "″", "'"):
        yield raised(text)
    elif text:
        yield "^"
        yield from grouped(exponent, text_of)


def index(low: Any | None, text_of: TextOf) -> Iterator[Part]:
    """What stands lowered after its base: « Lmin », « CO2 », « x_(i+1) »."""
    if low is None:
        return
    if _ONE_WORD.fullmatch(text_of(low).strip()):
        yield low
    else:
        yield "_"
        yield from grouped(low, text_of)


def fraction(over: Any | None, under: Any | None, text_of: TextOf) -> Iterator[Part]:
    """One operand over another."""
    for number, operand in enumerate(one for one in (over, under) if one is not None):
        if number:
            yield "/"
        yield from grouped(operand, text_of)


def root(degree: str, operand: Any | None, text_of: TextOf) -> Iterator[Part]:
    """A root of a degree, which is empty for a square root."""
    yield _ROOTS.get(degree, f"{raised(degree)}√")
    if operand is not None:
        yield from grouped(operand, text_of)


def bounded(sign: str, low: Any | None, high: Any | None, text_of: TextOf) -> Iterator[Part]:
    """An operator with the bounds that it goes between: « ∑(i=1 ; n) »."""
    yield sign
    bounds = [one for one in (low, high) if one is not None and text_of(one).strip()]
    for number, operand in enumerate(bounds):
        yield " ; " if number else "("
        yield operand
    yield ") " if bounds else " "


def grouped(operand: Any, text_of: TextOf) -> Iterator[Part]:
    """An operand, between parentheses where it is more than a number or a name."""
    text = text_of(operand).strip()
    alone = _ONE_WORD.fullmatch(text) or (text.startswith("(") and text.endswith(")") and text.count("(") == 1)
    yield from (operand,) if alone else ("(", operand, ")")


# --- Office Open XML ---------------------------------------------------------------------------


def office_parts(node: Any) -> list[Part] | None:
    """The parts of a structure of an equation of Office (``m:``), None for an element that is none."""
    name = name_of(node)
    write = _OFFICE.get(name)
    return None if write is None else list(write(node))


def office_text(node: Any) -> str:
    """What an element of an equation of Office writes; what a revision deleted is left out."""
    parts = office_parts(node)
    if parts is not None:
        return "".join(part if isinstance(part, str) else office_text(part) for part in parts)
    if name_of(node) in ("m:t", "a:t", "w:t"):
        return node.text or ""
    return "".join(office_text(one) for one in node if name_of(one) not in ("", "w:del", "w:moveFrom", "m:ctrlPr"))


def _sup(node: Any) -> Iterator[Part]:
    yield from _operands(node, "m:e")
    yield from index(child(node, "m:sub"), office_text)
    yield from power(child(node, "m:sup"), office_text)


def _before(node: Any) -> Iterator[Part]:
    yield from index(child(node, "m:sub"), office_text)
    yield from power(child(node, "m:sup"), office_text)
    yield from _operands(node, "m:e")


def _over(node: Any) -> Iterator[Part]:
    yield from fraction(child(node, "m:num"), child(node, "m:den"), office_text)


def _fenced(node: Any) -> Iterator[Part]:
    properties = child(node, "m:dPr")
    begin, between, end = (
        usual if (said := attribute(child(properties, name), "m:val")) is None else said
        for name, usual in (("m:begChr", "("), ("m:sepChr", "|"), ("m:endChr", ")"))
    )
    yield begin
    yield from _between(between, children(node, "m:e"))
    yield end


def _root(node: Any) -> Iterator[Part]:
    degree = child(node, "m:deg")
    yield from root("" if degree is None else office_text(degree).strip(), child(node, "m:e"), office_text)


def _nary(node: Any) -> Iterator[Part]:
    said = attribute(child(node, "m:naryPr", "m:chr"), "m:val")
    yield from bounded(said or _INTEGRAL, child(node, "m:sub"), child(node, "m:sup"), office_text)
    yield from _operands(node, "m:e")


def _limit(node: Any) -> Iterator[Part]:
    yield from _operands(node, "m:e")
    yield "("
    yield from _operands(node, "m:lim")
    yield ") "


def _lines(node: Any) -> Iterator[Part]:
    yield from _between(" ; ", children(node, "m:e"))


def _matrix(node: Any) -> Iterator[Part]:
    for number, row in enumerate(children(node, "m:mr")):
        if number:
            yield " ; "
        yield from _between(" ", children(row, "m:e"))


def _function(node: Any) -> Iterator[Part]:
    yield from _operands(node, "m:fName")
    for operand in children(node, "m:e"):
        text = office_text(operand).strip()
        yield "" if text.startswith("(") else " "
        yield operand


_OFFICE: dict[str, Callable[[Any], Iterator[Part]]] = {
    "m:sSup": _sup, "m:sSub": _sup, "m:sSubSup": _sup, "m:sPre": _before, "m:f": _over, "m:d": _fenced,
    "m:rad": _root, "m:nary": _nary, "m:limLow": _limit, "m:limUpp": _limit, "m:eqArr": _lines, "m:m": _matrix,
    "m:func": _function,
}  # fmt: skip


def _operands(node: Any, name: str) -> Iterator[Part]:
    yield from children(node, name)


def _between(sign: str, operands: Iterator[Any]) -> Iterator[Part]:
    for number, operand in enumerate(operands):
        if number:
            yield sign
        yield operand


# --- MathML ------------------------------------------------------------------------------------


def markup_text(node: Any) -> str:
    """What an element of MathML shows, on one line; its tags may have a namespace."""
    name = node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""
    inner = [one for one in node if isinstance(one.tag, str)]
    if name in ("annotation", "annotation-xml", ""):
        return ""
    parts = _markup_parts(name, node, inner)
    if parts is None:
        return (node.text or "").strip() + "".join(markup_text(one) for one in inner)
    return "".join(part if isinstance(part, str) else markup_text(part) for part in parts)


def _markup_parts(name: str, node: Any, inner: list[Any]) -> list[Part] | None:
    operands: list[Any | None] = [*inner[:3], None, None, None]
    first, second, third = operands[:3]
    base = [] if first is None else [first]
    if name == "msup":
        return [*base, *power(second, markup_text)]
    if name == "msub":
        return [*base, *index(second, markup_text)]
    if name == "msubsup":
        return [*base, *index(second, markup_text), *power(third, markup_text)]
    if name == "mfrac":
        return list(fraction(first, second, markup_text))
    if name == "mroot":
        return list(root("" if second is None else markup_text(second), first, markup_text))
    if name == "msqrt":
        text = "".join(map(markup_text, inner))
        return ["√", text if _ONE_WORD.fullmatch(text) else f"({text})"]
    if name == "munderover" or (name == "munder" and base and markup_text(first) in (_SUM, _INTEGRAL, "∏")):
        return list(bounded("" if first is None else markup_text(first), second, third, markup_text))
    if name == "mfenced":
        signs = list((node.get("separators") or ",").strip())[:1]
        return [node.get("open", "("), *_between("".join(signs), iter(inner)), node.get("close", ")")]
    if name in ("mtr", "mtable"):
        return list(_between(" " if name == "mtr" else " ; ", iter(inner)))
    return None

"""What stands in cells that a merged one covers: Excel keeps it and does not show it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ingestion.formats.readers.package import Package, name_of, unescaped

_MOST_CELLS = 1_000_000  # places that the merged cells of a sheet cover: those beyond are not looked at


def covered_texts(package: Package, part: str) -> Iterator[str]:
    """The texts of cells of a sheet that lie under merged ones."""
    from openpyxl.utils.cell import range_boundaries

    data = package.data(part)
    if b"mergeCell " not in data:
        return
    covered: set[str] = set()
    for node in _nodes(data, "x:mergeCell"):
        left, top, right, low = range_boundaries(node.get("ref") or "A1")
        if None not in (left, top, right, low) and len(covered) < _MOST_CELLS:
            covered |= set(_names(left, top, right, min(low, top + _MOST_CELLS // (right - left + 1))))
    shared: list[str] | None = None
    for node in _nodes(data, "x:c"):
        if node.get("r") not in covered:
            continue
        value = next((one.text or "" for one in node if name_of(one) == "x:v"), "")
        if node.get("t") == "s" and value.isdecimal():
            shared = _shared(package) if shared is None else shared
            yield shared[int(value)] if int(value) < len(shared) else ""
        else:
            inline = "".join(one.text or "" for one in node.iter() if name_of(one) == "x:t")
            yield unescaped(inline or value)


def _names(left: int, top: int, right: int, low: int) -> Iterator[str]:
    """The cells of an area, but for the first."""
    from openpyxl.utils.cell import get_column_letter

    for column in range(left, right + 1):
        letters = get_column_letter(column)
        yield from (f"{letters}{row}" for row in range(top, low + 1) if (row, column) != (top, left))


def _nodes(data: bytes, name: str) -> Iterator[Any]:
    from lxml import etree

    for _, node in etree.iterparse(io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True):
        if name_of(node) == name:
            yield node
        if name_of(node) == "x:row":
            node.clear()


def _shared(package: Package) -> list[str]:
    part = package.related(package.main, "sharedStrings")
    if part is None:
        return []
    texts = (node for node in package.xml(part) if name_of(node) == "x:si")
    return [unescaped("".join(one.text or "" for one in node.iter() if name_of(one) == "x:t")) for node in texts]

"""Paragraphs of an office file straight from its XML: what the reader must not have left out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

_PARAGRAPHS = {"p", "h"}
# Subtrees that are no text of the document: deleted text, alternative drawings of the same box.
_SKIPPED = {"del", "tracked-changes", "Fallback", "instrText", "delText", "annotation"}
_DTD = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


def missing_paragraphs(data: bytes, parts: re.Pattern[str], found: Iterable[str]) -> list[str]:
    """Paragraphs of the file whose words, in their order, are nowhere in the texts ``found``."""
    haystack = "\n".join(_key(text) for text in found)
    missing = []
    for text in paragraphs(data, parts):
        key = _key(text)
        if key and key not in haystack:
            missing.append(text)
    return missing


def paragraphs(data: bytes, parts: re.Pattern[str]) -> Iterator[str]:
    """Text of each innermost paragraph of the members of an archive that ``parts`` names, in the order of its XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not parts.fullmatch(name):
                continue
            xml = archive.read(name)
            # No office program writes a DTD; one would only serve to blow up the parser.
            if _DTD.search(xml[:4096]):
                continue
            try:
                root = fromstring(xml)
            except ParseError:
                continue
            yield from _texts(root)


def _texts(element: Element) -> Iterator[str]:
    """Own text of each paragraph, a paragraph inside another (a text box) apart from it."""
    if _name(element) in _SKIPPED:
        return
    if _name(element) in _PARAGRAPHS:
        text = "".join(_own_text(element)).strip()
        if text:
            yield text
    for child in element:
        yield from _texts(child)


def _own_text(element: Element) -> Iterator[str]:
    name = _name(element)
    if name in ("tab", "br", "cr", "s", "line-break"):
        yield " "
    elif name == "noBreakHyphen":
        yield "-"
    if element.text and (name in ("t", "p", "h", "span", "a") or not _is_office(element)):
        yield element.text
    for child in element:
        if _name(child) not in _SKIPPED and _name(child) not in _PARAGRAPHS:
            yield from _own_text(child)
        if child.tail and not _is_office(element):
            yield child.tail


def _is_office(element: Element) -> bool:
    """Whether the element is of a format (docx, pptx) where only « t » elements hold text."""
    return "openxmlformats.org" in element.tag


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())

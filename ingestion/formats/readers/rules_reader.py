"""Règlement in XML (standard CNIG SRU, level 1): titles within titles, each with its zones and its content in XHTML.

Source: CNIG « Structuration du règlement d'urbanisme », level 1 (v2022-10 to v2026-03): ``ReglementDU`` > ``Titre``
(``intitule``, ``niveau`` from 1, ``idZone``) > ``Contenu`` (``idZone``) and further ``Titre``. There are no pages: a
sentence is cited by its titles, which say its zone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from domain.errors import DamagedFile
from domain.text_folding import fold
from ingestion.formats.office_content import Category, ContentBuilder, OfficeContent
from ingestion.formats.readers.html_reader import add_html

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DTD = re.compile(r"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
#: What stands for a zone where the rule is for all of them, or for none.
_NO_ZONE = frozenset({"porteegenerale", "dispositiongenerale", "nonconcerne", ""})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def read_rules(path: Path) -> OfficeContent:
    """The titles and the text of a règlement, which is in UTF-8 whatever it says of itself.

    Raises:
        DamagedFile: it is no XML, or no règlement.
    """
    from lxml import etree

    text = _DECLARATION.sub("", path.read_text("utf-8").lstrip("\ufeff"), count=1)
    if _DTD.search(text[:4096]):  # a DTD would only serve to blow up the parser
        raise DamagedFile("le fichier XML déclare un type de document (DTD) : il n'est pas ouvert.", where=path.name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFile("le fichier XML est endommagé ou incomplet.", where=path.name) from error
    if _name(root) != "ReglementDU":
        raise DamagedFile(
            "ce fichier XML n'est pas un règlement structuré (standard CNIG SRU).",
            where=path.name,
            remedy="Donnez le règlement en PDF, ou le fichier XML du règlement.",
        )
    return content_of_rules(root)


def content_of_rules(root: Any) -> OfficeContent:
    """What the tree of a règlement holds; its elements are those of the XML, in any namespace."""
    rules = _Rules(ContentBuilder())
    rules.walk(root, (), ())
    return rules.builder.build()


class _Rules:
    """Hands titles and texts on, in order.

    Zones are no words of the règlement: they stand in the path of titles only. Two depths are kept for each level: a
    zone, and the title below it.
    """

    def __init__(self, builder: ContentBuilder):
        self.builder = builder
        self._depth = 0  # of the title that is open
        self._in_sector = False  # the last content was for other zones than its title

    def walk(self, node: Any, titles: Sequence[str], zones: Sequence[str]) -> None:
        """What stands under a title; ``titles`` are those above, ``zones`` the zones that they are for."""
        for child in node:
            if not isinstance(child.tag, str):
                continue
            if _name(child) == "Titre":
                self._title(child, titles, zones)
            else:
                self._content(child, titles, zones)

    def _title(self, node: Any, titles: Sequence[str], zones: Sequence[str]) -> None:
        own = _zones(node)
        said = " ".join((node.get("intitule") or "").split()) or "Sans titre"
        depth = 2 * _level(node, len(titles))
        if own and own != tuple(zones) and not _told(own, (*titles, said)):
            self.builder.above(_zone_text(own), depth)
            depth += 1
        self._depth, self._in_sector = depth, False
        self.builder.add(Category.TITLE, said, depth)
        self.walk(node, (*titles, said), own or zones)

    def _content(self, node: Any, titles: Sequence[str], zones: Sequence[str]) -> None:
        own = _zones(node)
        of_sector = bool(own) and own != tuple(zones)
        if of_sector:  # a rule of a sector, within the article of its zone
            self.builder.above(_zone_text(own), self._depth + 1)
        elif self._in_sector and titles:
            self.builder.above(titles[-1], self._depth)
        self._in_sector = of_sector
        add_html(_html_of(node, titles[-1:]), self.builder)


def _html_of(node: Any, title: Sequence[str]) -> str:
    """The content as HTML, without the heading that repeats the title; further ones are text of the article."""
    from lxml import etree

    body = deepcopy(node)
    for element in body.iter():
        if isinstance(element.tag, str):
            element.tag = _name(element)
    body.tag, body.tail = "div", None
    first = next((one for one in body if isinstance(one.tag, str)), None)
    if first is not None and first.tag in _HEADINGS and not (body.text or "").strip():
        words = _folded("".join(first.itertext()))
        if any(_folded(one) == words for one in title):
            body.remove(first)
    for element in body.iter(*_HEADINGS):
        element.tag = "p"
    etree.cleanup_namespaces(body)
    return str(etree.tostring(body, encoding="unicode", method="html"))


def _level(node: Any, above: int) -> int:
    """The depth of a title, 0 for the highest: its own where it says one, else how many stand above it."""
    said = (node.get("niveau") or "").strip()
    return max(int(said) - 1, 0) if said.isdecimal() and len(said) == 1 else above


def _zones(node: Any) -> tuple[str, ...]:
    """The zones of a title or content, in the order of the file; none where it is for all."""
    names = (one.strip() for one in re.split(r"[,;\s]+", node.get("idZone") or ""))
    return tuple(one for one in names if fold(one) not in _NO_ZONE)


def _zone_text(zones: Sequence[str]) -> str:
    return f"{'Zone' if len(zones) == 1 else 'Zones'} {', '.join(zones)}"


def _told(zones: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether the titles name each zone already."""
    words = {word for title in titles for word in re.findall(r"\w+", title)}
    return all(zone in words for zone in zones)


def _name(node: Any) -> str:
    """The name of an element, in any namespace."""
    return str(node.tag).rpartition("}")[2]


def _folded(text: str) -> str:
    return " ".join(fold(text).split())

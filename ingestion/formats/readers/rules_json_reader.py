"""Règlement in JSON (standard CNIG SRU, level 1, since 2026): titles and contents as in its XML, read the same way.

Source: schema « Standard CNIG SRU Niveau 1 » (JSON Schema, versions of March and August 2026): ``titre`` (``intitule``,
``numero``, ``niveau``, ``idZone``) > ``contenu`` (``idZone``, ``html``) and further ``titre``; a node of ``html`` has
``tag``, ``attrs``, ``text``, ``children``. Its published example writes some lists as texts that hold JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from domain.errors import DamagedFile
from ingestion.formats.office_content import OfficeContent
from ingestion.formats.readers.rules_reader import content_of_rules

_TAGS = frozenset({
    "div", "p", "span", "ul", "ol", "li", "em", "strong", "table", "tr", "td", "th", "a", "h1", "h2", "h3", "h4", "h5",
    "h6", "br", "img",
})  # fmt: skip
_ATTRIBUTES = frozenset({"href", "src", "alt", "style"})
#: Titles, or tags, within one another.
_DEEPEST = 60
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ABOUT = ("idReglement", "idUrba", "typeDoc")


def is_json_rules(value: object) -> bool:
    """Whether a JSON value is a règlement of the standard."""
    return isinstance(value, dict) and isinstance(value.get("titre"), list) and any(name in value for name in _ABOUT)


def read_json_rules(path: Path) -> OfficeContent:
    """The titles and the text of a règlement.

    Raises:
        DamagedFile: it is no JSON, or no règlement.
    """
    from lxml import etree

    try:
        value = json.loads(path.read_text("utf-8").lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise DamagedFile("le fichier JSON est endommagé ou incomplet.", where=path.name) from error
    if not is_json_rules(value):
        raise DamagedFile(
            "ce fichier JSON n'est pas un règlement structuré (standard CNIG SRU).",
            where=path.name,
            remedy="Donnez le règlement en PDF, ou le fichier JSON du règlement.",
        )
    root = etree.Element("ReglementDU")
    for title in _listed(value["titre"]):
        _add_title(root, title, 1, path.name)
    return content_of_rules(root)


def _add_title(parent: Any, title: object, depth: int, filename: str) -> None:
    from lxml import etree

    if not isinstance(title, Mapping):
        return
    _check(depth, filename)
    number, said = _text(title.get("numero")), _text(title.get("intitule"))
    # The number is written beside the title, unless the title begins with it.
    whole = said if not number or said.startswith(number) else f"{number} {said}"
    level = _text(title.get("niveau"))
    node = etree.SubElement(parent, "Titre", intitule=whole, niveau=level, idZone=_zones(title))
    for content in _listed(title.get("contenu")):
        if isinstance(content, Mapping):
            body = etree.SubElement(node, "Contenu", idZone=_zones(content))
            for part in _listed(content.get("html")):
                _add_node(body, part, depth, filename)
    for below in _listed(title.get("titre")):
        _add_title(node, below, depth + 1, filename)


def _add_node(parent: Any, part: object, depth: int, filename: str) -> None:
    from lxml import etree

    _check(depth, filename)
    if isinstance(part, str):
        _add_text(parent, _text(part))
    elif isinstance(part, Mapping):
        tag = str(part.get("tag") or "div").lower()
        attributes = part.get("attrs")
        kept = {
            name: _text(value)
            for name, value in (attributes.items() if isinstance(attributes, Mapping) else ())
            if name in _ATTRIBUTES
        }
        node = etree.SubElement(parent, tag if tag in _TAGS else "div", kept)
        _add_text(node, _text(part.get("text")))
        for child in _listed(part.get("children")):
            _add_node(node, child, depth + 1, filename)


def _add_text(node: Any, text: str) -> None:
    """Puts a text behind what an element holds so far."""
    if not len(node):
        node.text = (node.text or "") + text
    else:
        node[-1].tail = (node[-1].tail or "") + text


def _check(depth: int, filename: str) -> None:
    if depth > _DEEPEST:
        raise DamagedFile("le fichier JSON emboîte trop de titres ou de balises : il n'est pas lu.", where=filename)


def _zones(node: Mapping[str, object]) -> str:
    return " ".join(_text(one) for one in _listed(node.get("idZone")))


def _listed(value: object) -> Iterator[object]:
    """The members of a list, or of a text that holds one in JSON; one value alone is a list of itself."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        with suppress(ValueError, RecursionError):  # else a text that begins with a bracket
            value = json.loads(value)
    if isinstance(value, list):
        yield from value
    elif value is not None:
        yield value


def _text(value: object) -> str:
    return "" if value is None else _CONTROL.sub("", str(value))

"""Content controls that show a value of another part of the document, which Word writes there when it opens it."""

from __future__ import annotations

import re
from typing import Any

from ingestion.formats.readers.package import Package, attribute, child, children, name_of, parse_xml

#: A plain way to one element or attribute, as Word writes them; others are not followed.
_PATH = re.compile(r"(?:/(?:[\w.-]+:)?[\w.-]+(?:\[\d+\])?)+(?:/@(?:[\w.-]+:)?[\w.-]+)?")
_MAPPING = re.compile(r"xmlns:([\w.-]+)\s*=\s*['\"]([^'\"]*)['\"]")
#: Stores that every document has, and their parts.
_USUAL = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docProps/core.xml",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "docProps/app.xml",
}
_LISTS = ("w:dropDownList", "w:comboBox")


def write_bound_values(package: Package, main: str, root: Any) -> list[str]:
    """Puts into the controls of a part the values that they are bound to; what stood in their place."""
    replaced = []
    controls = [node for node in root.iter() if name_of(node) == "w:sdt"]
    bound = [one for one in controls if child(one, "w:sdtPr", "w:dataBinding") is not None]
    stores = _stores(package, main) if bound else {}
    for control in bound:
        properties = child(control, "w:sdtPr")
        value = _value(package, stores, child(properties, "w:dataBinding"))
        if value and value.strip():
            replaced.append(_write(control, properties, value))
    return replaced


def _stores(package: Package, main: str) -> dict[str, str]:
    """The parts that hold values, by the identifier of the store."""
    found = {key: part for key, part in _USUAL.items() if part in package}
    for relation in package.relations(main).values():
        if relation.kind == "customXml" and relation.target in package:
            described = package.related(relation.target, "customXmlProps")
            if described is not None:
                found[(attribute(package.xml(described), "?:itemID") or "").upper()] = relation.target
    return found


def _value(package: Package, stores: dict[str, str], binding: Any) -> str | None:
    part = stores.get((attribute(binding, "w:storeItemID") or "").upper())
    path = (attribute(binding, "w:xpath") or "").strip()
    if part is None or not _PATH.fullmatch(path):
        return None
    from lxml import etree

    spaces = dict(_MAPPING.findall(attribute(binding, "w:prefixMappings") or ""))
    try:
        found = parse_xml(package.data(part), part).xpath(path, namespaces=spaces)
    except etree.XPathError:
        return None  # it uses a prefix that it does not declare
    if not found:
        return None
    return str(found[0]) if isinstance(found[0], str) else "".join(found[0].itertext())


def _write(control: Any, properties: Any, value: str) -> str:
    """Writes a value into the first text of a control that holds plain text or a choice; what stood there."""
    content = child(control, "w:sdtContent")
    choice = next((one for name in _LISTS if (one := child(properties, name)) is not None), None)
    if content is None or (choice is None and child(properties, "w:text") is None):
        return ""
    for entry in children(choice, "w:listItem") if choice is not None else ():
        if attribute(entry, "w:value") == value:
            value = attribute(entry, "w:displayText") or value
    texts = [node for node in content.iter() if name_of(node) == "w:t"]
    revised = any(name_of(node) in ("w:del", "w:ins", "w:moveFrom", "w:moveTo") for node in content.iter())
    before = "".join(one.text or "" for one in texts)
    if not texts or revised or before.split() == value.split():
        return ""
    texts[0].text = value
    for other in texts[1:]:
        other.text = ""
    prompt = child(properties, "w:showingPlcHdr")
    if prompt is not None:
        properties.remove(prompt)
    return before

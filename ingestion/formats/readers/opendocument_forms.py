"""What the fields of a form of OpenDocument hold: boxes that are ticked, texts that were typed, choices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ingestion.formats.readers.opendocument_names import identifier, named, said

_TICKED, _EMPTY = "☑", "☐"
_TEXTS = ("form:text", "form:textarea", "form:formatted-text", "form:number", "form:date", "form:time", "form:combobox",
          "form:fixed-text")  # fmt: skip
_MARK = ":fieldmark"  # old forms of Word as Writer keeps them; the names stand in a namespace of its own


class OpenDocumentForms:
    """The controls of a file, by identifier."""

    def __init__(self, roots: Iterable[Any]):
        self._controls = {
            name: node
            for root in roots
            for node in root.iter()
            if named(node).startswith("form:") and (name := said(node, "form:id") or identifier(node))
        }

    def value(self, control: str) -> str | None:
        """What a control shows; None for one that shows no text."""
        node = self._controls.get(control)
        kind = "" if node is None else named(node)
        if node is None or (kind not in _TEXTS and kind not in ("form:checkbox", "form:radio", "form:listbox")):
            return None
        if kind in ("form:checkbox", "form:radio"):
            ticked = said(node, "form:current-state") or said(node, "form:state")
            if kind == "form:radio":
                ticked = (
                    "checked" if "true" in (said(node, "form:current-selected"), said(node, "form:selected")) else ""
                )
            return f"{_TICKED if ticked == 'checked' else _EMPTY} {said(node, 'form:label')}".strip()
        if kind == "form:listbox":
            return ", ".join(said(one, "form:label") for one in node if "true" in _chosen(one))
        if kind == "form:fixed-text":
            return said(node, "form:label")
        return said(node, "form:current-value") or said(node, "form:value")


def _chosen(option: Any) -> tuple[str, str]:
    return said(option, "form:current-selected"), said(option, "form:selected")


def is_fieldmark(name: str) -> bool:
    """Whether an element of that name is a field of an old form of Word."""
    return name.endswith(_MARK)


def fieldmark(node: Any) -> str:
    """What such a field shows: a box, ticked or not, or the entry that is chosen; nothing for others."""
    told = {str(key).rpartition("}")[2]: str(value) for key, value in node.attrib.items()}
    kind = told.get("type", "").rpartition(".")[2]
    values: dict[str, list[str]] = {}
    for one in node:
        own = {str(key).rpartition("}")[2]: str(value) for key, value in one.attrib.items()}
        values.setdefault(own.get("name", ""), []).append(own.get("value", ""))
    if kind == "FORMCHECKBOX":
        return _TICKED if "true" in values.get("Checkbox_Checked", ()) else _EMPTY
    if kind == "FORMDROPDOWN":
        entries = values.get("Dropdown_ListEntry", [])
        place = next(iter(values.get("Dropdown_Selected", ())), "0")
        return entries[int(place)] if place.isdecimal() and int(place) < len(entries) else ""
    return ""

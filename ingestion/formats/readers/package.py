"""The archive of an office file: its parts as XML, the relations between them, one spelling of their names.

Office Open XML has two sets of namespaces, « Transitional » (what everybody writes) and « Strict ». A tag or attribute
is called here by one short name in both: « w:p », « a:t », « r:id ».
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from domain.errors import DamagedFile

_STRICT = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
#: The end of a namespace, and what its names begin with here.
_PREFIXES = {
    "wordprocessingml/2006/main": "w", "wordprocessingml/main": "w",
    "drawingml/2006/main": "a", "drawingml/main": "a",
    "drawingml/2006/wordprocessingDrawing": "wp", "drawingml/wordprocessingDrawing": "wp",
    "drawingml/2006/diagram": "dgm", "drawingml/diagram": "dgm",
    "drawingml/2006/chart": "c", "drawingml/chart": "c",
    "drawingml/2006/picture": "pic", "drawingml/picture": "pic",
    "drawingml/2006/spreadsheetDrawing": "xdr", "drawingml/spreadsheetDrawing": "xdr",
    "presentationml/2006/main": "p", "presentationml/main": "p",
    "spreadsheetml/2006/main": "x", "spreadsheetml/main": "x",
    "officeDocument/2006/relationships": "r", "officeDocument/relationships": "r",
    "officeDocument/2006/math": "m", "officeDocument/math": "m",
    "markup-compatibility/2006": "mc",
}  # fmt: skip
_WHOLE = {
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    f"{_MICROSOFT}word/2010/wordprocessingShape": "wps",
    f"{_MICROSOFT}word/2010/wordprocessingGroup": "wpg",
    f"{_MICROSOFT}word/2010/wordml": "w14",
    f"{_MICROSOFT}drawing/2014/chartex": "cx",
}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_USUAL_MAIN = ("word/document.xml", "ppt/presentation.xml", "xl/workbook.xml")
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@lru_cache(maxsize=4096)
def short_name(tag: str) -> str:
    """« w:p » for a tag or an attribute with its namespace; the bare name where the namespace is not known."""
    space, closing, name = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    if not closing:
        return tag
    prefix = _WHOLE.get(space)
    if prefix is None:
        for root in (_TRANSITIONAL, _STRICT):
            if space.startswith(root):
                prefix = _PREFIXES.get(space.removeprefix(root))
    return f"{prefix or '?'}:{name}"


def name_of(node: Any) -> str:
    """The short name of an element; nothing for a comment or an instruction."""
    return short_name(node.tag) if isinstance(node.tag, str) else ""


def children(node: Any, name: str) -> Iterator[Any]:
    """The children of that name."""
    return (child for child in node if name_of(child) == name)


def child(node: Any | None, *path: str) -> Any | None:
    """The first child of each name in turn, None where there is none."""
    for name in path:
        if node is None:
            return None
        node = next(children(node, name), None)
    return node


def attribute(node: Any | None, name: str) -> str | None:
    """An attribute by its short name, whichever set of namespaces it is in."""
    if node is None:
        return None
    return next((str(value) for key, value in node.attrib.items() if short_name(key) == name), None)


def is_on(node: Any | None) -> bool | None:
    """What a switch like ``<w:strike/>`` says; None where there is none."""
    if node is None:
        return None
    return (attribute(node, "w:val") or "1") not in ("0", "false", "off", "none")


def chosen(alternate: Any) -> Any | None:
    """What is shown of an ``mc:AlternateContent``: its first choice of those that Office knows, else its fallback."""
    choices = (one for one in children(alternate, "mc:Choice") if _is_known(one))
    return next((option for option in (*choices, *children(alternate, "mc:Fallback")) if len(option)), None)


def _is_known(choice: Any) -> bool:
    """Whether a choice asks for sets of names that an Office has."""
    asked = (choice.nsmap.get(prefix, _MICROSOFT) for prefix in (choice.get("Requires") or "").split())
    return all(space.startswith((_STRICT, _TRANSITIONAL, "http://schemas.microsoft.com/", "urn:schemas-microsoft-com"))
               for space in asked)  # fmt: skip


def unescaped(text: str) -> str:
    """A text of a workbook or a slide with the characters that XML cannot hold (« _x000D_ »)."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class Relation(NamedTuple):
    """What a part names: the last word of its type, the part, and whether it lies outside of the file."""

    kind: str
    target: str
    outside: bool


class Package:
    """The archive of an office file, its parts parsed when first asked for."""

    def __init__(self, data: bytes):
        """Args: data: the bytes of the file.

        Raises:
            DamagedFile: They are no archive.
        """
        with _damage_said(""):
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        # Some programs write backslashes, or names in another case than the relations do.
        self._names = {name.replace("\\", "/").lstrip("/").casefold(): name for name in self._archive.namelist()}
        self._parsed: dict[str, Any] = {}

    @cached_property
    def main(self) -> str:
        """The name of the part that the file is about.

        Raises:
            DamagedFile: It names none.
        """
        for relation in self.relations("").values():
            if relation.kind == "officeDocument":
                return relation.target
        for usual in _USUAL_MAIN:
            if usual in self:
                return usual
        raise DamagedFile("le document ne dit pas où est son contenu.")

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._names

    def names(self) -> list[str]:
        """The parts of the file."""
        return list(self._names)

    def data(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            DamagedFile: There is no such part.
        """
        name = self._names.get(part.casefold())
        if name is None:
            raise DamagedFile(f"une partie du document manque ({part}).")
        with _damage_said(part):
            return self._archive.read(name)

    def xml(self, part: str) -> Any:
        """The root of a part.

        Raises:
            DamagedFile: There is no such part, or it is not sound.
        """
        if part not in self._parsed:
            self._parsed[part] = parse_xml(self.data(part), part)
        return self._parsed[part]

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part names, by identifier."""
        folder, _, name = part.rpartition("/")
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        if place not in self:
            return {}
        return {
            str(one.get("Id")): Relation(
                str(one.get("Type")).rstrip("/").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, str(one.get("Target")))).lstrip("/"),
                one.get("TargetMode") == "External",
            )
            for one in self.xml(place).iter(_RELATIONS)
        }

    def related(self, part: str, kind: str) -> str | None:
        """The part of a kind that another one names, where it is there."""
        found = (one.target for one in self.relations(part).values() if one.kind == kind and not one.outside)
        return next((target for target in found if target in self), None)


@contextmanager
def _damage_said(part: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise DamagedFile(
            f"le document n'a pas pu être lu : {f'sa partie {part}' if part else 'son archive'} est endommagée.",
            remedy="Ouvrez-le et enregistrez-le de nouveau, ou redemandez le fichier.",
        ) from error


def parse_xml(data: bytes, part: str) -> Any:
    """The root of an XML text from a file that nobody vouches for.

    Raises:
        DamagedFile: It is not sound, or declares a document type: no office program does.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFile(
            f"le document n'a pas pu être lu : une de ses parties est endommagée ({part}).",
            remedy="Ouvrez-le et enregistrez-le de nouveau, ou convertissez-le en PDF.",
        ) from error
    if root.getroottree().docinfo.doctype:
        raise DamagedFile(
            f"le document n'a pas pu être lu : une de ses parties déclare un type de document ({part}).",
            remedy="Redemandez le fichier, ou convertissez-le en PDF.",
        )
    return root

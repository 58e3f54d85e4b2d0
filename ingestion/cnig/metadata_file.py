"""The INSPIRE metadata of a dossier: title, organisation, standard, projection (ISO 19139)."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

from domain.errors import DamagedFile

MAX_METADATA = 20_000_000  # bytes
_DTD = re.compile(r"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w+:)?MD_Metadata[\s>]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes that hold the root
_STANDARD = re.compile(r"CNIG\s+\w+\s+v\d{4}[\w-]*", re.IGNORECASE)
_EPSG = re.compile(r"EPSG[:/](?:0/)?(\d{4,5})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DossierMetadata:
    """What the metadata say; ``projection`` is a number of the EPSG register (2154 is Lambert-93)."""

    title: str | None = None
    organisation: str | None = None
    standard: str | None = None
    projection: int | None = None


def read_metadata(path: Path) -> DossierMetadata | None:
    """The metadata of a file; None where it holds none.

    Raises:
        DamagedFile: it holds some, and cannot be read.
    """
    if path.stat().st_size > MAX_METADATA:
        return None
    text = _DECLARATION.sub("", _text(path.read_bytes()), count=1)
    if not _ROOT.search(text[:_HEAD]):
        return None
    try:
        # A DTD would only serve to blow up the parser.
        root = None if _DTD.search(text[:_HEAD]) else fromstring(text)
    except ParseError:
        root = None
    if root is None:
        raise DamagedFile("les métadonnées ne peuvent pas être lues (XML endommagé).", where=path.name)
    text = " ".join(root.itertext())
    standard = _STANDARD.search(text)
    projection = _EPSG.search(_texts_of(root, "referenceSystemInfo"))
    return DossierMetadata(
        title=_first(root, ("identificationInfo", "citation", "title")),
        organisation=_first(root, ("identificationInfo", "pointOfContact", "organisationName"))
        or _first(root, ("contact", "organisationName")),
        standard=standard[0] if standard else None,
        projection=int(projection[1]) if projection else None,
    )


def is_metadata(path: Path) -> bool:
    """Whether a file holds INSPIRE metadata."""
    with path.open("rb") as opened:
        return bool(_ROOT.search(_text(opened.read(_HEAD))))


def _text(data: bytes) -> str:
    """Bytes as text: by their mark, as they declare, else in what French programs write."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    declared = _DECLARED.search(data[:200])
    for encoding in ("utf-8-sig", declared[1].decode("ascii") if declared else "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _first(root: Element, steps: tuple[str, ...]) -> str | None:
    """The text of the first element below these, each somewhere below the one before, in any namespace."""
    element: Element | None = root
    for step in steps:
        element = None if element is None else element.find(f".//{{*}}{step}")
    if element is None:
        return None
    return " ".join("".join(element.itertext()).split()) or None


def _texts_of(root: Element, name: str) -> str:
    found = root.find(f".//{{*}}{name}")
    if found is None:
        return ""
    anchors = " ".join(value for each in found.iter() for value in each.attrib.values())
    return f"{' '.join(found.itertext())} {anchors}"

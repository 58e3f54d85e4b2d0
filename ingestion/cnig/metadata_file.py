"""The INSPIRE metadata of a dossier: title, organisation, standard, projection (ISO 19139)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

MAX_METADATA = 20_000_000  # bytes
_DTD = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w+:)?MD_Metadata[\s>]")
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
    """The metadata of a file; None where it holds none, or cannot be read."""
    if path.stat().st_size > MAX_METADATA:
        return None
    data = path.read_bytes()
    # A DTD would only serve to blow up the parser.
    if not _ROOT.search(data[:4096]) or _DTD.search(data[:4096]):
        return None
    try:
        root = fromstring(data)
    except ParseError:
        return None
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
        return bool(_ROOT.search(opened.read(4096)))


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

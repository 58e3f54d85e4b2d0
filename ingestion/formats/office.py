"""Office and text files: a child process reads them, and their sections take the place of pages.

These files have no pages of their own, and none is invented: a section is cited by its heading path. Text that is not
shown is kept in sections apart, of which nothing is cited.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.errors import DamagedFile, EmptyFile, ReadingError
from domain.ledger import Fate, LedgerEntry
from french.decoding import decode_text
from ingestion.cleaning import clean_page
from ingestion.formats.file_format import FileFormat
from ingestion.formats.limits import PieceLimits, ReadingLimits, in_thousands
from ingestion.formats.office_content import AsideKind, Category, Element, OfficeContent, Part
from ingestion.formats.office_process import OfficeProcess
from ingestion.formats.office_remarks import (
    ASIDE_FATES,
    ASIDE_SECTIONS,
    file_ledger,
    of_part,
    remarks,
    said_encoding,
)
from ingestion.page_ledger import lost_in_cleaning, section_ledger
from ingestion.segmentation.headings import Headings

MAX_TEXT_UNZIPPED = 100_000_000  # bytes of XML among them
_BYTES = 4  # of a character at most, in UTF-8; a page of HTML has some of markup for each
MAX_RATIO = 150  # unzipped to zipped, above SMALL
SMALL = 20_000_000  # bytes below which the ratio does not matter

#: Formats whose files name their encoding.
_MARKUP = ("html", "xml")
#: Formats whose files are much longer than their text.
_MOSTLY_MARKUP = ("html", "rtf")
LEFTOVERS = "En-têtes et pieds de page"
_DECLARED_LEVELS = 20  # headings recognised by their wording rank below those declared by a style


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a file without pages: its heading path, outermost first, its clean text, and what became of it.

    ``aside``: it is text that is not shown; nothing of it is cited.
    """

    path: tuple[str, ...]
    text: str
    ledger: tuple[LedgerEntry, ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of a file in order, what is said of its reading, in French, and what stood in it besides text."""

    sections: tuple[Section, ...]
    warnings: tuple[str, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()


def read_sections(
    filename: str,
    data: bytes,
    file_type: FileFormat,
    process: OfficeProcess,
    headings: Headings,
    most: int = PieceLimits().characters,
) -> Sections:
    """The sections of an office or text file, in order, as ``process`` reads them; ``most`` characters are read.

    Raises:
        DamagedFile: The file is broken, or unpacks to an unreasonable size.
        EmptyFile: The file holds no text.
        ReadingError: Reading took too long or too much memory, or the file holds more text.
    """
    warnings: list[str] = []
    if not file_type.is_text:
        check_archive(filename, data, file_type.limits)
    else:
        if len(data) > _BYTES * most:  # before it is decoded: that alone takes several times its size
            raise _too_much(filename, most)
        decoded = decode_text(data, declared_encodings(data) if file_type.name in _MARKUP else ())
        if not decoded.text.strip():
            raise _no_text(filename)
        warnings += said_encoding(decoded)
        data = decoded.text.encode("utf-8", "replace")
        if file_type.name not in _MOSTLY_MARKUP and len(decoded.text) > most:
            raise _too_much(filename, most)
    content = process.content(filename, data, file_type)
    if sum(len(element.text) for element in content.elements) > most:
        raise _too_much(filename, most)
    sections = [section for section in _all_sections(content, headings) if section.text]
    if not any(not section.aside for section in sections):
        raise _no_text(filename)
    return Sections(tuple(sections), (*warnings, *remarks(content)), file_ledger(content))


def _all_sections(content: OfficeContent, headings: Headings) -> Iterator[Section]:
    body = [element for element in content.elements if element.category is not Category.MARGIN]
    yield from _sections(body, headings)
    margins = [element.text for element in content.elements if element.category is Category.MARGIN]
    if margins:
        yield _section((LEFTOVERS,), "\n\n".join(dict.fromkeys(margins)), headings)
    for kind in AsideKind:
        found = [(one.part, one.text) for one in content.asides if one.kind is kind]
        lines: list[str] = []
        part: Part = None
        for place, text in found:
            if place is not None and place != part:
                lines.append(of_part(place))
            part = place
            lines.append(text)
        if lines:
            yield _section((ASIDE_SECTIONS[kind],), "\n".join(lines), headings, ASIDE_FATES[kind])


def _too_much(filename: str, most: int) -> ReadingError:
    return ReadingError(
        f"le fichier contient plus de texte ({in_thousands(most)} caractères) qu'il n'en est lu.",
        where=filename,
        remedy="Découpez-le et donnez ses parties, ou changez le réglage max_characters.",
    )


def _no_text(filename: str) -> EmptyFile:
    return EmptyFile("le document ne contient aucun texte.", where=filename, remedy="Vérifiez le fichier.")


_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,20})|encoding\s*=\s*["']([\w-]{2,20})""", re.IGNORECASE)


def declared_encodings(data: bytes) -> list[str]:
    """The encoding that a page of HTML names for itself; what is called ISO 8859-1 there is Windows-1252."""
    found = _CHARSET.search(data[:2048])
    if found is None:
        return []
    name = (found[1] or found[2]).decode("ascii").lower()
    return ["cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else name]


def check_archive(filename: str, data: bytes, limits: ReadingLimits) -> None:
    """Raises DamagedFile when an archive declares sizes that no real document has (a « ZIP bomb »)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise DamagedFile("l'archive du document est endommagée.", where=filename) from error
    total = sum(entry.file_size for entry in entries)
    text = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if (
        (limits.unpacked is not None and total > limits.unpacked)
        or text > MAX_TEXT_UNZIPPED
        or (total > SMALL and total > MAX_RATIO * len(data))
    ):
        raise DamagedFile(
            f"le document de {len(data) / 1e6:.1f} Mo se décompresse en {total / 1e6:.0f} Mo : il n'est pas ouvert.",
            where=filename,
            remedy="Enregistrez-le en PDF, ou découpez-le.",
        )


# --- Elements into sections --------------------------------------------------------------------


def _sections(elements: Sequence[Element], headings: Headings) -> Iterator[Section]:
    """Cuts at headings. Headings that follow one another (a table of contents) stay together."""
    path: list[tuple[int, str]] = []
    texts: list[str] = []
    notes: list[str] = []
    has_body = False
    part: Part = None
    for element in elements:
        if element.category is Category.NOTE and element.part == part:
            notes.append(element.text)
            continue
        level = _level(element, headings)
        if level is not None and isinstance(part, int) and path and element.part == part:
            level = None  # a slide has one title; its other short lines are text
        new_part = element.part is not None and element.part != part
        if (texts or notes) and (new_part or (level is not None and (has_body or notes))):
            yield _section(_path(part, path), "\n\n".join((*texts, *notes)), headings)
            texts, notes, has_body = [], [], False
        if new_part:
            part, path = element.part, []
        if element.category is Category.NOTE:
            notes.append(element.text)
            continue
        if level is not None:
            while path and path[-1][0] >= level:
                path.pop()
            path.append((level, " ".join(element.text.split())))
        else:
            has_body = True
        if not element.unwritten:
            texts.append(element.text)
    if texts or notes:
        yield _section(_path(part, path), "\n\n".join((*texts, *notes)), headings)


def _path(part: Part, path: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    headings = tuple(text for _, text in path)
    return headings if part is None else (of_part(part), *headings)


def _level(element: Element, headings: Headings) -> int | None:
    if element.category is Category.TITLE:
        return min(element.depth or 0, _DECLARED_LEVELS - 1)
    if element.category is not Category.TEXT or "\n" in element.text:
        return None
    level = headings.level(" ".join(element.text.split()))
    return None if level is None else _DECLARED_LEVELS + level


def _section(path: tuple[str, ...], raw: str, headings: Headings, fate: Fate = Fate.READ) -> Section:
    text = clean_page(raw, headings.rules.hyphens((raw,))).text
    ledger = section_ledger(text, fate, lost_in_cleaning(raw, text))
    return Section(path, text, tuple(ledger), aside=fate is not Fate.READ)

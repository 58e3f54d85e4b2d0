"""Office and text files: a child process reads them, and their sections take the place of pages.

These files have no pages of their own, and none is invented: a section is cited by its heading path.
Whatever the child's reader leaves out (notes, text boxes) is found again in the file's own XML and
put in a section at the end, so that nothing is lost.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.errors import DamagedFile, EmptyFile
from ingestion.cleaning import clean_page
from ingestion.formats.file_format import FileFormat
from ingestion.formats.files import decode_text
from ingestion.formats.limits import ReadingLimits
from ingestion.formats.office_process import Element, OfficeProcess
from ingestion.formats.office_xml import missing_paragraphs
from ingestion.layout.table_rows import table_rows
from ingestion.segmentation.headings import Headings

MAX_TEXT_UNZIPPED = 100_000_000  # bytes of XML among them
MAX_RATIO = 150  # unzipped to zipped, above SMALL
SMALL = 20_000_000  # bytes below which the ratio does not matter

LEFTOVERS = "En-têtes, notes et zones de texte"
_DECLARED_LEVELS = 6  # headings recognised by their wording rank below those declared by a style


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a file without pages: its heading path, outermost first, and its clean text."""

    path: tuple[str, ...]
    text: str


def read_sections(
    filename: str, data: bytes, file_type: FileFormat, process: OfficeProcess, headings: Headings
) -> list[Section]:
    """The sections of an office or text file, in order, as ``process`` reads them.

    Raises:
        DamagedFile: The file is broken, or unpacks to an unreasonable size.
        EmptyFile: The file holds no text.
        ReadingError: Reading took too long or too much memory.
    """
    if not file_type.is_text:
        check_archive(filename, data, file_type.limits)
    else:
        text = decode_text(data)
        if not text.strip():
            raise _no_text(filename)
        data = text.encode("utf-8")
    elements = process.elements(filename, data, file_type)
    body = [element for element in elements if element.category not in ("Header", "Footer", "PageBreak")]
    leftovers = [element.text for element in elements if element.category in ("Header", "Footer")]
    if file_type.text_parts is not None:
        leftovers += missing_paragraphs(data, file_type.text_parts, (element.text for element in elements))
    sections = list(_sections(body, file_type, headings))
    if leftovers:
        sections.append(Section((LEFTOVERS,), _clean("\n\n".join(dict.fromkeys(leftovers)), headings)))
    sections = [section for section in sections if section.text]
    if not sections:
        raise _no_text(filename)
    return sections


def _no_text(filename: str) -> EmptyFile:
    return EmptyFile("le document ne contient aucun texte.", where=filename, remedy="Vérifiez le fichier.")


def check_archive(filename: str, data: bytes, limits: ReadingLimits) -> None:
    """Raises DamagedFile when an archive declares sizes that no real document has (a « ZIP bomb »)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
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


def _sections(elements: Sequence[Element], file_type: FileFormat, headings: Headings) -> Iterator[Section]:
    """Cuts at headings. Headings that follow one another (a table of contents) stay together."""
    path: list[tuple[int, str]] = []
    texts: list[str] = []
    has_body = False
    part: str | int | None = None
    for element in elements:
        text = _element_text(element)
        if not text:
            continue
        level = _level(element, text, headings, trusts_titles=file_type.declares_titles)
        if level is not None and isinstance(part, int) and path and element.part == part:
            level = None  # a slide has one title; its other short lines are text
        new_part = element.part is not None and element.part != part
        if texts and (new_part or (level is not None and has_body)):
            yield Section(_path(part, path), _clean("\n\n".join(texts), headings))
            texts, has_body = [], False
        if new_part:
            part, path = element.part, []
        if level is not None:
            while path and path[-1][0] >= level:
                path.pop()
            path.append((level, " ".join(text.split())))
        else:
            has_body = True
        texts.append(text)
    if texts:
        yield Section(_path(part, path), _clean("\n\n".join(texts), headings))


def _path(part: str | int | None, path: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    headings = tuple(text for _, text in path)
    if part is None:
        return headings
    # A sheet has a name, a slide has a number.
    return (part if isinstance(part, str) else f"Diapositive {part}", *headings)


def _level(element: Element, text: str, headings: Headings, *, trusts_titles: bool) -> int | None:
    if element.category == "Title" and trusts_titles:
        return min(element.depth or 0, _DECLARED_LEVELS - 1)
    if element.category in ("ListItem", "Table") or "\n" in text:
        return None
    level = headings.level(" ".join(text.split()))
    return None if level is None else _DECLARED_LEVELS + level


def _element_text(element: Element) -> str:
    if element.category == "Table" and element.html:
        return "\n\n".join(table_rows(element.html)) or element.text.strip()
    return element.text.strip()


def _clean(text: str, headings: Headings) -> str:
    return clean_page(text, headings.rules.hyphens((text,))).text

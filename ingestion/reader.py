"""A file becomes a ReadPiece: the one way from bytes to pages, sentences and passages."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import DamagedFile
from corpus.types import Page, PageStatus, PieceKind, ReadPiece
from ingestion import quality
from ingestion.cleaning import Cleaned, clean_page
from ingestion.files import PDF, FileType, file_type, read_bytes
from ingestion.furniture import Body, find_bodies
from ingestion.hyphens import HyphenLexicon
from ingestion.kinds import guess_kind
from ingestion.lines import lines_of
from ingestion.passages import draft_passages
from ingestion.pdf import RawPage, document_warnings, has_valid_xref, open_pdf, raw_pages
from ingestion.sentences import Unit, split_page

#: Changes when the same bytes would give other sentences or passages; one per family of readers.
READER_VERSION = {"pdf": "pdf-1", "office": "unstructured-1"}

Progress = Callable[[int, int], None]

_LOST_GLYPHS = 20  # below, stray bullets and ornaments: not worth a word


def reader_version(filename: str) -> str:
    """Version of the reader that ``filename`` would go to, without opening it."""
    return READER_VERSION["pdf" if filename.lower().endswith(".pdf") else "office"]


def read_piece(path: Path, *, kind: PieceKind | None = None, progress: Progress | None = None) -> ReadPiece:
    """Reads one file whole. The same bytes under the same name give an equal result.

    Args:
        path: The file; its name without extension is the piece's name.
        kind: Part that the piece plays; guessed from its name and first page when None.
        progress: Called with (pages done, pages in all) as the reading goes on.

    Raises:
        MissingPath: The file does not exist.
        ReadingError: A subclass says why the file cannot be read; nothing of it is kept.
    """
    data = read_bytes(path)
    kind_of_file = file_type(path, data)
    if kind_of_file is PDF:
        return _read_pdf(path, data, kind, progress)
    from ingestion.office import read_sections

    sections = read_sections(path.name, data, kind_of_file)
    pages = []
    units: list[Unit] = []
    declared: list[tuple[str, ...]] = []
    for ordinal, section in enumerate(sections, 1):
        pages.append(Page(ordinal, None, " > ".join(section.path) or None, section.text, PageStatus.READ))
        found = split_page(ordinal, section.text, prose=True)
        units.extend(found)
        declared.extend(section.path for _ in found)
    if progress:
        progress(len(pages), len(pages))
    return _piece(path, data, kind_of_file, kind, pages, units, declared, ())


def _read_pdf(path: Path, data: bytes, kind: PieceKind | None, progress: Progress | None) -> ReadPiece:
    with open_pdf(data, path.name) as document:
        warnings = document_warnings(document, data)
        total = len(document)
        raws: list[RawPage] = []
        for raw in raw_pages(document):
            raws.append(raw)
            if progress:
                progress(raw.ordinal, total)
    if all(raw.broken for raw in raws):
        raise DamagedFile("aucune page du PDF ne peut être lue.", where=path.name, remedy="Redemandez le fichier.")
    lexicon = HyphenLexicon(raw.text for raw in raws)
    cleaned = [clean_page(raw.text, lexicon) for raw in raws]
    bodies = find_bodies([lines_of(page.text) for page in cleaned])
    repaired = not has_valid_xref(data)
    pages = []
    units: list[Unit] = []
    for raw, clean, body in zip(raws, cleaned, bodies, strict=True):
        page = _page(raw, clean, body, repaired=repaired)
        pages.append(page)
        if page.status is PageStatus.READ:
            units.extend(split_page(page.ordinal, page.text, body.start, body.end))
            if clean.lost_glyphs >= _LOST_GLYPHS:
                warnings.append(f"p. {page.ordinal} : {clean.lost_glyphs} caractères illisibles (police sans codage).")
    return _piece(path, data, PDF, kind, pages, units, None, warnings)


def _page(raw: RawPage, clean: Cleaned, body: Body, *, repaired: bool) -> Page:
    text = clean.text[body.start : body.end]
    status: PageStatus
    reason: str | None
    if raw.broken:
        status, reason = PageStatus.UNREADABLE, quality.BROKEN_PAGE
    elif text.strip():
        status, reason = quality.judge(text, lost_glyphs=clean.lost_glyphs)
    elif clean.text.strip():
        status, reason = PageStatus.EMPTY, quality.ONLY_FURNITURE
    elif clean.lost_glyphs:
        status, reason = PageStatus.UNREADABLE, quality.BROKEN_FONT
    elif repaired and not raw.has_drawing:
        # Nothing at all in a file that had to be repaired: its content is lost rather than blank.
        status, reason = PageStatus.UNREADABLE, quality.BROKEN_PAGE
    else:
        status, reason = PageStatus.EMPTY, quality.PICTURE if raw.has_drawing else quality.BLANK
    # What is printed on the page is what a reader of the paper sees; the file's label comes second.
    return Page(raw.ordinal, raw.ordinal, body.printed or raw.label, clean.text, status, reason)


def _piece(
    path: Path,
    data: bytes,
    kind_of_file: FileType,
    kind: PieceKind | None,
    pages: Sequence[Page],
    units: Sequence[Unit],
    declared: Sequence[tuple[str, ...]] | None,
    warnings: Sequence[str],
) -> ReadPiece:
    unread = [page for page in pages if page.status is not PageStatus.READ]
    return ReadPiece(
        # File systems spell accents in two ways; a piece has one name.
        name=unicodedata.normalize("NFC", path.stem),
        filename=unicodedata.normalize("NFC", path.name),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type=kind_of_file.media_type,
        kind=kind or guess_kind(path.name, next((page.text for page in pages if page.text), "")),
        reader=READER_VERSION["pdf" if kind_of_file is PDF else "office"],
        pages=tuple(pages),
        sentences=tuple(unit.sentence for unit in units),
        passages=draft_passages(units, declared),
        warnings=(*warnings, *_unread_warnings(unread, len(pages))),
    )


def _unread_warnings(unread: Sequence[Page], total: int) -> list[str]:
    warnings = []
    for reason in dict.fromkeys(page.reason for page in unread):
        numbers = [page.ordinal for page in unread if page.reason == reason]
        warnings.append(f"{len(numbers)} page(s) sur {total} non lue(s) : {reason} (p. {ranges(numbers)}).")
    return warnings


def ranges(numbers: Sequence[int]) -> str:
    """« 1-3, 7 » for 1, 2, 3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)

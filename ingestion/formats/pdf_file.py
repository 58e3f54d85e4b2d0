"""Opening PDF files through PDFium: refusals, warnings, outline. Its pages are read in pdf.py.

PDFium may not be called by two threads at once: every call is made under :data:`PDFIUM_LOCK`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from domain.errors import DamagedFile, EmptyFile, EncryptedFile
from ingestion.formats.files import read_bytes, read_part

#: To be held by whoever calls PDFium in this process (text, boxes, page images).
PDFIUM_LOCK = threading.RLock()

MAX_OUTLINE = 5_000  # entries of an outline
_TAIL = 2048
_STARTXREF = re.compile(rb"startxref\s+(\d+)")
_XREF = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")


@dataclass(frozen=True, slots=True)
class Outlined:
    """An entry of the PDF's own outline: depth from 0, title, and ordinal of its page (None when it has none)."""

    depth: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What is known of a PDF before its pages: ``repaired`` when its table of objects had to be rebuilt."""

    pages: int
    repaired: bool
    warnings: tuple[str, ...]
    outline: tuple[Outlined, ...]


@contextmanager
def open_pdf(path: Path) -> Iterator[Any]:
    """Opens a PDF and closes it, holding the lock for opening and closing only.

    The file is read as its pages are asked for: its size costs no memory.

    Yields:
        The ``pypdfium2.PdfDocument``.

    Raises:
        MissingPath: The file does not exist.
        DamagedFile: The file is cut or its structure is broken.
        EncryptedFile: A password is needed.
        EmptyFile: The document has no page.
    """
    import pypdfium2 as pdfium

    check_whole(path)
    with PDFIUM_LOCK:
        try:
            document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            # PDFium's last error can be that of an earlier file: the bytes decide.
            raise _refusal(read_bytes(path), path.name) from error
    try:
        yield document
    finally:
        with PDFIUM_LOCK:
            document.close()


def check_whole(path: Path) -> None:
    """Raises DamagedFile when the end of the file is missing: PDFium would open what is left."""
    tail = read_part(path, -_TAIL * 4, _TAIL * 4).rstrip(b"\x00\t\n\r \x1a")[-_TAIL:]
    if b"%%EOF" not in tail:
        raise DamagedFile(
            "le PDF est incomplet : sa fin manque, des pages peuvent être perdues.",
            where=path.name,
            remedy="Copiez ou téléchargez de nouveau le fichier.",
        )


def _refusal(data: bytes, filename: str) -> DamagedFile | EncryptedFile | EmptyFile:
    if b"/Encrypt" in data:
        return EncryptedFile(
            "le PDF demande un mot de passe.",
            where=filename,
            remedy="Enregistrez-en une copie sans mot de passe et donnez cette copie.",
        )
    if re.search(rb"/Type\s*/Pages\b", data) and re.search(rb"/Count\s+0\b", data):
        return EmptyFile("le PDF n'a aucune page.", where=filename, remedy="Vérifiez qu'il s'agit du bon fichier.")
    return DamagedFile(
        "le PDF est endommagé et ne peut pas être ouvert.",
        where=filename,
        remedy="Ouvrez-le dans un lecteur PDF et enregistrez-le de nouveau, ou redemandez le fichier.",
    )


def document_warnings(document: Any) -> list[str]:
    """What a user should know of the file as a whole, in French."""
    from pypdfium2 import raw

    warnings = []
    with PDFIUM_LOCK:
        if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
            warnings.append("PDF protégé, ouvert sans mot de passe (mot de passe d'ouverture vide).")
        if document.count_attachments() > 0:
            warnings.append(f"{document.count_attachments()} pièce(s) jointe(s) au PDF non lue(s).")
        if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
            warnings.append("Le PDF contient du JavaScript, ignoré.")
    return warnings


def has_valid_xref(path: Path) -> bool:
    """Whether the file's table of objects stands where the file says; PDFium rebuilds it otherwise."""
    starts = _STARTXREF.findall(read_part(path, -_TAIL * 4, _TAIL * 4))
    if not starts:
        return False
    header = max(0, read_part(path, 0, 1024).find(b"%PDF-"))
    place = int(starts[-1])
    return any(_XREF.match(read_part(path, at, 40)) for at in (place, place + header))


def pdf_facts(document: Any, path: Path) -> PdfFacts:
    """What a reader should know of the file as a whole."""
    with PDFIUM_LOCK:
        outline = tuple(_outline(document))
    repaired = not has_valid_xref(path)
    warnings = document_warnings(document)
    if repaired:
        warnings.append("La table des objets du PDF est abîmée ; elle a été reconstruite à la lecture.")
    return PdfFacts(len(document), repaired, tuple(warnings), outline)


def _outline(document: Any) -> Iterator[Outlined]:
    import pypdfium2 as pdfium

    try:
        for bookmark in islice(document.get_toc(max_depth=8), MAX_OUTLINE):
            target = bookmark.get_dest()
            index = target.get_index() if target else None
            yield Outlined(bookmark.level, bookmark.get_title(), None if index is None else index + 1)
    except (pdfium.PdfiumError, UnicodeError):
        return  # a broken outline is no reason to lose the pages

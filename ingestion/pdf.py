"""PDF files through PDFium: pages, labels, raw text. Everything PDFium stands behind this file and boxes.py.

PDFium may not be called by two threads at once: every call is made under :data:`PDFIUM_LOCK`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile

#: To be held by whoever calls PDFium in this process (text, boxes, page images).
PDFIUM_LOCK = threading.RLock()

_TAIL = 2048
_STARTXREF = re.compile(rb"startxref\s+(\d+)")
_XREF = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")


@dataclass(frozen=True, slots=True)
class RawPage:
    """What PDFium gives of one page.

    ``label`` is the page label of the file, None when it has none; ``has_drawing`` says whether a
    page without text shows something; ``broken`` that the page could not be loaded at all.
    """

    ordinal: int
    text: str
    label: str | None
    has_drawing: bool = False
    broken: bool = False


@contextmanager
def open_pdf(data: bytes, filename: str) -> Iterator[Any]:
    """Opens the bytes of a PDF and closes it, holding the lock for opening and closing only.

    Yields:
        The ``pypdfium2.PdfDocument``.

    Raises:
        DamagedFile: The file is cut or its structure is broken.
        EncryptedFile: A password is needed.
        EmptyFile: The document has no page.
    """
    import pypdfium2 as pdfium

    check_whole(data, filename)
    with PDFIUM_LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            # PDFium's last error can be that of an earlier file: the bytes decide.
            raise _refusal(data, filename) from error
    try:
        yield document
    finally:
        with PDFIUM_LOCK:
            document.close()


def check_whole(data: bytes, filename: str) -> None:
    """Raises DamagedFile when the end of the file is missing: PDFium would open what is left."""
    tail = data[-_TAIL * 4 :].rstrip(b"\x00\t\n\r \x1a")[-_TAIL:]
    if b"%%EOF" not in tail:
        raise DamagedFile(
            "le PDF est incomplet : sa fin manque, des pages peuvent être perdues.",
            where=filename,
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


def document_warnings(document: Any, data: bytes) -> list[str]:
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
    if not has_valid_xref(data):
        warnings.append("La table des objets du PDF est abîmée ; elle a été reconstruite à la lecture.")
    return warnings


def has_valid_xref(data: bytes) -> bool:
    """Whether the file's table of objects stands where the file says; PDFium rebuilds it otherwise."""
    starts = _STARTXREF.findall(data[-_TAIL * 4 :])
    if not starts:
        return False
    header = max(0, data[:1024].find(b"%PDF-"))
    place = int(starts[-1])
    return any(_XREF.match(data[at : at + 40]) for at in (place, place + header))


def raw_pages(document: Any) -> Iterator[RawPage]:
    """The pages in order, each read under the lock, so that other work can come between."""
    for index in range(len(document)):
        with PDFIUM_LOCK:
            page = _raw_page(document, index)
        yield page


def _raw_page(document: Any, index: int) -> RawPage:
    import pypdfium2 as pdfium

    label = document.get_page_label(index) or None
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return RawPage(index + 1, "", label, broken=True)
    try:
        text = page_text(page)
        has_drawing = not text.strip() and pdfium.raw.FPDFPage_CountObjects(page) > 0
        return RawPage(index + 1, text, label, has_drawing=has_drawing)
    except pdfium.PdfiumError:
        return RawPage(index + 1, "", label, broken=True)
    finally:
        page.close()


def page_text(page: Any) -> str:
    """Raw text of an open page, in the order of the file; the caller holds the lock."""
    textpage = page.get_textpage()
    try:
        return str(textpage.get_text_range())
    finally:
        textpage.close()

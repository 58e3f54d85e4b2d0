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

#: Why the pages of such a file are not read: they hold only « Please wait... ».
XFA = "formulaire XFA d'Adobe, dont le contenu n'est pas dans les pages : ouvrez-le dans Acrobat et imprimez-le en PDF"
_WAIT = re.compile(
    r"please wait|veuillez patienter|if this message is not eventually replaced|adobe (?:acrobat )?reader", re.I
)
_LONGEST_WAIT = 1_500  # characters of such a page
MAX_OUTLINE = 5_000  # entries of an outline
_TAIL = 8192
_MARK = 2048  # bytes before the end in which the end mark stands
_PADDING = b"\x00\t\n\r \x1a"
_STEP = 1 << 20  # bytes read at once, from the end backwards
_OVERLAP = 64
_STARTS = b"startxref"
_STARTXREF = re.compile(rb"startxref\s+(\d+)")
_END = re.compile(rb"\s*%{1,2}E?O?F?")
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
_XREF = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")


@dataclass(frozen=True, slots=True)
class Outlined:
    """An entry of the PDF's own outline: depth from 0, title, and ordinal of its page (None when it has none)."""

    depth: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What is known of a PDF before its pages: ``repaired`` when its table of objects had to be rebuilt.

    ``unread`` says in French why no page of it can be read, None where they can.
    """

    pages: int
    repaired: bool
    warnings: tuple[str, ...]
    outline: tuple[Outlined, ...]
    unread: str | None = None


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
    """Raises DamagedFile when the end of the file is missing: PDFium would open what is left.

    What follows the end (zeros, a page of HTML from a server) does no harm, nor does an end mark that is cut
    itself: the table of objects that the end names must be there, and no object may follow it.
    """
    if b"%%EOF" in read_part(path, -_TAIL, _TAIL).rstrip(_PADDING)[-_MARK:]:
        return
    end = find_end(path)
    if end is None or not has_valid_xref(path, end) or _OBJECT.search(end.after):
        raise DamagedFile(
            "le PDF est incomplet : sa fin manque, des pages peuvent être perdues.",
            where=path.name,
            remedy="Copiez ou téléchargez de nouveau le fichier.",
        )


@dataclass(frozen=True, slots=True)
class FileEnd:
    """The end of a PDF: where it says that its table of objects is, and what follows, down to some thousands of bytes.

    ``marked`` says that the end mark stands there.
    """

    table: int
    after: bytes
    marked: bool

    @property
    def is_clean(self) -> bool:
        """Whether the file ends as it should."""
        return self.marked and not self.after.strip(_PADDING)


def find_end(path: Path) -> FileEnd | None:
    """The last end of a PDF, looked for backwards; None when there is none."""
    size = path.stat().st_size
    stop = size
    while stop > 0:
        start = max(0, stop - _STEP)
        part = read_part(path, start, min(size, stop + _OVERLAP) - start)
        place = part.rfind(_STARTS)
        while place >= 0 and _STARTXREF.match(part, place) is None:
            place = part.rfind(_STARTS, 0, place)
        last = _STARTXREF.match(part, place) if place >= 0 else None
        if last is not None:
            rest = read_part(path, start + last.end(), _STEP)
            mark = _END.match(rest)
            return FileEnd(int(last[1]), rest[mark.end() if mark else 0 :], bool(mark and mark[0].strip() == b"%%EOF"))
        stop = start
    return None


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


def has_valid_xref(path: Path, end: FileEnd | None) -> bool:
    """Whether the file's table of objects stands where its end says; PDFium rebuilds it otherwise."""
    if end is None:
        return False
    header = max(0, read_part(path, 0, 1024).find(b"%PDF-"))
    place = end.table
    return any(_XREF.match(read_part(path, at, 40)) for at in (place, place + header))


def pdf_facts(document: Any, path: Path) -> PdfFacts:
    """What a reader should know of the file as a whole."""
    from pypdfium2 import raw

    with PDFIUM_LOCK:
        outline = tuple(_outline(document))
    end = find_end(path)
    repaired = not has_valid_xref(path, end)
    warnings = document_warnings(document)
    if end is not None and not end.is_clean:
        warnings.append(
            "Le fichier ne finit pas comme un PDF (octets en trop ou marque de fin coupée) ; il est lu en entier."
        )
    if repaired:
        warnings.append("La table des objets du PDF est abîmée ; elle a été reconstruite à la lecture.")
    unread = None
    with PDFIUM_LOCK:
        form = raw.FPDF_GetFormType(document)
        if form == raw.FORMTYPE_XFA_FULL or (form == raw.FORMTYPE_XFA_FOREGROUND and _asks_to_wait(document)):
            unread = XFA
        elif form == raw.FORMTYPE_XFA_FOREGROUND:
            warnings.append("Formulaire XFA d'Adobe : ce que montrent ses pages est lu, non ses données.")
    return PdfFacts(len(document), repaired, tuple(warnings), outline, unread)


def _asks_to_wait(document: Any) -> bool:
    """Whether the first page is the one that stands in the place of a form which only Adobe's programs show."""
    import pypdfium2 as pdfium

    try:
        page = document[0]
        textpage = page.get_textpage()
        try:
            text = " ".join(textpage.get_text_range().split())
        finally:
            textpage.close()
            page.close()
    except pdfium.PdfiumError:
        return False
    return len(text) <= _LONGEST_WAIT and _WAIT.search(text) is not None


def _outline(document: Any) -> Iterator[Outlined]:
    import pypdfium2 as pdfium

    try:
        for bookmark in islice(document.get_toc(max_depth=8), MAX_OUTLINE):
            target = bookmark.get_dest()
            index = target.get_index() if target else None
            yield Outlined(bookmark.level, bookmark.get_title(), None if index is None else index + 1)
    except (pdfium.PdfiumError, UnicodeError):
        return  # a broken outline is no reason to lose the pages

"""PDF files through PDFium: pages, labels, raw text. Everything PDFium stands behind this file and boxes.py.

PDFium may not be called by two threads at once: every call is made under :data:`PDFIUM_LOCK`.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile
from ingestion.files import read_bytes, read_part
from ingestion.layout import Layout, lay_out
from ingestion.order import place_in_file

#: To be held by whoever calls PDFium in this process (text, boxes, page images).
PDFIUM_LOCK = threading.RLock()

MAX_OBJECTS = 5_000  # looked at on a page; a map has more, and needs no exact count
SOME_TEXTS = 20  # texts looked at to know whether a page's text is invisible
MAX_OUTLINE = 5_000  # entries of an outline
MAX_PIXELS = 40_000_000  # of a page turned into a picture: A1 at 200 dpi
MAX_SIDE = 20_000  # pixels; Tesseract takes 32,767

_LINE = re.compile(r"[^\r\n]+")
_TAIL = 2048
_STARTXREF = re.compile(rb"startxref\s+(\d+)")
_XREF = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")


class LineMark(NamedTuple):
    """How a line of raw text is set: its first and last offset, the height of its type in points, its weight.

    ``y`` is where it stands on the page, from 0 at the top to 1 at the bottom.
    """

    start: int
    end: int
    size: float
    weight: int
    y: float = 0.5


@dataclass(frozen=True, slots=True)
class RawTable:
    """A ruled table: for each row its cells, as offsets of the raw text or None for a cell that is not there.

    ``columns`` are the left edges of its columns, in points.
    """

    rows: tuple[tuple[tuple[int, int] | None, ...], ...]
    columns: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class RawPage:
    """What PDFium gives of one page.

    ``label`` is the page label of the file, None when it has none; ``images`` is the share of the
    page under its largest picture; ``drawings`` counts its paths, ``objects`` all it shows;
    ``hidden`` says that the text is invisible, as a scanner's software lays it over a picture;
    ``broken`` that the page could not be loaded at all, for ``why``. ``marks`` gives the type of each
    line and ``tables`` the ruled tables. ``text`` is in reading order: where that is not the order of
    the file, ``order`` gives the runs of the file's own text that it is made of.
    """

    ordinal: int
    text: str
    label: str | None
    images: float = 0.0
    drawings: int = 0
    objects: int = 0
    hidden: bool = False
    broken: bool = False
    why: str | None = None
    marks: tuple[LineMark, ...] = ()
    tables: tuple[RawTable, ...] = ()
    order: tuple[tuple[int, int], ...] = ()


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


def raw_pages(document: Any, first: int = 1, end: int | None = None) -> Iterator[RawPage]:
    """The pages from ``first`` to before ``end``, each read under the lock, so that other work can come between."""
    stop = len(document) + 1 if end is None else min(end, len(document) + 1)
    for ordinal in range(first, stop):
        with PDFIUM_LOCK:
            page = _raw_page(document, ordinal - 1)
        yield page


def _raw_page(document: Any, index: int) -> RawPage:
    import pypdfium2 as pdfium

    label = document.get_page_label(index) or None
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return RawPage(index + 1, "", label, broken=True)
    try:
        textpage = page.get_textpage()
        try:
            shown = _shown(page)
            layout = lay_out(page, textpage, shown.drawings)
            return RawPage(
                index + 1,
                layout.text,
                label,
                images=shown.images,
                drawings=shown.drawings,
                objects=shown.objects,
                hidden=shown.hidden,
                marks=tuple(_marks(textpage, layout, page.get_height())),
                tables=tuple(RawTable(rows, columns) for rows, columns in layout.tables),
                order=layout.order,
            )
        finally:
            textpage.close()
    except pdfium.PdfiumError:
        return RawPage(index + 1, "", label, broken=True)
    finally:
        page.close()


@dataclass(frozen=True, slots=True)
class _Shown:
    images: float
    drawings: int
    objects: int
    hidden: bool


def _shown(page: Any) -> _Shown:
    """Counts what a page shows, down to the first thousands of objects: enough to tell a map from a text."""
    from pypdfium2 import raw

    width, height = page.get_size()
    total = raw.FPDFPage_CountObjects(page)
    edges = [ctypes.c_float() for _ in range(4)]
    images = 0.0
    drawings = texts = hidden = 0
    for index in range(min(total, MAX_OBJECTS)):
        shown = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(shown)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            drawings += 1
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            if texts < SOME_TEXTS:
                texts += 1
                hidden += raw.FPDFTextObj_GetTextRenderMode(shown) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) and raw.FPDFPageObj_GetBounds(shown, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            area = max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                images = max(images, area / max(1.0, width * height))
    return _Shown(min(1.0, images), drawings + max(0, total - MAX_OBJECTS), total, texts > 0 and hidden == texts)


def _marks(textpage: Any, layout: Layout, height: float) -> Iterator[LineMark]:
    """Size and weight of each line, taken at a letter in its middle."""
    from pypdfium2 import raw

    text, order, handle = layout.text, layout.order, textpage.raw
    box = raw.FS_RECTF()
    box_at = ctypes.byref(box)
    astral = (
        [index for index, char in enumerate(text) if ord(char) > 0xFFFF] if max(text, default="") > "\uffff" else []
    )
    for line in _LINE.finditer(text):
        start, end = line.span()
        place = (start + end) // 2
        if not text[place].isalnum():
            place = next((at for at in range(place, end) if text[at].isalnum()), place)
        if order:
            place = place_in_file(order, place)
        if astral:
            place += sum(at < place for at in astral)  # PDFium counts a character outside the basic plane twice
        char = raw.FPDFText_GetCharIndexFromTextIndex(handle, place)
        if char >= 0 and raw.FPDFText_GetLooseCharBox(handle, char, box_at):
            top, bottom = box.top, box.bottom
            y = 1 - (top + bottom) / 2 / height if height else 0.5
            weight = raw.FPDFText_GetFontWeight(handle, char)
            yield LineMark(start, end, round(abs(top - bottom), 1), weight, round(y, 3))


def render_gray(document: Any, ordinal: int, dpi: int) -> tuple[int, int, float, bytes]:
    """A page as grey pixels.

    Returns:
        Width and height in pixels, pixels a point (less than ``dpi / 72`` where the page is so large
        that its picture would not fit in memory), and the pixels row by row.
    """
    with PDFIUM_LOCK:
        page = document[ordinal - 1]
        try:
            width, height = page.get_size()
            scale = dpi / 72
            scale = min(scale, MAX_SIDE / max(width, height, 1), math.sqrt(MAX_PIXELS / max(width * height, 1)))
            bitmap = page.render(scale=scale, grayscale=True)
            try:
                columns, rows, stride = bitmap.width, bitmap.height, bitmap.stride
                buffer = bytes(bitmap.buffer)
            finally:
                bitmap.close()
        finally:
            page.close()
    if stride != columns:
        buffer = b"".join(buffer[row * stride : row * stride + columns] for row in range(rows))
    return columns, rows, scale, buffer


def page_layout(page: Any, textpage: Any) -> Layout:
    """Text and order of an open page, the same as ``raw_pages`` gives; the caller holds the lock."""
    return lay_out(page, textpage, _shown(page).drawings)

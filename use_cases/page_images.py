"""A page as a person sees it: its picture, its size, and where each sentence stands on it; made once, then kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus import Corpus
from corpus.atomic import atomic_path, write_atomic
from domain import Box, PageKind, StoredPage
from domain.errors import ReadingError, UnknownPage
from ingestion.formats.pdf_source import PdfSource
from use_cases.highlight import page_boxes

WIDTHS = (1000, 2000)
"""Pixels across of the pictures that can be asked for: to read beside the answer, and to read closely."""


#: Bytes that a picture may take.
_ROOM = 1 << 20


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """A page of a PDF, as it is displayed.

    ``width`` and ``height`` are in points; ``boxes`` gives the rectangles of each sentence by its rank in
    the piece, in points from the top left corner, one a line. ``problem`` says why no boxes could be found.
    """

    width: float
    height: float
    boxes: Mapping[int, tuple[Box, ...]]
    problem: str | None = None


class PageImages:
    """Draws pages and finds their sentences. What it keeps goes with the copy of the file that it was made from."""

    def __init__(self, corpus: Corpus, pdf: PdfSource):
        """``pdf`` opens files in a child process: a hostile page takes nothing else along."""
        self._corpus = corpus
        self._pdf = pdf

    def geometry(self, document: str, piece: str, ordinal: int) -> PageGeometry:
        """The size of a page and the places of its sentences.

        Raises:
            UnknownDocument: no document has this slug.
            UnknownPiece: it has no such piece.
            UnknownPage: the piece has no such page, or has no pages at all (an office file).
            ReadingError: the page cannot be drawn.
        """
        source, folder, stored = self._place(document, piece, ordinal)
        # The reader decides where sentences begin: another version of it finds other ones.
        reader = next(each.reader for each in self._corpus.documents.get(document).pieces if each.name == piece)
        kept = folder / f"{ordinal}.json"
        if kept.exists():
            known = json.loads(kept.read_text("utf-8"))
            if known["reader"] == reader:
                boxes = {int(rank): tuple(Box(*box) for box in found) for rank, found in known["boxes"].items()}
                return PageGeometry(known["width"], known["height"], boxes, known["problem"])
        sheet = self._measure(source, self._picture_path(folder, ordinal, WIDTHS[0]), stored)
        content = {
            "reader": reader,
            "width": sheet.width,
            "height": sheet.height,
            "boxes": {rank: [[b.x0, b.y0, b.x1, b.y1] for b in found] for rank, found in sheet.boxes.items()},
            "problem": sheet.problem,
        }
        write_atomic(kept, json.dumps(content).encode())
        return sheet

    def picture(self, document: str, piece: str, ordinal: int, width: int = WIDTHS[0]) -> Path:
        """The picture of a page (WebP), drawn when it is first asked for.

        Args:
            document: Slug.
            piece: Name of the piece.
            ordinal: Physical number of the page.
            width: Pixels across, one of ``WIDTHS``.

        Raises:
            UnknownDocument: no document has this slug.
            UnknownPiece: it has no such piece.
            UnknownPage: the piece has no such page, or has no pages at all (an office file).
            ReadingError: the page cannot be drawn.
            DiskFull: there is no space left for the picture.
        """
        source, folder, _ = self._place(document, piece, ordinal)
        target = self._picture_path(folder, ordinal, width)
        if not target.exists():
            self._draw(source, ordinal, width, target)
        return target

    def _place(self, document: str, piece: str, ordinal: int) -> tuple[Path, Path, StoredPage]:
        stored = self._corpus.texts.page(document, piece, ordinal)
        if stored.page.number is None:
            raise UnknownPage(
                f"« {stored.filename} » n'est pas un PDF : il n'a pas de pages à dessiner.",
                where=f"{document} / {piece}",
            )
        if stored.page.kind is PageKind.BROKEN:
            raise ReadingError(
                "Cette page est endommagée : elle ne peut pas être dessinée.", where=f"{piece}, page {ordinal}"
            )
        info = next(each for each in self._corpus.documents.get(document).pieces if each.name == piece)
        return self._corpus.files.path(info.sha256, info.filename), self._corpus.files.drawings(info.sha256), stored

    def _measure(self, source: Path, picture: Path, stored: StoredPage) -> PageGeometry:
        ordinal = stored.page.ordinal
        width, height = self._draw(source, ordinal, WIDTHS[0], picture)
        try:
            boxes = page_boxes(self._corpus, stored.document, stored.piece, ordinal)
        except ReadingError as error:  # said on the page: it is shown without highlights
            return PageGeometry(width, height, {}, str(error))
        return PageGeometry(width, height, boxes)

    def _draw(self, source: Path, ordinal: int, width: int, target: Path) -> tuple[float, float]:
        with atomic_path(target) as temporary, self._pdf.open(source) as pdf:
            try:
                size: tuple[float, float] = pdf.draw(ordinal, width, temporary)
            except ReadingError:
                # The child cannot tell a full disk from a page that it cannot draw: here it would say so.
                temporary.write_bytes(bytes(_ROOM))
                raise
        return size

    def close(self) -> None:
        """End the child that draws."""
        close = getattr(self._pdf, "close", None)
        if close is not None:
            close()

    @staticmethod
    def _picture_path(folder: Path, ordinal: int, width: int) -> Path:
        if width not in WIDTHS:
            raise ValueError(width)
        return folder / f"{ordinal}-{width}.webp"

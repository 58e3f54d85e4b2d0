"""Where the pages of a PDF come from: a child process that may die, or this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from domain.errors import DamagedFile, ReadingError
from ingestion.formats.child_process import Child, ChildDied, ChildReader
from ingestion.formats.drawing import draw_page
from ingestion.formats.limits import PDF_LIMITS
from ingestion.formats.pdf import RawPage, raw_pages, render_gray
from ingestion.formats.pdf_file import PdfFacts, open_pdf, pdf_facts
from ingestion.formats.pdf_names import may_have
from ingestion.formats.pdf_wire import facts_from_wire, page_from_wire
from ingestion.layout.may_have import MayHave

PAGE_TIME_LIMIT = PDF_LIMITS.seconds  # seconds for one page
OPEN_TIME_LIMIT = 120.0  # seconds to start the process and open a file
MAX_DEATHS = 10  # pages of one file that may kill their reader before the file is given up

KILLER_PAGE = "page endommagée : elle a arrêté le lecteur"
SLOW_PAGE = "page trop longue à lire (plus de {:.0f} s)"


class OpenPdf(Protocol):
    """An open PDF."""

    facts: PdfFacts

    def pages(self) -> Iterator[RawPage]:
        """All pages in order, those that cannot be read marked as broken."""

    def render(self, ordinal: int, dpi: int, target: Path) -> float:
        """Writes the picture of a page (grey, PGM) and returns its scale in pixels a point."""

    def draw(self, ordinal: int, width: int, target: Path) -> tuple[float, float]:
        """Writes the page as it looks (WebP, ``width`` pixels across); returns its size in points."""


class PdfSource(Protocol):
    """Opens PDF files."""

    def open(self, path: Path) -> Any:
        """A context manager that gives an ``OpenPdf``."""


class HerePdf:
    """Reads in this process: for short work on files that are known to be sound."""

    @contextmanager
    def open(self, path: Path) -> Iterator[OpenPdf]:
        """Opens a PDF.

        Raises:
            ReadingError: A subclass says why it cannot be opened.
        """
        with open_pdf(path) as document:
            yield _Here(document, pdf_facts(document, path), may_have(path, len(document)))


class _Here:
    def __init__(self, document: Any, facts: PdfFacts, objects: MayHave):
        self._document = document
        self._objects = objects
        self.facts = facts

    def pages(self) -> Iterator[RawPage]:
        return raw_pages(self._document, may_have=self._objects)

    def render(self, ordinal: int, dpi: int, target: Path) -> float:
        width, height, scale, pixels = render_gray(self._document, ordinal, dpi)
        target.write_bytes(b"P5\n%d %d\n255\n" % (width, height) + pixels)
        return scale

    def draw(self, ordinal: int, width: int, target: Path) -> tuple[float, float]:
        return draw_page(self._document, ordinal, width, target)


class ChildPdf(ChildReader):
    """Reads in a child process with limits, started at the first file and kept for the next ones.

    One file at a time. A page that kills the child, or takes too long, is marked as broken and the
    reading goes on with the next page in a new child.
    """

    def __init__(
        self,
        *,
        page_time: float = PAGE_TIME_LIMIT,
        open_time: float = OPEN_TIME_LIMIT,
        module: str = "ingestion.formats.pdf_worker",
    ):
        super().__init__(module)
        self._page_time = page_time
        self._open_time = open_time

    @contextmanager
    def open(self, path: Path) -> Iterator[OpenPdf]:
        """Opens a PDF in the child.

        Raises:
            ReadingError: A subclass says why it cannot be opened.
        """
        with self._reading() as child:
            yield _InChild(child, path.absolute(), self._open_time, self._page_time)
            child.tell({"do": "close"})


class _InChild:
    """A file that is open in the child, and again in the next one when it dies."""

    def __init__(self, child: Child, path: Path, open_time: float, page_time: float):
        self._child = child
        self._path = path
        self._open_time = open_time
        self._page_time = page_time
        self.facts = self._open()

    def _open(self) -> PdfFacts:
        try:
            self._child.send({"do": "open", "path": str(self._path)})
            return facts_from_wire(self._child.receive(self._open_time)["facts"])
        except ChildDied as death:
            said = f"a dépassé {self._open_time:.0f} secondes" if death.slow else "s'est arrêtée"
            raise DamagedFile(
                f"l'ouverture du PDF {said} : le fichier est sans doute endommagé ou hostile.",
                where=self._path.name,
                remedy="Ouvrez-le dans un lecteur PDF et enregistrez-le de nouveau, ou redemandez le fichier.",
            ) from death

    def pages(self) -> Iterator[RawPage]:
        done = deaths = 0
        while done < self.facts.pages:
            try:
                self._child.send({"do": "pages", "first": done + 1})
                while done < self.facts.pages:
                    page = page_from_wire(self._child.receive(self._page_time)["page"])
                    done = page.ordinal
                    yield page
            except ChildDied as death:
                deaths += 1
                if deaths > MAX_DEATHS:
                    raise DamagedFile(
                        f"{deaths} pages du PDF arrêtent le lecteur.",
                        where=self._path.name,
                        remedy="Ouvrez-le dans un lecteur PDF et enregistrez-le de nouveau, ou redemandez le fichier.",
                    ) from death
                done += 1
                why = SLOW_PAGE.format(self._page_time) if death.slow else KILLER_PAGE
                yield RawPage(done, "", None, broken=True, why=why)
                self._open()

    def render(self, ordinal: int, dpi: int, target: Path) -> float:
        answer = self._picture(ordinal, {"do": "render", "page": ordinal, "dpi": dpi, "target": str(target)})
        return float(answer["scale"])

    def draw(self, ordinal: int, width: int, target: Path) -> tuple[float, float]:
        answer = self._picture(ordinal, {"do": "draw", "page": ordinal, "width": width, "target": str(target)})
        across, down = answer["size"]
        return float(across), float(down)

    def _picture(self, ordinal: int, request: dict[str, Any]) -> dict[str, Any]:
        try:
            self._child.send(request)
            return self._child.receive(self._page_time)
        except ChildDied as death:
            self._open()
            raise ReadingError(
                "la page ne peut pas être dessinée.",
                where=f"{self._path.name}, page {ordinal}",
                remedy="Son texte reste lisible ; ouvrez le fichier d'origine pour la voir.",
            ) from death

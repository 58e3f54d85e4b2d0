"""Where the pages of a PDF come from: child processes that may die, or this process."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import DamagedFile, ReadingError
from ingestion.child import Child, ChildDied
from ingestion.drawing import draw_page
from ingestion.pdf import PdfFacts, RawPage, open_pdf, pdf_facts, raw_pages, render_gray
from ingestion.wire import facts_from_wire, page_from_wire

PAGE_TIME_LIMIT = 60.0  # seconds for one page; a hard one takes a tenth of a second
OPEN_TIME_LIMIT = 120.0  # seconds to start the process and open a file
MAX_DEATHS = 10  # pages of one file that may kill their reader before the file is given up
MAX_CHILDREN = 2  # more would wait for this process, which cleans the pages
SHARE = 8  # pages in a row that one child reads
WORTH_TWO = 5 * SHARE  # pages of a file under which a second process costs more than it gains

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
            yield _Here(document, pdf_facts(document, path))


class _Here:
    def __init__(self, document: Any, facts: PdfFacts):
        self._document = document
        self.facts = facts

    def pages(self) -> Iterator[RawPage]:
        return raw_pages(self._document, range(1, self.facts.pages + 1))

    def render(self, ordinal: int, dpi: int, target: Path) -> float:
        width, height, scale, pixels = render_gray(self._document, ordinal, dpi)
        target.write_bytes(b"P5\n%d %d\n255\n" % (width, height) + pixels)
        return scale

    def draw(self, ordinal: int, width: int, target: Path) -> tuple[float, float]:
        return draw_page(self._document, ordinal, width, target)


class ChildPdf:
    """Reads in child processes with limits, started at the first file and kept for the next ones.

    One file at a time; the pages of a long one are shared between ``children`` processes. A page that
    kills its process, or takes too long, is marked as broken and the reading goes on with the next
    page in a new process.
    """

    def __init__(
        self,
        *,
        page_time: float = PAGE_TIME_LIMIT,
        open_time: float = OPEN_TIME_LIMIT,
        children: int | None = None,
        module: str = "ingestion.pdf_worker",
    ):
        self._page_time = page_time
        self._open_time = open_time
        count = min(MAX_CHILDREN, os.cpu_count() or 1) if children is None else children
        self._children = [Child(module) for _ in range(count)]
        self._one_file = threading.Lock()

    @contextmanager
    def open(self, path: Path) -> Iterator[OpenPdf]:
        """Opens a PDF in a child.

        Raises:
            ReadingError: A subclass says why it cannot be opened.
        """
        with self._one_file:
            opened = _InChildren(path.absolute(), self._children, self._open_time, self._page_time)
            try:
                yield opened
                opened.close()
            except ReadingError:
                raise  # the children have said all they had to say
            except BaseException:
                # Answers that nobody took (a reading paused in the middle) must not meet the next file.
                self.close()
                raise

    def close(self) -> None:
        """Ends the children; the next file starts others."""
        for child in self._children:
            child.close()


class _InChildren:
    """A file that is open in the first child, and in the others once its pages are shared."""

    def __init__(self, path: Path, children: Sequence[Child], open_time: float, page_time: float):
        self._path = path
        self._children = children
        self._open_time = open_time
        self._page_time = page_time
        self._deaths = 0
        self._ask_to_open(children[0])
        self.facts = self._opened(children[0])

    def _ask_to_open(self, child: Child) -> None:
        try:
            child.send({"do": "open", "path": str(self._path)})
        except ChildDied as death:
            raise self._cannot_open(death) from death

    def _opened(self, child: Child) -> PdfFacts:
        try:
            return facts_from_wire(child.receive(self._open_time)["facts"])
        except ChildDied as death:
            raise self._cannot_open(death) from death

    def _cannot_open(self, death: ChildDied) -> DamagedFile:
        said = f"a dépassé {self._open_time:.0f} secondes" if death.slow else "s'est arrêtée"
        return DamagedFile(
            f"l'ouverture du PDF {said} : le fichier est sans doute endommagé ou hostile.",
            where=self._path.name,
            remedy="Ouvrez-le dans un lecteur PDF et enregistrez-le de nouveau, ou redemandez le fichier.",
        )

    def pages(self) -> Iterator[RawPage]:
        """The pages in order, each child reading its share ahead."""
        ordinals = range(1, self.facts.pages + 1)
        children = self._children if len(ordinals) >= WORTH_TWO else self._children[:1]
        for child in children[1:]:
            self._ask_to_open(child)
        for child in children[1:]:
            self._opened(child)
        turns = [ordinals[begin : begin + SHARE] for begin in range(0, len(ordinals), SHARE)]
        shares = [
            _Share(self, child, [page for turn in turns[number :: len(children)] for page in turn], self._page_time)
            for number, child in enumerate(children)
        ]
        for number, turn in enumerate(turns):
            for _ in turn:
                yield shares[number % len(shares)].next_page()

    def restart(self, child: Child, death: ChildDied) -> None:
        """Has the file open again in the place of a child that died.

        Raises:
            DamagedFile: Too many pages of this file killed theirs.
        """
        self._deaths += 1
        if self._deaths > MAX_DEATHS:
            raise DamagedFile(
                f"{self._deaths} pages du PDF arrêtent le lecteur.",
                where=self._path.name,
                remedy="Ouvrez-le dans un lecteur PDF et enregistrez-le de nouveau, ou redemandez le fichier.",
            ) from death
        self._ask_to_open(child)
        self._opened(child)

    def close(self) -> None:
        """Lets the children close the file."""
        for child in self._children:
            child.tell({"do": "close"})

    def render(self, ordinal: int, dpi: int, target: Path) -> float:
        answer = self._picture(ordinal, {"do": "render", "page": ordinal, "dpi": dpi, "target": str(target)})
        return float(answer["scale"])

    def draw(self, ordinal: int, width: int, target: Path) -> tuple[float, float]:
        answer = self._picture(ordinal, {"do": "draw", "page": ordinal, "width": width, "target": str(target)})
        across, down = answer["size"]
        return float(across), float(down)

    def _picture(self, ordinal: int, request: dict[str, Any]) -> dict[str, Any]:
        child = self._children[0]
        try:
            child.send(request)
            return child.receive(self._page_time)
        except ChildDied as death:
            self._ask_to_open(child)
            self._opened(child)
            raise ReadingError(
                "la page ne peut pas être dessinée.",
                where=f"{self._path.name}, page {ordinal}",
                remedy="Son texte reste lisible ; ouvrez le fichier d'origine pour la voir.",
            ) from death


class _Share:
    """The pages that one child reads, asked for all at once so that it never waits for us."""

    def __init__(self, file: _InChildren, child: Child, ordinals: Sequence[int], page_time: float):
        self._file = file
        self._child = child
        self._left = deque(ordinals)
        self._page_time = page_time
        self._ask()

    def _ask(self) -> None:
        asked = not self._left
        while not asked:
            try:
                self._child.send({"do": "pages", "ordinals": list(self._left)})
                asked = True
            except ChildDied as death:
                self._file.restart(self._child, death)  # it died between two pages: none of them is to blame

    def next_page(self) -> RawPage:
        """The next page of the share, marked as broken when it killed the child."""
        try:
            page = page_from_wire(self._child.receive(self._page_time)["page"])
            self._left.popleft()
        except ChildDied as death:
            why = SLOW_PAGE.format(self._page_time) if death.slow else KILLER_PAGE
            page = RawPage(self._left.popleft(), "", None, broken=True, why=why)
            self._file.restart(self._child, death)
            self._ask()
        return page

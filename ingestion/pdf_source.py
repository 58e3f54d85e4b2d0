"""Where the pages of a PDF come from: a child process that may die, or this process."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from corpus import errors
from corpus.errors import DamagedFile, ReadingError
from ingestion.drawing import draw_page
from ingestion.files import read_bytes
from ingestion.limits import child_environment, end
from ingestion.pdf import PdfFacts, RawPage, open_pdf, pdf_facts, raw_pages, render_gray
from ingestion.wire import facts_from_wire, page_from_wire

PAGE_TIME_LIMIT = 60.0  # seconds for one page; a hard one takes a tenth of a second
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
        data = read_bytes(path)
        with open_pdf(data, path.name) as document:
            yield _Here(document, pdf_facts(document, data))


class _Here:
    def __init__(self, document: Any, facts: PdfFacts):
        self._document = document
        self.facts = facts

    def pages(self) -> Iterator[RawPage]:
        return raw_pages(self._document)

    def render(self, ordinal: int, dpi: int, target: Path) -> float:
        width, height, scale, pixels = render_gray(self._document, ordinal, dpi)
        target.write_bytes(b"P5\n%d %d\n255\n" % (width, height) + pixels)
        return scale

    def draw(self, ordinal: int, width: int, target: Path) -> tuple[float, float]:
        return draw_page(self._document, ordinal, width, target)


class _Dead(Exception):
    """The child ended, or was ended because it took too long."""

    def __init__(self, slow: bool):
        super().__init__()
        self.slow = slow


class ChildPdf:
    """Reads in a child process with limits, started at the first file and kept for the next ones.

    One file at a time. A page that kills the child, or takes too long, is marked as broken and the
    reading goes on with the next page in a new child.
    """

    def __init__(
        self,
        *,
        page_time: float = PAGE_TIME_LIMIT,
        open_time: float = OPEN_TIME_LIMIT,
        module: str = "ingestion.pdf_worker",
    ):
        self._module = module
        self._page_time = page_time
        self._open_time = open_time
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._one_file = threading.Lock()

    @contextmanager
    def open(self, path: Path) -> Iterator[OpenPdf]:
        """Opens a PDF in the child.

        Raises:
            ReadingError: A subclass says why it cannot be opened.
        """
        with self._one_file:
            try:
                yield _InChild(self, path.absolute(), self.open_in_child(path.absolute()), self._page_time)
            except ReadingError:
                raise  # the child has said all it had to say
            except BaseException:
                # Answers that nobody took (a reading paused in the middle) must not meet the next file.
                self.close()
                raise

    def open_in_child(self, path: Path) -> PdfFacts:
        """Has the child open this file; starts one where there is none."""
        try:
            self.send({"do": "open", "path": str(path)})
            return facts_from_wire(self.receive(self._open_time)["facts"])
        except _Dead as death:
            said = f"a dépassé {self._open_time:.0f} secondes" if death.slow else "s'est arrêtée"
            raise DamagedFile(
                f"l'ouverture du PDF {said} : le fichier est sans doute endommagé ou hostile.",
                where=path.name,
                remedy="Ouvrez-le dans un lecteur PDF et enregistrez-le de nouveau, ou redemandez le fichier.",
            ) from death

    def send(self, request: dict[str, Any]) -> None:
        """Sends a request to the child, started first where there is none."""
        process = self._process
        if process is None or process.poll() is not None:
            process = self._start()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
        except OSError as error:
            self.close()
            raise _Dead(slow=False) from error

    def receive(self, limit: float) -> dict[str, Any]:
        """The next answer.

        Raises:
            _Dead: the child ended, or did not answer within ``limit`` seconds and was ended.
            ReadingError: what the child has to say of the file.
        """
        try:
            line = self._answers.get(timeout=limit)
        except queue.Empty as error:
            self.close()
            raise _Dead(slow=True) from error
        if line is None:
            self.close()
            raise _Dead(slow=False)
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise _error(answer["error"])
        return answer

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=child_environment(),
            start_new_session=True,
        )
        self._answers = queue.SimpleQueue()
        threading.Thread(target=_relay, args=(self._process.stdout, self._answers), daemon=True).start()
        return self._process

    def close(self) -> None:
        """Ends the child; the next file starts another."""
        if self._process is not None:
            end(self._process)
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    # A request that a dead child never read may still be in the pipe.
                    with suppress(OSError, ValueError):
                        stream.close()
            self._process = None


def _relay(stream: Any, answers: queue.SimpleQueue[str | None]) -> None:
    """Hands the lines of a child on, so that they can be waited for with a limit."""
    try:
        for line in stream:
            answers.put(line)
    except ValueError:
        pass  # closed under us: the child was ended
    answers.put(None)


class _InChild:
    def __init__(self, child: ChildPdf, path: Path, facts: PdfFacts, page_time: float):
        self._child = child
        self._path = path
        self._page_time = page_time
        self.facts = facts

    def pages(self) -> Iterator[RawPage]:
        done = deaths = 0
        while done < self.facts.pages:
            try:
                self._child.send({"do": "pages", "first": done + 1})
                while "page" in (answer := self._child.receive(self._page_time)):
                    page = page_from_wire(answer["page"])
                    done = page.ordinal
                    yield page
                break
            except _Dead as death:
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
                self._child.open_in_child(self._path)

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
        except _Dead as death:
            self._child.open_in_child(self._path)
            raise ReadingError(
                "la page ne peut pas être dessinée.",
                where=f"{self._path.name}, page {ordinal}",
                remedy="Son texte reste lisible ; ouvrez le fichier d'origine pour la voir.",
            ) from death


def _error(fault: dict[str, Any]) -> ReadingError:
    known = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ReadingError)]
    kinds = {kind.code: kind for kind in known}
    return kinds.get(fault["code"], ReadingError)(fault["message"], where=fault["where"], remedy=fault["remedy"])

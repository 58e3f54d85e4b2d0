"""Child process that reads PDF files, so that a file that kills its reader takes nothing else along.

Usage: ``python -m ingestion.formats.pdf_worker``. One JSON request a line on standard input, answers as JSON
lines on standard output:

- ``{"do": "open", "path": P}`` answers the facts of the file, which stays open.
- ``{"do": "pages", "first": N}`` answers the pages from N on, one a line.
- ``{"do": "close"}`` closes the file, and is not answered.
- ``{"do": "render", "page": N, "dpi": D, "target": P}`` writes grey pixels (PGM) into P.
- ``{"do": "draw", "page": N, "width": W, "target": P}`` writes the page as it looks (WebP) into P.

JSON and not pickle: what comes out of a process that read a hostile file must not be code.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from domain.errors import ReadingError
from ingestion.formats.drawing import draw_page
from ingestion.formats.limits import PDF_LIMITS, limit_this_process
from ingestion.formats.pdf import RawPage, raw_pages, render_gray
from ingestion.formats.pdf_file import open_pdf, pdf_facts
from ingestion.formats.pdf_names import may_have
from ingestion.formats.pdf_wire import facts_to_wire, page_to_wire
from ingestion.layout.may_have import MayHave

KEPT_PAGES = 250  # PDFium keeps what it read of each page: closing the file now and then gives it back
MEMORY_LIMIT = PDF_LIMITS.memory  # bytes of address space
RARELY = 20_000  # objects made, after which Python looks for circles among them


class Session:
    """The file that is open, and what is asked of it."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._path = Path()
        self._document: Any = None
        self._may_have = MayHave()

    def answer(self, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The answers to one request."""
        if request["do"] == "open":
            self._path = Path(request["path"])
            self._open_file()
            self._may_have = may_have(self._path, len(self._document))
            yield {"facts": facts_to_wire(pdf_facts(self._document, self._path))}
        elif request["do"] == "pages":
            for page in self._pages(request["first"]):
                yield {"page": page_to_wire(page)}
        elif request["do"] == "render":
            width, height, scale, pixels = render_gray(self._document, request["page"], request["dpi"])
            Path(request["target"]).write_bytes(b"P5\n%d %d\n255\n" % (width, height) + pixels)
            yield {"scale": scale}
        elif request["do"] == "draw":
            across, down = draw_page(self._document, request["page"], request["width"], Path(request["target"]))
            yield {"size": [across, down]}
        elif request["do"] == "close":
            self._open.close()
            self._document = None
        else:
            raise ValueError(request["do"])

    def _pages(self, first: int) -> Iterator[RawPage]:
        while True:
            yield from raw_pages(self._document, first, first + KEPT_PAGES, self._may_have)
            first += KEPT_PAGES
            if first > len(self._document):
                return
            self._open_file()

    def _open_file(self) -> None:
        self._open.close()
        self._document = self._open.enter_context(open_pdf(self._path))


def serve(requests: TextIO, answers: TextIO) -> None:
    """Answer requests until there are no more."""
    session = Session()
    for line in requests:
        try:
            for answer in session.answer(json.loads(line)):
                answers.write(json.dumps(answer) + "\n")
                answers.flush()
        except ReadingError as error:
            fault = {"code": error.code, "message": error.message, "where": error.where, "remedy": error.remedy}
            answers.write(json.dumps({"error": fault}) + "\n")
            answers.flush()


if __name__ == "__main__":
    limit_this_process(MEMORY_LIMIT)
    # A page makes thousands of tuples and hardly a circle of them: looking for these costs a tenth of the time.
    gc.freeze()
    gc.set_threshold(RARELY)
    serve(sys.stdin, sys.stdout)

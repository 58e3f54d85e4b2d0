"""Recognising the pages of an open PDF that need it: in parallel, from the cache first."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from domain import Box
from domain.errors import ReadingError
from ingestion.formats.pdf_source import OpenPdf
from ingestion.ocr.cache import OcrCache
from ingestion.ocr.tesseract import DPI, OcrWord, RecognitionFailed, Tesseract, mean_confidence


@dataclass(frozen=True, slots=True)
class Recognised:
    """What recognition made of a page: raw text with, for each word, its offsets and box in points.

    ``failure`` says in French why there is nothing.
    """

    text: str = ""
    words: tuple[tuple[int, int, Box, float], ...] = ()
    confidence: float = 0.0
    failure: str | None = None


class Recogniser:
    """Reads pictures of pages, several at once.

    Args:
        engine: The engine, or in French why there is none: pages are then left with that reason.
        cache: Where what was recognised is kept; None keeps nothing.
        processes: Pages at once; 0 for one a core.
    """

    def __init__(self, engine: Tesseract | str, cache: OcrCache | None = None, processes: int = 0):
        self._engine = engine
        self._cache = cache
        self._processes = processes or os.cpu_count() or 1

    @property
    def name(self) -> str | None:
        """The engine with its version and language, None when there is none."""
        return self._engine.name if isinstance(self._engine, Tesseract) else None

    @property
    def absence(self) -> str | None:
        """Why there is no engine, in French; None when there is one."""
        return None if isinstance(self._engine, Tesseract) else self._engine

    def read(
        self, pdf: OpenPdf, file: str, ordinals: Sequence[int], progress: Callable[[int, int], None] | None = None
    ) -> dict[int, Recognised]:
        """Recognise these pages of the file of this SHA-256.

        ``progress`` is called with (pages done, pages in all), from this thread.

        An exception raised by ``progress`` ends the work; pages that were finished stay in the cache.
        """
        if not isinstance(self._engine, Tesseract):
            return {ordinal: Recognised(failure=self._engine) for ordinal in ordinals}
        found: dict[int, Recognised] = {}
        if progress and ordinals:
            progress(0, len(ordinals))
        with tempfile.TemporaryDirectory(prefix="biollm-ocr-") as folder:
            for ordinal, page in self._pages(self._engine, pdf, file, ordinals, Path(folder)):
                found[ordinal] = page
                if progress:
                    progress(len(found), len(ordinals))
        return found

    def _pages(
        self, engine: Tesseract, pdf: OpenPdf, file: str, ordinals: Sequence[int], folder: Path
    ) -> Iterator[tuple[int, Recognised]]:
        """Pages as they are finished: few are drawn ahead, so that memory and disk do not grow with pages."""
        waiting: dict[Future[Recognised], int] = {}
        with ThreadPoolExecutor(self._processes, thread_name_prefix="biollm-ocr") as pool:
            try:
                for ordinal in ordinals:
                    image = folder / f"{ordinal}.pgm"
                    try:
                        scale = pdf.render(ordinal, DPI, image)
                    except ReadingError as error:
                        yield ordinal, Recognised(failure=error.message)
                        continue
                    waiting[pool.submit(self._recognise, engine, file, image, scale)] = ordinal
                    while len(waiting) > self._processes:
                        yield from _finished(waiting)
                while waiting:
                    yield from _finished(waiting)
            finally:
                for future in waiting:
                    future.cancel()

    def _recognise(self, engine: Tesseract, file: str, image: Path, scale: float) -> Recognised:
        dpi = round(scale * 72)
        try:
            key = engine.key(image.read_bytes(), dpi)
            words = self._cache.get(file, key) if self._cache else None
            if words is None:
                words = engine.recognise(image, max(dpi, 70))  # Tesseract refuses less than 70
                if self._cache:
                    self._cache.put(file, key, words)
        except RecognitionFailed as error:
            return Recognised(failure=str(error))
        finally:
            image.unlink(missing_ok=True)
        return compose(words, scale)


def _finished(waiting: dict[Future[Recognised], int]) -> Iterator[tuple[int, Recognised]]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in sorted(done, key=lambda each: waiting[each]):
        ordinal = waiting.pop(future)
        yield ordinal, future.result()


def compose(words: Sequence[OcrWord], scale: float) -> Recognised:
    """Words as text: a line a line, a blank line between paragraphs; boxes from pixels to points."""
    parts: list[str] = []
    placed: list[tuple[int, int, Box, float]] = []
    length = 0
    before: tuple[int, int, int] | None = None
    for word in words:
        if before is not None:
            gap = " " if word.line == before else ("\n" if word.line[:2] == before[:2] else "\n\n")
            parts.append(gap)
            length += len(gap)
        parts.append(word.text)
        box = Box(*(round(edge / scale, 2) for edge in (word.box.x0, word.box.y0, word.box.x1, word.box.y1)))
        placed.append((length, length + len(word.text), box, word.confidence))
        length += len(word.text)
        before = word.line
    return Recognised("".join(parts), tuple(placed), round(mean_confidence(words), 3))

"""What was recognised, kept by the picture of its page: no page is recognised twice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Container
from pathlib import Path

from corpus.atomic import write_atomic
from corpus.disk import file_errors
from domain import Box
from ingestion.ocr.tesseract import OcrWord


class OcrCache:
    """One JSON file a page, named by the hash of its picture and of the engine; may be emptied at any time.

    An empty file beside says which PDF (SHA-256) holds such a page: the same page in two files is
    recognised once, and kept until neither is needed.
    """

    def __init__(self, folder: Path):
        self._pages = folder / "pages"
        self._files = folder / "files"

    def get(self, file: str, key: str) -> tuple[OcrWord, ...] | None:
        """The words of a picture in this file, None when it was not recognised yet (or was kept damaged)."""
        try:
            rows = json.loads(self._page(key).read_text(encoding="utf-8"))
            words = tuple(OcrWord((row[0], row[1], row[2]), Box(*row[3:7]), row[7], row[8]) for row in rows)
        except (OSError, ValueError, TypeError, IndexError):
            return None
        self._refer(file, key)
        return words

    def put(self, file: str, key: str, words: tuple[OcrWord, ...]) -> None:
        """Keep the words of a picture in this file.

        Raises:
            DiskFull: no package left; what was kept before is still there.
        """
        rows = [
            [*word.line, word.box.x0, word.box.y0, word.box.x1, word.box.y1, word.confidence, word.text]
            for word in words
        ]
        self._refer(file, key)
        write_atomic(self._page(key), json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace"))

    def sweep(self, in_use: Container[str]) -> None:
        """Remove what was recognised in none of these files."""
        needed: set[str] = set()
        for folder in _inside(self._files):
            if folder.name in in_use:
                needed.update(reference.name for reference in _inside(folder))
            else:
                shutil.rmtree(folder, ignore_errors=True)
        for page in self._pages.glob("*/*.json"):
            if page.stem not in needed:
                page.unlink(missing_ok=True)

    def _refer(self, file: str, key: str) -> None:
        with file_errors(self._files):
            (self._files / file).mkdir(parents=True, exist_ok=True)
            (self._files / file / key).touch()

    def _page(self, key: str) -> Path:
        return self._pages / key[:2] / f"{key}.json"


def _inside(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []

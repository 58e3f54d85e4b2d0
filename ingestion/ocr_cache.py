"""What was recognised, kept by the picture of the page: no page is recognised twice."""

from __future__ import annotations

import json
from collections.abc import Container
from pathlib import Path

from corpus.atomic import write_atomic
from corpus.types import Box
from ingestion.ocr import OcrWord


class OcrCache:
    """One JSON file a page, named by the hash of its picture and of the engine. May be emptied at any time."""

    def __init__(self, folder: Path):
        self._folder = folder

    def get(self, key: str) -> tuple[OcrWord, ...] | None:
        """The words of a picture, None when it was not recognised yet (or its file is damaged)."""
        try:
            rows = json.loads(self._path(key).read_text(encoding="utf-8"))
            return tuple(OcrWord((row[0], row[1], row[2]), Box(*row[3:7]), row[7], row[8]) for row in rows)
        except (OSError, ValueError, TypeError, IndexError):
            return None

    def put(self, key: str, words: tuple[OcrWord, ...]) -> None:
        """Keep the words of a picture.

        Raises:
            DiskFull: no room left; what was kept before is still there.
        """
        rows = [
            [*word.line, word.box.x0, word.box.y0, word.box.x1, word.box.y1, word.confidence, word.text]
            for word in words
        ]
        write_atomic(self._path(key), json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace"))

    def clear(self, keeping: Container[str] = ()) -> None:
        """Remove what was recognised, but for the keys to keep."""
        if self._folder.is_dir():
            for path in self._folder.glob("*/*"):
                if path.stem not in keeping:
                    path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"

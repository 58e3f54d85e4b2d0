"""A page as it looks, for the eye."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ingestion.formats.pdf_file import PDFIUM_LOCK
from ingestion.formats.pdf_page import open_page

_MAX_HEIGHT = 12_000  # pixels: a strip of ten metres is drawn smaller, not refused
_QUALITY = 82  # WebP: letters of 8 points stay sharp, and a page weighs about 150 kB


def draw_page(document: Any, ordinal: int, width: int, target: Path) -> tuple[float, float]:
    """Draw a page of an open PDF as it is displayed, ``width`` pixels across, into a WebP file.

    Returns:
        Width and height of the page in points.
    """
    with PDFIUM_LOCK, open_page(document, ordinal - 1) as (page, _):
        across, down = page.get_size()
        bitmap = page.render(scale=min(width / max(across, 1), _MAX_HEIGHT / max(down, 1)))
        try:
            picture = bitmap.to_pil().convert("RGB")
        finally:
            bitmap.close()
    picture.save(target, "WEBP", quality=_QUALITY)
    return across, down

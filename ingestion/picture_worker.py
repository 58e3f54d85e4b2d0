"""Child process that draws one page of a PDF: ``python -m ingestion.picture_worker FILE PAGE WIDTH TARGET``.

It writes the picture (WebP) into TARGET and the size of the page, in points, on standard output.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ingestion.limits import limit_this_process
from ingestion.pdf import open_pdf

MEMORY_LIMIT = 3 * 1024**3  # bytes of address space
_MAX_HEIGHT = 12_000  # pixels: a strip of ten metres is drawn smaller, not refused
_QUALITY = 82  # WebP: letters of 8 points stay sharp, and a page weighs about 100 kB


def draw(path: Path, ordinal: int, width: int, target: Path) -> tuple[float, float]:
    """Draw a page as it is displayed, ``width`` pixels wide; returns its width and height in points."""
    with open_pdf(path.read_bytes(), path.name) as document:
        page = document[ordinal - 1]
        across, down = page.get_size()
        scale = min(width / max(across, 1), _MAX_HEIGHT / max(down, 1))
        bitmap = page.render(scale=scale)
        bitmap.to_pil().convert("RGB").save(target, "WEBP", quality=_QUALITY)
    return across, down


def main() -> None:
    """Draw what the command line asks for."""
    limit_this_process(MEMORY_LIMIT)
    path, ordinal, width, target = sys.argv[1:]
    across, down = draw(Path(path), int(ordinal), int(width), Path(target))
    sys.stdout.write(f"{across:.3f} {down:.3f}")


if __name__ == "__main__":
    main()

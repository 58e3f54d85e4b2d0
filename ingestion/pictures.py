"""Pages as pictures for the eye, drawn in a child process: a hostile page takes nothing else along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from corpus.errors import ReadingError
from ingestion.limits import child_environment

TIME_LIMIT = 30.0  # seconds; a page of a large map takes two


def draw_page(path: Path, ordinal: int, width: int, target: Path) -> tuple[float, float]:
    """Draw a page of a PDF, ``width`` pixels wide, into a WebP file.

    Returns:
        Width and height of the page as it is displayed, in points.

    Raises:
        ReadingError: the page cannot be drawn, or not within the time limit.
    """
    command = [sys.executable, "-m", "ingestion.picture_worker", str(path), str(ordinal), str(width), str(target)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TIME_LIMIT, check=True, env=child_environment()
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise ReadingError(
            "La page ne peut pas être dessinée.",
            where=f"{path.name}, page {ordinal}",
            remedy="Son texte reste lisible à côté ; ouvrez le fichier d'origine pour la voir.",
        ) from error
    across, down = done.stdout.split()
    return float(across), float(down)

"""Typesets the pieces of the sample dossier from ``sample/source``: ``python -m sample.build``.

The bytes depend on nothing but the sources and the typst version: the fonts are those that typst
embeds (the system's are ignored) and the date is the fictional document's own.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sample import PIECE_NAMES, SAMPLE_METADATA, sample_dir

SOURCE = Path(__file__).parent / "source"

# Another version of typst may break lines, and so pages, elsewhere: rebuild, then run sample.paging.
TYPST_VERSION: Final = "0.15.2"


def typeset(name: str) -> bytes:
    """The PDF of one piece.

    Args:
        name: Piece name, one of ``PIECE_NAMES``.

    Raises:
        ModuleNotFoundError: typst is not installed (it is a development dependency).
        typst.TypstError: The source does not compile.
    """
    import typst

    day = SAMPLE_METADATA["date"]
    pdf: bytes = typst.compile(
        str(SOURCE / f"{name}.typ"),
        root=str(SOURCE),
        format="pdf",
        ignore_system_fonts=True,
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    return pdf


def build(folder: Path) -> list[Path]:
    """Write the three pieces into ``folder``; each appears whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in PIECE_NAMES:
        target = folder / f"{name}.pdf"
        draft = target.with_suffix(".pdf.part")
        draft.write_bytes(typeset(name))
        draft.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in build(sample_dir()):
        sys.stdout.write(f"{path.name} : {path.stat().st_size} octets\n")

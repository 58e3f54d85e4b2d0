"""Typesets the pieces of the sample dossier from ``sample/source``: ``python -m sample.build``.

The bytes depend on nothing but the sources and the typst version: the fonts are those that typst
embeds (the system's are ignored) and the date is the fictional document's own.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from sample import PIECE_NAMES, SAMPLE_METADATA, sample_dir
from sample.approved import APPROVED_METADATA, RULES, approved_dir, approved_source

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
    return _typeset(str(SOURCE / f"{name}.typ"), SAMPLE_METADATA["date"])


def typeset_approved() -> bytes:
    """The PDF of the règlement as approved; errors are those of :func:`typeset`."""
    source = approved_source((SOURCE / f"{RULES}.typ").read_text("utf-8"))
    return _typeset(source.encode(), APPROVED_METADATA["date"])


def _typeset(source: str | bytes, day: date) -> bytes:
    import typst

    # Its stubs want the source and the root of one type; bytes beside a path are what it takes.
    pdf: bytes = typst.compile(  # type: ignore[call-overload]
        source,
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
        written.append(_write(folder / f"{name}.pdf", typeset(name)))
    return written


def build_approved(folder: Path) -> Path:
    """Write the règlement as approved into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    return _write(folder / f"{RULES}.pdf", typeset_approved())


def _write(target: Path, data: bytes) -> Path:
    draft = target.with_suffix(".pdf.part")
    draft.write_bytes(data)
    draft.replace(target)
    return target


if __name__ == "__main__":
    for path in [*build(sample_dir()), build_approved(approved_dir())]:
        sys.stdout.write(f"{path.name} : {path.stat().st_size} octets\n")

"""Small dossiers in the layouts of the CNIG, made for tests: tables, names, one page a piece."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import shapefile

from tests.ingestion.pdfs import raw_pdf

PAGE = "Cette page tient lieu de pièce dans un dossier fictif, écrit pour éprouver la lecture des dossiers normalisés."


def write_pieces(root: Path, pieces: Mapping[str, str]) -> None:
    """One PDF of one page a piece, by its path in the dossier; an empty text stands for a usual one."""
    for place, text in pieces.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw_pdf([text or f"{path.stem}. {PAGE}"]))


def write_dbf(path: Path, fields: Mapping[str, str], rows: Sequence[Sequence[str]], encoding: str = "cp1252") -> None:
    """A dBase table of texts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with shapefile.Writer(dbf=str(path), encoding=encoding) as writer:
        for name in fields:
            writer.field(name, "C", 100)
        for row in rows:
            writer.record(*row)


def zipped(folder: Path, archive: Path, *, inside: str = "") -> Path:
    """The content of a folder as a ZIP, under ``inside``."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                opened.write(path, f"{inside}{path.relative_to(folder).as_posix()}")
    return archive

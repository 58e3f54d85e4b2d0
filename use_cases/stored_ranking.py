"""The file of a ranked dossier: its sentences once, and which of them retrieval put first for what is asked."""

from __future__ import annotations

import gzip
from pathlib import Path

from pydantic import BaseModel

from domain import DocumentKind, PieceKind, StoredSentence


class StoredLine(BaseModel):
    """A sentence with its place, its titles and the kind of its piece."""

    piece: str
    kind: PieceKind
    ordinal: int
    page: int | None
    label: str | None
    position: int
    start: int
    end: int
    text: str
    row: str | None
    confidence: float | None
    heading: tuple[str, ...]


class StoredPlace(BaseModel):
    """The index of a ranked sentence, and those of other places that say the same."""

    at: int
    also: tuple[int, ...] = ()


class StoredRanking(BaseModel):
    """A dossier, ranked for the grid of this name.

    ``ranked`` are the sentences of each indicator, best first, as indices of ``lines``; ``questions`` those of each
    free question, by its text.
    """

    note: str
    grid: str
    document: str
    title: str
    kind: DocumentKind | None
    pieces: tuple[str, ...]
    kinds: tuple[PieceKind, ...]
    pages: int
    lines: list[StoredLine]
    ranked: dict[str, list[StoredPlace]]
    questions: dict[str, list[StoredPlace]] = {}


def read_ranking(path: Path) -> StoredRanking:
    """Read what :func:`write_ranking` wrote."""
    return StoredRanking.model_validate_json(gzip.decompress(path.read_bytes()))


def write_ranking(ranking: StoredRanking, path: Path) -> None:
    """Write a dossier as compressed JSON, the same bytes for the same content."""
    path.write_bytes(gzip.compress(ranking.model_dump_json().encode(), mtime=0))


def sentence_of(document: str, line: StoredLine) -> StoredSentence:
    """A stored line as a sentence of its document."""
    return StoredSentence(
        document, line.piece, line.ordinal, line.page, line.label, line.position, line.start, line.end, line.text,
        line.row, line.confidence,
    )  # fmt: skip

"""Files -> corpus -> indexes: reading, replacing and deleting the pieces of a document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from corpus import Corpus
from corpus.errors import ReadingError
from corpus.identity import check_slug
from corpus.types import DocumentInfo, DocumentKind, PieceInfo, Stage
from ingestion import collect_pieces, read_piece, reader_version
from services.indexing import Indexer
from services.progress import Progress, silent, within
from vectorstore import VectorCache


@dataclass(frozen=True, slots=True)
class Description:
    """What the user says of a document; None keeps what is already known."""

    title: str | None = None
    kind: DocumentKind | None = None
    territory: str | None = None
    stage: Stage | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PieceOutcome:
    """What became of one file: read anew, replaced, found unchanged, or refused with its error."""

    filename: str
    state: Literal["lue", "remplacee", "inchangee", "refusee"]
    pages: int = 0
    error: ReadingError | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of every file of an ingestion; ``ignored`` says why a file was passed over."""

    document: str
    pieces: tuple[PieceOutcome, ...]
    ignored: tuple[str, ...] = ()
    unread_pages: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @property
    def refused(self) -> tuple[PieceOutcome, ...]:
        """The files that could not be read."""
        return tuple(piece for piece in self.pieces if piece.state == "refusee")


class Dossiers:
    """Takes dossiers in and out. Every piece is all there or not at all."""

    def __init__(self, corpus: Corpus, indexer: Indexer, vectors: VectorCache | None = None):
        self._corpus = corpus
        self._indexer = indexer
        self._vectors = vectors

    def ingest(
        self, paths: Sequence[Path], document: str, description: Description, progress: Progress = silent
    ) -> IngestReport:
        """Read files or folders as the pieces of one document, then index what is new.

        Run again after a crash, it finishes the work and repeats none of it. A file that cannot be
        read is refused alone; the others are stored.

        Raises:
            UsageError: the slug cannot be used, a path is missing, or two files have the same name.
            ReadingError: not one file could be read; nothing was stored.
            StorageError: the corpus or an index cannot be written.
        """
        check_slug(document)
        collected = collect_pieces(paths)
        known = self._known_pieces(document)
        before_texts = self._texts(document) if known else set()
        outcomes: list[PieceOutcome] = []
        warnings: list[str] = []
        for path in collected.pieces:
            before = known.get(path.stem)
            if before is not None and _unchanged(path, before):
                outcomes.append(PieceOutcome(path.name, "inchangee", before.pages))
                continue
            try:
                piece = read_piece(path, progress=within(progress, f"lecture de {path.name}"))
            except ReadingError as error:
                if len(collected.pieces) == 1:
                    raise
                outcomes.append(PieceOutcome(path.name, "refusee", error=error))
                continue
            self._corpus.files.keep(path, piece.sha256)
            self._describe(document, description)
            if before is not None:
                self._indexer.drop(document, before.name)
            self._corpus.documents.put_piece(document, piece)
            warnings += [f"{piece.filename} : {warning}" for warning in piece.warnings]
            outcomes.append(PieceOutcome(path.name, "lue" if before is None else "remplacee", len(piece.pages)))
        if all(outcome.state == "refusee" for outcome in outcomes):
            raise _nothing_read(outcomes)
        self._describe(document, description)
        self._indexer.index(document, progress)
        self._forget(before_texts - self._texts(document))
        self._corpus.files.sweep(self._corpus.documents.hashes_in_use())
        return IngestReport(
            document=document,
            pieces=tuple(outcomes),
            ignored=tuple(f"{ignored.path.name} : {ignored.reason}" for ignored in collected.ignored),
            unread_pages=self._corpus.texts.unread_pages(document),
            warnings=tuple(warnings + self._duplicates(document)),
        )

    def delete(self, document: str) -> None:
        """Remove a document, its answers, its index entries and the copies only it needed.

        Raises:
            UnknownDocument: no document has this slug.
        """
        pieces = self._corpus.documents.get(document).pieces
        texts = self._texts(document)
        for piece in pieces:
            self._indexer.drop(document, piece.name)
        self._corpus.documents.remove(document)
        self._forget(texts)
        self._corpus.files.sweep(self._corpus.documents.hashes_in_use())

    def _texts(self, document: str) -> set[str]:
        """Texts of the passages whose vectors are kept; none where no vectors are."""
        if self._vectors is None:
            return set()
        return {passage.text for passage in self._corpus.texts.passages(document)}

    def _forget(self, texts: set[str]) -> None:
        if self._vectors is not None and texts:
            self._vectors.forget(sorted(texts))

    def _known_pieces(self, document: str) -> dict[str, PieceInfo]:
        if not self._corpus.documents.exists(document):
            return {}
        return {piece.name: piece for piece in self._corpus.documents.get(document).pieces}

    def _describe(self, document: str, description: Description) -> None:
        self._corpus.documents.describe(
            document,
            title=description.title,
            kind=description.kind,
            territory=description.territory,
            stage=description.stage,
            day=description.day,
        )

    def _duplicates(self, document: str) -> list[str]:
        info: DocumentInfo = self._corpus.documents.get(document)
        first: dict[str, str] = {}
        found = []
        for piece in info.pieces:
            if piece.sha256 in first:
                found.append(f"{piece.filename} a le même contenu que {first[piece.sha256]}.")
            first.setdefault(piece.sha256, piece.filename)
        return found


def _unchanged(path: Path, before: PieceInfo) -> bool:
    """Whether the stored piece was made from these very bytes by the reader of today."""
    if path.stat().st_size != before.size or reader_version(path.name) != before.reader:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == before.sha256


def _nothing_read(outcomes: Sequence[PieceOutcome]) -> ReadingError:
    reasons = " ".join(str(outcome.error) for outcome in outcomes)
    return ReadingError(
        f"Aucune pièce n'a pu être lue ; rien n'a été enregistré. {reasons}".strip(),
        remedy="Formats lus : pdf, docx, odt, pptx, xlsx, html, md, txt.",
    )

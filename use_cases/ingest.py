"""Files -> corpus -> indexes: reading, replacing and deleting the pieces of a document."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus import Corpus
from domain import (
    Geography,
    PieceGuess,
    PieceInfo,
    PieceKind,
    PieceState,
)
from domain.errors import ReadingError, UsageError
from domain.identity import check_slug
from ingestion import OcrCache, Parser, collect_pieces
from ingestion.cnig.dossier_intake import TakenIn, take_in
from ingestion.cnig.hectares import read_geography
from ingestion.cnig.hollow_pieces import hollow_warning
from ingestion.cnig.nested_archives import open_dossier
from ingestion.dossier.unpacking_folder import unpacking_folder
from use_cases.dossier_data import keep_data, kept_archive
from use_cases.index import Indexer
from use_cases.ingest_remarks import found_again, nothing_read, same_contents
from use_cases.ingest_report import Description, IngestReport, PieceOutcome
from use_cases.progress import Progress, silent
from use_cases.repeated_rules import RepeatedRules, repeated_rules
from use_cases.take_dossier import (
    added_to,
    told_ignored,
    with_first_pages,
    with_free_names,
    with_missing,
    with_read_kinds,
)
from vectorstore import VectorCache

__all__ = ["Description", "Dossiers", "IngestReport", "PieceOutcome"]


class Dossiers:
    """Takes dossiers in and out. Every piece is all there or not at all."""

    def __init__(
        self,
        corpus: Corpus,
        indexer: Indexer,
        reader: Parser,
        recognised: OcrCache,
        vectors: VectorCache | None = None,
        before: Callable[[], None] = lambda: None,
    ):
        """``before`` is called before a document is read: it finishes what a crash left of other work."""
        self._corpus = corpus
        self._indexer = indexer
        self._reader = reader
        self._recognised = recognised
        self._vectors = vectors
        self._before = before

    def ingest(
        self,
        paths: Sequence[Path],
        document: str,
        description: Description,
        progress: Progress = silent,
        source: str | None = None,
    ) -> IngestReport:
        """Read files, folders or ZIP archives as the pieces of one document, then index what is new.

        Run again after a crash, it finishes the work and repeats none of it. A file that cannot be
        read is refused alone; the others are stored. The pieces of a folder take its order. ``source`` is kept, to
        know the same files again.

        Raises:
            UsageError: the slug cannot be used, or a path is missing.
            ReadingError: not one file could be read, or an archive cannot be opened; nothing was stored.
            StorageError: the corpus or an index cannot be written.
        """
        check_slug(document)
        if description.plan is not None:
            check_slug(description.plan)
        self._before()
        known = self._corpus.documents.exists(document)
        before = self._texts(document) if known else set()
        with unpacking_folder(self._corpus.data_dir, paths) as scratch:
            unpacked = open_dossier(paths, scratch, _opening(progress))
            taken = take_in(unpacked.roots, self._reader.piece_names)
            collected = collect_pieces([place for _, place in unpacked.roots])
            opened = {archive.resolve() for archive in unpacked.archives}
            found = dict(zip(collected.pieces, collected.names, strict=True))
            whole = any(place.is_dir() for _, place in unpacked.roots)
            outcomes, warnings = self._read_all(found, document, description, taken.pieces, scratch, progress)
            geography = read_geography(taken.files, taken.projection) if whole else None
            data = keep_data(self._corpus, taken.files, scratch) if whole else None
        self._describe(document, description)
        warnings += unpacked.remarks
        repeated = self._leave_out_repeated(document, warnings)
        if whole:
            warnings += self._keep_intake(document, taken, geography, source, data)
            self._corpus.documents.order(document, collected.names)
        self._indexer.index(document, progress)
        self._forget(before - self._texts(document))
        self._corpus.files.sweep(self._corpus.documents.hashes_in_use())
        return IngestReport(
            document=document,
            pieces=tuple(one for one in outcomes if one.filename not in {rules.filename for rules in repeated}),
            ignored=(
                *map(str, repeated),
                *told_ignored([one for one in collected.ignored if one.path.resolve() not in opened]),
                *unpacked.left_aside,
            ),
            unread_pages=self._corpus.texts.unread_pages(document),
            warnings=tuple(
                warnings
                + list(unpacked.renamed)
                + same_contents(self._corpus, document)
                + ([] if known else found_again(self.decided(document)))
            ),
        )

    def _leave_out_repeated(self, document: str, warnings: list[str]) -> list[RepeatedRules]:
        """Take out the structured règlements that a cited piece repeats; others are told in ``warnings``."""
        found = repeated_rules(self._corpus, document)
        warnings += [str(one) for one in found if not one.is_repeated]
        repeated = [one for one in found if one.is_repeated]
        for one in repeated:
            self._indexer.drop(document, one.piece)
            self._corpus.documents.remove_piece(document, one.piece)
        return repeated

    def take_in_again(self, document: str) -> tuple[str, ...]:
        """Make the intake and the geography of a document anew, from its kept tables, layers and names of files.

        No piece is read and no index changes; what a person said stays.

        Returns:
            What a person should know of it, in French.

        Raises:
            UnknownDocument: no document has this slug.
            UsageError: its tables and layers are not kept.
        """
        before = self._corpus.intake.get(document)
        if before is None or before.data is None:
            raise UsageError(
                "les tables et les couches de ce dossier n'ont pas été gardées.",
                where=document,
                remedy="Envoyez de nouveau le dossier entier : ses pièces ne seront pas relues.",
            )
        archive = kept_archive(self._corpus, before.data)
        with tempfile.TemporaryDirectory(dir=self._corpus.data_dir) as scratch:
            ((_, place),) = open_dossier([archive], Path(scratch)).roots
            roots = [(entry.name, entry) for entry in sorted(place.iterdir())]
            taken = take_in(roots, self._reader.piece_names)
            geography = read_geography(taken.files, taken.projection)
        return tuple(self._keep_intake(document, taken, geography, before.source, before.data))

    def _keep_intake(
        self, document: str, taken: TakenIn, geography: Geography | None, source: str | None, data: str | None
    ) -> list[str]:
        """Keep what the files told of the document; returns what a person should know of it."""
        documents = self._corpus.documents
        intake = with_first_pages(self._corpus, documents.get(document), with_free_names(taken))
        documents.fill(document, intake.facts)
        before = self._corpus.intake.get(document)
        intake = added_to(before, replace(intake, source=source, data=data), documents.get(document))
        intake = with_missing(documents.get(document), with_read_kinds(documents.get(document), intake))
        self._corpus.intake.put(document, intake)
        if geography is not None:
            self._corpus.intake.put_geography(document, geography)
        missing = [f"Absent du dossier : {', '.join(intake.missing)}."] if intake.missing else []
        return [*intake.remarks, *missing, *(geography.remarks if geography else ())]

    def _read_all(
        self,
        paths: Mapping[Path, str],
        document: str,
        description: Description,
        guesses: Mapping[Path, PieceGuess],
        scratch: Path,
        progress: Progress,
    ) -> tuple[list[PieceOutcome], list[str]]:
        """Read and store each piece, of the name given, in its own transaction; what became of each, what to say.

        ``scratch`` holds what came out of archives.
        """
        known = self._known_pieces(document)
        outcomes: list[PieceOutcome] = []
        warnings: list[str] = []
        for path, name in paths.items():
            before = known.get(name)
            if before is not None and self._unchanged(path, before):
                outcomes.append(PieceOutcome(path.name, PieceState.UNCHANGED, before.pages))
                continue
            try:
                guess = guesses.get(path)
                kind = guess.kind if guess else None
                read = self._reader.read(path, kind=kind, progress=_staged(progress, path.name))
                hollow = hollow_warning(read)
                piece = replace(
                    read,
                    name=name,
                    title=guess.title if guess else None,
                    warnings=(*read.warnings, *([hollow] if hollow else [])),
                )
            except ReadingError as error:
                if len(paths) == 1:
                    raise
                outcomes.append(PieceOutcome(path.name, PieceState.REFUSED, error=error))
                continue
            # What an archive gave lies on the disk of the data already: it is not written a second time.
            keep = self._corpus.files.adopt if path.is_relative_to(scratch) else self._corpus.files.keep
            keep(path, piece.sha256)
            self._describe(document, description)
            if before is not None:
                self._indexer.drop(document, before.name)
            self._corpus.documents.put_piece(document, piece)
            warnings += [f"{piece.filename} : {warning}" for warning in piece.warnings]
            outcomes.append(
                PieceOutcome(path.name, PieceState.READ if before is None else PieceState.REPLACED, len(piece.pages))
            )
        if all(outcome.state is PieceState.REFUSED for outcome in outcomes):
            raise nothing_read([outcome.error for outcome in outcomes if outcome.error])
        return outcomes, warnings

    def set_kind(self, document: str, piece: str, kind: PieceKind) -> None:
        """Correct the kind of a piece; it stays when the piece is read again.

        Raises:
            UnknownDocument: no document has this slug.
            UnknownPiece: it has no such piece.
        """
        self._corpus.documents.set_kind(document, piece, kind)

    def remove_piece(self, document: str, piece: str) -> None:
        """Take one piece out of a document and of the indexes; the others are not touched.

        Raises:
            UnknownDocument: no document has this slug.
            UnknownPiece: it has no such piece.
        """
        texts = self._texts(document)
        self._indexer.drop(document, piece)
        self._corpus.documents.remove_piece(document, piece)
        self._forget(texts - self._texts(document))
        self._sweep()

    def _sweep(self) -> None:
        """Removes the copies and recognised words that no piece needs: a text taken out must not stay behind."""
        in_use = self._corpus.documents.hashes_in_use()
        self._corpus.files.sweep(in_use)
        self._recognised.sweep(in_use)

    def delete(self, document: str, *, decisions: bool = False) -> int:
        """Remove a document, its answers, its index entries and the copies only it needed.

        What people decided of its cells and noted by hand is kept, and found again if a document is read under the
        same slug. With ``decisions`` that of a document deleted before goes too.

        Args:
            document: Slug.
            decisions: Delete that too, with its history and the quotes that it holds.

        Returns:
            How many decisions stood and how many cells were noted by hand.

        Raises:
            UnknownDocument: no document has this slug.
        """
        decided = self.decided(document)
        if decisions and not self._corpus.documents.exists(document) and self.was_deleted(document):
            self._forget_work(document)
            return decided
        pieces = self._corpus.documents.get(document).pieces
        texts = self._texts(document)
        for piece in pieces:
            self._indexer.drop(document, piece.name)
        self._corpus.documents.remove(document)
        if decisions:
            self._forget_work(document)
        self._forget(texts)
        self._sweep()
        return decided

    def was_deleted(self, document: str) -> bool:
        """Whether it is a document that is gone, of which the work of people is kept."""
        return any(one.slug == document for one in self._corpus.deleted.all())

    def decided(self, document: str) -> int:
        """How many decisions stand and how many cells were annotated manually, of a document there is or was."""
        return self._corpus.reviews.count(document) + self._corpus.manual.count(document)

    def _forget_work(self, document: str) -> None:
        self._corpus.reviews.forget(document)
        self._corpus.manual.forget(document)

    def _unchanged(self, path: Path, before: PieceInfo) -> bool:
        """Whether the stored piece was made from these very bytes by the reader of today."""
        if path.stat().st_size != before.size or not self._reader.is_current(path.name, before.reader):
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == before.sha256

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
            plan=description.plan,
            version=description.version,
            procedure=description.procedure,
            procedure_number=description.procedure_number,
            scope=description.scope,
        )


def _opening(progress: Progress) -> Callable[[str, int, int], None]:
    """Names the archive in its stage: « ouverture de plui.zip »."""
    return lambda archive, done, total: progress(f"ouverture de {archive}", done, total)


def _staged(progress: Progress, filename: str) -> Progress:
    """Names the file in each stage: « reconnaissance de annexe.pdf »."""

    def report(stage: str, done: int, total: int) -> None:
        progress(f"{stage} de {filename}", done, total)

    return report

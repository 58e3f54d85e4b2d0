"""A folder of dossiers: each sub-folder or archive becomes a document of its own; resumes, and reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Corpus
from domain.errors import ReadingError, UsageError
from domain.identity import digest_of, slugify
from ingestion import ARCHIVES
from ingestion.cnig.dossier_files import JUNK_FOLDERS, is_junk
from ingestion.dossier.collect import natural_key
from use_cases.guess_description import guess_description
from use_cases.ingest import Description, Dossiers, IngestReport
from use_cases.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class DossierOutcome:
    """What became of one dossier of a folder: read, found as it was, or refused with what is wrong.

    ``report`` is None where nothing was read; ``error`` says why it was refused.
    """

    name: str
    document: str
    report: IngestReport | None = None
    error: str | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the same files had been read before."""
        return self.report is None and self.error is None


def dossiers_in(folder: Path) -> list[Path]:
    """The dossiers of a folder: its sub-folders and its archives, in natural order.

    Raises:
        UsageError: there is none.
    """
    found = [
        entry
        for entry in sorted(folder.iterdir(), key=lambda path: natural_key(path.name))
        if not entry.name.startswith(".") and not is_junk(entry.name)
        if (entry.is_dir() and entry.name.lower() not in JUNK_FOLDERS)
        or (entry.is_file() and entry.suffix.lower() in ARCHIVES)
    ]
    if not found:
        raise UsageError(
            "ce dossier ne contient ni sous-dossier ni archive ZIP.",
            where=str(folder),
            remedy="Pour lire un seul dossier, retirez --each.",
        )
    return found


def ingest_each(
    dossiers: Dossiers,
    corpus: Corpus,
    folder: Path,
    progress: Progress = silent,
    on_done: Callable[[DossierOutcome], None] = lambda _: None,
) -> list[DossierOutcome]:
    """Read every dossier of a folder. The same call again reads what is new or has changed.

    A dossier that cannot be read is told, and the others go on.

    Raises:
        UsageError: the folder holds no dossier.
        StorageError: the corpus cannot be written; what was read before is kept.
    """
    outcomes = []
    for entry in dossiers_in(folder):
        source = source_of(entry)
        document = slug_for(corpus, entry)
        if known_source(corpus, document) == source:
            outcome = DossierOutcome(entry.name, document)
        else:
            try:
                report = dossiers.ingest([entry], document, Description(), progress, source=source)
                outcome = DossierOutcome(entry.name, document, report)
            except (ReadingError, UsageError) as error:
                outcome = DossierOutcome(entry.name, document, error=str(error))
        outcomes.append(outcome)
        on_done(outcome)
    return outcomes


def slug_for(corpus: Corpus, entry: Path) -> str:
    """The slug of a dossier: what its name tells, told apart from that of another dossier of the same name."""
    name = entry.stem if entry.suffix.lower() in ARCHIVES else entry.name
    guess = guess_description([entry.name if entry.is_file() else f"{entry.name}/x"])
    wanted = guess.slug or slugify(name) or "dossier"
    place, number, slug = str(entry.resolve()), 1, wanted
    while corpus.documents.exists(slug):
        known = known_source(corpus, slug)
        if known is None or known.rpartition("|")[0] == place:
            break
        number += 1
        slug = f"{wanted[:90]}-{number}"
    return slug


def known_source(corpus: Corpus, document: str) -> str | None:
    """What a document was read from, as :func:`source_of` told it; None where it is not known or not there."""
    if not corpus.documents.exists(document):
        return None
    intake = corpus.intake.get(document)
    return intake.source if intake else None


def source_of(entry: Path) -> str:
    """Where a dossier lies and what its files are: « place|digest » of names, sizes and dates; no file is opened."""
    files: Sequence[Path] = sorted(path for path in entry.rglob("*") if path.is_file()) if entry.is_dir() else [entry]
    parts = []
    for path in files:
        about = path.stat()
        parts += [path.relative_to(entry.parent).as_posix(), str(about.st_size), str(about.st_mtime_ns)]
    return f"{entry.resolve()}|{digest_of(parts)[:32]}"

"""Gold files in and out of the corpus: import, agreement of annotators, adjudication, template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Corpus
from domain import GoldDetails
from evaluation import (
    Adjudication,
    AnnotatorAgreement,
    Gold,
    TemplateDocument,
    adjudicate,
    annotator_agreement,
    merge_gold,
    read_annotations,
    read_gold,
    write_template,
)
from indicator_queries import Grid
from use_cases.gold_documents import NamedDocument, named_documents, with_slugs
from use_cases.gold_pieces import with_pieces
from use_cases.gold_versions import GoldVersions


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import kept: the version, and how many rows of a template were still empty.

    ``unknown_pieces`` are those that documents of the corpus do not have: « document : piece ».
    """

    gold: Gold
    annotators: tuple[str, ...]
    documents: tuple[str, ...]
    blank: int
    unknown_pieces: tuple[str, ...] = ()


class GoldImports:
    """The flows of the manual analysis."""

    def __init__(self, corpus: Corpus, grid: Grid):
        self._corpus = corpus
        self._grid = grid
        self._versions = GoldVersions(corpus)

    @property
    def _codes(self) -> set[str]:
        return {indicator.code for indicator in self._grid.indicators}

    def check(self, files: Sequence[Path]) -> Imported:
        """Read files without keeping anything.

        Raises:
            GoldError: a file has faults; all of them are told.
        """
        golds = [gold for file in files for gold in read_annotations(file, codes=self._codes).values()]
        people = dict.fromkeys(cell.annotator or "" for gold in golds for cell in gold.cells)
        documents = dict.fromkeys(cell.document for gold in golds for cell in gold.cells)
        gold, unknown = with_pieces(self._corpus, Gold.of(cell for gold in golds for cell in gold.cells))
        blank = sum(gold.blank for gold in golds)
        return Imported(gold, tuple(people), tuple(documents), blank, unknown)

    def named(self, files: Sequence[Path]) -> list[NamedDocument]:
        """The documents that the files name, with what each seems to be in the corpus; nothing is kept.

        Raises:
            GoldError: a file has faults, or two describe one cell.
        """
        gold = merge_gold([read_gold(file, codes=self._codes) for file in files])
        return named_documents(gold, self._corpus.documents.all())

    def keep(self, files: Sequence[Path], *, name: str = "", slugs: Mapping[str, str] | None = None) -> Imported:
        """Import files as one version of the gold; each cell by one annotator.

        Args:
            files: The files.
            name: What people call the version; the names of its files by default.
            slugs: The slug of a document that the files name otherwise, by the name that they use.

        Raises:
            GoldError: a file has faults, or two describe one cell; nothing was imported.
            UnknownDocument: the corpus has no document with one of these slugs.
            UsageError: no file names a document that ``slugs`` speaks of.
        """
        merged = merge_gold([read_gold(file, codes=self._codes) for file in files])
        gold, unknown = with_pieces(self._corpus, with_slugs(self._corpus, merged, slugs))
        people = tuple(dict.fromkeys(cell.annotator or "" for cell in gold.cells))
        self._versions.keep(
            gold,
            name=name or ", ".join(file.name for file in files),
            origin="import",
            details=GoldDetails(tuple(person for person in people if person)),
        )
        return Imported(gold, people, gold.documents, gold.blank, unknown)

    def people(self, files: Sequence[Path]) -> dict[str, Gold]:
        """Each annotator's gold over several files; a file whose rows name nobody is one annotator, by its name.

        Raises:
            GoldError: a file has faults, or one annotator describes a cell twice.
        """
        found: dict[str, list[Gold]] = {}
        for file in files:
            for person, gold in read_annotations(file, codes=self._codes).items():
                found.setdefault(person or file.stem, []).append(gold)
        return {person: with_pieces(self._corpus, merge_gold(golds))[0] for person, golds in found.items()}

    def agreement(self, files: Sequence[Path]) -> AnnotatorAgreement:
        """How far the annotators of these files agree.

        Raises:
            GoldError: a file has faults.
        """
        return annotator_agreement(self.people(files))

    def settle(self, files: Sequence[Path], decisions: Path | None, *, name: str = "") -> Adjudication:
        """Make one gold of several annotators', and keep it as a version that names its sources.

        Raises:
            GoldError: a file has faults, or a dispute is not decided; nothing was kept.
        """
        people = self.people(files)
        decided = read_gold(decisions, codes=self._codes) if decisions else None
        done = adjudicate(people, decided)
        self._versions.keep(
            done.gold,
            name=name or "adjudication de " + ", ".join(people),
            origin="adjudication",
            details=GoldDetails(
                tuple(people),
                sources={person: gold.digest for person, gold in people.items()},
                decisions=decided.digest if decided else None,
                agreed=done.agreed,
                decided=done.decided,
                single=done.single,
            ),
        )
        return done

    def template(self, path: Path, documents: Sequence[str], annotator: str = "") -> None:
        """Write an empty gold file for documents of the corpus.

        Raises:
            UnknownDocument: no document has one of these slugs.
            UsageError: the suffix is neither .xlsx nor .csv.
        """
        infos = [self._corpus.documents.get(slug) for slug in documents]
        described = [TemplateDocument(info.slug, tuple(piece.name for piece in info.pieces)) for info in infos]
        write_template(path, described, self._grid, annotator)

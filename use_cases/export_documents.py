"""Documents -> files: what was decided beside what the tool answers, in any format of the registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from corpus import Corpus
from corpus.atomic import write_atomic
from domain import Cell
from domain.errors import UsageError
from exports import Export, ExportedDocument, ExportFormat
from exports.contents import PageLabels
from exports.reference_tables import ANSWERS
from exports.viewer_links import DEFAULT
from indicator_queries import Grid
from use_cases.cells import Cells
from use_cases.reference_base import ReferenceRows
from use_cases.surfaces_of_documents import surfaces_of_documents
from use_cases.table_figures import KeptTableFigures


class Exporting:
    """Writes documents of the corpus, each with its cells as every screen shows them."""

    def __init__(
        self,
        corpus: Corpus,
        grid: Grid,
        cells: Cells,
        reference: ReferenceRows | None = None,
        address: str = DEFAULT,
        figures: KeptTableFigures | None = None,
    ):
        """``reference`` makes the tables of the reference base; ``address`` of the service is what links begin with.

        ``figures`` are those of geographic tables with those of the text beside them; without it files have neither.
        """
        self._figures = figures
        self._corpus = corpus
        self._grid = grid
        self._cells = cells
        self._reference = reference
        self._address = address

    def document(self, slug: str) -> ExportedDocument:
        """A document with its cells.

        Raises:
            UnknownDocument: no document has this slug.
        """
        return self.documents([slug])[0]

    def documents(self, slugs: Sequence[str]) -> tuple[ExportedDocument, ...]:
        """These documents with their cells, in this order; the number of queries grows slowly with theirs.

        Raises:
            UnknownDocument: no document has one of these slugs.
        """
        infos = self._corpus.documents.several(slugs)
        cells = self._cells.of_several(slugs)
        labels = self._labels(cells)
        return tuple(ExportedDocument(one, self._grid, cells[one.slug], labels.get(one.slug, {})) for one in infos)

    def measured_documents(self, slugs: Sequence[str]) -> tuple[ExportedDocument, ...]:
        """These documents with their cells and with what their geographic tables measure.

        Raises:
            UnknownDocument: no document has one of these slugs.
        """
        documents = self.documents(slugs)
        if self._figures is None:
            return documents
        found = surfaces_of_documents(self._corpus, self._figures, self._grid, [one.info.slug for one in documents])
        return tuple(replace(one, surfaces=found.get(one.info.slug, ())) for one in documents)

    def content(
        self, slugs: Sequence[str], form: ExportFormat, *, since: datetime | None = None, names: bool = False
    ) -> bytes:
        """The file of one document or several.

        Args:
            slugs: The documents; all of them where empty.
            form: The format.
            since: For the reference base: only what was added or decided since (UTC).
            names: For the reference base: with the names of people, instead of pseudonyms.

        Raises:
            UnknownDocument: no document has one of these slugs.
            UsageError: a date or names are asked of a format that is not the reference base.
        """
        return self._made(slugs, form, since, names=names)[0]

    def _made(
        self, slugs: Sequence[str], form: ExportFormat, since: datetime | None, *, names: bool
    ) -> tuple[bytes, int]:
        """The file, and how many cells it has."""
        if form.write_base is not None:
            assert self._reference is not None
            base = self._reference.base(slugs, since=since, names=names)
            return form.write_base(base), len(base.of(ANSWERS.name))
        if since is not None or names:
            raise UsageError(
                "Seule la base de référence s'exporte depuis une date, ou avec les noms.",
                remedy="Formats : datapackage, parquet, sqlite, geojson.",
            )
        export = self._export(slugs)
        return form.cells(export), sum(len(document.cells) for document in export.documents)

    def write(
        self,
        slugs: Sequence[str],
        form: ExportFormat,
        out: Path,
        *,
        since: datetime | None = None,
        names: bool = False,
    ) -> int:
        """Write the file, whole or not at all; its folder is made if needed. Returns how many cells it has.

        Raises:
            UnknownDocument: no document has one of these slugs.
            UsageError: a date or names are asked of a format that is not the reference base.
            DiskFull: no room left on the disk.
            StorageError: the place cannot be written to.
        """
        content, cells = self._made(slugs, form, since, names=names)
        write_atomic(out, content)
        return cells

    def _export(self, slugs: Sequence[str]) -> Export:
        chosen = list(dict.fromkeys(slugs)) or [info.slug for info in self._corpus.documents.all()]
        return Export(self.measured_documents(chosen), datetime.now().astimezone(), self._address)

    def _labels(self, cells: Mapping[str, Sequence[Cell]]) -> dict[str, PageLabels]:
        """Labels of the pages of values, by document: citations carry their own."""
        wanted = {
            (slug, value.piece, value.page)
            for slug, own in cells.items()
            for cell in own
            for value in cell.values
            if value.page is not None
        }
        found: dict[str, dict[tuple[str, int | None], str]] = {}
        for (slug, piece, number), label in self._corpus.texts.labels(wanted).items():
            found.setdefault(slug, {})[piece, number] = label
        return dict(found)

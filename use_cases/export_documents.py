"""Documents -> files: what was decided beside what the tool answers, in any format of the registry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from corpus import Corpus
from corpus.atomic import write_atomic
from domain import Cell
from exports import Export, ExportedDocument, ExportFormat
from exports.contents import PageLabels
from indicator_queries import Grid
from use_cases.cells import Cells


class Exporting:
    """Writes documents of the corpus, each with its cells as every screen shows them."""

    def __init__(self, corpus: Corpus, grid: Grid, cells: Cells):
        self._corpus = corpus
        self._grid = grid
        self._cells = cells

    def document(self, slug: str) -> ExportedDocument:
        """A document with its cells.

        Raises:
            UnknownDocument: no document has this slug.
        """
        info = self._corpus.documents.get(slug)
        cells = self._cells.of(slug)
        return ExportedDocument(info, self._grid, cells, self._labels(slug, cells))

    def content(self, slugs: Sequence[str], form: ExportFormat) -> bytes:
        """The file of one document or several.

        Raises:
            UnknownDocument: no document has one of these slugs.
        """
        documents = tuple(self.document(slug) for slug in dict.fromkeys(slugs))
        return form.write(Export(documents, datetime.now().astimezone()))

    def write(self, slugs: Sequence[str], form: ExportFormat, out: Path) -> int:
        """Write the file, whole or not at all; its folder is made if needed. Returns how many cells it has.

        Raises:
            UnknownDocument: no document has one of these slugs.
            DiskFull: no room left on the disk.
            StorageError: the place cannot be written to.
        """
        documents = tuple(self.document(slug) for slug in dict.fromkeys(slugs))
        write_atomic(out, form.write(Export(documents, datetime.now().astimezone())))
        return sum(len(document.cells) for document in documents)

    def _labels(self, slug: str, cells: Sequence[Cell]) -> PageLabels:
        """Labels of the pages of values: citations carry their own."""
        wanted = {(value.piece, value.page) for cell in cells for value in cell.values if value.page is not None}
        if not wanted:
            return {}
        return {
            (piece, page.number): page.label
            for piece, page in self._corpus.texts.pages(slug)
            if page.label and (piece, page.number) in wanted
        }

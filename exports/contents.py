"""What a file of a dossier is written from: the document, the grid, and its cells as they are shown everywhere."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain import Cell, CellStatus, Citation, DocumentInfo, PieceInfo, PieceKind, Value
from domain.evidence_rows import EvidenceRow, evidence_rows
from domain.labels import PIECE_KINDS
from exports.file_text import model_text
from exports.measured_surface import MeasuredSurface
from exports.viewer_links import DEFAULT, cell_address, page_address
from indicator_queries import Grid, Indicator

PageLabels = Mapping[tuple[str, int | None], str]
"""Printed labels by (piece, physical page)."""
_TITLE_LENGTH = 80
"""Characters of the title of a piece beside a page."""


@dataclass(frozen=True, slots=True)
class ExportedDocument:
    """A document as it is exported.

    Attributes:
        info: The document as it is described.
        grid: The grid of the cells.
        cells: Its cells, in the order of the grid: the decision where there is one, else the tool's answer.
        labels: Printed labels of its pages, for values whose page no citation shows.
        surfaces: What its geographic tables measure; they are no values of its cells.
    """

    info: DocumentInfo
    grid: Grid
    cells: tuple[Cell, ...]
    labels: PageLabels = field(default_factory=dict)
    surfaces: tuple[MeasuredSurface, ...] = ()
    _piece_texts: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        called = {one.name: _called(one) for one in self.info.pieces}
        times = Counter((*called.values(), *called))
        # A word that names two pieces names neither.
        self._piece_texts.update((name, own if own and times[own] == 1 else name) for name, own in called.items())

    def indicator(self, cell: Cell) -> Indicator | None:
        """The line of the grid of a cell; None for one of another grid."""
        return next((one for one in self.grid.indicators if one.code == cell.indicator), None)

    def measured(self, cell: Cell) -> tuple[MeasuredSurface, ...]:
        """The surfaces that bear on the indicator of a cell."""
        return tuple(one for one in self.surfaces if cell.indicator in one.indicators)

    def named(self, cell: Cell) -> str:
        """« I05 Zones humides », or the code alone."""
        indicator = self.indicator(cell)
        return f"{cell.indicator} {indicator.name}" if indicator else cell.indicator

    def piece_text(self, name: str) -> str:
        """What a piece is called: its title, else its kind, where no other piece is called so; else its name."""
        return self._piece_texts.get(name, name)

    def count(self, status: CellStatus) -> int:
        """Cells in this state of the review."""
        return sum(cell.status is status for cell in self.cells)

    @property
    def reviewed(self) -> int:
        """Cells that somebody settled; a doubt settles nothing."""
        return self.count(CellStatus.VALIDATED) + self.count(CellStatus.CORRECTED)

    @property
    def to_review(self) -> int:
        """Cells whose decision should be looked at again."""
        return sum(cell.standing is not None and cell.standing.to_review for cell in self.cells)

    def printed(self, place: Citation | Value) -> str:
        """The label printed on the page of a citation or value, empty where none is known."""
        if isinstance(place, Citation) and place.label:
            return place.label
        where = (place.piece, place.page)
        if where in self.labels or place.page is None:
            return self.labels.get(where, "")
        cited = (one for cell in self.cells for one in cell.citations)
        return next((one.label for one in cited if one.label and (one.piece, one.page) == where), "")


@dataclass(frozen=True, slots=True)
class Export:
    """What a format writes: one document or several, with the date of the file.

    ``address`` is that of the service, which links of files lead back to.
    """

    documents: tuple[ExportedDocument, ...]
    made: datetime
    address: str = DEFAULT

    @property
    def several(self) -> bool:
        """Whether each line must say which document it is of."""
        return len(self.documents) > 1

    @property
    def title(self) -> str:
        """The name of the document, or how many there are."""
        if self.several:
            return f"{len(self.documents)} documents"
        return self.documents[0].info.title if self.documents else "Aucun document"

    def link(self, place: Citation | Value, slug: str) -> str | None:
        """The page of a citation or value of this document in the viewer; None where the page is not known."""
        if not place.ordinal:
            return None
        return self.address + page_address(place.document or slug, place.piece, place.ordinal)

    def cell_link(self, cell: Cell) -> str:
        """The cell in the service."""
        return self.address + cell_address(cell.document, cell.indicator)

    @property
    def models(self) -> Sequence[str]:
        """Names of the models that answered, in alphabetical order."""
        return sorted({model_text(cell.answer.llm) for one in self.documents for cell in one.cells if cell.answer})

    @property
    def ways(self) -> Sequence[str]:
        """How the answers were made, in alphabetical order."""
        return sorted({cell.answer.way for one in self.documents for cell in one.cells if cell.answer})


def _called(piece: PieceInfo) -> str:
    """The title of a piece, else its kind; empty where nothing tells it."""
    if piece.title:
        return textwrap.shorten(piece.title, _TITLE_LENGTH, placeholder="…")
    return "" if piece.kind is PieceKind.AUTRE else PIECE_KINDS[piece.kind]


def rows_of(cell: Cell) -> tuple[EvidenceRow, ...]:
    """The citations of a cell with the values that each gives, then the other values.

    Citations that stand nowhere any more are among them: see :attr:`domain.Cell.lost`.
    """
    citations = cell.citations + tuple(one for one in cell.lost if one not in cell.citations)
    return evidence_rows(citations, cell.values)

"""Two documents side by side: what each answers to every indicator, and whether it differs."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import Corpus
from domain import Cell, ChangeNature, Citation, DocumentInfo, TextChange, Value
from domain.said_values import values_once
from exports.views.comparison_table import SAME, VERDICT, changed_quotes, difference
from exports.views.text_changes_table import CitedChange
from indicator_queries import Grid, Indicator
from use_cases.cells import Cells
from use_cases.version_changes import VersionChanges

#: Changes of the text that the page shows.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """An indicator in both documents; a side is None where it was not answered.

    ``changes`` are those of the text that its citations touch, ``versions`` whether both are versions of one plan.
    """

    indicator: Indicator
    first: Cell | None
    second: Cell | None
    versions: bool = False
    changes: tuple[TextChange, ...] = ()

    @property
    def difference(self) -> str:
        """« verdict », « valeurs », « citations » or « aucun »; quotes of two plans differ anyhow, and do not count."""
        return difference(self.first, self.second, quotes=self.versions)

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        return self.difference != SAME

    def values(self, cell: Cell) -> tuple[Value, ...]:
        """The values of a side that are shown: of two versions, those that the other has not."""
        if not self.versions:
            return tuple(values_once(cell.values))
        other = self.second if cell is self.first else self.first
        known = {(value.value, value.unit) for value in other.values} if other else set()
        return tuple(value for value in values_once(cell.values) if (value.value, value.unit) not in known)

    @property
    def gone(self) -> tuple[Citation, ...]:
        """Citations of the first version that the second has not, word for word."""
        return self._quotes[0]

    @property
    def new(self) -> tuple[Citation, ...]:
        """Citations of the second version that the first has not."""
        return self._quotes[1]

    @property
    def _quotes(self) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
        """Those that no change of the text shows already."""
        if not self.versions:
            return (), ()
        gone, new = changed_quotes(self.first, self.second)
        return (
            tuple(one for one in gone if not any(change.cited_by([one], after=False) for change in self.changes)),
            tuple(one for one in new if not any(change.cited_by([one], after=True) for change in self.changes)),
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """Two documents and their lines; ``changes`` of the text, None where they are no versions of one plan."""

    first: DocumentInfo
    second: DocumentInfo
    lines: tuple[ComparedLine, ...]
    changes: tuple[CitedChange, ...] | None = None

    @property
    def differing(self) -> int:
        """Indicators whose verdict differs."""
        return sum(line.difference == VERDICT for line in self.lines)

    @property
    def shown(self) -> tuple[CitedChange, ...]:
        """The changes that the page shows; a file has them all."""
        return (self.changes or ())[:SHOWN]

    def count(self, nature: ChangeNature) -> int:
        """Changes of the text of this nature."""
        return sum(one.change.nature is nature for one in self.changes or ())


def compared(corpus: Corpus, cells: Cells, grid: Grid, first: str, second: str, changes: VersionChanges) -> Compared:
    """Both documents, in the order of the grid: what was decided where somebody decided, else what the tool answers.

    Raises:
        UnknownDocument: one of them is not in the corpus.
    """
    infos = corpus.documents.get(first), corpus.documents.get(second)
    own = [cells.of(slug) for slug in (first, second)]
    found = changes.cited(first, second, *own)
    sides = [{cell.indicator: cell for cell in side} for side in own]
    lines = tuple(
        ComparedLine(
            one,
            sides[0].get(one.code),
            sides[1].get(one.code),
            found is not None,
            tuple(each.change for each in found or () if one.code in each.indicators),
        )
        for one in grid.indicators
    )
    return Compared(*infos, lines, found)

"""A plan over time: indicators by versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain import Cell, DocumentInfo
from domain.labels import STAGES, STATUSES
from exports.file_text import NOT_ASKED, amounts_once, verdict_text
from exports.table import Column, Content, Table, Tinted
from indicator_queries import Indicator


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """An indicator in every version of a plan, oldest first; None where it was not asked."""

    indicator: Indicator
    cells: tuple[Cell | None, ...]

    @property
    def changes(self) -> bool:
        """Whether a version answers otherwise than the one before it; one that was not asked says nothing."""
        verdicts = [cell.verdict for cell in self.cells if cell is not None]
        return len(set(verdicts)) > 1


def version_text(document: DocumentInfo) -> str:
    """What tells a version from the others: « arrêté, 12/03/2025 »."""
    stage = STAGES[document.stage] if document.stage else None
    day = document.date.strftime("%d/%m/%Y") if document.date else None
    return ", ".join(part for part in (document.version, stage, day) if part) or document.title


def series_table(name: str, versions: Sequence[DocumentInfo], lines: Sequence[SeriesLine]) -> Table:
    """One row an indicator, two columns a version."""
    columns = [
        column
        for version in versions
        for column in (
            Column(f"{version_text(version)}\nVerdict", 14, centred=True),
            Column(f"{version_text(version)}\nValeurs", 28),
        )
    ]
    return Table(
        name="Série",
        subject=name,
        columns=(Column("Indicateur", 30), *columns, Column("Change", 9, centred=True)),
        rows=tuple(_row(line) for line in lines),
        about=(
            *(("Version", f"{version_text(version)} : {version.title}") for version in versions),
            ("Change", "« oui » où le verdict n'est pas le même dans toutes les versions qui ont été interrogées."),
            ("Verdict", "Ce qu'une personne a décidé, sinon la réponse de l'outil, avec l'état de la relecture."),
        ),
    )


def _row(line: SeriesLine) -> tuple[Content, ...]:
    sides = [part for cell in line.cells for part in _side(cell)]
    return (f"{line.indicator.code} {line.indicator.name}", *sides, "oui" if line.changes else "")


def _side(cell: Cell | None) -> tuple[Content, Content]:
    if cell is None:
        return NOT_ASKED, ""
    from exports.deliverables.material import is_established  # not for the name of a version in a list

    said = f"{verdict_text(cell.verdict)}\n{STATUSES[cell.status]}"
    shown = Tinted(said, cell.verdict if is_established(cell) else None)
    return shown, "\n".join(amounts_once(cell.values))

"""Several people's annotations become one gold: what they agree on, and what a decision settles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.errors import GoldError
from evaluation.gold_cells import Gold, GoldCell, GoldEvidence

ADJUDICATED = "adjudication"


@dataclass(frozen=True, slots=True)
class Adjudication:
    """The gold that came out, and where each cell comes from."""

    gold: Gold
    agreed: int
    decided: int
    single: int


def adjudicate(people: Mapping[str, Gold], decisions: Gold | None = None) -> Adjudication:
    """Make one gold of several people's.

    A cell on which all give the same verdict joins their evidence (the strongest pertinence of a quote
    wins) and their values; its minutes are the mean of theirs, and a doubt of one is a doubt. A cell on
    which they differ must be in ``decisions``, which wins wherever it speaks. A cell that one person
    alone annotated is kept as it is, and counted.

    Args:
        people: Each annotator's gold, by name.
        decisions: Cells settled after discussion.

    Raises:
        GoldError: Cells are disputed and not decided; ``faults`` lists them all.
    """
    settled = decisions.by_key() if decisions else {}
    votes: dict[tuple[str, str], list[tuple[str, GoldCell]]] = {}
    for name, gold in people.items():
        for cell in gold.cells:
            votes.setdefault((cell.document, cell.indicator), []).append((name, cell))
    cells: list[GoldCell] = []
    faults: list[str] = []
    counts = {"agreed": 0, "decided": 0, "single": 0}
    for key in dict.fromkeys([*votes, *settled]):
        own = votes.get(key, [])
        if key in settled:
            minutes = settled[key].minutes if settled[key].minutes is not None else _minutes([cell for _, cell in own])
            cells.append(replace(settled[key], minutes=minutes, annotator=ADJUDICATED))
            counts["decided"] += 1
        elif len({cell.verdict for _, cell in own}) > 1:
            said = ", ".join(f"{name or 'sans nom'} : {cell.verdict}" for name, cell in own)
            faults.append(f"document {key[0]}, indicateur {key[1]} : {said}")
        else:
            cells.append(_joined([cell for _, cell in own]))
            counts["single" if len(own) == 1 else "agreed"] += 1
    if faults:
        raise GoldError(
            f"les annotateurs ne sont pas d'accord sur {len(faults)} case(s) que rien ne tranche.",
            tuple(sorted(faults)),
            remedy="Écrivez la décision de chaque case dans un fichier au format de la référence (--decisions).",
        )
    return Adjudication(Gold.of(cells), **counts)


def _joined(cells: Sequence[GoldCell]) -> GoldCell:
    if len(cells) == 1:
        return cells[0]
    strongest: dict[tuple[str, int | None, str | None], GoldEvidence] = {}
    for cell in cells:
        for item in cell.evidence:
            place = (item.piece, item.page, item.quote)
            if place not in strongest or item.pertinence > strongest[place].pertinence:
                strongest[place] = item
    return replace(
        cells[0],
        evidence=tuple(strongest.values()),
        values=tuple(dict.fromkeys(value for cell in cells for value in cell.values)),
        minutes=_minutes(cells),
        doubtful=any(cell.doubtful for cell in cells),
        annotator=ADJUDICATED,
    )


def _minutes(cells: Sequence[GoldCell]) -> float | None:
    known = [cell.minutes for cell in cells if cell.minutes is not None]
    return sum(known) / len(known) if known else None

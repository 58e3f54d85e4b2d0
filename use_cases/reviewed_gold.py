"""The decisions of people as a gold that imports like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain import Cell, CellStatus, Review, Verdict
from evaluation import Gold, GoldCell, GoldEvidence, GoldValue
from use_cases.cells import Cells

ANNOTATOR = "relecture"


@dataclass(frozen=True, slots=True)
class ReviewedGold:
    """The decisions as a gold; ``undecided`` counts the doubts without a verdict, which are left out."""

    gold: Gold
    comments: Mapping[tuple[str, str], str]
    undecided: int


def reviewed_gold(cells: Cells, documents: Sequence[str]) -> ReviewedGold:
    """What people decided of these documents, as a gold.

    Minutes stay empty: time spent with the tool's answer is no time by hand. A cell decided in front of
    the tool's answer leans towards it: such a gold measures less well than one made from the text alone.

    Raises:
        UnknownDocument: no document has one of these slugs.
    """
    kept: list[GoldCell] = []
    comments: dict[tuple[str, str], str] = {}
    undecided = 0
    for slug in documents:
        for cell in cells.of(slug):
            if cell.decision is None:
                continue
            if cell.verdict is None:
                undecided += 1
                continue
            kept.append(_gold_cell(cell, cell.decision, cell.verdict))
            if cell.comment:
                comments[slug, cell.indicator] = cell.comment
    return ReviewedGold(Gold.of(kept), comments, undecided)


def _gold_cell(cell: Cell, decision: Review, verdict: Verdict) -> GoldCell:
    absent = verdict is Verdict.NON
    evidence = tuple(
        GoldEvidence(cited.piece, cited.page, cited.quote or None, one.pertinence)
        for cited, one in zip(cell.citations, decision.evidence, strict=True)
    )
    values = tuple(GoldValue.placed(value) for value in cell.values)
    return GoldCell(
        document=cell.document,
        indicator=cell.indicator,
        verdict=verdict,
        values=() if absent else values,
        evidence=() if absent else evidence,
        minutes=None,
        doubtful=cell.status is CellStatus.DOUBTFUL,
        annotator=f"{ANNOTATOR} : {decision.reviewer}" if decision.reviewer else ANNOTATOR,
    )

"""The numbers of dossiers that may be values of their indicators, as they are counted and trained on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from answering.found_values.document_numbers import NumberedLine, read_numbers
from answering.found_values.value_candidates import FoundEvidence, value_candidates
from answering.scored_answers import cited_of
from answering.scoring.scorer import Scorer
from answering.scoring.scorer_weights import ScorerWeights
from domain import Verdict
from evaluation.gold_cells import Gold, GoldCell
from french.units import Amount
from indicator_queries import queries_for
from use_cases.container import Application
from use_cases.document_context import context_of

CellOf = tuple[str, str]
AmountKey = tuple[str, str, tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates of many cells: one row each.

    Attributes:
        features: Shape (candidates, features).
        right: Whether the reference of the cell has the amount.
        cells: Dossier and indicator of each.
        amounts: The amount of each.
        noted: Whether the reference of its cell notes any value.
        cited: Whether it stands on a page that the reference of its cell cites.
        read: The amounts that were read of each dossier, whatever they measure.
        looked: The cells that values were looked for in.
    """

    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    cells: tuple[CellOf, ...]
    amounts: tuple[Amount, ...]
    noted: NDArray[np.bool_]
    cited: NDArray[np.bool_]
    read: Mapping[str, tuple[Amount, ...]] = field(default_factory=dict)
    looked: frozenset[CellOf] = frozenset()

    def of(self, documents: Collection[str]) -> NDArray[np.bool_]:
        """Which rows are of these dossiers."""
        return np.array([document in documents for document, _ in self.cells], dtype=np.bool_)


def noted_amounts(cell: GoldCell) -> list[Amount]:
    """The numbers that an annotator noted, each once."""
    amounts = (Amount.of(value.number, value.unit) for value in cell.values if value.number is not None)
    return list({amount.base: amount for amount in amounts}.values())


def read_candidates(application: Application, gold: Gold, weights: Mapping[str, ScorerWeights]) -> Candidates:
    """The candidates of all cells that are proposed as « oui » or « partiel »."""
    features, right, cells, amounts, noted, on_cited = [], [], [], [], [], []
    read: dict[str, tuple[Amount, ...]] = {}
    looked: set[CellOf] = set()
    for document in gold.documents:
        scorer = Scorer(weights[document], application.language)
        context = context_of(application.corpus, document, application.grid.digest, application.language)
        lines = None
        for cell in (one for one in gold.cells if one.document == document):
            indicator = next(one for one in application.grid.indicators if one.code == cell.indicator)
            table = application.retriever.sentence_table(document, queries_for(indicator), kinds=indicator.where)
            lines = lines or read_numbers(table, application.language)
            read[document] = read.get(document) or amounts_of(lines)
            judged = scorer.judge(table, indicator, kinds=context.kinds, document_kind=context.document_kind)
            if judged.verdict not in {Verdict.OUI, Verdict.PARTIEL}:
                continue
            looked.add((document, cell.indicator))
            cited = cited_of(table, indicator, judged, judged.verdict)
            places = frozenset((one.piece, one.page) for one in cited.sentences)
            evidence = FoundEvidence(judged, places, frozenset(cited.carrying))
            found = value_candidates(lines, table, indicator, evidence)
            wanted = noted_amounts(cell)
            pages = cell.pages(1)
            for one, row in zip(found.found, found.features, strict=True):
                amount = Amount.of(one.quantity.value, one.unit)
                features.append(row)
                right.append(any(amount.is_same(other) for other in wanted))
                cells.append((document, cell.indicator))
                amounts.append(amount)
                noted.append(bool(wanted))
                on_cited.append(one.place in pages)
    return Candidates(
        np.array(features),
        np.array(right),
        tuple(cells),
        tuple(amounts),
        np.array(noted),
        np.array(on_cited),
        read,
        frozenset(looked),
    )


def amounts_of(lines: Iterable[NumberedLine]) -> tuple[Amount, ...]:
    """The amounts that stand in some lines, each once."""
    found = (Amount.of(one.value, one.unit.symbol if one.unit else None) for line in lines for one in line.quantities)
    return tuple({amount.base: amount for amount in found}.values())

"""How far the people who annotated the same cells agree: the ceiling of what a tool can be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from domain import Verdict
from evaluation.coefficients import ac1s, alphas, coincidences, kappas
from evaluation.gold_cells import CellKey, Gold, GoldCell
from evaluation.intervals import DRAWS, SEED, Draws, Interval

SCALE = (Verdict.NON, Verdict.PARTIEL, Verdict.OUI, Verdict.SANS_OBJET)
"""The verdicts a person may give; the first three are ordered."""


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two people over the cells that both annotated (``n``); ``kappa_weighted`` on non < partiel < oui alone.

    ``pages`` is the share of useful pages (pertinence 2 or 3) that both cite, of those that either cites.
    """

    left: str
    right: str
    n: int
    same: float | None
    kappa: float | None
    kappa_weighted: float | None
    ac1: float | None
    pages: float | None
    intervals: Mapping[str, Interval | None]


@dataclass(frozen=True, slots=True)
class AnnotatorAgreement:
    """All annotators: pair by pair, Krippendorff's alpha over all, and the cells that they see differently."""

    annotators: tuple[str, ...]
    pairs: tuple[PairAgreement, ...]
    alpha: float | None
    alpha_interval: Interval | None
    n: int
    disputed: tuple[CellKey, ...]


def annotator_agreement(people: Mapping[str, Gold], *, draws: int = DRAWS, seed: int = SEED) -> AnnotatorAgreement:
    """Compare annotators over the cells that at least two of them annotated.

    Args:
        people: Each annotator's gold by name, as :func:`evaluation.read_annotations` gives.
        draws: Bootstrap draws of whole documents.
        seed: Seed of the draws.
    """
    cells = {name: gold.by_key() for name, gold in people.items()}
    keys = sorted({key for own in cells.values() for key in own})
    shared = [key for key in keys if sum(key in own for own in cells.values()) > 1]
    documents = sorted({document for document, _ in shared})
    drawn = Draws(len(documents), draws, seed)
    tables = np.zeros((len(documents), len(SCALE), len(SCALE)))
    for position, document in enumerate(documents):
        ratings = np.array(
            [
                [_rank(own.get(key)) for key in shared if key[0] == document]
                for own in cells.values()
            ]
        )  # fmt: skip
        tables[position] = coincidences(ratings, len(SCALE))
    alpha = _value(alphas(tables.sum(axis=0)[None])) if shared else None
    return AnnotatorAgreement(
        annotators=tuple(people),
        pairs=tuple(_pair(left, right, cells, draws, seed) for left, right in combinations(people, 2)),
        alpha=alpha,
        alpha_interval=drawn.of_tables(tables, alphas) if shared else None,
        n=len(shared),
        disputed=tuple(
            key for key in shared if len({own[key].verdict for own in cells.values() if key in own}) > 1
        ),
    )  # fmt: skip


def _pair(
    left: str, right: str, cells: Mapping[str, Mapping[CellKey, GoldCell]], draws: int, seed: int
) -> PairAgreement:  # fmt: skip
    one, other = cells[left], cells[right]
    both = sorted(one.keys() & other.keys())
    documents = sorted({document for document, _ in both})
    tables = np.zeros((len(documents), len(SCALE), len(SCALE)))
    common = np.zeros(len(documents))
    either = np.zeros(len(documents))
    for key in both:
        at = documents.index(key[0])
        tables[at, _rank(one[key]), _rank(other[key])] += 1
        common[at] += len(one[key].pages(2) & other[key].pages(2))
        either[at] += len(one[key].pages(2) | other[key].pages(2))
    whole = tables.sum(axis=0)
    same = np.trace(tables, axis1=1, axis2=2)
    drawn = Draws(len(documents), draws, seed)
    ordered = tables[:, :3, :3]
    return PairAgreement(
        left=left,
        right=right,
        n=len(both),
        same=float(same.sum()) / len(both) if both else None,
        kappa=_value(kappas(whole[None], "none")),
        kappa_weighted=_value(kappas(whole[None, :3, :3])),
        ac1=_value(ac1s(whole[None])),
        pages=float(common.sum() / either.sum()) if either.sum() else None,
        intervals={
            "same": drawn.ratio(list(same), list(tables.sum(axis=(1, 2)))),
            "kappa": drawn.of_tables(tables, lambda drawn_tables: kappas(drawn_tables, "none")),
            "kappa_weighted": drawn.of_tables(ordered, kappas),
            "ac1": drawn.of_tables(tables, ac1s),
            "pages": drawn.ratio(list(common), list(either)),
        },
    )


def _rank(cell: GoldCell | None) -> int:
    return -1 if cell is None else SCALE.index(cell.verdict)


def _value(figures: Sequence[float] | np.ndarray[Any, np.dtype[np.float64]]) -> float | None:
    value = float(figures[0])
    return value if np.isfinite(value) else None

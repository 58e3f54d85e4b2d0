"""Time gained by a person: minutes of manual annotation against minutes of assisted review, pair by pair.

The machine's minutes are no person's and enter no gain. A pair is the same cell (or the same whole
document) timed both ways; what was timed one way only is counted, and left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.proportions import LEVEL
from evaluation.gold_cells import CellKey, Gold
from evaluation.intervals import BOOTSTRAP, DRAWS, SEED, Interval

_BY_PAIR = "bootstrap par paire (un seul document)"


@dataclass(frozen=True, slots=True)
class TimePair:
    """One thing timed both ways; ``indicator`` is None where the time is that of the whole document."""

    document: str
    indicator: str | None
    by_hand: float
    assisted: float

    @property
    def gain(self) -> float:
        """1 - assisted / manual; negative where reviewing took longer."""
        return 1 - self.assisted / self.by_hand


@dataclass(frozen=True, slots=True)
class Gain:
    """What the pairs say. All times are minutes.

    ``median`` is the median of the pairs' gains, ``whole`` that of their sums; ``longer`` counts the pairs
    where the assisted review took longer. ``machine`` is the computing time of the same documents, apart.
    """

    pairs: tuple[TimePair, ...]
    median: float | None
    interval: Interval | None
    whole: float | None
    by_hand: float
    assisted: float
    longer: int
    machine: float
    only_by_hand: int
    only_assisted: int


def annotation_minutes(gold: Gold) -> tuple[dict[CellKey, float], dict[str, float]]:
    """Minutes of manual annotation of the gold: of cells, and of whole documents.

    Where a document has several cells and its first alone has minutes, these are the document's.
    """
    cells: dict[CellKey, float] = {}
    documents: dict[str, float] = {}
    for slug in gold.documents:
        own = [cell for cell in gold.cells if cell.document == slug]
        timed = {(slug, cell.indicator): cell.minutes for cell in own if cell.minutes is not None}
        if len(own) > 1 and list(timed) == [(slug, own[0].indicator)]:
            documents[slug] = timed[slug, own[0].indicator]
        else:
            cells |= timed
    return cells, documents


def time_gained(
    gold: Gold,
    assisted: Mapping[CellKey, float],
    measured_by_hand: Mapping[CellKey, float],
    machine: float,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Gain:
    """The gain over what was timed both ways.

    Args:
        gold: Its minutes are the time by hand.
        assisted: Minutes of review with the tool, by (document, indicator).
        measured_by_hand: Minutes by hand measured by the clock; where the gold has minutes, it wins.
        machine: The machine's minutes, shown apart.
        draws: Bootstrap draws: of documents, or of pairs where there is but one document.
        seed: Seed of the draws.
    """
    cells, documents = annotation_minutes(gold)
    cells = {**measured_by_hand, **cells}
    pairs = [
        TimePair(*key, minutes, assisted[key])
        for key, minutes in cells.items()
        if key in assisted and key[0] not in documents and minutes > 0
    ]
    for slug, minutes in documents.items():
        own = [(cell.document, cell.indicator) for cell in gold.cells if cell.document == slug]
        # The whole document by hand compares with the whole document reviewed, or with nothing.
        if minutes > 0 and all(key in assisted for key in own):
            pairs.append(TimePair(slug, None, minutes, sum(assisted[key] for key in own)))
    by_hand = sum(pair.by_hand for pair in pairs)
    spent = sum(pair.assisted for pair in pairs)
    paired = {(pair.document, pair.indicator) for pair in pairs}
    whole = {pair.document for pair in pairs if pair.indicator is None}
    return Gain(
        pairs=tuple(pairs),
        median=float(np.median([pair.gain for pair in pairs])) if pairs else None,
        interval=_interval(pairs, draws, seed),
        whole=1 - spent / by_hand if by_hand else None,
        by_hand=by_hand,
        assisted=spent,
        longer=sum(pair.gain < 0 for pair in pairs),
        machine=machine,
        only_by_hand=sum(key not in paired for key in cells) + sum(slug not in whole for slug in documents),
        only_assisted=sum(key not in paired and key[0] not in whole for key in assisted),
    )


def _interval(pairs: Sequence[TimePair], draws: int, seed: int) -> Interval | None:
    """Interval of the median of the gains, whole documents drawn; pairs where there is one document."""
    if len(pairs) < 2:
        return None
    documents = sorted({pair.document for pair in pairs})
    alone = len(documents) == 1
    units = [[pair.gain] for pair in pairs] if alone else [
        [pair.gain for pair in pairs if pair.document == slug] for slug in documents
    ]  # fmt: skip
    random = np.random.default_rng(seed)
    medians = [
        float(np.median([gain for at in chosen for gain in units[at]]))
        for chosen in random.integers(0, len(units), size=(draws, len(units)))
    ]
    low, high = np.quantile(medians, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high), _BY_PAIR if alone else BOOTSTRAP, len(documents))

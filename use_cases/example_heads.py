"""Examples of a grid -> heads of the scorer: what evidence of a criterion resembles, in the grid's own examples."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from answering.scoring.scorer_training import fit_head
from answering.scoring.scorer_weights import Head
from indicator_queries import Grid
from indicator_queries.examples import bundled_examples
from indicator_queries.schema import Indicator
from vectorstore import Embedder

#: Fewest examples on each side from which a head is made.
LEAST = 2


def heads_of_examples(grid: Grid, embedder: Embedder, trained: Collection[str] = ()) -> dict[str, Head]:
    """The head of every criterion that has examples, by « indicator/criterion ».

    Against evidence stand the sentences that establish nothing and the evidence of other indicators.

    Args:
        grid: The grid, with its examples.
        embedder: The model of the heads.
        trained: Criteria that have a trained head: it saw the examples that come along, and more, so that none is made
            of these.
    """
    heads = {}
    for indicator in grid.indicators:
        elsewhere = _evidence_of_others(grid, indicator)
        for criterion in indicator.rubric.criteria:
            key = f"{indicator.code}/{criterion.key}"
            if criterion.examples is None or (key in trained and criterion.examples == bundled_examples().get(key)):
                continue
            good = criterion.examples.established
            rest = (*criterion.examples.no_evidence, *elsewhere)
            if len(good) < LEAST or len(rest) < LEAST:
                continue
            vectors = embedder.embed_passages([*good, *rest])
            evidence = np.array([True] * len(good) + [False] * len(rest))
            made = fit_head(vectors, evidence)
            heads[key] = Head(made.weights, made.bias, criterion.question)
    return heads


def _evidence_of_others(grid: Grid, indicator: Indicator) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            example
            for other in grid.indicators
            if other.code != indicator.code
            for criterion in other.rubric.criteria
            if criterion.examples is not None
            for example in criterion.examples.established
        )
    )

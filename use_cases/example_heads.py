"""Examples of a grid -> heads of the scorer: what evidence of a criterion resembles, in the grid's own examples."""

from __future__ import annotations

import numpy as np

from answering.scoring.scorer_weights import Head
from answering.scoring.training import fit_head
from indicator_queries import Grid
from indicator_queries.schema import Indicator
from vectorstore import Embedder

#: Fewest examples on each side from which a head is made.
LEAST = 2


def heads_of_examples(grid: Grid, embedder: Embedder) -> dict[str, Head]:
    """The head of every criterion that has examples, by « indicator/criterion ».

    Against evidence stand the sentences that establish nothing and the evidence of other indicators.
    """
    heads = {}
    for indicator in grid.indicators:
        elsewhere = _evidence_of_others(grid, indicator)
        for criterion in indicator.rubric.criteria:
            if criterion.examples is None:
                continue
            good = criterion.examples.established
            rest = (*criterion.examples.no_evidence, *elsewhere)
            if len(good) < LEAST or len(rest) < LEAST:
                continue
            vectors = embedder.embed_passages([*good, *rest])
            evidence = np.array([True] * len(good) + [False] * len(rest))
            made = fit_head(vectors, evidence)
            heads[f"{indicator.code}/{criterion.key}"] = Head(made.weights, made.bias, criterion.question)
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

"""Two evaluations compared, as JSON: in the API and on the command line."""

from __future__ import annotations

from pydantic import BaseModel

from evaluation.intervals import Interval
from evaluation.run_comparison import Comparison, McNemar


class LeftOutJson(BaseModel):
    """Cells that one evaluation has and the other not."""

    first: int
    second: int


class DifferenceJson(BaseModel):
    """A figure in both evaluations; the interval is that of second - first."""

    first: float | None
    second: float | None
    difference: float | None
    interval: Interval | None


class ComparisonJson(BaseModel):
    """Two evaluations over the cells that both have: McNemar, and every ratio by the key of its metric."""

    cells: int
    left_out: LeftOutJson
    mcnemar: McNemar
    indicators: dict[str, McNemar]
    figures: dict[str, DifferenceJson]

    @classmethod
    def of(cls, found: Comparison) -> ComparisonJson:
        """The JSON of a comparison."""
        return cls(
            cells=found.cells,
            left_out=LeftOutJson(first=found.first_alone, second=found.second_alone),
            mcnemar=found.overall,
            indicators=dict(found.indicators),
            figures={
                key: DifferenceJson(
                    first=one.first, second=one.second, difference=one.difference, interval=one.interval
                )
                for key, one in found.figures.items()
            },
        )

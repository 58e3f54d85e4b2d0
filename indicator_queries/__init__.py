"""The grid of indicators as data: its schema, its file, and the queries an indicator becomes."""

from indicator_queries.find import find
from indicator_queries.load import bundled_grids, check_grid, load_grid
from indicator_queries.queries import queries_for, queries_for_question
from indicator_queries.schema import ExpectedValue, Grid, Indicator, Rubric, SubQuestion

__all__ = [
    "ExpectedValue",
    "Grid",
    "Indicator",
    "Rubric",
    "SubQuestion",
    "bundled_grids",
    "check_grid",
    "find",
    "load_grid",
    "queries_for",
    "queries_for_question",
]

"""What the geographic tables of documents measure, as the files of answers give it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import Corpus
from exports.measured_surface import MeasuredSurface
from indicator_queries import Grid
from use_cases.table_figures import KeptTableFigures, TableFigure, TableFigures


def surfaces_of_documents(
    corpus: Corpus, figures: KeptTableFigures, grid: Grid, slugs: Sequence[str]
) -> dict[str, tuple[MeasuredSurface, ...]]:
    """The surfaces by document; the sentences of those without any are not read."""
    with_tables = [slug for slug, one in corpus.intake.geographies(slugs).items() if one.zones or one.prescriptions]
    return {slug: _surfaces(figures.of(slug), grid) for slug in with_tables}


def _surfaces(figures: TableFigures, grid: Grid) -> tuple[MeasuredSurface, ...]:
    geography = figures.geography
    return (
        *(_prescription(one, grid) for one in figures.prescriptions()),
        *(
            MeasuredSurface(
                f"zone {one.zone} sur {one.label or one.code}", one.hectares, geography.overlap_source(one.code),
                _bearing_on(grid, one.code), is_compared=False,
            )
            for one in geography.overlaps
        ),
        *(_zone(one) for one in figures.zones()),
    )  # fmt: skip


def _prescription(figure: TableFigure, grid: Grid) -> MeasuredSurface:
    codes = _bearing_on(grid, figure.code)
    return MeasuredSurface(figure.label or figure.code, figure.hectares, figure.source, codes, figure.text)


def _zone(figure: TableFigure) -> MeasuredSurface:
    """A zone: its code is its label, its label its type (see :meth:`TableFigures.zones`)."""
    named = figure.code if figure.code in ("", figure.label) or not figure.label else f"{figure.code} ({figure.label})"
    return MeasuredSurface(f"zone {named or figure.label}", figure.hectares, figure.source, text=figure.text)


def _bearing_on(grid: Grid, code: str) -> tuple[str, ...]:
    return tuple(one.code for one in grid.indicators if code in one.geographic_codes)

"""Pages cited by the answers compared with those of the gold: found, and cited rightly."""

from __future__ import annotations

from evaluation.cell_results import CellResult
from evaluation.gold_cells import PageKey
from evaluation.metric_registry import Metric, MetricFamily, Place, Ratio


def page_recall_p3(cell: CellResult) -> tuple[int, int]:
    """Decisive gold pages (pertinence 3) that are cited / those pages."""
    return len(cell.cited & cell.gold_pages(3)), len(cell.gold_pages(3))


def page_recall_p2(cell: CellResult) -> tuple[int, int]:
    """Gold pages of pertinence 2 or 3 that are cited / those pages."""
    return len(cell.cited & cell.gold_pages(2)), len(cell.gold_pages(2))


def page_recall_p3_near(cell: CellResult) -> tuple[int, int]:
    """As :func:`page_recall_p3`, a page being found when it or a neighbour (±1) is cited."""
    return len(cell.gold_pages(3) & _widened(cell.cited)), len(cell.gold_pages(3))


def page_recall_p2_near(cell: CellResult) -> tuple[int, int]:
    """As :func:`page_recall_p2`, a page being found when it or a neighbour (±1) is cited."""
    return len(cell.gold_pages(2) & _widened(cell.cited)), len(cell.gold_pages(2))


def page_precision(cell: CellResult) -> tuple[int, int]:
    """Cited pages that are gold pages of pertinence 2 or 3 / cited pages (gold « non »: none is)."""
    return len(cell.cited & cell.gold_pages(2)), len(cell.cited)


def page_precision_near(cell: CellResult) -> tuple[int, int]:
    """As :func:`page_precision`, a neighbour (±1) of a gold page counting as right too."""
    return len(cell.cited & _widened(cell.gold_pages(2))), len(cell.cited)


def page_precision_p1(cell: CellResult) -> tuple[int, int]:
    """As :func:`page_precision`, related pages (pertinence 1) counting as right too."""
    return len(cell.cited & cell.gold_pages(1)), len(cell.cited)


def _widened(pages: frozenset[PageKey]) -> frozenset[PageKey]:
    """The pages and their neighbours; a piece without pages has none."""
    near = {(piece, page + step) for piece, page in pages if page is not None for step in (-1, 1)}
    return pages | near


FAMILY = MetricFamily(
    rank=20,
    metrics=(
        Metric(
            key="page_recall_p3",
            label="Pages décisives retrouvées",
            meaning="pages décisives de la référence (pertinence 3) citées",
            counted=Ratio(page_recall_p3),
            places=frozenset(
                {Place.JSON_TOP, Place.REPORT_CARD, Place.REPORT_PLOT, Place.REPORT_GROUPS, Place.PAGE_CARD}
            ),
        ),
        Metric(
            key="page_recall_p2",
            label="Pages utiles retrouvées",
            meaning="pages décisives ou d'appui (pertinence 2 ou 3) citées",
            counted=Ratio(page_recall_p2),
            places=frozenset({Place.JSON_TOP, Place.REPORT_PLOT, Place.REPORT_GROUPS, Place.MODEL_CARD}),
        ),
        Metric(
            key="page_recall_p3_near",
            label="Pages décisives, à une page près",
            meaning="une page voisine citée compte aussi",
            counted=Ratio(page_recall_p3_near),
        ),
        Metric(
            key="page_recall_p2_near",
            label="Pages utiles, à une page près",
            meaning="une page voisine citée compte aussi",
            counted=Ratio(page_recall_p2_near),
        ),
        Metric(
            key="page_precision",
            label="Pages citées à bon escient",
            meaning="pages citées qui sont décisives ou d'appui",
            counted=Ratio(page_precision),
            places=frozenset({Place.JSON_TOP, Place.REPORT_PLOT, Place.REPORT_GROUPS, Place.PAGE_CARD}),
        ),
        Metric(
            key="page_precision_near",
            label="Pages citées, à une page près",
            meaning="une page voisine d'une page utile compte aussi",
            counted=Ratio(page_precision_near),
        ),
        Metric(
            key="page_precision_p1",
            label="Pages citées, liées comprises",
            meaning="une page seulement liée au sujet compte aussi",
            counted=Ratio(page_precision_p1),
        ),
    ),
)

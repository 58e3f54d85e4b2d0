"""Where pages of the gold are lost, as JSON for the benchmark that prints it."""

from __future__ import annotations

from pydantic import BaseModel

from evaluation.page_losses import DECISIVE, USEFUL, CellLosses, Losses, PageStage


class CellLossesJson(BaseModel):
    """The pages of one cell by stage; each of ``pages`` is (piece, page, pertinence, stage)."""

    document: str
    indicator: str
    verdict_right: bool
    decisive: dict[PageStage, int]
    useful: dict[PageStage, int]
    cited: int
    false: int
    related: int
    near: int
    pages: list[tuple[str, int | None, int, PageStage]]

    @classmethod
    def of(cls, cell: CellLosses) -> CellLossesJson:
        """The JSON of a cell."""
        return cls(
            document=cell.document,
            indicator=cell.indicator,
            verdict_right=cell.verdict_right,
            decisive=cell.stages(DECISIVE),
            useful=cell.stages(USEFUL),
            cited=cell.cited,
            false=cell.false,
            related=cell.related,
            near=cell.near,
            pages=[(one.piece, one.page, one.pertinence, one.stage) for one in cell.pages],
        )


class LossesJson(BaseModel):
    """The losses of every cell, and counts over all of them."""

    cells: list[CellLossesJson]
    decisive: dict[PageStage, int]
    useful: dict[PageStage, int]

    @classmethod
    def of(cls, losses: Losses) -> LossesJson:
        """The JSON of losses."""
        return cls(
            cells=[CellLossesJson.of(cell) for cell in losses.cells],
            decisive=losses.stages(DECISIVE),
            useful=losses.stages(USEFUL),
        )

"""Where the pages of the reference are lost: the last stage that each of them reached on its way to a citation.

The way of a page is: read > among the candidates of retrieval > within the token budget > bearing on a criterion >
cited. Each decisive or useful page of the gold is put at exactly one stage. What was cited and stands nowhere in the
gold is counted beside it. :mod:`evaluation.causes` asks another question: why the verdict of a cell is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from evaluation.cell_results import CellResult
from evaluation.gold_cells import CellKey, PageKey

DECISIVE, USEFUL, RELATED = 3, 2, 1


class PageStage(StrEnum):
    """Where a page of the gold was lost, in the order of the way; ``CITED`` is the end of it."""

    NO_ANSWER = "no answer"
    UNREAD = "not read"
    NOT_A_CANDIDATE = "not a candidate"
    OVER_BUDGET = "over the budget"
    UNDECIDED = "no criterion"
    NOT_CITED = "not cited"
    CITED = "cited"
    UNTRACED = "no trace"


MEANINGS = {
    PageStage.NO_ANSWER: "the indicator was not asked of this document",
    PageStage.UNREAD: "the page has no readable text, or its piece is not in the dossier",
    PageStage.NOT_A_CANDIDATE: "retrieval brought no passage of the page",
    PageStage.OVER_BUDGET: "a passage of the page came, and none was read for lack of tokens",
    PageStage.UNDECIDED: "the page was read, and no sentence of it bore on a criterion",
    PageStage.NOT_CITED: "a sentence of the page bore on a criterion, and the answer cites none",
    PageStage.CITED: "the answer cites the page",
    PageStage.UNTRACED: "the answer does not cite the page, and keeps no trace of what was retrieved",
}


@dataclass(frozen=True, slots=True)
class Reached:
    """Pages that reached each stage of an answer, each a part of the one before where the trace is whole.

    ``decided`` is None where it is not known which pages bore on a criterion (a free reply of a model): what was
    read and is not cited then counts as undecided.
    """

    candidates: frozenset[PageKey]
    read: frozenset[PageKey]
    decided: frozenset[PageKey] | None = None


@dataclass(frozen=True, slots=True)
class PageLoss:
    """One page of the gold and the stage at which it stopped. ``pertinence`` is the strongest of its evidence."""

    document: str
    indicator: str
    piece: str
    page: int | None
    pertinence: int
    stage: PageStage


@dataclass(frozen=True, slots=True)
class CellLosses:
    """The pages of one cell, and what was cited outside of them.

    ``cited`` counts pages cited; ``false`` those that the gold does not have at pertinence 2 or more, of which
    ``related`` it has at pertinence 1 and ``near`` stand beside a useful page (± 1) of the same piece.
    """

    document: str
    indicator: str
    verdict_right: bool
    pages: tuple[PageLoss, ...]
    cited: int
    false: int
    related: int
    near: int

    def stages(self, pertinence: int) -> Counter[PageStage]:
        """Pages of at least this pertinence by the stage at which they stopped."""
        return Counter(page.stage for page in self.pages if page.pertinence >= pertinence)


@dataclass(frozen=True, slots=True)
class Losses:
    """The losses of every cell, in the order of the evaluation."""

    cells: tuple[CellLosses, ...]

    def of(self, documents: Collection[str]) -> Losses:
        """The part that concerns these documents."""
        return Losses(tuple(cell for cell in self.cells if cell.document in documents))

    def stages(self, pertinence: int) -> Counter[PageStage]:
        """Pages of at least this pertinence by stage, over all cells."""
        return sum((cell.stages(pertinence) for cell in self.cells), Counter[PageStage]())


def find_losses(
    cells: Iterable[CellResult], reached: Mapping[CellKey, Reached], readable: Mapping[str, Collection[PageKey]]
) -> Losses:
    """Put every decisive and useful page of the gold at the stage where it was lost, or say that it is cited.

    Args:
        cells: Gold cells beside their answers; those without a page in the gold count for false citations alone.
        reached: By (document, indicator), the pages that reached each stage; cells that are absent have no trace.
        readable: By document, the pages whose text was read; (piece, None) for a piece without pages.
    """
    found = []
    for cell in cells:
        strongest: dict[PageKey, int] = {}
        for item in cell.evidence:
            key = (item.piece, item.page)
            strongest[key] = max(item.pertinence, strongest.get(key, 0))
        useful = {page for page, pertinence in strongest.items() if pertinence >= USEFUL}
        known = frozenset(readable.get(cell.document, ()))
        trace = reached.get((cell.document, cell.indicator))
        pages = tuple(
            PageLoss(
                cell.document,
                cell.indicator,
                piece,
                page,
                strongest[piece, page],
                _stage(cell, (piece, page), known, trace),
            )
            for piece, page in sorted(useful, key=_in_order)
        )
        wrong = cell.cited - useful
        found.append(
            CellLosses(
                cell.document,
                cell.indicator,
                cell.right,
                pages,
                cited=len(cell.cited),
                false=len(wrong),
                related=len(wrong & strongest.keys()),
                near=sum(_is_near(page, useful) for page in wrong),
            )
        )
    return Losses(tuple(found))


def _stage(cell: CellResult, page: PageKey, readable: frozenset[PageKey], reached: Reached | None) -> PageStage:
    if cell.answer is None:
        return PageStage.NO_ANSWER
    if page in cell.cited:
        return PageStage.CITED
    if page not in readable:
        return PageStage.UNREAD
    if reached is None:
        return PageStage.UNTRACED
    if page not in reached.candidates:
        return PageStage.NOT_A_CANDIDATE
    if page not in reached.read:
        return PageStage.OVER_BUDGET
    return PageStage.NOT_CITED if reached.decided and page in reached.decided else PageStage.UNDECIDED


By = Literal["cell", "document", "indicator"]


def losses_table(losses: Losses, pertinence: int, by: By = "cell") -> str:
    """A Markdown table of the losses, with a line for all of them.

    Args:
        losses: Of one or several documents.
        pertinence: 3 for the decisive pages, 2 for all useful ones.
        by: A row a cell that has pages or false citations, with a line in bold a document; a row a document; or a row
            an indicator over all documents.
    """
    seen = losses.stages(pertinence)
    lost = [stage for stage in PageStage if stage is not PageStage.CITED]
    columns = [PageStage.CITED, *(stage for stage in lost if seen[stage] or stage not in _RARE)]
    lines = [f"| | pages | {' | '.join(columns)} | false citations |", "|---" * (len(columns) + 3) + "|"]
    groups: dict[str, list[CellLosses]] = {}
    for cell in losses.cells:
        groups.setdefault(cell.indicator if by == "indicator" else cell.document, []).append(cell)
    for name, own in sorted(groups.items()) if by == "indicator" else groups.items():
        lines += [
            _row(f"{cell.document} {cell.indicator}", [cell], pertinence, columns)
            for cell in own
            if by == "cell" and (cell.stages(pertinence) or cell.false)
        ]
        lines.append(_row(name, own, pertinence, columns, bold=by == "cell"))
    if len(groups) > 1:
        lines.append(_row("all", losses.cells, pertinence, columns, bold=True))
    return "\n".join(lines)


_RARE = (PageStage.NO_ANSWER, PageStage.UNTRACED)


def _row(
    name: str, cells: Sequence[CellLosses], pertinence: int, columns: Sequence[PageStage], *, bold: bool = False
) -> str:
    counts = Losses(tuple(cells)).stages(pertinence)
    cited, false = sum(cell.cited for cell in cells), sum(cell.false for cell in cells)
    shown = [str(sum(counts.values())), *(str(counts[stage] or "") for stage in columns)]
    shown.append(f"{false} of {cited}" if cited else "")
    cell_texts = [f"**{text}**" if bold and text else text for text in (name, *shown)]
    return f"| {' | '.join(cell_texts)} |"


def _is_near(page: PageKey, pages: Collection[PageKey]) -> bool:
    piece, number = page
    return number is not None and any((piece, number + step) in pages for step in (-1, 1))


def _in_order(page: PageKey) -> tuple[str, int]:
    return page[0], page[1] or 0

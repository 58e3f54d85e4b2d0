"""One gold cell beside the tool's answer: everything the metrics count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus.types import Answer, Verdict
from evaluation.gold import GoldCell, PageKey
from evaluation.numbers import Quantity, quantity, same

PageText = Callable[[str, str, int | None], str | None]
"""(document, piece, physical page) -> text of the page, None when there is no such page.

For a piece without pages (a docx) the page is None and the text is that of the whole piece.
"""


@dataclass(frozen=True, slots=True)
class CellResult:
    """What was counted for one cell.

    ``answer`` is None when the tool gave none. Page sets hold (piece, page). ``value_hits`` counts
    the gold quantities found in the answer, ``value_right`` the quantities of the answer found in
    the gold.
    """

    document: str
    indicator: str
    gold: Verdict
    answer: Verdict | None
    doubtful: bool
    gold_p1: frozenset[PageKey]
    gold_p2: frozenset[PageKey]
    gold_p3: frozenset[PageKey]
    cited: frozenset[PageKey]
    quotes: int
    verbatim: int
    gold_values: int
    value_hits: int
    answer_values: int
    value_right: int
    seconds: float
    minutes: float | None
    rationale: str

    @property
    def answered(self) -> bool:
        """``a_verifier`` is an abstention: it counts as no answer."""
        return self.answer is not None and self.answer is not Verdict.A_VERIFIER

    @property
    def right(self) -> bool:
        """Whether the verdict is that of the gold."""
        return self.answer is self.gold


def compare(gold: GoldCell, answer: Answer | None, page_text: PageText, tolerance: float) -> CellResult:
    """Put an answer beside its gold cell.

    Args:
        gold: The cell of the manual analysis.
        answer: The tool's answer, None when there is none.
        page_text: Text of a page, to check quotes against.
        tolerance: Relative tolerance on values, after unit conversion.
    """
    citations = answer.citations if answer else ()
    wanted = _distinct(quantity(value.number, value.unit) for value in gold.values if value.number is not None)
    found = _distinct(quantity(value.value, value.unit) for value in (answer.values if answer else ()))
    return CellResult(
        document=gold.document,
        indicator=gold.indicator,
        gold=gold.verdict,
        answer=answer.verdict if answer else None,
        doubtful=gold.doubtful,
        gold_p1=gold.pages(1),
        gold_p2=gold.pages(2),
        gold_p3=gold.pages(3),
        cited=frozenset((citation.piece, citation.page) for citation in citations),
        quotes=len(citations),
        verbatim=sum(
            is_verbatim(citation.quote, page_text(gold.document, citation.piece, citation.page))
            for citation in citations
        ),
        gold_values=len(wanted),
        value_hits=sum(any(same(left, right, tolerance) for right in found) for left in wanted),
        answer_values=len(found),
        value_right=sum(any(same(left, right, tolerance) for right in wanted) for left in found),
        seconds=answer.seconds if answer else 0.0,
        minutes=gold.minutes,
        rationale=answer.rationale if answer else "",
    )


def is_verbatim(quote: str, page: str | None) -> bool:
    """Whether the quote stands word for word on the page; only white space may differ."""
    wanted = " ".join(quote.split())
    return bool(wanted) and page is not None and wanted in " ".join(page.split())


def _distinct(quantities: Iterable[Quantity]) -> list[Quantity]:
    return list(dict.fromkeys(quantities))

"""One gold cell beside the tool's answer: everything the metrics count, and what a reader wants to see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from domain import Answer, Verdict
from evaluation.before_checks import BeforeChecks, before_checks
from evaluation.confidence import confidence_of
from evaluation.gold_cells import GoldCell, GoldEvidence, PageKey
from french.units import Amount

PageText = Callable[[str, str, int | None], str | None]
"""(document, piece, physical page) -> text of the page, None when there is no such page.

For a piece without pages (a docx) the page is None and the text is that of the whole piece.
"""


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote of the answer; ``verbatim`` says whether it stands word for word on the page it names."""

    piece: str
    page: int | None
    quote: str
    verbatim: bool


@dataclass(frozen=True, slots=True)
class CellResult:
    """What was counted for one cell.

    ``answer`` is None when the tool gave none. ``value_hits`` counts the gold quantities found in the
    answer, ``value_right`` the quantities of the answer found in the gold, ``value_near`` the gold
    quantities of which the answer has the number with another unit or dimension. ``confidence`` is in the
    verdict given, on a scale that compares answers of one model only; None where the answer tells none.
    """

    document: str
    indicator: str
    gold: Verdict
    answer: Verdict | None
    doubtful: bool
    evidence: tuple[GoldEvidence, ...]
    citations: tuple[Cited, ...]
    gold_values: int
    value_hits: int
    value_near: int
    answer_values: int
    value_right: int
    seconds: float
    minutes: float | None
    rationale: str
    confidence: float | None = None
    before: BeforeChecks = field(default_factory=BeforeChecks)
    tokens: int = 0

    @property
    def answered(self) -> bool:
        """``a_verifier`` is an abstention: it counts as no answer."""
        return self.answer is not None and self.answer is not Verdict.A_VERIFIER

    @property
    def right(self) -> bool:
        """Whether the verdict is that of the gold."""
        return self.answer is self.gold

    @property
    def cited(self) -> frozenset[PageKey]:
        """Pages that the answer cites, as (piece, page)."""
        return frozenset((citation.piece, citation.page) for citation in self.citations)

    def gold_pages(self, pertinence: int) -> frozenset[PageKey]:
        """Pages with a piece of evidence of at least this pertinence."""
        return frozenset((item.piece, item.page) for item in self.evidence if item.pertinence >= pertinence)


def compare(gold: GoldCell, answer: Answer | None, page_text: PageText, tolerance: float) -> CellResult:
    """Put an answer beside its gold cell.

    Args:
        gold: The cell of the manual analysis.
        answer: The tool's answer, None when there is none.
        page_text: Text of a page, to check quotes against.
        tolerance: Relative tolerance on values, after unit conversion.
    """
    wanted = _distinct(Amount.of(value.number, value.unit) for value in gold.values if value.number is not None)
    found = _distinct(Amount.of(value.value, value.unit) for value in (answer.values if answer else ()))
    hits = [any(left.is_same(right, tolerance) for right in found) for left in wanted]
    # The number as written, whatever its unit: « 12 ha » for « 12 m² » is an error of unit.
    written = {value.value for value in (answer.values if answer else ())}
    return CellResult(
        document=gold.document,
        indicator=gold.indicator,
        gold=gold.verdict,
        answer=answer.verdict if answer else None,
        doubtful=gold.doubtful,
        evidence=gold.evidence,
        citations=tuple(
            Cited(
                citation.piece,
                citation.page,
                citation.quote,
                is_verbatim(citation.quote, page_text(gold.document, citation.piece, citation.page)),
            )
            for citation in (answer.citations if answer else ())
        ),
        gold_values=len(wanted),
        value_hits=sum(hits),
        value_near=sum(not hit and left.value in written for left, hit in zip(wanted, hits, strict=True)),
        answer_values=len(found),
        value_right=sum(any(left.is_same(right, tolerance) for right in wanted) for left in found),
        seconds=answer.seconds if answer else 0.0,
        minutes=gold.minutes,
        rationale=answer.rationale if answer else "",
        confidence=confidence_of(answer) if answer else None,
        before=before_checks(answer) if answer else BeforeChecks(),
        tokens=_tokens(answer),
    )


def is_verbatim(quote: str, page: str | None) -> bool:
    """Whether the quote stands word for word on the page; only white space may differ."""
    wanted = " ".join(quote.split())
    return bool(wanted) and page is not None and wanted in " ".join(page.split())


def _tokens(answer: Answer | None) -> int:
    return answer.provenance.tokens if answer else 0


def _distinct(amounts: Iterable[Amount]) -> list[Amount]:
    """Each amount once, whatever unit it is written in."""
    return list({amount.base: amount for amount in reversed(list(amounts))}.values())[::-1]

"""Small gold cells and answers, written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from domain import Answer, Citation, Searched, Value, Verdict
from domain.provenance_codec import decode_provenance
from evaluation import Gold, GoldCell, GoldEvidence, GoldValue

PAGE = "Au moins 60 % des espaces libres restent en pleine terre. Les haies sont conservées."


def page_text(document: str, piece: str, page: int | None) -> str | None:
    """Every page of every piece says the same, up to page 99."""
    return PAGE if page is None or page < 100 else None


def cell(
    verdict: str,
    pages: Iterable[tuple[int, int]] = (),
    *,
    document: str = "d",
    indicator: str = "I01",
    values: Iterable[tuple[float, str | None]] = (),
    doubtful: bool = False,
    minutes: float | None = None,
    annotator: str | None = None,
) -> GoldCell:
    """``pages`` are (page, pertinence) of the piece « r »."""
    return GoldCell(
        document,
        indicator,
        Verdict(verdict),
        tuple(GoldValue(str(number), number, unit, None) for number, unit in values),
        tuple(GoldEvidence("r", page, "x", pertinence) for page, pertinence in pages),
        minutes,
        doubtful,
        annotator,
    )


def answer(
    verdict: str,
    pages: Iterable[int] = (),
    *,
    document: str = "d",
    indicator: str = "I01",
    values: Iterable[tuple[float, str | None]] = (),
    quote: str = "Les haies sont conservées.",
    warnings: Iterable[str] = (),
    record: Mapping[str, Any] | None = None,
) -> Answer:
    """One citation of ``quote`` for each page of the piece « r »."""
    return Answer(
        document=document,
        indicator=indicator,
        question=None,
        verdict=Verdict(verdict),
        rationale="parce que",
        values=tuple(Value(number, unit, None, "r", 1) for number, unit in values),
        citations=tuple(Citation("r", page, None, quote, page, 0, 1) for page in pages),
        searched=Searched((), 0, ()),
        warnings=tuple(warnings),
        llm="m",
        seconds=2.0,
        provenance=decode_provenance(record or {}),
    )


def gold_of(*cells: GoldCell) -> Gold:
    return Gold.of(cells)


def by_key(*answers: Answer) -> dict[tuple[str, str], Answer]:
    return {(item.document, item.indicator or ""): item for item in answers}

"""Citations and values side by side, each value beside the quote that gives it and never beside another one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.answers import Citation, Value
from domain.whole_quotes import numbers_once


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A quote with the values that it gives.

    ``cited`` tells a citation from a sentence that only gives a value. ``citation`` is None for values whose quote
    is not known.
    """

    citation: Citation | None
    values: tuple[Value, ...]
    cited: bool


def evidence_rows(citations: Iterable[Citation], values: Iterable[Value]) -> tuple[EvidenceRow, ...]:
    """Every citation and every value, each once.

    First the citations in their order, with the values that stand in them; then the sentences that give other
    values; last, the values without a quote, together.
    """
    listed = list(citations)
    own: list[list[Value]] = [[] for _ in listed]
    sentences: dict[tuple[str, str, int | None, str], list[Value]] = {}
    unplaced: list[Value] = []
    for value in values:
        at = _citation_of(value, listed)
        if at is not None:
            own[at].append(value)
        elif value.quote is not None:
            sentences.setdefault((value.document, value.piece, value.page, value.quote), []).append(value)
        else:
            unplaced.append(value)
    rows = [EvidenceRow(citation, tuple(found), True) for citation, found in zip(listed, own, strict=True)]
    rows += [EvidenceRow(_sentence_of(found[0], listed), tuple(found), False) for found in sentences.values()]
    return (*rows, *([EvidenceRow(None, tuple(unplaced), False)] if unplaced else []))


def sentences_once(rows: Sequence[EvidenceRow]) -> list[EvidenceRow]:
    """The rows that have a quote, those of both parts of a sentence on two pages made one, with the values of both."""
    quoted = [row for row in rows if row.citation is not None]
    cited = [row.citation for row in quoted if row.citation is not None]
    found = []
    for citation, numbers in numbers_once(cited):
        own = [quoted[number - 1] for number in numbers]
        values = tuple(value for row in own for value in row.values)
        found.append(EvidenceRow(citation, values, any(row.cited for row in own)))
    return found


def holds(citation: Citation, value: Value) -> bool:
    """Whether the quote of the value stands in the citation, white space aside.

    Their places are no proof: of a sentence that has gone, the place may be that of another one today.
    """
    if value.quote is None or (citation.piece, citation.page) != (value.piece, value.page):
        return False
    if value.document and citation.document and value.document != citation.document:
        return False
    return " ".join(value.quote.split()) in " ".join(citation.quote.split())


def _citation_of(value: Value, citations: Sequence[Citation]) -> int | None:
    return next((at for at, citation in enumerate(citations) if holds(citation, value)), None)


def _sentence_of(value: Value, citations: Sequence[Citation]) -> Citation:
    """The sentence of a value, in the shape of a citation; its printed label is that of a citation of the same page."""
    label = next((one.label for one in citations if (one.piece, one.page) == (value.piece, value.page)), None)
    return Citation(
        piece=value.piece,
        page=value.page,
        label=label,
        quote=value.quote or "",
        ordinal=value.ordinal or 0,
        start=value.start or 0,
        end=value.end or 0,
        document=value.document,
    )

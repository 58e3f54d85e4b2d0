"""An answer as JSON: the one shape that the command line, the API and the files share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NotRequired, TypedDict

from domain import (
    Answer,
    AnswerForm,
    Citation,
    CitedPart,
    Comparator,
    ComposedAnswer,
    LineRole,
    PieceKind,
    QuestionKind,
    ReadingProtocol,
    Value,
    Verdict,
)
from domain.json_types import JsonObject
from domain.provenance_codec import encode_provenance
from domain.said_values import SaidValue, said_together
from domain.whole_quotes import pages_cited, whole_quote

_WHERE_KNOWN: tuple[Literal["ordinal", "start", "end", "subject", "zone", "condition", "comparator"], ...] = (
    "ordinal", "start", "end", "subject", "zone", "condition", "comparator",
)  # fmt: skip
_PLACE_WHERE_KNOWN: tuple[Literal["ordinal", "start", "end"], ...] = ("ordinal", "start", "end")


class CitedPartJson(TypedDict):
    """The part of a sentence on the page before or after, word for word."""

    page: int | None
    label: str | None
    quote: str


class CitationJson(TypedDict):
    """A verbatim quote.

    ``document`` names the document quoted (that of the answer where the citation says none). ``page`` is the
    physical number and ``label`` the printed one; both are null where the piece has none. ``confidence`` (0 to 1)
    is there for a page read by character recognition only. ``before`` and ``after`` are there where a sentence goes on
    over the end of its page: its part on the other one, with ``whole``, the sentence, and ``pages``, « 12-13 ».
    """

    document: str
    piece: str
    page: int | None
    label: str | None
    quote: str
    confidence: NotRequired[float]
    before: NotRequired[CitedPartJson]
    after: NotRequired[CitedPartJson]
    whole: NotRequired[str]
    pages: NotRequired[str]


class ValuePlaceJson(TypedDict):
    """Another place that gives a value; ``ordinal``, ``start`` and ``end`` are there where known."""

    piece: str
    page: int | None
    quote: str | None
    ordinal: NotRequired[int]
    start: NotRequired[int]
    end: NotRequired[int]


class ValueJson(TypedDict):
    """A number with ``quote``, the text that gives it: null in values kept before it was.

    ``ordinal``, ``start``, ``end``, ``subject``, ``zone``, ``condition`` and ``comparator`` are there where known,
    ``elsewhere`` where other places give the same value.
    """

    value: float
    unit: str | None
    label: str | None
    document: str
    piece: str
    page: int | None
    quote: str | None
    ordinal: NotRequired[int]
    start: NotRequired[int]
    end: NotRequired[int]
    subject: NotRequired[str]
    zone: NotRequired[str]
    condition: NotRequired[str]
    comparator: NotRequired[Comparator]
    elsewhere: NotRequired[list[ValuePlaceJson]]


class SearchedJson(TypedDict):
    """What was looked at for an answer."""

    queries: list[str]
    passages: int
    pieces: list[str]
    best_score: float | None
    left_out: int
    pages_unread: list[str]


class ScopeJson(TypedDict):
    """Where a question looks; an empty list does not restrict."""

    zones: list[str]
    articles: list[str]
    provisions: list[str]
    pieces: list[PieceKind]
    places: list[str]


class UnderstoodJson(TypedDict):
    """How a question was understood: said whole, of a kind, in a scope."""

    text: str
    kind: QuestionKind
    scope: ScopeJson


class LineJson(TypedDict):
    """A line of an answer; ``citations`` are numbers of its citations, from 1, ``carrier`` is the heading above."""

    text: str
    citations: list[int]
    role: LineRole
    side: str
    carrier: str


class ComposedJson(TypedDict):
    """The answer to a question line by line; ``complete`` is null where a list announces no number of items."""

    understood: UnderstoodJson
    form: AnswerForm
    opening: str
    lines: list[LineJson]
    complete: bool | None
    note: str
    hints: list[str]


class AnswerJson(TypedDict):
    """An answer; ``question`` is there for a free question only, ``record`` where it is asked for.

    ``protocol`` says how it was read, ``way`` the same in French, the trained tool told apart.
    """

    document: str
    indicator: str | None
    question: NotRequired[str]
    composed: NotRequired[ComposedJson]
    verdict: Verdict
    values: list[ValueJson]
    rationale: str
    citations: list[CitationJson]
    searched: SearchedJson
    warnings: list[str]
    llm: str
    protocol: ReadingProtocol
    way: str
    seconds: float
    record: NotRequired[JsonObject]


def answer_to_json(answer: Answer, *, record: bool = False) -> AnswerJson:
    """The answer as plain values, ready for ``json.dumps``.

    Args:
        answer: An answer to an indicator or to a free question.
        record: Add ``record``, what traces the answer to its run.
    """
    result: AnswerJson = {
        "document": answer.document,
        "indicator": answer.indicator,
        "verdict": answer.verdict,
        "values": values_to_json(answer.values, answer.document),
        "rationale": answer.rationale,
        "citations": [citation_to_json(citation, answer.document) for citation in answer.citations],
        "searched": {
            "queries": list(answer.searched.queries),
            "passages": answer.searched.passages,
            "pieces": list(answer.searched.pieces),
            "best_score": answer.searched.best_score,
            "left_out": answer.searched.left_out,
            "pages_unread": list(answer.searched.pages_unread),
        },
        "warnings": [warning.sentence for warning in answer.warnings],
        "llm": answer.llm,
        "protocol": answer.protocol,
        "way": answer.way,
        "seconds": answer.seconds,
    }
    if answer.question is not None:
        result["question"] = answer.question
    if answer.composed is not None:
        result["composed"] = composed_to_json(answer.composed)
    if record:
        result["record"] = encode_provenance(answer.provenance)
    return result


def composed_to_json(composed: ComposedAnswer) -> ComposedJson:
    """How a question was understood and the lines of its answer, as plain values."""
    asked = composed.understood
    scope: ScopeJson = {
        "zones": list(asked.scope.zones),
        "articles": list(asked.scope.articles),
        "provisions": list(asked.scope.provisions),
        "pieces": list(asked.scope.pieces),
        "places": list(asked.scope.places),
    }
    return {
        "understood": {"text": asked.text, "kind": asked.kind, "scope": scope},
        "form": composed.form,
        "opening": composed.opening,
        "lines": [
            {
                "text": line.text,
                "citations": list(line.citations),
                "role": line.role,
                "side": line.side,
                "carrier": line.carrier,
            }
            for line in composed.lines
        ],
        "complete": composed.complete,
        "note": composed.note,
        "hints": list(composed.hints),
    }


def citation_to_json(citation: Citation, document: str) -> CitationJson:
    """A citation as plain values; ``document`` is that of the answer."""
    result: CitationJson = {
        "document": citation.document or document,
        "piece": citation.piece,
        "page": citation.page,
        "label": citation.label or None,
        "quote": citation.quote,
    }
    if citation.confidence is not None:
        result["confidence"] = citation.confidence
    if citation.before is not None:
        result["before"] = _part_to_json(citation.before)
    if citation.after is not None:
        result["after"] = _part_to_json(citation.after)
    if citation.on_two_pages:
        result["whole"], result["pages"] = whole_quote(citation), pages_cited(citation)
    return result


def _part_to_json(part: CitedPart) -> CitedPartJson:
    return {"page": part.page, "label": part.label or None, "quote": part.quote}


def values_to_json(values: Iterable[Value], document: str) -> list[ValueJson]:
    """Values as plain values, each once with its places; ``document`` is that of the answer."""
    return [_value_to_json(said, document) for said in said_together(values)]


def _value_to_json(said: SaidValue, document: str) -> ValueJson:
    value = said.value
    result: ValueJson = {
        "value": value.value,
        "unit": value.unit or None,
        "label": value.label or None,
        "document": value.document or document,
        "piece": value.piece,
        "page": value.page,
        "quote": value.quote,
    }
    for name in _WHERE_KNOWN:
        known = getattr(value, name)
        if known is not None:
            result[name] = known
    if said.elsewhere:
        result["elsewhere"] = [_place_to_json(place) for place in said.elsewhere]
    return result


def _place_to_json(place: Value) -> ValuePlaceJson:
    result: ValuePlaceJson = {"piece": place.piece, "page": place.page, "quote": place.quote}
    for name in _PLACE_WHERE_KNOWN:
        known = getattr(place, name)
        if known is not None:
            result[name] = known
    return result

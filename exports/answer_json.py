"""An answer as JSON: the one shape that the command line, the API and the files share."""

from __future__ import annotations

from typing import Any

from domain import Answer, Citation, Value
from domain.provenance_codec import encode_provenance

_WHERE_KNOWN = ("ordinal", "start", "end", "subject", "zone", "condition", "comparator")


def answer_to_json(answer: Answer, *, record: bool = False) -> dict[str, Any]:
    """The answer as plain values, ready for ``json.dumps``.

    Args:
        answer: An answer to an indicator or to a free question.
        record: Add ``record``, what traces the answer to its run.

    Returns:
        document, indicator, verdict, values, rationale, citations, searched, warnings, llm and
        seconds; ``question`` is there for a free question only.
    """
    result: dict[str, Any] = {"document": answer.document, "indicator": answer.indicator}
    if answer.question is not None:
        result["question"] = answer.question
    result |= {
        "verdict": answer.verdict.value,
        "values": [value_to_json(value, answer.document) for value in answer.values],
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
        "seconds": answer.seconds,
    }
    if record:
        result["record"] = encode_provenance(answer.provenance)
    return result


def citation_to_json(citation: Citation, document: str) -> dict[str, Any]:
    """A citation as plain values.

    ``document`` names the document quoted (that of the answer where the citation says none). ``page`` is the
    physical number and ``label`` the printed one; both are null where the piece has none. ``confidence`` (0 to 1)
    is there for a page read by character recognition only.
    """
    return {
        "document": citation.document or document,
        "piece": citation.piece,
        "page": citation.page,
        "label": citation.label or None,
        "quote": citation.quote,
        **({} if citation.confidence is None else {"confidence": citation.confidence}),
    }


def value_to_json(value: Value, document: str) -> dict[str, Any]:
    """A value as plain values, with ``quote``, the text that gives it: null in values kept before it was.

    ``ordinal``, ``start``, ``end``, ``subject``, ``zone``, ``condition`` and ``comparator`` are there where known.
    """
    known = {name: getattr(value, name) for name in _WHERE_KNOWN}
    return {
        "value": value.value,
        "unit": value.unit or None,
        "label": value.label or None,
        "document": value.document or document,
        "piece": value.piece,
        "page": value.page,
        "quote": value.quote,
        **{name: content for name, content in known.items() if content is not None},
    }

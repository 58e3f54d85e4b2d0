"""An answer as JSON: the one shape that the command line, the API and the files share."""

from __future__ import annotations

from typing import Any

from domain import Answer


def answer_to_json(answer: Answer, *, record: bool = False) -> dict[str, Any]:
    """The answer as plain values, ready for ``json.dumps``.

    Args:
        answer: An answer to an indicator or to a free question.
        record: Add ``record``, what traces the answer to its run.

    Returns:
        document, indicator, verdict, values, rationale, citations, searched, warnings, llm and
        seconds; ``question`` is there for a free question only. ``page`` is the physical number and
        ``label`` the printed one; both are null where the piece has none. ``confidence`` (0 to 1) is
        there for a page read by character recognition only.
    """
    result: dict[str, Any] = {"document": answer.document, "indicator": answer.indicator}
    if answer.question is not None:
        result["question"] = answer.question
    result |= {
        "verdict": answer.verdict.value,
        "values": [
            {
                "value": value.value,
                "unit": value.unit or None,
                "label": value.label or None,
                "piece": value.piece,
                "page": value.page,
            }
            for value in answer.values
        ],
        "rationale": answer.rationale,
        "citations": [
            {
                "piece": citation.piece,
                "page": citation.page,
                "label": citation.label or None,
                "quote": citation.quote,
                **({} if citation.confidence is None else {"confidence": citation.confidence}),
            }
            for citation in answer.citations
        ],
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
        result["record"] = dict(answer.record)
    return result

"""Answers that rest on pages read by character recognition say so."""

from __future__ import annotations

from dataclasses import replace

from domain import LOW_CONFIDENCE, Answer, AnswerWarning


def with_recognition_warnings(answer: Answer) -> Answer:
    """The answer with a warning for each page it cites that was recognised with a low confidence."""
    doubtful = {
        (citation.piece, citation.page): citation.confidence
        for citation in answer.citations
        if citation.confidence is not None and citation.confidence < LOW_CONFIDENCE
    }
    warnings = tuple(
        AnswerWarning.low_recognition(piece, page, confidence) for (piece, page), confidence in doubtful.items()
    )
    return replace(answer, warnings=(*answer.warnings, *warnings)) if warnings else answer

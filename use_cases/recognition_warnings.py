"""Answers that rest on pages read by character recognition say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain import LOW_CONFIDENCE, Answer, AnswerWarning


def with_recognition_warnings(answer: Answer, titles: Mapping[str, str] | None = None) -> Answer:
    """The answer with a warning for each page it cites that was recognised with a low confidence.

    Args:
        answer: An answer as it was made.
        titles: Titles by slug, of an answer looked for in several documents: a warning then names its own.
    """
    named = titles or {}
    doubtful = {
        (citation.document, citation.piece, citation.page): citation.confidence
        for citation in answer.citations
        if citation.confidence is not None and citation.confidence < LOW_CONFIDENCE
    }
    warnings = tuple(
        AnswerWarning.low_recognition(f"{named[document]}, {piece}" if document in named else piece, page, confidence)
        for (document, piece, page), confidence in doubtful.items()
    )
    return replace(answer, warnings=(*answer.warnings, *warnings)) if warnings else answer

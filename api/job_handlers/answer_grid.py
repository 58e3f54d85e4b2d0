"""Answers indicators of the grid in a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.job_handlers.handler import JobHandler, JobTools
from domain import AnswerRequest
from exports import answer_to_json
from use_cases.progress import Progress


def run(tools: JobTools, request: AnswerRequest, progress: Progress) -> Mapping[str, Any]:
    """Answer; answers that stand already are taken again unless ``fresh``."""
    report = tools.application.analysis(request.profile).run(
        request.slug, list(request.indicators), fresh=request.fresh, progress=progress
    )
    return {
        "run": report.run,
        "document": report.document,
        "answers": [answer_to_json(answer) for answer in report.answers],
        "reused": report.reused,
        "seconds": round(report.seconds, 2),
    }


HANDLER = JobHandler(AnswerRequest, "answer", run)

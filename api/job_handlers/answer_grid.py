"""Answers indicators of the grid in a document."""

from __future__ import annotations

from api.job_handlers.handler import JobHandler, JobTools
from domain import AnswerRequest, AnswersResult
from use_cases.progress import Progress


def run(tools: JobTools, request: AnswerRequest, progress: Progress) -> AnswersResult:
    """Answer; answers that stand already are taken again unless ``fresh``."""
    report = tools.application.analysis(request.profile).run(
        request.slug, list(request.indicators), fresh=request.fresh, progress=progress
    )
    answered = tuple(answer.indicator for answer in report.answers if answer.indicator)
    return AnswersResult(report.run, report.document, answered, report.reused, round(report.seconds, 2))


HANDLER = JobHandler(AnswerRequest, "answer", run)

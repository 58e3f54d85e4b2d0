"""Answers given after a reading, shared by the handlers that read."""

from __future__ import annotations

from dataclasses import replace

from domain import IngestResult
from domain.errors import ModelError
from use_cases.container import Application
from use_cases.progress import Progress


def answered(read: IngestResult, application: Application, profile: str | None, progress: Progress) -> IngestResult:
    """Answer the grid after the reading. The document is read whatever becomes of the model: that is said apart."""
    try:
        report = application.analysis(profile).run(read.document, [], progress=progress)
    except ModelError as error:
        return replace(read, answered=0, answer_error=str(error))
    return replace(read, answered=len(report.answers))

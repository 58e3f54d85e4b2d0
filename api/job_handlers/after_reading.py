"""Answers given after a reading, shared by the handlers that read."""

from __future__ import annotations

from typing import Any

from domain.errors import ModelError
from use_cases.container import Application
from use_cases.progress import Progress


def answered(application: Application, slug: str, profile: str | None, progress: Progress) -> dict[str, Any]:
    """Answer the grid after the reading. The document is read whatever becomes of the model: that is said apart."""
    try:
        report = application.analysis(profile).run(slug, [], progress=progress)
    except ModelError as error:
        return {"answered": 0, "answer_error": str(error)}
    return {"answered": len(report.answers), "answer_error": None}

"""Tries the grid on documents: repetitions, reworded questions, depths, profiles."""

from __future__ import annotations

from api.job_handlers.handler import JobHandler, JobTools
from domain import StudyRequest, StudyResult
from use_cases.progress import Progress
from use_cases.study_files import Studies


def run(tools: JobTools, request: StudyRequest, progress: Progress) -> StudyResult:
    """Study and write the files of the study."""
    return Studies(tools.application.settings.data_dir).run(
        tools.application,
        request.study,
        request.documents,
        indicators=request.indicators,
        repetitions=request.repetitions,
        rewording=request.rewording,
        depths=request.depths,
        profiles=request.profiles,
        profile=request.profile,
        progress=progress,
    )


HANDLER = JobHandler(StudyRequest, "study", run)

"""Loads the fictional dossier and answers the grid."""

from __future__ import annotations

from api.job_handlers.after_reading import answered
from api.job_handlers.handler import JobHandler, JobTools
from domain import IngestResult, SampleRequest
from use_cases.demo import read_sample
from use_cases.progress import Progress


def run(tools: JobTools, request: SampleRequest, progress: Progress) -> IngestResult:
    """Read the bundled pieces of the version that is asked for, then answer."""
    report = read_sample(tools.application, request.slug, progress)
    return answered(report.result, tools.application, request.profile, progress)


HANDLER = JobHandler(SampleRequest, "sample", run)

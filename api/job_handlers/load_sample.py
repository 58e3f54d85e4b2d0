"""Loads the fictional dossier and answers the grid."""

from __future__ import annotations

from api.job_handlers.after_reading import answered
from api.job_handlers.handler import JobHandler, JobTools
from domain import IngestResult, SampleRequest
from sample import sample_pieces
from use_cases.demo import sample_description
from use_cases.progress import Progress


def run(tools: JobTools, request: SampleRequest, progress: Progress) -> IngestResult:
    """Read the bundled pieces, then answer."""
    report = tools.application.dossiers.ingest(sample_pieces(), request.slug, sample_description(), progress)
    return answered(report.result, tools.application, request.profile, progress)


HANDLER = JobHandler(SampleRequest, "sample", run)

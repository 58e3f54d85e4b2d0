"""Reads the files sent as a document; answers the grid where that was asked for."""

from __future__ import annotations

from pathlib import Path

from api.job_handlers.after_reading import answered
from api.job_handlers.handler import JobHandler, JobTools
from api.job_worker import Cancelling
from domain import IngestRequest, IngestResult
from domain.errors import BiollmError
from use_cases.ingest import Description
from use_cases.progress import Progress


def run(tools: JobTools, request: IngestRequest, progress: Progress) -> IngestResult:
    """Ingest; the files sent are put away when it is done, given up or impossible."""
    folder = Path(request.folder)
    description = Description(
        title=request.name,
        kind=request.document_kind,
        territory=request.territory,
        stage=request.stage,
        day=request.day,
        plan=request.plan,
        version=request.version,
        procedure=request.procedure,
        procedure_number=request.procedure_number,
        scope=request.scope,
    )
    try:
        report = tools.application.dossiers.ingest([folder], request.slug, description, progress)
        result = report.result
        if request.answer:
            result = answered(result, tools.application, request.profile, progress)
    except (BiollmError, Cancelling):
        tools.uploads.discard(folder)
        raise
    tools.uploads.discard(folder)
    return result


HANDLER = JobHandler(IngestRequest, "ingest", run)

"""Reads the files sent as a document; answers the grid where that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from api.job_handlers.after_reading import answered
from api.job_handlers.handler import JobHandler, JobTools
from api.job_worker import Cancelling
from domain import IngestRequest
from domain.errors import BiollmError
from use_cases.ingest import Description
from use_cases.json_shapes import IngestView
from use_cases.progress import Progress


def run(tools: JobTools, request: IngestRequest, progress: Progress) -> Mapping[str, Any]:
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
    )
    try:
        report = tools.application.dossiers.ingest([folder], request.slug, description, progress)
        result = IngestView.of(report).model_dump(mode="json")
        if request.answer:
            result |= answered(tools.application, request.slug, request.profile, progress)
    except (BiollmError, Cancelling):
        tools.uploads.discard(folder)
        raise
    tools.uploads.discard(folder)
    return result


HANDLER = JobHandler(IngestRequest, "ingest", run)

"""What each kind of job does: read a dossier, answer the grid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from api.jobs import Cancelling, Work
from api.uploads import UploadFolder
from corpus.errors import BiollmError
from corpus.types import DocumentKind, Stage
from exports import answer_to_json
from services.dossiers import Description
from services.progress import Progress
from services.shapes import report_to_json
from services.wiring import Application

INGEST = "lecture"
RUN = "analyse"


def works_of(application: Application, uploads: UploadFolder) -> dict[str, Work]:
    """The kinds of job of this service."""

    def ingest(payload: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        folder = Path(payload["folder"])
        description = Description(
            title=payload["title"],
            kind=DocumentKind(payload["kind"]) if payload["kind"] else None,
            territory=payload["territory"],
            stage=Stage(payload["stage"]) if payload["stage"] else None,
            day=date.fromisoformat(payload["date"]) if payload["date"] else None,
            plan=payload.get("plan"),
            version=payload.get("version"),
        )
        try:
            report = application.dossiers.ingest([folder], payload["slug"], description, progress)
        except (BiollmError, Cancelling):
            uploads.discard(folder)
            raise
        uploads.discard(folder)
        return report_to_json(report)

    def run(payload: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        report = application.analysis(payload["profile"]).run(
            payload["slug"], payload["indicators"], fresh=payload["fresh"], progress=progress
        )
        return {
            "run": report.run,
            "document": report.document,
            "answers": [answer_to_json(answer) for answer in report.answers],
            "reused": report.reused,
            "seconds": round(report.seconds, 2),
        }

    return {INGEST: ingest, RUN: run}

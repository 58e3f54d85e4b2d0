"""What each kind of job does: read a dossier (and answer), answer, load the sample, evaluate, study the grid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from api.job_worker import Cancelling, Work
from api.uploads import UploadFolder
from domain import DocumentKind, Stage
from domain.errors import BiollmError, ModelError
from evaluation import About
from evaluation.summary import headline_sentence
from exports import answer_to_json
from sample import SAMPLE_SLUG, sample_pieces
from use_cases.compare import Wanted, compare_with_gold
from use_cases.container import Application
from use_cases.demo import sample_description
from use_cases.gold_versions import GoldVersions
from use_cases.ingest import Description
from use_cases.json_shapes import report_to_json
from use_cases.progress import Progress
from use_cases.study_files import Studies

INGEST = "lecture"
RUN = "analyse"
SAMPLE = "exemple"
EVALUATE = "évaluation"
STUDY = "étude"


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
        slug = payload["slug"]
        try:
            report = application.dossiers.ingest([folder], slug, description, progress)
            result = report_to_json(report)
            if payload.get("answer"):
                result |= _answered(application, slug, payload.get("profile"), progress)
        except (BiollmError, Cancelling):
            uploads.discard(folder)
            raise
        uploads.discard(folder)
        return result

    def sample(payload: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        report = application.dossiers.ingest(sample_pieces(), SAMPLE_SLUG, sample_description(), progress)
        return report_to_json(report) | _answered(application, SAMPLE_SLUG, payload["profile"], progress)

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

    def evaluate(payload: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        gold = GoldVersions(application.corpus).get(payload["gold"]).only(payload["documents"])
        wanted = Wanted(payload["profile"], payload["answer_missing"], payload["oracle"])
        about = About("Comparaison avec l'analyse manuelle", payload["gold_note"])
        done = compare_with_gold(application, gold, about, wanted, progress=progress)
        return {"evaluation": done.run, "cells": len(gold.cells), "headline": headline_sentence(done.evaluation)}

    def study(payload: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        return Studies(application.settings.data_dir).run(
            application,
            payload["study"],
            payload["documents"],
            indicators=payload["indicators"],
            repetitions=payload["repetitions"],
            rewording=payload["rewording"],
            depths=payload["depths"],
            profiles=payload["profiles"],
            profile=payload["profile"],
            progress=progress,
        )

    return {INGEST: ingest, RUN: run, SAMPLE: sample, EVALUATE: evaluate, STUDY: study}


def _answered(application: Application, slug: str, profile: str | None, progress: Progress) -> dict[str, Any]:
    """Answer the grid after the reading. The document is read whatever becomes of the model: that is said apart."""
    try:
        report = application.analysis(profile).run(slug, [], progress=progress)
    except ModelError as error:
        return {"answered": 0, "answer_error": str(error)}
    return {"answered": len(report.answers), "answer_error": None}

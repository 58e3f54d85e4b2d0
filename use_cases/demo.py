"""The main job on the bundled sample dossier: read it, answer the grid, compare with its gold."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain import DocumentKind, Stage
from evaluation import About, Evaluation
from exports import Table
from sample import SAMPLE_GOLD_NOTE, SAMPLE_METADATA, SAMPLE_SLUG, SampleMetadata, sample_gold, sample_pieces
from sample.approved import APPROVED_METADATA, APPROVED_SLUG, SAMPLE_PLAN, approved_pieces
from use_cases.answer_indicators import RunReport
from use_cases.container import Application
from use_cases.ingest import Description, IngestReport
from use_cases.progress import Progress, silent
from use_cases.run_evaluation import Evaluator


class SampleVersion(StrEnum):
    """Which version of the fictional plan: the project as decided, or the plan as approved."""

    DECIDED = "decided"
    APPROVED = "approved"


SLUGS = {SampleVersion.DECIDED: SAMPLE_SLUG, SampleVersion.APPROVED: APPROVED_SLUG}


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the demonstration gave; ``seconds`` by stage, in order."""

    run: RunReport
    evaluation: Evaluation
    seconds: Mapping[str, float]


def run_demo(application: Application, *, fresh: bool = False, progress: Progress = silent) -> DemoReport:
    """Do the whole job on the sample; done again, it finds what it did and is quick.

    Raises:
        ModelError: no LLM can be used, or it failed.
    """
    seconds: dict[str, float] = {}
    started = time.perf_counter()

    def stage(name: str) -> None:
        nonlocal started
        now = time.perf_counter()
        seconds[name] = now - started
        started = now

    _ = application.indexer
    stage("préparation du modèle de plongement et des index")
    read_sample(application, SAMPLE_SLUG, progress)
    stage("lecture et indexation")
    analysis = application.analysis()
    stage("préparation du modèle de langage")
    run = analysis.run(SAMPLE_SLUG, fresh=fresh, progress=progress)
    stage("réponses aux indicateurs")
    evaluator = Evaluator(application.corpus, application.grid)
    gold, _ = evaluator.gold([sample_gold()], [SAMPLE_SLUG])
    evaluation = evaluator.score(gold, About("Dossier d'exemple", SAMPLE_GOLD_NOTE)).evaluation
    stage("comparaison avec la référence")
    return DemoReport(run=run, evaluation=evaluation, seconds=seconds)


def add_approved(application: Application, *, fresh: bool = False, progress: Progress = silent) -> Table:
    """Read the second version of the sample and answer it; gives the comparison with the first.

    Raises:
        ModelError: no LLM can be used, or it failed.
    """
    read_sample(application, APPROVED_SLUG, progress)
    application.analysis().run(APPROVED_SLUG, fresh=fresh, progress=progress)
    return application.tables.comparison(SAMPLE_SLUG, APPROVED_SLUG)


def read_sample(application: Application, slug: str, progress: Progress = silent) -> IngestReport:
    """Read a version of the sample, by its slug; with the second, both become versions of one plan."""
    if slug != APPROVED_SLUG:
        return application.dossiers.ingest(sample_pieces(), slug, sample_description(), progress)
    report = application.dossiers.ingest(approved_pieces(), slug, _described(APPROVED_METADATA, SAMPLE_PLAN), progress)
    documents = application.corpus.documents
    if documents.exists(SAMPLE_SLUG) and documents.get(SAMPLE_SLUG).plan is None:
        documents.amend(SAMPLE_SLUG, {"plan": SAMPLE_PLAN})
    return report


def sample_description() -> Description:
    """What the sample is, as a user would say it."""
    return _described(SAMPLE_METADATA)


def _described(told: SampleMetadata, plan: str | None = None) -> Description:
    return Description(
        title=told["title"],
        kind=DocumentKind(told["kind"]),
        territory=told["territory"],
        stage=Stage(told["stage"]),
        day=told["date"],
        plan=plan,
    )

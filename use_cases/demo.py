"""The main job on the bundled sample dossier: read it, answer the grid, compare with its gold."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from domain import DocumentKind, Stage
from evaluation import About, Evaluation
from sample import SAMPLE_GOLD_NOTE, SAMPLE_METADATA, SAMPLE_SLUG, sample_gold, sample_pieces
from use_cases.answer_indicators import RunReport
from use_cases.container import Application
from use_cases.ingest import Description
from use_cases.progress import Progress, silent
from use_cases.run_evaluation import Evaluator


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
    application.dossiers.ingest(sample_pieces(), SAMPLE_SLUG, sample_description(), progress)
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


def sample_description() -> Description:
    """What the sample is, as a user would say it."""
    return Description(
        title=SAMPLE_METADATA["title"],
        kind=DocumentKind(SAMPLE_METADATA["kind"]),
        territory=SAMPLE_METADATA["territory"],
        stage=Stage(SAMPLE_METADATA["stage"]),
        day=SAMPLE_METADATA["date"],
    )

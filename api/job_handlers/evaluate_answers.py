"""Compares answers with a version of the manual analysis."""

from __future__ import annotations

from api.job_handlers.handler import JobHandler, JobTools
from domain import EvaluateRequest, EvaluationResult
from evaluation import About
from evaluation.summary import headline_sentence
from use_cases.compare import Wanted, compare_with_gold
from use_cases.gold_versions import GoldVersions
from use_cases.progress import Progress


def run(tools: JobTools, request: EvaluateRequest, progress: Progress) -> EvaluationResult:
    """Answer what is missing, compare, keep the evaluation."""
    gold = GoldVersions(tools.application.corpus).get(request.gold).only(request.documents)
    wanted = Wanted(request.profile, request.answer_missing, request.oracle)
    about = About("Comparaison avec l'analyse manuelle", request.gold_note)
    done = compare_with_gold(tools.application, gold, about, wanted, progress=progress)
    return EvaluationResult(done.run, len(gold.cells), headline_sentence(done.evaluation))


HANDLER = JobHandler(EvaluateRequest, "evaluate", run)

"""Evaluations: the manual analysis, the comparison with it, and two evaluations side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import ServiceDep
from evaluation.summary import (
    brings,
    coverage_sentence,
    fails,
    headline_sentence,
    time_sentence,
    unknowns,
    use_sentence,
)
from use_cases.run_evaluation import Evaluator
from use_cases.study_files import Studies
from web.evaluation_view import difference_lines, headline, method, run_lines, wrong_lines
from web.templates_setup import PagesDep

router = APIRouter()


@router.get("/evaluations")
def list_evaluations(service: ServiceDep, pages: PagesDep, request: Request) -> Response:
    """What can be compared, and what was."""
    from use_cases.learn_from_reviews import learnt_state  # all that learns, for one line

    corpus = service.application.corpus
    return pages.render(
        request,
        "evaluations.html",
        golds=corpus.runs.golds(),
        documents=corpus.documents.all(),
        runs=run_lines(Evaluator(corpus, service.application.grid).runs()),
        studies=Studies(service.application.settings.data_dir).all(),
        learnt=learnt_state(service.application.learnt_heads),
    )


@router.get("/evaluations/comparer")
def compare(
    service: ServiceDep,
    pages: PagesDep,
    request: Request,
    chosen: Annotated[list[str] | None, Query(alias="evaluation")] = None,
) -> Response:
    """Two evaluations over the cells that both have: what changed, and whether it is more than luck."""
    evaluator = Evaluator(service.application.corpus, service.application.grid)
    runs = {line.run.id: line for line in run_lines(evaluator.runs())}
    pair = [runs[name] for name in chosen or () if name in runs]
    if len(pair) != 2:
        return pages.render(request, "evaluation_choice.html", chosen=len(pair))
    # The older one first: a difference then reads as progress.
    first, second = sorted(pair, key=lambda line: line.run.made)
    comparison = evaluator.compare(first.run.id, second.run.id)
    lines = difference_lines(comparison)
    return pages.render(
        request,
        "evaluation_comparison.html",
        first=first,
        second=second,
        comparison=comparison,
        lines=[line for line in lines if not line.method],
        method=[line for line in lines if line.method],
        names={indicator.code: indicator.name for indicator in service.application.grid.indicators},
    )


@router.get("/evaluations/{identifier}")
def one_evaluation(service: ServiceDep, pages: PagesDep, request: Request, identifier: str) -> Response:
    """What an evaluation says, in two minutes, and every wrong cell to look at."""
    corpus, grid = service.application.corpus, service.application.grid
    evaluator = Evaluator(corpus, grid)
    kept = evaluator.stored(identifier)
    names = {indicator.code: indicator.name for indicator in grid.indicators}
    return pages.render(
        request,
        "evaluation.html",
        kept=kept,
        others=[line for line in run_lines(evaluator.runs()) if line.run.id != kept.run],
        coverage=coverage_sentence(kept.evaluation.overall.figures.cells, kept.about.left_out),
        headline=headline_sentence(kept.evaluation),
        use=use_sentence(kept.evaluation),
        time=time_sentence(kept.gain),
        figures=headline(kept.evaluation),
        method=method(kept.evaluation),
        brings=brings(kept.evaluation, kept.gain),
        fails=fails(kept.evaluation, kept.causes),
        unknowns=unknowns(kept.evaluation, kept.gain, kept.causes),
        causes=[(cause.label, cause.meaning, count) for cause, count in kept.causes.counts.items()],
        wrong=wrong_lines(corpus, kept.evaluation, kept.causes, names),
    )

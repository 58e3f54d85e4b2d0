"""Indicators, runs, questions and search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.answer_schemas import AnswerView
from api.dependencies import ServiceDep
from api.job_schemas import JobView
from api.question_requests import ExactRequest, QuestionOverRequest, QuestionRequest, RunRequest, SearchRequest
from api.streaming import AnswerLine, NdjsonResponse, lines_of
from api.waiting import handed_on, waits
from domain import Answer, AnswerRequest
from domain.errors import UsageError
from domain.listening import NOBODY, Listener
from indicator_queries import Indicator, find
from retrieval import Filter
from settings import ProfileName
from use_cases.answer_indicators import Analysis
from use_cases.exact_search import exact_search
from use_cases.json_shapes import ExactView, HitView
from use_cases.search_passages import chosen_documents, search

router = APIRouter(tags=["analyse"])


@router.get("/indicators", summary="La grille d'indicateurs")
def list_indicators(service: ServiceDep) -> list[Indicator]:
    """Every indicator with its question, rubric and vocabulary."""
    return list(service.application.grid.indicators)


@router.post("/documents/{slug}/indicators/{code}", summary="Répondre à un indicateur")
@waits
def answer_indicator(
    service: ServiceDep,
    slug: str,
    code: str,
    profile: ProfileName | None = None,
    fresh: Annotated[bool, Query(description="Refaire une réponse déjà donnée.")] = False,
) -> AnswerView:
    """Answer one indicator now; the response comes when the model has answered."""
    _check(service, slug, [code])
    report = service.application.analysis(profile).run(slug, [code], fresh=fresh)
    return AnswerView.of(report.answers[0])


@router.post("/documents/{slug}/run", status_code=202, summary="Répondre à la grille")
def run_grid(service: ServiceDep, response: Response, slug: str, request: RunRequest | None = None) -> JobView:
    """Queue the analysis of a document; the job's result names the indicators answered."""
    asked = request or RunRequest()
    _check(service, slug, asked.indicators)
    job = service.jobs.submit(AnswerRequest(slug, tuple(asked.indicators), asked.profile, asked.fresh))
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return JobView.of(job)


@router.post("/documents/{slug}/questions", summary="Poser une question libre")
@waits
def ask(service: ServiceDep, slug: str, request: QuestionRequest) -> AnswerView:
    """Answer a free question from the text of one document."""
    _check(service, slug, [])
    answer = _asked(service.application.analysis(request.profile), slug, request)
    return AnswerView.of(answer)


@router.post(
    "/documents/{slug}/questions/stream",
    summary="Poser une question libre, réponse au fil de l'eau",
    response_class=NdjsonResponse,
)
def ask_streaming(service: ServiceDep, slug: str, request: QuestionRequest) -> NdjsonResponse:
    """An answer in the making, a JSON object a line (NDJSON): ``stage`` and ``draft``, then ``answer`` or ``error``.

    A stage says which pages are read. A draft is all that the model has worded so far, unchecked: show it as such. The
    answer comes whole, once checked, and takes its place.
    """
    _check(service, slug, [])
    analysis = service.application.analysis(request.profile)
    return NdjsonResponse(
        handed_on(
            lines_of(lambda listener: AnswerLine(answer=AnswerView.of(_asked(analysis, slug, request, listener)))),
            service.waiting,
        )
    )


@router.post("/questions", summary="Poser une question libre à plusieurs documents")
@waits
def ask_several(service: ServiceDep, request: QuestionOverRequest) -> AnswerView:
    """Answer a free question from the text of several documents, or of all."""
    corpus = service.application.corpus
    slugs = chosen_documents(corpus, request.documents, request.bounds) or [one.slug for one in corpus.documents.all()]
    return AnswerView.of(_asked(service.application.analysis(request.profile), slugs, request))


@router.post("/search", summary="Chercher des passages")
@waits
def search_passages(service: ServiceDep, request: SearchRequest) -> list[HitView]:
    """The passages nearest to a text, without any LLM."""
    application = service.application
    documents = chosen_documents(application.corpus, request.documents, request.bounds)
    hits = search(
        application.retriever,
        request.text,
        documents=documents,
        k=request.k,
        where=Filter(tuple(request.pieces), tuple(request.kinds), request.section),
        indicator=find(application.grid, request.indicator) if request.indicator else None,
    )
    return [HitView.of(hit) for hit in hits]


@router.post("/search/exact", summary="Chercher un texte tel qu'il est écrit")
@waits
def search_exact(service: ServiceDep, request: ExactRequest) -> ExactView:
    """Where the text stands as it was typed (case, accents and plural endings aside), then the near passages.

    Text that is not shown, or was struck out, is counted apart, and listed when it is asked for.
    """
    application = service.application
    if request.indicator:
        raise UsageError("Une recherche exacte porte sur un texte, pas sur un indicateur.")
    documents = chosen_documents(application.corpus, request.documents, request.bounds)
    found = exact_search(
        application.corpus,
        application.retriever,
        request.text,
        documents=documents,
        k=request.k,
        where=Filter(tuple(request.pieces), tuple(request.kinds), request.section),
        include_hidden=request.include_hidden,
    )
    return ExactView.of(found)


def _asked(
    analysis: Analysis,
    documents: str | Sequence[str],
    request: QuestionRequest,
    listener: Listener = NOBODY,
) -> Answer:
    return analysis.ask(
        documents,
        request.question,
        before=request.before,
        fresh=request.fresh,
        kind=request.kind,
        scope=request.scope,
        listener=listener,
    )


def _check(service: ServiceDep, slug: str, codes: list[str]) -> None:
    """Refuse unknown names before any model is loaded."""
    service.application.corpus.documents.get(slug)
    for code in codes:
        find(service.application.grid, code)

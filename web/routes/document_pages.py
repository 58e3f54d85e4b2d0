"""Documents: the list with what becomes of each, one of them with its pieces, and how it was read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import ServiceDep
from domain import AnswersResult, IngestResult, JobResult, PieceKind
from domain.territories import check_place
from sample import SAMPLE_SLUG
from sample.approved import APPROVED_SLUG
from use_cases.accepted_files import accepted_extensions, accepted_labels
from use_cases.matrix_selection import places_of
from use_cases.overview import overview
from use_cases.plan_series import by_age, plan_lines
from web.kept_pages import KeptRoute
from web.templates_setup import PagesDep

router = APIRouter(route_class=KeptRoute)


@router.get("/")
@router.get("/dossiers")
def list_documents(
    service: ServiceDep,
    pages: PagesDep,
    request: Request,
    department: Annotated[str, Query(alias="departement", max_length=3)] = "",
    region: Annotated[str, Query(max_length=2)] = "",
) -> Response:
    """Every document, or those of a department or a region, and where to drop the files of another."""
    check_place(department, region)
    application = service.application
    lines = overview(application.corpus, application.cells)
    listed = {line.document.slug for line in lines}
    return pages.render(
        request,
        "documents.html",
        lines=lines,
        plans=plan_lines([line for line in lines if line.document.lies_in(department, region)]),
        places=places_of(line.document for line in lines),
        department=department,
        region=region,
        waiting=[job for job in application.corpus.jobs.unfinished() if not listed.intersection(job.request.touches)],
        deleted=len(application.corpus.deleted.all()),
        indicators=len(application.grid.indicators),
        profile=application.settings.profile,
        max_mb=application.settings.max_upload_mb,
        accepted=",".join(accepted_extensions()),
        formats=accepted_labels(),
    )


@router.get("/dossiers/{slug}")
def document(service: ServiceDep, pages: PagesDep, request: Request, slug: str) -> Response:
    """A document: pieces, answers, versions, files to take away."""
    from use_cases.document_context import whole_version_before

    application = service.application
    application.corpus.documents.get(slug)  # an unknown one is said, with those that there are
    line = next(one for one in overview(application.corpus, application.cells) if one.document.slug == slug)
    versions = [application.corpus.documents.get(other) for other in line.document.versions]
    pairs = [tuple(sorted((line.document, other), key=by_age)) for other in versions]
    return pages.render(
        request,
        "document.html",
        line=line,
        document=line.document,
        indicators=application.grid.indicators,
        versions=list(zip(versions, pairs, strict=True)),
        changed=whole_version_before(line.document, versions) if line.document.is_partial else None,
        has_opinions=any(piece.kind is PieceKind.AVIS for piece in line.document.pieces),
        offers_approved=slug == SAMPLE_SLUG and not application.corpus.documents.exists(APPROVED_SLUG),
        kept=application.keeping_answers.placed([slug]),
        noted=application.corpus.manual.count(slug),
        profile=application.settings.profile,
    )


@router.get("/dossiers-supprimes")
def deleted(service: ServiceDep, pages: PagesDep, request: Request) -> Response:
    """What people decided on documents that are gone."""
    return pages.render(request, "deleted.html", documents=service.application.corpus.deleted.all())


@router.get("/dossiers/{slug}/lecture")
def reading(service: ServiceDep, pages: PagesDep, request: Request, slug: str) -> Response:
    """What was read of a document, and what was not."""
    from use_cases.reading_report import reading_report

    corpus = service.application.corpus
    return pages.render(
        request, "reading.html", document=corpus.documents.get(slug), report=reading_report(corpus, slug)
    )


@router.get("/taches/{identifier}")
def task(service: ServiceDep, pages: PagesDep, request: Request, identifier: str) -> Response:
    """The progress of a task, and what it came to."""
    corpus = service.application.corpus
    job = corpus.jobs.get(identifier)
    slug = job.request.touches[0] if len(job.request.touches) == 1 else ""  # of several dossiers none is the one
    known = corpus.documents.get(slug) if slug and corpus.documents.exists(slug) else None
    first = service.application.grid.indicators[0].code
    return pages.render(
        request, "task.html", job=job, slug=slug, document=known, first=first, answered=_has_answers(job.result)
    )


def _has_answers(result: JobResult | None) -> bool:
    if isinstance(result, AnswersResult):
        return bool(result.indicators)
    return isinstance(result, IngestResult) and bool(result.answered)

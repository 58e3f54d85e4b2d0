"""Decisions on cells: what a review page stands on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import CurrentUserDep, ServiceDep
from api.review_schemas import (
    CellView,
    HistoryView,
    RestoreRequest,
    ReviewRequest,
    Seen,
    ToReviewView,
    values_given,
)
from api.review_views import ReviewView
from evaluation import gold_bytes
from use_cases.review import Decided
from use_cases.reviewed_gold import reviewed_gold

router = APIRouter(tags=["relecture"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CELL = "/documents/{slug}/indicators/{code}"


@router.get("/documents/{slug}/cells", summary="Les cases d'un document à relire")
def list_cells(service: ServiceDep, slug: str) -> list[CellView]:
    """Every cell answered or decided: the decision, the tool's answer, and the time spent on it."""
    seconds = service.application.reviewing.seconds(slug)
    return [CellView.of(cell, seconds.get(cell.indicator, {})) for cell in service.application.cells.of(slug)]


@router.get(_CELL + "/cell", summary="Une case, avec sa décision")
def get_cell(service: ServiceDep, slug: str, code: str) -> CellView:
    """One cell, as :func:`list_cells` gives it."""
    cell = service.application.cells.cell(slug, code)
    return CellView.of(cell, service.application.reviewing.seconds(slug).get(code, {}))


@router.get("/documents/{slug}/to-review", summary="Les décisions à revoir d'un document")
def list_to_review(service: ServiceDep, slug: str) -> list[ToReviewView]:
    """Decisions whose evidence is gone or moved, or that the tool now contradicts; old and new content together."""
    seconds = service.application.reviewing.seconds(slug)
    return [
        ToReviewView.of(cell.standing, CellView.of(cell, seconds.get(cell.indicator, {})))
        for cell in service.application.cells.of(slug)
        if cell.standing is not None and cell.standing.to_review
    ]


@router.put(_CELL + "/review", summary="Relire une case")
def put_review(service: ServiceDep, user: CurrentUserDep, slug: str, code: str, request: ReviewRequest) -> ReviewView:
    """Keep a decision as the cell's current one; 409 with the other decision when somebody came first."""
    decided = Decided(
        answer=request.answer_id,
        reviewer=user.signing(request.reviewer).name,
        decision=request.decision,
        verdict=request.verdict,
        comment=request.comment,
        values=None if request.values is None else values_given(request.values, slug),
        evidence=None if request.evidence is None else [item.given() for item in request.evidence],
        clock=request.clock,
    )
    return ReviewView.of(service.application.reviewing.review(slug, code, decided, request.seen))


@router.post(_CELL + "/review/confirm", summary="Reprendre la décision d'une case")
def confirm_review(service: ServiceDep, user: CurrentUserDep, slug: str, code: str, asked: Seen) -> ReviewView:
    """Keep the decision, beside what the tool answers now; quotes that moved are taken where they stand."""
    reviewer = user.signing(asked.reviewer).name
    return ReviewView.of(service.application.reviewing.confirm(slug, code, reviewer, asked.seen))


@router.post(_CELL + "/review/withdraw", summary="Revenir à la réponse de l'outil")
def withdraw_review(service: ServiceDep, user: CurrentUserDep, slug: str, code: str, asked: Seen) -> ReviewView:
    """Take the decision back; it stays in the history."""
    reviewer = user.signing(asked.reviewer).name
    return ReviewView.of(service.application.reviewing.withdraw(slug, code, reviewer, asked.seen))


@router.post(_CELL + "/review/undo", summary="Annuler le dernier acte sur une case")
def undo_review(service: ServiceDep, user: CurrentUserDep, slug: str, code: str, asked: Seen) -> ReviewView:
    """Put back what stood before the last act; an undo can be undone."""
    reviewer = user.signing(asked.reviewer).name
    return ReviewView.of(service.application.reviewing.undo(slug, code, reviewer, asked.seen))


@router.post(_CELL + "/review/restore", summary="Remettre une décision de l'historique")
def restore_review(
    service: ServiceDep, user: CurrentUserDep, slug: str, code: str, asked: RestoreRequest
) -> ReviewView:
    """Put back a former decision of this cell as it was."""
    reviewer = user.signing(asked.reviewer).name
    return ReviewView.of(service.application.reviewing.restore(slug, code, asked.review, reviewer, asked.seen))


@router.get(_CELL + "/reviews", summary="Les relectures d'une case")
def list_reviews(service: ServiceDep, slug: str, code: str) -> list[HistoryView]:
    """Every act ever made on a cell, newest first, each with what stood before it."""
    service.application.corpus.documents.get(slug)
    return [HistoryView.of_entry(entry) for entry in service.application.reviewing.history(slug, code)]


@router.get("/reviews/gold.xlsx", summary="Les relectures comme une référence", response_class=Response)
def export_reviews(
    service: ServiceDep, document: Annotated[list[str], Query(description="Documents, un ou plusieurs.")]
) -> Response:
    """The current reviews in the gold format. They lean towards the tool's answers: a report must say so."""
    done = reviewed_gold(service.application.cells, document)
    return Response(
        gold_bytes(done.gold.cells, done.comments),
        media_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="relectures.xlsx"'},
    )

"""Decisions on cells: what a review page stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.dependencies import CurrentUserDep, ServiceDep
from api.review_schemas import (
    CellView,
    HistoryView,
    RestoreRequest,
    ReviewRequest,
    ReviewView,
    Seen,
    ToReviewView,
)
from corpus.review_store import review_to_json
from domain import Cell, ClockMode
from domain.labels import STANDINGS
from evaluation import gold_bytes
from exports import answer_to_json
from use_cases.review import Decided
from use_cases.reviewed_gold import reviewed_gold

router = APIRouter(tags=["relecture"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CELL = "/documents/{slug}/indicators/{code}"


@router.get("/documents/{slug}/cells", summary="Les cases d'un document à relire", response_model=list[CellView])
def list_cells(service: ServiceDep, slug: str) -> list[dict[str, Any]]:
    """Every cell answered or decided: the decision, the tool's answer, and the time spent on it."""
    seconds = service.application.reviewing.seconds(slug)
    return [_cell(cell, seconds.get(cell.indicator, {})) for cell in service.application.cells.of(slug)]


@router.get(_CELL + "/cell", summary="Une case, avec sa décision", response_model=CellView)
def get_cell(service: ServiceDep, slug: str, code: str) -> dict[str, Any]:
    """One cell, as :func:`list_cells` gives it."""
    cell = service.application.cells.cell(slug, code)
    return _cell(cell, service.application.reviewing.seconds(slug).get(code, {}))


@router.get(
    "/documents/{slug}/to-review", summary="Les décisions à revoir d'un document", response_model=list[ToReviewView]
)
def list_to_review(service: ServiceDep, slug: str) -> list[dict[str, Any]]:
    """Decisions whose evidence is gone or moved, or that the tool now contradicts; old and new content together."""
    seconds = service.application.reviewing.seconds(slug)
    return [
        {
            "standing": cell.standing,
            "reason": STANDINGS[cell.standing],
            "cell": _cell(cell, seconds.get(cell.indicator, {})),
        }
        for cell in service.application.cells.of(slug)
        if cell.standing is not None and cell.standing.to_review
    ]


@router.put(_CELL + "/review", summary="Relire une case", response_model=ReviewView)
def put_review(
    service: ServiceDep, user: CurrentUserDep, slug: str, code: str, request: ReviewRequest
) -> dict[str, Any]:
    """Keep a decision as the cell's current one; 409 with the other decision when somebody came first."""
    decided = Decided(
        answer=request.answer_id,
        reviewer=user.signing(request.reviewer).name,
        decision=request.decision,
        verdict=request.verdict,
        comment=request.comment,
        values=None if request.values is None else [value.given(slug) for value in request.values],
        evidence=None if request.evidence is None else [item.given() for item in request.evidence],
        clock=request.clock,
    )
    return review_to_json(service.application.reviewing.review(slug, code, decided, request.seen))


@router.post(_CELL + "/review/confirm", summary="Reprendre la décision d'une case", response_model=ReviewView)
def confirm_review(service: ServiceDep, user: CurrentUserDep, slug: str, code: str, asked: Seen) -> dict[str, Any]:
    """Keep the decision, beside what the tool answers now; quotes that moved are taken where they stand."""
    reviewer = user.signing(asked.reviewer).name
    return review_to_json(service.application.reviewing.confirm(slug, code, reviewer, asked.seen))


@router.post(_CELL + "/review/withdraw", summary="Revenir à la réponse de l'outil", response_model=ReviewView)
def withdraw_review(service: ServiceDep, user: CurrentUserDep, slug: str, code: str, asked: Seen) -> dict[str, Any]:
    """Take the decision back; it stays in the history."""
    reviewer = user.signing(asked.reviewer).name
    return review_to_json(service.application.reviewing.withdraw(slug, code, reviewer, asked.seen))


@router.post(_CELL + "/review/undo", summary="Annuler le dernier acte sur une case", response_model=ReviewView)
def undo_review(service: ServiceDep, user: CurrentUserDep, slug: str, code: str, asked: Seen) -> dict[str, Any]:
    """Put back what stood before the last act; an undo can be undone."""
    reviewer = user.signing(asked.reviewer).name
    return review_to_json(service.application.reviewing.undo(slug, code, reviewer, asked.seen))


@router.post(_CELL + "/review/restore", summary="Remettre une décision de l'historique", response_model=ReviewView)
def restore_review(
    service: ServiceDep, user: CurrentUserDep, slug: str, code: str, asked: RestoreRequest
) -> dict[str, Any]:
    """Put back a former decision of this cell as it was."""
    reviewer = user.signing(asked.reviewer).name
    return review_to_json(service.application.reviewing.restore(slug, code, asked.review, reviewer, asked.seen))


@router.get(_CELL + "/reviews", summary="Les relectures d'une case", response_model=list[HistoryView])
def list_reviews(service: ServiceDep, slug: str, code: str) -> list[dict[str, Any]]:
    """Every act ever made on a cell, newest first, each with what stood before it."""
    service.application.corpus.documents.get(slug)
    return [
        {**review_to_json(entry.review), "before": review_to_json(entry.before) if entry.before else None}
        for entry in service.application.reviewing.history(slug, code)
    ]


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


def _cell(cell: Cell, seconds: Mapping[ClockMode, float]) -> dict[str, Any]:
    return {
        "indicator": cell.indicator,
        "status": cell.status,
        "verdict": cell.verdict,
        "values": [asdict(value) for value in cell.values],
        "citations": [asdict(citation) for citation in cell.citations],
        "comment": cell.comment,
        "standing": cell.standing,
        "lost": [asdict(citation) for citation in cell.lost],
        "answer_id": cell.answer_number,
        "answer": answer_to_json(cell.answer) if cell.answer else None,
        "review": review_to_json(cell.decision) if cell.decision else None,
        "seen": cell.seen,
        "stale": cell.decision is not None and cell.decision.answer != cell.answer_number,
        "seconds_manual": seconds.get(ClockMode.MAIN, 0.0),
        "seconds_assisted": seconds.get(ClockMode.ASSISTE, 0.0),
    }

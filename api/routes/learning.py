"""Learning from reviews: a job that compares before it keeps anything, what was learnt, and the way back."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.dependencies import ServiceDep
from api.job_schemas import JobView
from domain import LearnRequest
from use_cases.learn_from_reviews import LearntState, learnt_state, reviewed_documents, undo_learning

router = APIRouter(prefix="/learning", tags=["relecture"])


class LearntView(BaseModel):
    """What this installation has learnt from its reviews."""

    learnt: bool = Field(description="Faux : l'outil répond comme il est fourni.")
    day: date | None = Field(None, description="Quand.")
    reviews: int = Field(0, description="Cases décidées dont il a appris.")
    criteria: int = Field(0, description="Critères dont quelque chose a été appris.")
    used: bool = Field(False, description="Faux : appris à côté d'autres poids que ceux d'aujourd'hui, sans effet.")

    @classmethod
    def of(cls, state: LearntState | None) -> LearntView:
        """The public side of it."""
        if state is None:
            return cls(learnt=False)
        return cls(learnt=True, day=state.day, reviews=state.reviews, criteria=state.criteria, used=state.used)


@router.get("", summary="Ce qui a été appris des relectures")
def get_learnt(service: ServiceDep) -> LearntView:
    """What the answers without a model stand on, beside what came along."""
    return LearntView.of(learnt_state(service.application.learnt_heads))


@router.post("", status_code=202, summary="Apprendre des relectures")
def start_learning(service: ServiceDep, response: Response) -> JobView:
    """Queue the learning: compared on decisions held out, and kept only if better. Nothing leaves this machine."""
    job = service.jobs.submit(LearnRequest(reviewed_documents(service.application)))
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return JobView.of(job)


@router.post("/undo", summary="Revenir à ce qui avait été appris avant")
def undo(service: ServiceDep) -> LearntView:
    """Go back one step: what was learnt before, or what came along. Answers already given stay as they are."""
    undo_learning(service.application)
    return LearntView.of(learnt_state(service.application.learnt_heads))

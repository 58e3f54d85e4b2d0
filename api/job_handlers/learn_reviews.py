"""Learns from reviews, and keeps what was learnt if it is better on decisions held out."""

from __future__ import annotations

from datetime import date

from api.job_handlers.handler import JobHandler, JobTools
from domain import LearnRequest, LearnResult
from use_cases.learn_from_reviews import learn_from_reviews
from use_cases.progress import Progress


def run(tools: JobTools, request: LearnRequest, progress: Progress) -> LearnResult:
    """Learn and compare; the service answers by what was kept from then on."""
    return learn_from_reviews(tools.application, date.today(), progress, request.documents)


HANDLER = JobHandler(LearnRequest, "learn", run)

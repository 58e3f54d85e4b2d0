"""Streams: whatever happens, the last thing said is an answer, an end or an error."""

from __future__ import annotations

import json

import pytest
from pydantic import BaseModel

from api.events import job_events
from api.job_schemas import JobView
from api.streaming import lines_of
from domain.errors import LlmUnavailable, UnknownJob
from domain.listening import Listener
from tests.event_loops import run_apart


@pytest.mark.parametrize(
    "error", [RuntimeError("secret interne"), KeyError("x"), LlmUnavailable("Ollama ne répond pas.")]
)
def test_an_answer_that_fails_ends_with_its_error_in_french(error: Exception) -> None:
    def make(listener: Listener) -> BaseModel:
        listener.stage("Lecture")
        raise error

    first, last = (json.loads(line) for line in lines_of(make))
    assert first == {"stage": "Lecture"}
    assert "secret" not in last["error"]
    assert ("ne répond pas" in last["error"]) == isinstance(error, LlmUnavailable)
    assert ("Défaut interne" in last["error"]) != isinstance(error, LlmUnavailable)


@pytest.mark.parametrize("error", [RuntimeError("secret interne"), UnknownJob("Aucune tâche n'a cet identifiant.")])
def test_the_progress_of_a_job_that_cannot_be_looked_at_ends_with_an_error(error: Exception) -> None:
    def look() -> JobView:
        raise error

    async def follow() -> list[str]:
        return [event async for event in job_events(look)]

    (event,) = run_apart(follow())
    assert event.startswith("event: error\n")
    assert "secret" not in event

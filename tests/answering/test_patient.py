"""A server that restarts costs a wait, not the run; one that was never there is told at once."""

from __future__ import annotations

import pytest

from answering.llm import Message
from answering.llm.base import OptionDecision, Reply
from answering.llm.patient import PatientBackend
from domain.errors import LlmUnavailable
from domain.json_types import JsonObject
from tests.answering.fakes import FakeBackend

ASK = [Message("user", "Oui ou non ?")]


class Restarting(FakeBackend):
    """Answers, then is away for so many calls."""

    def __init__(self) -> None:
        super().__init__([])
        self.away = 0
        self.calls = 0

    def _answer(self) -> None:
        self.calls += 1
        if self.away:
            self.away -= 1
            raise LlmUnavailable("le serveur du modèle ne répond pas.")

    def complete(self, messages: object, *, schema: JsonObject | None, max_tokens: int) -> Reply:
        self._answer()
        return Reply("oui", 1, 1, 0.1)

    def decide(self, messages: object, options: object) -> OptionDecision:
        self._answer()
        return OptionDecision("oui", 1.0, 1, 1, 0.1)


class Seconds:
    """A clock that goes on only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def wait(self, seconds: float) -> None:
        self.now += seconds


def patient(server: Restarting, said: list[str]) -> tuple[PatientBackend, Seconds]:
    seconds = Seconds()
    return PatientBackend(server, said.append, patience=60, clock=lambda: seconds.now, wait=seconds.wait), seconds


@pytest.mark.parametrize("away", [1, 3, 6])
def test_a_server_that_comes_back_answers_and_the_wait_is_told_once(away: int) -> None:
    server, said = Restarting(), list[str]()
    backend, seconds = patient(server, said)
    assert backend.decide(ASK, ("oui", "non")).option == "oui"
    server.away = away
    assert backend.complete(ASK, schema=None, max_tokens=5).text == "oui"
    assert len(said) == 1
    assert 0 < seconds.now <= 60


def test_one_that_does_not_come_back_is_told_after_a_while() -> None:
    server, said = Restarting(), list[str]()
    backend, seconds = patient(server, said)
    backend.complete(ASK, schema=None, max_tokens=5)
    server.away = 10_000
    with pytest.raises(LlmUnavailable):
        backend.complete(ASK, schema=None, max_tokens=5)
    assert 30 < seconds.now <= 60


def test_one_that_was_never_there_is_told_at_once() -> None:
    server, said = Restarting(), list[str]()
    backend, seconds = patient(server, said)
    server.away = 1
    with pytest.raises(LlmUnavailable):
        backend.complete(ASK, schema=None, max_tokens=5)
    assert (server.calls, seconds.now, said) == (1, 0.0, [])


def test_nobody_waits_for_a_back_end_that_was_closed() -> None:
    server, said = Restarting(), list[str]()
    backend, seconds = patient(server, said)
    backend.complete(ASK, schema=None, max_tokens=5)
    server.away = 5
    backend.close()
    with pytest.raises(LlmUnavailable):
        backend.complete(ASK, schema=None, max_tokens=5)
    assert seconds.now == 0

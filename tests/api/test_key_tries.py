"""Wrong keys slow down whoever tries them, at sign-in and with requests, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

import api.app
from api.key_tries import MOST, PAUSE, WRONG, KeyTries, TooManyTries
from settings import Settings
from tests.fakes import FakeApplication
from web.site import create_app

KEY = "une-cle-de-seize-caracteres"


class Clock:
    """A time that a test moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tries(clock: Clock) -> KeyTries:
    return KeyTries(KEY, clock)


@pytest.fixture
def app(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    monkeypatch.setattr(api.app, "Application", FakeApplication)
    return create_app(Settings(data_dir=data_dir, api_key=SecretStr(KEY)))


def caller(app: FastAPI, address: str) -> TestClient:
    return TestClient(app, base_url="http://biollm", client=(address, 4711))


def test_after_some_wrong_keys_one_try_at_a_time_is_looked_at(tries: KeyTries, clock: Clock) -> None:
    assert [tries.right("fausse", "10.0.0.1") for _ in range(WRONG)] == [False] * WRONG
    for _ in range(2):
        with pytest.raises(TooManyTries):
            tries.right(KEY, "10.0.0.1")
        clock.now += PAUSE
        assert not tries.right("fausse", "10.0.0.1")
    clock.now += PAUSE
    assert tries.right(KEY, "10.0.0.1")
    assert not tries.right("fausse", "10.0.0.1")  # begun anew


@pytest.mark.parametrize(
    ("guesser", "other", "kept_out"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("2001:db8::1", "2001:db8::2", True),  # one network, one guesser
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
    ],
)
def test_a_guesser_keeps_nobody_else_out(tries: KeyTries, guesser: str, other: str, kept_out: bool) -> None:
    for _ in range(WRONG):
        tries.right("fausse", guesser)
    if kept_out:
        with pytest.raises(TooManyTries):
            tries.right(KEY, other)
    else:
        assert tries.right(KEY, other)


def test_guessers_without_number_are_remembered_within_bounds(tries: KeyTries) -> None:
    for number in range(2 * MOST):
        tries.right("fausse", f"guesser {number}")
    assert len(tries._wrong) == MOST


def test_requests_with_wrong_keys_are_slowed_as_at_login(app: FastAPI) -> None:
    with caller(app, "10.0.0.1") as guesser:
        asked = [guesser.get("/api/v1/documents", headers={"X-API-Key": "fausse"}) for _ in range(WRONG + 1)]
        assert [one.status_code for one in asked] == [403] * WRONG + [429]
        assert asked[-1].json()["type"] == "urn:biollm:problem:too-many-tries"
        # What health tells to who holds the key would tell a guess from the key.
        assert guesser.get("/api/v1/health", headers={"X-API-Key": KEY}).status_code == 429
        assert guesser.get("/api/v1/health").status_code == 200  # no key, no try
        assert guesser.post("/connexion", data={"cle": KEY}).status_code == 429
        assert caller(app, "10.0.0.2").get("/api/v1/documents", headers={"X-API-Key": KEY}).status_code == 200


def test_whoever_signed_in_before_works_on_beside_a_guesser_of_the_same_address(app: FastAPI) -> None:
    with caller(app, "10.0.0.1") as browser:
        assert browser.post("/connexion", data={"cle": KEY}).status_code == 200
        wrong = [caller(app, "10.0.0.1").post("/connexion", data={"cle": "fausse"}) for _ in range(WRONG + 1)]
        assert [one.status_code for one in wrong] == [403] * WRONG + [429]
        assert browser.get("/dossiers").status_code == 200

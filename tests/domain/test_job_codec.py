"""What jobs asked for, as stored by every version."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from domain import (
    AnswerRequest,
    DocumentKind,
    EvaluateRequest,
    IngestRequest,
    JobRequest,
    SampleRequest,
    Stage,
    StudyRequest,
    UnreadableRequest,
)
from domain.job_codec import decode_request, encode_request

FIXTURES = Path(__file__).parent / "fixtures" / "jobs"
REQUESTS: list[JobRequest] = [
    IngestRequest(
        "/donnees/uploads/recu", "plui-a", "PLUi A", DocumentKind.PLUI, "Pays d'A", Stage.ARRETE, date(2025, 3, 12),
        "plui", "arrêt n° 1", answer=True, profile="rapide",
    ),
    IngestRequest("/donnees/uploads/recu", "plui-a"),
    AnswerRequest("plui-a", ("I05",), fresh=True),
    SampleRequest("plui-piemont-ormeze"),
    EvaluateRequest("abc", ("plui-a", "plui-b"), "note"),
    StudyRequest("0" * 32, ("plui-a",), profiles=("rapide",)),
]  # fmt: skip


@pytest.mark.parametrize("file", sorted(FIXTURES.glob("*.json")), ids=lambda file: file.stem)
def test_what_any_version_stored_is_read_as_it_was_asked(file: Path) -> None:
    stored = json.loads(file.read_text("utf-8"))
    assert [decode_request(one["kind"], one["payload"]) for one in stored] == REQUESTS


def test_what_is_stored_today_is_that_of_the_fixture_of_today() -> None:
    stored = [{"kind": one.kind, "payload": encode_request(one)} for one in REQUESTS]
    assert stored == json.loads((FIXTURES / "version-2.json").read_text("utf-8"))


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: one.kind)
def test_a_job_names_its_documents_and_has_a_title(request_: JobRequest) -> None:
    assert request_.touches
    assert "None" not in request_.title
    assert request_.title


@pytest.mark.parametrize(
    ("kind", "payload"), [("inconnu", {}), ("answer", {"codec": 99, "kind": "answer"}), ("lecture", {"slug": 3})]
)
def test_a_request_of_another_version_is_listed_and_holds_nothing(kind: str, payload: dict[str, object]) -> None:
    read = decode_request(kind, payload)
    assert isinstance(read, UnreadableRequest)
    assert "autre version" in read.title

"""What jobs asked for, as stored by every version."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from domain import (
    AnswerRequest,
    AnswersResult,
    DocumentKind,
    EvaluateRequest,
    EvaluationResult,
    HeldDecisions,
    IngestedFile,
    IngestRequest,
    IngestResult,
    JobFailure,
    JobRequest,
    JobResult,
    LearnRequest,
    LearnResult,
    PieceState,
    SampleRequest,
    Stage,
    StudyRequest,
    StudyResult,
    UnreadableRequest,
)
from domain.job_codec import (
    decode_failure,
    decode_request,
    decode_result,
    encode_failure,
    encode_request,
    encode_result,
)

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
    LearnRequest(("plui-a", "plui-b")),
]  # fmt: skip


@pytest.mark.parametrize("file", sorted(FIXTURES.glob("*.json")), ids=lambda file: file.stem)
def test_what_any_version_stored_is_read_as_it_was_asked(file: Path) -> None:
    stored = json.loads(file.read_text("utf-8"))
    # What could not be asked for yet was stored by no version of then.
    assert [decode_request(one["kind"], one["payload"]) for one in stored] == REQUESTS[: len(stored)]
    assert len(stored) >= len(REQUESTS) - 1


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


READ = IngestedFile("padd.pdf", PieceState.READ, 12)
REFUSED = IngestedFile("plan.dwg", PieceState.REFUSED, 0, "plan.dwg : type inconnu.")


@pytest.mark.parametrize(
    ("kind", "result"),
    [
        ("ingest", IngestResult("plui-a", (READ, REFUSED), ("a.tmp : écarté.",), ("padd p. 3",), (), 15)),
        ("sample", IngestResult("plui-a", answered=0, answer_error="Ollama ne répond pas.")),
        ("answer", AnswersResult("r1", "plui-a", ("I01", "I02"), 1, 3.25)),
        ("evaluate", EvaluationResult("e1", 30, "24 verdicts sur 30.")),
        ("study", StudyResult("0a", ("plui-a",), 105)),
        ("learn", LearnResult(12, 30, 4, HeldDecisions(6, 1, 0.75), HeldDecisions(9, 0, 0.5), True)),
    ],
)
def test_a_result_comes_back_from_its_stored_form(kind: str, result: JobResult) -> None:
    assert decode_result(kind, json.loads(json.dumps(encode_result(result)))) == result


def test_results_stored_before_are_read() -> None:
    pieces = [
        {"filename": "padd.pdf", "state": "lue", "pages": 12, "error": None},
        {"filename": "plan.dwg", "state": "refusee", "pages": 0, "error": "plan.dwg : type inconnu."},
    ]
    read = {"document": "plui-a", "pieces": pieces, "ignored": [], "unread_pages": [], "warnings": ["x"]}
    assert decode_result("lecture", read) == IngestResult("plui-a", (READ, REFUSED), warnings=("x",))
    answers = [{"indicator": "I01", "verdict": "oui"}, {"indicator": "I02", "verdict": "non"}]
    answered = {"run": "r1", "document": "plui-a", "answers": answers, "reused": 0, "seconds": 1.5}
    assert decode_result("answer", answered) == AnswersResult("r1", "plui-a", ("I01", "I02"), 0, 1.5)
    assert decode_result("answer", {"anything": 1}) is None
    assert decode_result("inconnu", {"anything": 1}) is None
    assert decode_result("study", None) is None


def test_a_failure_comes_back_from_its_stored_form_and_from_those_before() -> None:
    failure = JobFailure("Fichier vide.", "urn:biollm:problem:empty-file", 422, "a.pdf : Fichier vide.", "a.pdf")
    assert decode_failure(json.loads(json.dumps(encode_failure(failure)))) == failure
    assert decode_failure({"title": "Défaut.", "current": None}) == JobFailure("Défaut.")
    assert JobFailure("Défaut.").message == "Défaut."
    assert failure.message == "a.pdf : Fichier vide."

"""What the service refuses, with the problem document that says why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.security import BODY_MB
from domain.errors import SettingsError
from settings import Settings
from tests.api.sent_files import Serve, assert_problem, send
from web.site import create_app


def test_web_pages_of_elsewhere_are_refused(client: TestClient) -> None:
    for headers in ({"Host": "exemple.fr"}, {"Host": "127.0.0.1.exemple.fr"}, {"Origin": "http://exemple.fr"}):
        assert_problem(client.get("/api/v1/documents", headers=headers), 403, "access-denied")
    assert client.get("/api/v1/documents", headers={"Origin": "http://127.0.0.1"}).status_code == 200


def test_the_key_is_asked_for_when_there_is_one(serve: Serve) -> None:
    with serve(api_key="une-cle-assez-longue") as client:
        assert_problem(client.get("/api/v1/documents"), 403, "access-denied")
        assert_problem(client.get("/api/v1/documents", headers={"X-API-Key": "autre"}), 403, "access-denied")
        assert client.get("/api/v1/documents", headers={"X-API-Key": "une-cle-assez-longue"}).status_code == 200


@pytest.mark.parametrize("key", [None, "courte"])
def test_the_network_is_refused_without_a_real_key(data_dir: Path, key: str | None) -> None:
    with pytest.raises(SettingsError):
        create_app(Settings(data_dir=data_dir, host="0.0.0.0", api_key=key))


def test_too_large_a_request_is_refused(serve: Serve) -> None:
    with serve(max_upload_mb=1) as client:
        assert_problem(send(client, content=b"%PDF" + b" " * 1024 * 1024), 413, "request-too-large")


def test_a_long_request_without_files_is_refused_before_it_is_read(serve: Serve) -> None:
    with serve() as client:
        sent = client.post("/api/v1/search", json={"text": "a" * (BODY_MB * 1024 * 1024 + 1)})
        assert_problem(sent, 413, "request-too-large")
        told = {"Content-Type": "application/json", "Content-Length": str(200 * 1024 * 1024)}
        assert_problem(client.post("/api/v1/search", content=b"{}", headers=told), 413, "request-too-large")
        description = client.get("/api/v1/openapi.json").json()
        assert "4XX" in description["paths"]["/api/v1/search"]["post"]["responses"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://[evil"},
        {"Origin": "ftp://127.0.0.1"},
        {"Origin": "null"},
        [("Host", "127.0.0.1"), ("Host", "exemple.fr")],
    ],
)
def test_headers_that_cannot_be_believed_are_refused(client: TestClient, headers: Any) -> None:
    answer = client.get("/api/v1/documents", headers=headers)
    assert_problem(answer, 403, "access-denied")
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_only_a_sending_of_files_may_be_large(client: TestClient) -> None:
    body = {"question": "x" * (2 * 1024 * 1024), "documents": []}
    assert_problem(client.post("/api/v1/ask", json=body), 413, "request-too-large")


@pytest.mark.parametrize("number", [0, -1, 2**31, 2**63, 10**30])
def test_a_page_that_no_document_can_have_is_refused_not_looked_up(filled: TestClient, number: int) -> None:
    for place in ("", "/boxes", "/image.webp"):
        answer = filled.get(f"/api/v1/documents/plui-a/pieces/reglement/pages/{number}{place}")
        assert answer.status_code == 422, answer.text


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_an_identifier_beyond_what_the_store_counts_is_refused(filled: TestClient, number: int) -> None:
    cell = "/api/v1/documents/plui-a/indicators/I14"
    decided = {"decision": "corrige", "verdict": "oui", "reviewer": "A. B."}
    for asked in ({"answer_id": number}, {"seen": number}):
        assert filled.put(f"{cell}/review", json={**decided, **asked}).status_code == 422
    assert filled.post(f"{cell}/review/restore", json={"review": number, "reviewer": "A. B."}).status_code in (404, 422)


@pytest.mark.parametrize("number", ["1e999", "-1e999"])
def test_an_infinite_value_is_refused(filled: TestClient, number: str) -> None:
    text = f'{{"decision": "corrected", "verdict": "oui", "values": [{{"value": {number}}}], "reviewer": "A. B."}}'
    answer = filled.put(
        "/api/v1/documents/plui-a/indicators/I14/review",
        content=text,
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 422
    assert "values" in answer.text


def test_unknown_names_and_bad_requests_are_problems(filled: TestClient) -> None:
    base = "/api/v1/documents"
    assert "plui-a" in assert_problem(filled.get(f"{base}/plui-z"), 404, "unknown-document")["detail"]
    assert_problem(filled.delete(f"{base}/plui-z"), 404, "unknown-document")
    assert_problem(filled.get(f"{base}/plui-a/pieces/oap/pages/1"), 404, "unknown-piece")
    assert_problem(filled.get(f"{base}/plui-a/pieces/reglement/pages/9"), 404, "unknown-page")
    assert_problem(filled.post(f"{base}/plui-a/indicators/Z99"), 404, "unknown-indicator")
    assert_problem(filled.post(f"{base}/plui-a/run", json={"indicators": ["Z99"]}), 404, "unknown-indicator")
    assert_problem(filled.get("/api/v1/jobs/abc"), 404, "unknown-job")
    assert_problem(filled.post(f"{base}/plui-a/questions", json={"question": ""}), 422, "malformed-request")
    assert_problem(filled.post("/api/v1/search", json={"text": "haie", "autre": 1}), 422, "malformed-request")
    assert_problem(send(filled, slug="PLUi A"), 422, "invalid-request")
    assert filled.get("/api/v1/rien").headers["content-type"] == "application/problem+json"

"""Files sent to the service, jobs waited for, problems looked at: what several modules of tests do."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient

from tests.ingestion.pdfs import raw_pdf

Serve = Callable[..., Any]
PAGES = ["Les haies sont protégées au plan de zonage.", "Au moins 40 % du terrain doit rester en pleine terre."]


def send(client: TestClient, name: str = "reglement.pdf", content: bytes | None = None, slug: str = "plui-a") -> Any:
    files = [("files", (name, content or raw_pdf(PAGES), "application/pdf"))]
    return client.post("/api/v1/documents", data={"slug": slug, "title": "PLUi A"}, files=files)


def finished(client: TestClient, identifier: str) -> dict[str, Any]:
    for _ in range(600):
        job: dict[str, Any] = client.get(f"/api/v1/jobs/{identifier}").json()
        if job["status"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"the job did not end: {job}")


def assert_problem(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    assert problem["type"].endswith(code)
    assert problem["title"]
    return problem

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from sample import sample_gold
from tests.api.sent_files import finished, send


def test_a_study_is_queued_done_and_read_in_three_forms(client: TestClient) -> None:
    finished(client, send(client).json()["id"])
    asked = {"documents": ["plui-a"], "indicators": ["I01", "I05"], "repetitions": 1, "depths": [0.5]}
    job = finished(client, client.post("/api/v1/studies", json=asked).json()["id"])
    assert job["status"] == "done", job["error"]
    name = job["result"]["study"]
    content = client.get(f"/api/v1/studies/{name}").json()
    assert [one["code"] for one in content["indicators"]] == ["I01", "I05"]
    # the base, one repetition, three wordings, one depth, for each indicator
    assert content["observations"] == 2 * 6
    page = client.get(f"/api/v1/studies/{name}/report.html")
    assert "Sur 2 indicateurs" in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert load_workbook(BytesIO(client.get(f"/api/v1/studies/{name}/report.xlsx").content)).sheetnames
    assert [one["id"] for one in client.get("/api/v1/studies").json()] == [name]


@pytest.mark.parametrize("name", ["..%2F..%2Fetc", "0" * 32, "x"])
def test_only_a_study_that_is_there_is_given(client: TestClient, name: str) -> None:
    assert client.get(f"/api/v1/studies/{name}/report.html").status_code == 404


def test_a_study_of_an_unknown_document_is_refused_at_once(client: TestClient) -> None:
    assert client.post("/api/v1/studies", json={"documents": ["rien"]}).status_code == 404


def test_a_comparison_first_asks_what_is_missing(client: TestClient) -> None:
    finished(client, send(client, slug="plui-piemont-ormeze").json()["id"])
    with sample_gold().open("rb") as file:
        gold = client.post("/api/v1/gold", files=[("files", ("gold.csv", file, "text/csv"))]).json()
    assert client.get("/api/v1/documents/plui-piemont-ormeze/answers").json() == []
    queued = client.post("/api/v1/evaluations/run", json={"gold": gold["digest"], "oracle": True})
    assert queued.status_code == 202
    job: dict[str, Any] = finished(client, queued.json()["id"])
    assert job["status"] == "done", job["error"]
    assert len(client.get("/api/v1/documents/plui-piemont-ormeze/answers").json()) == 15
    report = client.get(f"/api/v1/evaluations/{job['result']['evaluation']}").json()
    assert report["overall"]["cells"] == 15

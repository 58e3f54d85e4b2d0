"""Files over HTTP: of a document, and of what screens show."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from exports import file_formats, table_formats
from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description


@pytest.fixture
def two(client: TestClient, tmp_path: Path) -> TestClient:
    """Two answered documents."""
    application: FakeApplication = client.app.state.service.application  # type: ignore[attr-defined]
    for slug, title, text in (
        ("plui-a", "PLUi A", "Au moins 40 % de la pleine terre doit être conservée."),
        ("scot-b", "SCoT B", "Les haies repérées sont protégées."),
    ):
        path = tmp_path / f"{slug}.pdf"
        path.write_bytes(raw_pdf([text]))
        application.dossiers.ingest([path], slug, Description(title=title))
        application.analysis().run(slug, ["I14"])
    return client


def test_every_format_of_the_registry_is_served(two: TestClient) -> None:
    for form in file_formats().values():
        response = two.get(f"/api/v1/documents/plui-a/answers.{form.name}")
        assert response.status_code == 200
        assert response.headers["content-type"] == form.media_type
        assert f'filename="plui-a{form.extension}"' in response.headers["content-disposition"]


def test_every_screen_is_served_in_every_format_of_tables(two: TestClient) -> None:
    asked = two.post("/api/v1/conversations", json={"question": "Quelle part de pleine terre ?"}).json()
    screens = (
        "matrix.{}", "comparison.{}?first=plui-a&second=scot-b", "documents/plui-a/passages.{}?text=pleine+terre",
        "documents/plui-a/history.{}", "documents/plui-a/reading.{}", "questions.{}",
        f"questions/{asked['conversation']}.{{}}",
    )  # fmt: skip
    for form in table_formats():
        for screen in screens:
            response = two.get(f"/api/v1/{screen.format(form.name)}")
            assert response.status_code == 200, screen
            assert response.content


def test_an_unknown_format_is_refused_with_those_that_there_are(two: TestClient) -> None:
    response = two.get("/api/v1/documents/plui-a/answers.ods")
    assert response.status_code == 422
    assert response.json()["type"].endswith("unknown-format")
    assert "xlsx, csv, json" in response.json()["remedy"]


def test_unknown_documents_are_not_found(two: TestClient) -> None:
    assert two.get("/api/v1/comparison.csv?first=plui-a&second=plui-z").status_code == 404
    assert two.get("/api/v1/documents/plui-z/history.csv").status_code == 404


def test_questions_over_several_documents_name_the_one_of_each_quote(two: TestClient) -> None:
    answer = two.post("/api/v1/questions", json={"question": "Quelle part de pleine terre faut-il conserver ?"}).json()
    assert [one["document"] for one in answer["citations"]] == ["plui-a"]
    two.post("/api/v1/conversations", json={"question": "Quelle part de pleine terre faut-il conserver ?"})
    content = two.get("/api/v1/questions.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))
    assert {row["Document cité"] for row in rows} == {"PLUi A"}

"""Deliverables and good practices over HTTP, and the pages for them without a browser."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import urlencode

import pytest
from docx import Document
from fastapi.testclient import TestClient

from exports.deliverables.registry_of_kinds import deliverable_kinds
from ingestion import LibreOffice
from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description

QUOTE = "Au moins 40 % de la pleine terre doit être conservée."


@pytest.fixture
def answered(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """One document, one answer; no LibreOffice, which takes seconds to start."""
    monkeypatch.setattr("ingestion.find_libreoffice", lambda: None)
    application: FakeApplication = client.app.state.service.application  # type: ignore[attr-defined]
    path = tmp_path / "reglement.pdf"
    path.write_bytes(raw_pdf([QUOTE]))
    application.dossiers.ingest([path], "plui-a", Description(title="PLUi A"))
    application.analysis().run("plui-a", ["I14"])
    return client


def test_a_deliverable_is_listed_made_traced_and_handed_over(answered: TestClient) -> None:
    listed = answered.get("/api/v1/deliverables/available?document=plui-a").json()
    assert [one["name"] for one in listed] == list(deliverable_kinds())
    assert "1 case non relue" in listed[0]["missing"]
    made = answered.post("/api/v1/deliverables", json={"name": "grille-juridique", "documents": ["plui-a"]})
    assert made.status_code == 201
    (cell,) = made.json()["cells"]
    assert (cell["indicator"], cell["status"], cell["decision"]) == ("I14", "NON RELUE", None)
    file = answered.get(f"/api/v1/deliverables/{made.json()['id']}/file")
    assert "grille-juridique-plui-a.docx" in file.headers["content-disposition"]
    assert Document(io.BytesIO(file.content)).core_properties.title == "Grille de lecture juridique"
    assert [one["id"] for one in answered.get("/api/v1/deliverables").json()] == [made.json()["id"]]


def test_what_cannot_be_made_is_told(answered: TestClient) -> None:
    for body, status, code in (
        ({"name": "resume"}, 404, "unknown-deliverable"),
        ({"name": "suivi", "documents": ["plui-a"]}, 422, "nothing-to-deliver"),
        ({"name": "suivi", "documents": ["plui-z"]}, 404, "unknown-document"),
        ({"name": "grille-juridique", "documents": ["plui-a"], "format": "ods"}, 422, "unknown-format"),
    ):
        response = answered.post("/api/v1/deliverables", json=body)
        assert (response.status_code, response.json()["type"].split(":")[-1]) == (status, code)


@pytest.mark.parametrize("address", ["charts", "deliverables/available"])
def test_an_empty_name_is_no_document(answered: TestClient, address: str) -> None:
    assert answered.get("/api/v1/documents").status_code == 200  # all are listed, and that list is kept
    refused = answered.get(f"/api/v1/{address}?document=")
    assert (refused.status_code, refused.json()["type"]) == (404, "urn:biollm:problem:unknown-document")


def test_the_preview_is_a_page_that_runs_nothing(answered: TestClient) -> None:
    response = answered.get("/api/v1/deliverables/preview?name=grille-juridique&document=plui-a")
    assert response.headers["content-type"].startswith("text/html")
    assert "script-src" not in response.headers["content-security-policy"]
    assert "Grille de lecture juridique" in response.text


def test_the_page_says_what_is_missing_and_makes_files(answered: TestClient) -> None:
    page = answered.get("/livrables").text
    assert "1 case non relue" in page
    assert "Il faut deux versions" in page
    made = answered.post("/livrables", data={"livrable": "grille-juridique", "format": "xlsx", "dossier": ["plui-a"]})
    assert made.status_code == 200
    assert "grille-juridique-plui-a.xlsx" in made.headers["content-disposition"]
    page = answered.get("/livrables").text
    assert "grille-juridique-plui-a.xlsx" in page
    identifier = answered.get("/api/v1/deliverables").json()[0]["id"]
    assert "NON RELUE" in answered.get(f"/livrables/faits/{identifier}").text


def test_charts_are_offered_with_their_words_and_handed_over_in_both_forms(answered: TestClient) -> None:
    listed = {one["name"]: one for one in answered.get("/api/v1/charts?document=plui-a").json()}
    assert "Non établi 1" in listed["verdicts"]["text"]
    assert "deux versions" in listed["versions"]["missing"]
    drawn = answered.get("/api/v1/charts/verdicts?document=plui-a&format=svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "verdicts.svg" in drawn.headers["content-disposition"]
    assert "Non établi 1" in drawn.text
    assert answered.get("/api/v1/charts/verdicts?document=plui-a&format=png").content.startswith(b"\x89PNG")
    for address, code in (
        ("verdicts?document=plui-a&format=gif", "unknown-format"),
        ("camembert?document=plui-a", "unknown-deliverable"),
        ("temps?document=plui-a", "nothing-to-deliver"),
        ("verdicts?document=plui-z", "unknown-document"),
    ):
        assert answered.get(f"/api/v1/charts/{address}").json()["type"].endswith(code)
    page = answered.get("/livrables?dossier=plui-a").text
    assert 'href="/api/v1/charts/verdicts?document=plui-a&amp;format=png"' in page
    assert "Non établi 1" in page


def test_a_passage_is_collected_while_reading_found_again_and_let_go(answered: TestClient) -> None:
    address = urlencode({"dossier": "plui-a", "piece": "reglement", "page": 1, "phrases": "0", "indicateur": "I14"})
    form = answered.get(f"/bonnes-pratiques/nouvelle?{address}").text
    assert QUOTE in form
    assert "/bonnes-pratiques/nouvelle?dossier=plui-a" in answered.get("/dossiers/plui-a/pieces/reglement/pages/1").text
    kept = {"dossier": "plui-a", "piece": "reglement", "page": "1", "passage": QUOTE, "titre": "Pleine terre <b>",
            "theme": "Nature en ville", "etiquettes": "sol, zone U", "indicateur": "I14"}  # fmt: skip
    page = answered.post("/bonnes-pratiques", data=kept).text
    assert "Pleine terre &lt;b&gt;" in page
    (one,) = answered.get("/api/v1/good-practices?text=SOL").json()
    assert (one["tags"], one["page"], one["quote"]) == (["sol", "zone U"], 1, QUOTE)
    assert answered.get("/api/v1/good-practices?text=mare").json() == []
    refused = answered.post("/api/v1/good-practices", json={
        "document": "plui-a", "piece": "reglement", "page": 1, "quote": "Des mares.", "title": "Mares"})  # fmt: skip
    assert refused.status_code == 422
    assert "ne se trouvent pas sur cette page" in refused.json()["title"]
    assert answered.delete(f"/api/v1/good-practices/{one['id']}").status_code == 204
    assert answered.get("/api/v1/good-practices").json() == []


def test_libreoffice_that_fails_gives_a_page_all_the_same(
    answered: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingestion.find_libreoffice", lambda: LibreOffice("/bin/false"))
    response = answered.get("/api/v1/deliverables/preview?name=grille-juridique&document=plui-a")
    assert response.headers["content-type"].startswith("text/html")

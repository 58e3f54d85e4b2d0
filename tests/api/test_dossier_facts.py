"""What stands beside the answers: intake, geographic tables, opinions, in the API and on the pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.fakes import FakeApplication
from tests.use_cases.test_table_figures import taken_in

SLUG = "plu-a"


@pytest.fixture
def filled_client(client: TestClient, tmp_path: Path) -> TestClient:
    """A service with a standard dossier: tables, an opinion, a règlement."""
    application = client.app.state.service.application  # type: ignore[attr-defined]
    assert isinstance(application, FakeApplication)
    taken_in(application, tmp_path / "98765_PLU_20240115")
    return client


def test_a_dossier_says_what_it_is_and_what_stands_beside_its_answers(filled_client: TestClient) -> None:
    at = f"/api/v1/documents/{SLUG}"
    intake = filled_client.get(f"{at}/intake").json()
    assert intake["is_standard"]
    facts = {line["field"]: line["value"] for line in intake["facts"]}
    assert (facts["kind"], facts["authority"], facts["day"]) == ("plu", "98765", "2024-01-15")
    assert all(line["reason"] for line in (*intake["facts"], *intake["pieces"]))
    assert any("DOC_URBA" in missing for missing in intake["missing"])

    geography = filled_client.get(f"{at}/geography").json()
    (woods,) = geography["indicators"]["I04"]
    assert (woods["hectares"], woods["source"], woods["disagrees"]) == (
        1.25, "table PRESCRIPTION_SURF, 2 objets", True
    )  # fmt: skip
    assert geography["overlaps"][0]["hectares"] == 1.0
    drawn = filled_client.get(f"{at}/map.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")

    (said,) = filled_client.get(f"{at}/opinions/I05").json()
    assert "zones humides" in said["quote"]


def test_tables_and_layers_are_read_again_without_the_files(filled_client: TestClient, tmp_path: Path) -> None:
    at = f"/api/v1/documents/{SLUG}"
    before = filled_client.get(f"{at}/intake").json(), filled_client.get(f"{at}/geography").json()
    shutil.rmtree(tmp_path / "98765_PLU_20240115")
    assert filled_client.post(f"{at}/intake").json() == before[0]
    assert filled_client.get(f"{at}/geography").json() == before[1]
    assert 'id="relire"' in filled_client.get(f"/dossiers/{SLUG}/fiche").text
    assert filled_client.post("/api/v1/documents/absent/intake").status_code == 404


def test_a_description_with_its_procedure_is_corrected(filled_client: TestClient) -> None:
    change = {"procedure": "modification", "procedure_number": 2, "scope": "zone 1AU du Pré-Long"}
    told = filled_client.patch(f"/api/v1/documents/{SLUG}", json=change).json()
    assert {name: told[name] for name in change} == change
    page = filled_client.get(f"/dossiers/{SLUG}").text
    assert "modification n° 2" in page
    assert "Procédure partielle : zone 1AU du Pré-Long" in page


def test_pages_show_reasons_figures_and_opinions(filled_client: TestClient) -> None:
    facts = filled_client.get(f"/dossiers/{SLUG}/fiche").text
    assert "nom du dossier « 98765_PLU_20240115 »" in facts
    assert "écart de" in facts
    assert "map.svg" in facts
    opinions = filled_client.get(f"/dossiers/{SLUG}/avis?indicateur=I05").text
    assert "zones humides inventoriées" in opinions
    assert "ne décident d’aucun verdict" in opinions
    assert "Aucune phrase des avis" in filled_client.get(f"/dossiers/{SLUG}/avis?indicateur=I03").text


def test_a_dossier_without_layers_has_no_map(client: TestClient, tmp_path: Path) -> None:
    missing = client.get("/api/v1/documents/absent/map.svg")
    assert missing.status_code == 404

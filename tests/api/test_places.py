"""Documents chosen by department and region: list, matrix, search, files, pages."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description


def test_documents_are_chosen_by_where_they_lie(client: TestClient) -> None:
    application = client.app.state.service.application  # type: ignore[attr-defined]
    assert isinstance(application, FakeApplication)
    folder = application.settings.data_dir.parent / "pieces"
    folder.mkdir()
    for slug, word in (("plu-a", "haies"), ("plu-b", "mares")):
        path = folder / f"{slug}.pdf"
        path.write_bytes(raw_pdf([f"Les {word} du territoire sont conservées."]))
        application.dossiers.ingest([path], slug, Description(title=f"PLU {slug}"))
    for slug, codes in (("plu-a", ["34172", "30014"]), ("plu-b", ["2A004"])):
        told = client.patch(f"/api/v1/documents/{slug}", json={"communes": codes}).json()
    assert (told["communes"], told["departments"], told["regions"]) == (["2A004"], ["2A"], ["94"])

    def listed(query: str) -> list[str]:
        return [one["slug"] for one in client.get(f"/api/v1/documents?{query}").json()]

    assert listed("department=30") == ["plu-a"]
    assert listed("region=94") == ["plu-b"]
    assert listed("region=76&department=2A") == []
    assert client.get("/api/v1/documents?department=20").status_code == 422
    assert "Gard (30), Hérault (34);Occitanie" in client.get("/api/v1/matrix.csv?region=76").text
    assert "plu-b" not in client.get("/api/v1/matrix.csv?department=34").text
    found = client.post("/api/v1/search", json={"text": "conservées", "department": "2A"}).json()
    assert {hit["document"] for hit in found} == {"plu-b"}
    assert client.post("/api/v1/search", json={"text": "haies", "region": "11"}).status_code == 422

    for slug, territory in (("plu-a", "Pays d'Uzès"), ("plu-b", "Ajaccio")):
        client.patch(f"/api/v1/documents/{slug}", json={"territory": territory})
    found = client.post("/api/v1/search", json={"text": "conservées", "territory": "uzes"}).json()
    assert {hit["document"] for hit in found} == {"plu-a"}
    question = "Que dit le règlement des éléments conservés du territoire ?"
    for place, asked in (({"region": "94"}, ["plu-b"]), ({"territory": "uzès"}, ["plu-a"]), ({}, ["plu-a", "plu-b"])):
        told = client.post("/api/v1/conversations", json={"question": question, **place}).json()
        assert (told["documents"], told["everywhere"]) == (asked, not place)
    answer = client.post("/api/v1/questions", json={"question": question, "department": "2A"}).json()
    assert answer["document"] == "plu-b"
    assert client.post("/api/v1/questions", json={"question": question, "region": "11"}).status_code == 422
    listed_for_questions = client.get("/questions").text
    assert 'data-regions="94"' in listed_for_questions
    assert "Corse" in listed_for_questions

    for page in ("/dossiers", "/matrice"):
        text = client.get(f"{page}?departement=34").text
        assert "PLU plu-a" in text
        assert "PLU plu-b" not in text
    assert "Corse-du-Sud (2A), Corse" in client.get("/dossiers/plu-b").text
    assert client.patch("/api/v1/documents/plu-b", json={"communes": ["9"]}).status_code == 422
    coded = {"identifier": "200999404_PLUI_20240115", "authority": "243000643"}
    told = client.patch("/api/v1/documents/plu-b", json={**coded, "communes": []}).json()
    assert {name: told[name] for name in coded} == coded
    assert told["departments"] == ["30"], "that of the seat"
    page = client.get("/dossiers/plu-b").text
    assert all(f'value="{code}"' in page for code in coded.values())
    assert client.patch("/api/v1/documents/plu-b", json={"authority": "12"}).status_code == 422
    assert client.patch("/api/v1/documents/plu-b", json={"authority": None}).json()["authority"] is None
    emptied = client.patch("/api/v1/documents/plu-b", json={"communes": []}).json()
    assert emptied["departments"] == []

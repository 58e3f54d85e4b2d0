"""Reviews, time, the gold and evaluations, over HTTP as a web page would."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

import api.app
from corpus.manual_store import ManualCell
from domain import Verdict
from evaluation import read_gold
from settings import Settings
from tests.fakes import FakeApplication, application_in
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description
from web.site import create_app

HEADER = "document;indicateur;verdict;valeur;unite;libelle_valeur;piece;page;citation;pertinence;commentaire;minutes"
GOLD = "\r\n".join(
    [
        HEADER,
        "plui-a;I01;oui;;;;reglement;1;Les haies sont protégées au plan de zonage.;3;;10",
        "plui-a;I02;non;;;;;;;;;8",
    ]
)
#: By the rubric of the grid, I01 and I02 are answered « oui » from the first page.
PAGES = [
    "Les haies sont protégées au plan de zonage. Les réservoirs de biodiversité et les corridors écologiques du "
    "territoire sont reportés sur la carte 3. Dans les corridors écologiques, toute construction est interdite.",
    "La pleine terre occupe 40 % du terrain.",
]
CELL = "/api/v1/documents/plui-a/indicators/I01"


@pytest.fixture
def client(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A service on a small document with two answers."""
    path = tmp_path / "reglement.pdf"
    path.write_bytes(raw_pdf(PAGES))
    with application_in(data_dir).opened() as application:
        application.dossiers.ingest([path], "plui-a", Description(title="PLUi A"))
        application.analysis().run("plui-a", ["I01", "I02"])
    monkeypatch.setattr(api.app, "Application", FakeApplication)
    with TestClient(create_app(Settings(data_dir=data_dir)), base_url="http://127.0.0.1") as started:
        yield started


@pytest.fixture
def passing(client: TestClient) -> Callable[[float], None]:
    """Moves the service's time; it stands still otherwise."""
    clocks = client.app.state.service.application.corpus.clocks  # type: ignore[attr-defined]
    at = [clocks.now()]
    clocks.now = lambda: at[0]

    def move(seconds: float) -> None:
        at[0] += timedelta(seconds=seconds)

    return move


def cells(client: TestClient) -> dict[str, Any]:
    return {cell["indicator"]: cell for cell in client.get("/api/v1/documents/plui-a/cells").json()}


def review(client: TestClient, **changes: Any) -> Any:
    cell = cells(client)["I01"]
    asked = {"answer_id": cell["answer_id"], "seen": (cell["review"] or {}).get("id"), "decision": "accepte",
             "reviewer": "Ana"}  # fmt: skip
    return client.put(f"{CELL}/review", json=asked | changes)


def send_gold(client: TestClient, content: bytes = GOLD.encode("cp1252"), name: str = "reference.csv") -> Any:
    return client.post("/api/v1/gold", files=[("files", (name, content, "text/csv"))])


def test_a_page_times_a_review_and_keeps_the_decision_with_its_seconds(
    client: TestClient, passing: Callable[[float], None]
) -> None:
    started = client.post(f"{CELL}/clock", json={"person": "Ana"})
    assert started.status_code == 201
    clock = started.json()
    assert (clock["state"], clock["mode"], clock["idle_after"]) == ("en_marche", "assiste", 120)
    passing(45)
    client.post(f"/api/v1/clocks/{clock['id']}/heartbeat")
    passing(500)  # a telephone call
    assert client.get(f"/api/v1/clocks/{clock['id']}").json()["state"] == "en_pause"
    client.post(f"/api/v1/clocks/{clock['id']}/heartbeat")
    passing(15)
    kept = review(client, clock=clock["id"]).json()
    assert (kept["seconds"], kept["decision"], kept["verdict"]) == (45 + 120 + 15, "accepte", "oui")
    assert client.get(f"/api/v1/clocks/{clock['id']}").json()["state"] == "arrete"
    assert client.post(f"/api/v1/clocks/{clock['id']}/heartbeat").status_code == 409
    assert cells(client)["I01"]["seconds_assisted"] == 180
    assert [one["seconds"] for one in client.get("/api/v1/documents/plui-a/clocks").json()] == [180]


def test_the_second_person_is_told_of_the_first_and_decides_again(client: TestClient) -> None:
    both_saw = cells(client)["I01"]
    assert both_saw["review"] is None
    assert review(client).status_code == 200
    late = review(client, seen=None, reviewer="Bo", decision="corrige", verdict="non")
    assert late.status_code == 409
    problem = late.json()
    assert problem["type"].endswith("review-conflict")
    assert problem["current"]["reviewer"] == "Ana"
    again = review(client, seen=problem["current"]["id"], reviewer="Bo", decision="corrige", verdict="non")
    assert again.status_code == 200
    assert cells(client)["I01"]["review"]["verdict"] == "non"
    assert [one["reviewer"] for one in client.get(f"{CELL}/reviews").json()] == ["Bo", "Ana"]


@pytest.mark.parametrize(
    "changes",
    [
        {"decision": "corrige"},  # which verdict?
        {"decision": "corrige", "verdict": "a_verifier"},
        {"decision": "accepte", "verdict": "non"},
        {"decision": "corrige", "verdict": "partiel", "evidence": []},  # no proof left
        {"decision": "peut-etre"},
        {"decision": "doute", "inconnu": 1},
    ],
)
def test_a_decision_that_does_not_hold_together_is_refused(client: TestClient, changes: dict[str, Any]) -> None:
    response = review(client, **changes)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert cells(client)["I01"]["review"] is None


def test_a_review_of_an_answer_of_another_cell_is_refused(client: TestClient) -> None:
    other = cells(client)["I02"]["answer_id"]
    assert review(client, answer_id=other).status_code == 404
    clock = client.post("/api/v1/documents/plui-a/indicators/I02/clock").json()["id"]
    assert review(client, clock=clock).status_code == 422
    assert client.post("/api/v1/documents/plui-a/indicators/Z99/clock").status_code == 404
    assert client.get("/api/v1/clocks/rien").status_code == 404


def test_an_answer_made_again_leaves_the_review_and_marks_it_stale(client: TestClient) -> None:
    review(client)
    client.post(f"{CELL}?fresh=true")
    cell = cells(client)["I01"]
    assert cell["stale"]
    assert cell["review"]["reviewer"] == "Ana"


def test_reviews_come_out_as_a_gold_without_minutes(client: TestClient, tmp_path: Path) -> None:
    review(
        client,
        decision="corrige",
        verdict="partiel",
        comment="Une seule zone",
        evidence=[
            {"piece": "reglement", "page": 2, "quote": "La pleine terre occupe 40 % du terrain.", "pertinence": 3}
        ],
        values=[{"value": 40, "unit": "%"}],
    )
    path = tmp_path / "relectures.xlsx"
    path.write_bytes(client.get("/api/v1/reviews/gold.xlsx", params={"document": "plui-a"}).content)
    (cell,) = read_gold(path).cells
    assert (cell.verdict, cell.minutes, cell.annotator) == ("partiel", None, "relecture : Ana")
    assert cell.pages(3) == {("reglement", 2)}
    assert [(value.number, value.unit) for value in cell.values] == [(40, "%")]


def test_a_gold_is_imported_as_french_excel_saves_it_and_compared(client: TestClient) -> None:
    kept = send_gold(client)
    assert kept.status_code == 201, kept.text
    digest = kept.json()["digest"]
    assert (kept.json()["cells"], kept.json()["timed"]) == (2, 2)
    assert [one["digest"] for one in client.get("/api/v1/gold").json()] == [digest]
    made = client.post("/api/v1/evaluations", json={"gold": digest[:12]})
    assert made.status_code == 201, made.text
    result = made.json()
    assert result["overall"]["cells"] == 2
    assert result["overall"]["verdict_accuracy"] == 0.5
    address = f"/api/v1/evaluations/{result['id']}"
    assert made.headers["location"] == address
    assert client.get(address).json()["overall"] == result["overall"]
    assert [run["id"] for run in client.get("/api/v1/evaluations").json()] == [result["id"]]
    page = client.get(f"{address}/report.html")
    assert page.headers["content-type"].startswith("text/html")
    assert "/dossiers/plui-a/pieces/reglement/pages/1" in page.text
    book = load_workbook(io.BytesIO(client.get(f"{address}/report.xlsx").content))
    assert "Cases" in book.sheetnames
    again = client.get("/api/v1/evaluations/compare", params={"first": result["id"], "second": result["id"]}).json()
    assert again["mcnemar"]["p"] == 1
    assert client.get("/api/v1/evaluations/zzz").status_code == 404


def test_all_faults_of_a_gold_come_at_once_and_nothing_is_kept(client: TestClient) -> None:
    bad = f"{HEADER}\nplui-a;I01;peut-être;;;;;;;;;\nplui-a;Z9;non;;;;;;;;;"
    response = send_gold(client, bad.encode())
    assert response.status_code == 422
    problem = response.json()
    assert [fault.split(" : ")[0] for fault in problem["faults"]] == [
        "ligne 2, colonne verdict",
        "ligne 3, colonne indicateur",
    ]
    assert problem["where"] == "reference.csv"
    assert client.get("/api/v1/gold").json() == []


def test_a_template_is_handed_out_for_a_document(client: TestClient) -> None:
    response = client.get("/api/v1/gold/template.xlsx", params={"document": "plui-a", "annotator": "Ana"})
    sheet = load_workbook(io.BytesIO(response.content))["Analyse"]
    assert sheet["A2"].value == "plui-a"
    assert sheet.max_row == 16
    assert client.get("/api/v1/gold/template.xlsx", params={"document": "plui-z"}).status_code == 404


def test_time_reviewed_in_the_page_is_the_gain_of_the_report(
    client: TestClient, passing: Callable[[float], None]
) -> None:
    digest = send_gold(client).json()["digest"]
    clock = client.post(f"{CELL}/clock", json={"person": "Ana"}).json()["id"]
    passing(60)
    review(client, clock=clock)
    time = client.post("/api/v1/evaluations", json={"gold": digest}).json()["time"]
    assert (time["pairs"], time["only_by_hand"]) == (1, 1)
    assert time["median"] == pytest.approx(0.9)  # one minute for ten by hand


def test_a_decision_is_confirmed_withdrawn_undone_and_every_act_is_in_the_history(client: TestClient) -> None:
    made = review(client, decision="corrige", verdict="non", values=[], evidence=[], comment="Zone A seulement").json()

    def act(name: str, **more: Any) -> Any:
        seen = cells(client)["I01"]["seen"]
        return client.post(f"{CELL}/review/{name}", json={"seen": seen, "reviewer": "Bo"} | more)

    assert act("confirm").json()["comment"] == "Zone A seulement"
    assert act("withdraw").json()["decision"] == "retire"
    assert (cells(client)["I01"]["status"], cells(client)["I01"]["review"]) == ("not_reviewed", None)
    assert act("withdraw").status_code == 422
    assert act("undo").json()["verdict"] == "non"
    assert act("restore", review=made["id"]).json()["restores"] == made["id"]
    assert client.post(f"{CELL}/review/undo", json={"seen": None}).status_code == 409
    history = client.get(f"{CELL}/reviews").json()
    assert [one["act"] for one in history] == ["restore", "undo", "withdraw", "confirm", "decide"]
    assert history[1]["before"]["decision"] == "retire"
    assert history[-1]["before"] is None


def test_decisions_to_look_at_again_are_listed_with_both_contents(client: TestClient) -> None:
    review(client)
    assert client.get("/api/v1/documents/plui-a/to-review").json() == []
    pieces = client.get("/api/v1/documents/plui-a").json()["pieces"]
    for piece in pieces:
        client.delete(f"/api/v1/documents/plui-a/pieces/{piece['piece']}")
    [one] = client.get("/api/v1/documents/plui-a/to-review").json()
    assert (one["standing"], one["reason"]) == ("evidence_gone", "preuve disparue")
    assert one["cell"]["lost"]
    assert one["cell"]["review"]["evidence"]
    assert one["cell"]["answer"]["verdict"] == "oui"


def test_decisions_outlive_a_dossier_unless_they_are_deleted_knowingly(client: TestClient) -> None:
    corpus = client.app.state.service.application.corpus  # type: ignore[attr-defined]
    review(client)
    corpus.manual.put(ManualCell("plui-a", "I02", "Bo", Verdict.NON))
    assert client.delete("/api/v1/documents/plui-a").status_code == 204
    assert (corpus.reviews.count("plui-a"), corpus.manual.count("plui-a")) == (1, 1)
    (gone,) = client.get("/api/v1/deleted-documents").json()
    assert (gone["slug"], gone["decisions"], gone["noted"]) == ("plui-a", 1, 1)
    assert "dossier supprimé" in client.get("/api/v1/documents/plui-a/history.json").text
    corpus.documents.describe("plui-a")
    assert client.get("/api/v1/deleted-documents").json() == []
    assert client.delete("/api/v1/documents/plui-a?decisions=true").status_code == 204
    assert (corpus.reviews.count("plui-a"), corpus.manual.count("plui-a")) == (0, 0)


def test_a_version_of_the_gold_is_deleted(client: TestClient) -> None:
    digest = send_gold(client).json()["digest"]
    assert client.delete(f"/api/v1/gold/{digest[:12]}").status_code == 204
    assert client.get("/api/v1/gold").json() == []
    assert client.delete(f"/api/v1/gold/{digest}").status_code == 404


def test_an_analysis_by_hand_of_who_saw_the_answer_first_is_marked(client: TestClient) -> None:
    noted = {"person": "Ana", "verdict": "non"}
    address = "/api/v1/documents/plui-a/manual-annotations"
    assert client.put(f"{address}/I02", json=noted).json()["blind"]
    review(client)
    assert not client.put(f"{address}/I01", json=noted).json()["blind"]
    assert {one["indicator"]: one["blind"] for one in client.get(address, params={"person": "Ana"}).json()} == {
        "I01": False,
        "I02": True,
    }
    client.post("/api/v1/manual-annotations/gold", params={"document": "plui-a", "person": "Ana"})
    [version] = client.get("/api/v1/gold").json()
    assert "vue avant : 1 cases sur 2" in version["origin"]

"""Files go in, pages, passages and answers come out: the API as a program uses it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus import Corpus
from domain import EvaluateRequest, IngestRequest, JobRequest, StudyRequest
from sample import sample_pieces
from tests.api.sent_files import PAGES, Serve, assert_problem, finished, send
from tests.ingestion.pdfs import raw_pdf


def test_the_sample_is_sent_read_listed_and_deleted(client: TestClient) -> None:
    path = next(path for path in sample_pieces() if path.stem == "padd")
    response = send(client, path.name, path.read_bytes(), "exemple")
    assert response.status_code == 202
    assert response.headers["location"] == f"/api/v1/jobs/{response.json()['id']}"
    job = finished(client, response.json()["id"])
    assert job["status"] == "done", job
    assert [piece["state"] for piece in job["result"]["pieces"]] == ["read"]
    (document,) = client.get("/api/v1/documents").json()
    assert (document["slug"], document["title"], document["indexed"]) == ("exemple", "PLUi A", True)
    assert client.get("/api/v1/documents/exemple").json() == document
    assert client.get("/api/v1/health").json()["documents"] == 1
    assert client.delete("/api/v1/documents/exemple").status_code == 204
    assert client.get("/api/v1/documents").json() == []


def test_a_page_is_shown_with_its_sentences(filled: TestClient) -> None:
    page = filled.get("/api/v1/documents/plui-a/pieces/reglement/pages/2").json()
    assert (page["page"], page["status"]) == (2, "read")
    (sentence,) = page["sentences"]
    assert page["text"][sentence["start"] : sentence["end"]] == sentence["text"] == PAGES[1]


def test_passages_are_found(filled: TestClient) -> None:
    hits = filled.post("/api/v1/search", json={"text": "pleine terre", "documents": ["plui-a"], "k": 1}).json()
    assert "pleine terre" in hits[0]["text"]
    assert hits[0]["trace"]


def test_passages_are_filtered_by_piece_and_date(filled: TestClient) -> None:
    def found(**filters: object) -> int:
        return len(filled.post("/api/v1/search", json={"text": "pleine terre", **filters}).json())

    assert found(pieces=["reglement"], section="") >= 1
    assert found(pieces=["padd"]) == 0
    refused = filled.post("/api/v1/search", json={"text": "pleine terre", "after": "2100-01-01"})
    assert_problem(refused, 422, "invalid-request")


def test_an_exact_search_counts_what_stands_there_then_says_what_is_near(filled: TestClient) -> None:
    def found(text: str, **filters: object) -> Any:
        return filled.post("/api/v1/search/exact", json={"text": text, "k": 3, **filters}).json()

    one = found("HAIE")
    assert (one["summary"], one["occurrences"]) == ("1 occurrence exacte", 1)
    (place,) = one["exact"]
    assert (place["document"], place["piece"], place["page"]) == ("plui-a", "reglement", 1)
    assert f"{place['before']}{place['found']}{place['after']}" == PAGES[0]
    none = found("zones humides")
    assert (none["summary"], none["occurrences"], none["exact"]) == ("0 occurrence exacte", 0, [])
    assert none["near"]
    assert found("pleine terre", pieces=["padd"])["summary"] == "0 occurrence exacte"
    assert found("pleine terre", documents=["plui-a"])["summary"] == "1 occurrence exacte"
    assert (none["occurrences_hidden"], none["hidden"]) == (0, [])
    assert found("haies", include_hidden=True)["exact"][0]["why"] is None
    assert_problem(filled.post("/api/v1/search/exact", json={"text": " "}), 422, "invalid-request")
    asked = filled.post("/api/v1/search/exact", json={"text": "haies", "indicator": "I14"})
    assert_problem(asked, 422, "invalid-request")


def test_an_indicator_and_a_question_are_answered_with_quotes_of_the_page(filled: TestClient) -> None:
    code = "I14"
    asked = filled.post(f"/api/v1/documents/plui-a/indicators/{code}").json()
    question = {"question": "Quelle part de pleine terre ?"}
    free = filled.post("/api/v1/documents/plui-a/questions", json=question).json()
    for answer in (asked, free):
        assert answer["citations"]
        for citation in answer["citations"]:
            page = filled.get(f"/api/v1/documents/plui-a/pieces/{citation['piece']}/pages/{citation['page']}").json()
            assert citation["quote"] in " ".join(page["text"].split())
    kept = filled.get("/api/v1/documents/plui-a/answers").json()
    assert [answer["indicator"] for answer in kept] == [code]


def test_a_run_is_a_job_whose_result_holds_the_answers(filled: TestClient) -> None:
    codes = [indicator["code"] for indicator in filled.get("/api/v1/indicators").json()[:2]]
    response = filled.post("/api/v1/documents/plui-a/run", json={"indicators": codes})
    assert response.status_code == 202
    job = finished(filled, response.json()["id"])
    assert job["result"]["indicators"] == codes


def test_a_broken_piece_fails_its_job_with_a_problem_and_stores_nothing(client: TestClient) -> None:
    job = finished(client, send(client, "oap.pdf", b"<html>404</html>").json()["id"])
    assert job["status"] == "failed"
    assert "oap.pdf" in job["error"]["detail"]
    assert client.get("/api/v1/documents").json() == []


def test_a_job_left_by_a_service_that_died_is_done_by_the_next(serve: Serve, data_dir: Path) -> None:
    folder = data_dir / "uploads" / "recu"
    folder.mkdir(parents=True)
    (folder / "reglement.pdf").write_bytes(raw_pdf(PAGES))
    corpus = Corpus(data_dir)
    job = corpus.jobs.add(IngestRequest(str(folder), "plui-a"))
    assert corpus.jobs.claim() is not None  # the dead service had begun
    corpus.close()
    with serve() as client:
        assert finished(client, job.id)["status"] == "done"
        assert client.get("/api/v1/documents/plui-a").json()["indexed"]
    assert not folder.exists()


@pytest.mark.parametrize(
    "request_", [EvaluateRequest("digest", ("plui-a", "plui-b"), "note"), StudyRequest("0" * 32, ("plui-a",))]
)
def test_a_document_that_is_evaluated_or_studied_is_neither_deleted_nor_changed(
    serve: Serve, data_dir: Path, request_: JobRequest
) -> None:
    corpus = Corpus(data_dir)
    corpus.documents.describe("plui-a")
    job = corpus.jobs.add(request_)
    corpus.jobs.pause(job.id)  # it has begun, and goes on later
    corpus.close()
    with serve() as client:
        for refused in (
            client.delete("/api/v1/documents/plui-a"),
            client.delete("/api/v1/documents/plui-a/pieces/reglement"),
            client.patch("/api/v1/documents/plui-a/pieces/reglement", json={"kind": "annexe"}),
            client.post("/api/v1/documents/plui-a/rename", json={"slug": "plui-z"}),
        ):
            assert_problem(refused, 409, "document-busy")
        (listed,) = client.get("/api/v1/jobs").json()
        assert "plui-a" in listed["title"]
        assert "plui-a" in listed["touches"]
        client.post(f"/api/v1/jobs/{job.id}/cancel")
        assert client.post("/api/v1/documents/plui-a/rename", json={"slug": "plui-z"}).status_code == 200
        assert client.delete("/api/v1/documents/plui-z").status_code == 204  # free again


def test_a_blank_page_is_counted_and_is_not_told_as_unread(client: TestClient) -> None:
    assert finished(client, send(client, content=raw_pdf([*PAGES, ""])).json()["id"])["status"] == "done"
    report = client.get("/api/v1/documents/plui-a/report").json()
    assert (report["pages"], report["pages_read"]) == (3, 2)
    assert report["pages_by_kind"]["blank"] == 1
    (piece,) = report["pieces"]
    assert piece["unread"] == []
    assert "non lue" not in client.get("/dossiers/plui-a").text
    assert "Page blanche" in client.get(f"/dossiers/plui-a/pieces/{piece['piece']}/pages/3").text
    assert_problem(client.get("/api/v1/documents/plui-z/report"), 404, "unknown-document")


def test_a_zip_is_a_dossier_and_its_pieces_can_be_corrected_and_taken_out(client: TestClient) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("plui/2 oap.pdf", raw_pdf(PAGES))
        opened.writestr("plui/10 divers.pdf", raw_pdf(["Les mares sont protégées."]))
    job = finished(client, send(client, "plui.zip", archive.getvalue()).json()["id"])
    assert job["status"] == "done", job
    assert job["result"]["ignored"] == []
    url = "/api/v1/documents/plui-a"
    assert [piece["piece"] for piece in client.get(url).json()["pieces"]] == ["2 oap", "10 divers"]
    changed = client.patch(f"{url}/pieces/10 divers", json={"kind": "annexe"})
    assert changed.json()["pieces"][1]["kind"] == "annexe"
    assert client.patch(f"{url}/pieces/10 divers", json={"kind": "roman"}).status_code == 422
    assert client.delete(f"{url}/pieces/2 oap").status_code == 204
    assert [piece["piece"] for piece in client.get(url).json()["pieces"]] == ["10 divers"]
    assert_problem(client.delete(f"{url}/pieces/2 oap"), 404, "unknown-piece")
    hits = client.post("/api/v1/search", json={"text": "pleine terre", "documents": ["plui-a"]}).json()
    assert {hit["piece"] for hit in hits} <= {"10 divers"}


def test_versions_of_a_plan_stay_side_by_side_and_know_each_other(client: TestClient) -> None:
    for slug, version in (("plui-2019", "approuvé"), ("plui-2024", "modification n° 2")):
        files = [("files", ("reglement.pdf", raw_pdf([f"Texte de {version}."]), "application/pdf"))]
        data = {"slug": slug, "plan": "plui-ormeze", "version": version}
        assert finished(client, client.post("/api/v1/documents", data=data, files=files).json()["id"])["result"]
    document = client.get("/api/v1/documents/plui-2024").json()
    assert (document["plan"], document["version"]) == ("plui-ormeze", "modification n° 2")
    assert document["versions"] == ["plui-2019"]


def test_a_dossier_gets_another_identifier_and_its_old_addresses_lead_on(filled: TestClient) -> None:
    filled.post("/api/v1/documents/plui-a/indicators/I14")
    assert_problem(filled.post("/api/v1/documents/plui-a/rename", json={"slug": "PLUi B"}), 422, "invalid-request")
    assert_problem(filled.post("/api/v1/documents/plui-a/rename", json={"slug": "plui-a"}), 422, "invalid-request")
    renamed = filled.post("/api/v1/documents/plui-a/rename", json={"slug": "plui-b"})
    assert (renamed.status_code, renamed.headers["location"]) == (200, "/api/v1/documents/plui-b")
    assert renamed.json()["slug"] == "plui-b"
    assert [one["document"] for one in filled.get("/api/v1/documents/plui-b/answers").json()] == ["plui-b"]
    problem = assert_problem(filled.get("/api/v1/documents/plui-a"), 404, "unknown-document")
    assert problem["renamed"] == "plui-b"
    assert "plui-b" in problem["title"]
    for old, new in (
        ("/dossiers/plui-a", "/dossiers/plui-b"),
        ("/dossiers/plui-a/indicateurs/I14?citation=1", "/dossiers/plui-b/indicateurs/I14?citation=1"),
        ("/dossiers/plui-a/recherche?texte=pleine+terre", "/dossiers/plui-b/recherche?texte=pleine+terre"),
    ):
        response = filled.get(old, follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (307, new)
        assert filled.get(old).status_code == 200
    assert filled.get("/comparer?a=plui-a&b=plui-z").status_code == 404
    again = filled.post("/api/v1/documents/plui-a/rename", json={"slug": "plui-b"})  # its response was lost
    assert again.json()["slug"] == "plui-b"
    assert 'id="renommer"' in filled.get("/dossiers/plui-b").text


def test_the_sentences_of_a_page_have_their_boxes(filled: TestClient) -> None:
    page = "/api/v1/documents/plui-a/pieces/reglement/pages/1"
    assert filled.get(page).json()["kind"] == "text"
    (found,) = filled.get(f"{page}/boxes").json()
    (box,) = found["boxes"]
    # Helvetica 12 from (72, 720) on a page 792 points high.
    assert box["x0"] == pytest.approx(72, abs=2)
    assert box["y0"] == pytest.approx(792 - 720 - 9, abs=3)


def test_events_of_a_job_end_with_its_result(filled: TestClient) -> None:
    (job,) = filled.get("/api/v1/jobs").json()
    with filled.stream("GET", f"/api/v1/jobs/{job['id']}/events") as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        text = "".join(response.iter_text())
    assert text.startswith("event: end\ndata: ")
    assert_problem(filled.get("/api/v1/jobs/inconnue/events"), 404, "unknown-job")
    assert_problem(filled.post(f"/api/v1/jobs/{job['id']}/pause"), 422, "invalid-request")


def test_a_question_tells_its_stages_line_by_line(filled: TestClient) -> None:
    question = {"question": "Quelle part de pleine terre ?"}
    response = filled.post("/api/v1/documents/plui-a/questions/stream", json=question)
    assert response.headers["content-type"].startswith("application/x-ndjson")
    lines = [json.loads(line) for line in response.text.splitlines()]
    assert "stage" in lines[0]
    assert lines[-1]["answer"]["question"] == question["question"]


def test_a_question_over_all_documents_says_where_it_looked(filled: TestClient) -> None:
    answer = filled.post("/api/v1/questions", json={"question": "Quelle part de pleine terre ?"}).json()
    assert "plui-a" in answer["document"]
    missing = {"question": "Quelle part ?", "documents": ["plui-z"]}
    assert filled.post("/api/v1/questions", json=missing).status_code == 404


def test_the_picture_of_a_page_is_sent_once(client: TestClient) -> None:
    finished(client, send(client).json()["id"])
    address = "/api/v1/documents/plui-a/pieces/reglement/pages/1/image.webp"
    picture = client.get(address)
    assert picture.headers["content-type"] == "image/webp"
    assert picture.content[8:12] == b"WEBP"
    assert client.get(address, headers={"If-None-Match": picture.headers["etag"]}).status_code == 304
    assert client.get(address, params={"width": 12}).status_code == 422


def test_an_original_pdf_opens_and_another_file_is_only_saved(client: TestClient) -> None:
    content = raw_pdf(PAGES)
    finished(client, send(client, content=content).json()["id"])
    finished(client, send(client, "page.html", b"<script>alert(1)</script><p>Les haies.</p>").json()["id"])
    pdf = client.get("/api/v1/documents/plui-a/pieces/reglement/file")
    assert pdf.content == content
    assert pdf.headers["content-disposition"].startswith("inline")
    html = client.get("/api/v1/documents/plui-a/pieces/page/file")
    assert html.headers["content-disposition"].startswith("attachment")
    assert html.headers["content-type"] == "application/octet-stream"
    assert client.get("/api/v1/documents/plui-a/pieces/rien/file").status_code == 404

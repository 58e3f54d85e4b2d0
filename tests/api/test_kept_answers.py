"""Answers kept over HTTP, and from the pages without a browser."""

from __future__ import annotations

import io

from docx import Document
from fastapi.testclient import TestClient

from tests.api.sent_files import finished, send

QUESTION = "Les haies sont-elles protégées ?"


def ask(client: TestClient) -> dict[str, object]:
    finished(client, send(client).json()["id"])
    asked: dict[str, object] = client.post(
        "/api/v1/conversations", json={"question": QUESTION, "documents": ["plui-a"]}
    ).json()
    return asked


def test_an_answer_is_kept_judged_and_let_go(client: TestClient) -> None:
    asked = ask(client)
    body = {"question": asked["id"], "note": "À citer.", "useful": True}
    kept = client.post("/api/v1/kept-answers", json=body)
    assert kept.status_code == 201
    number = kept.json()["id"]
    assert (kept.json()["question"], kept.json()["documents"]) == (QUESTION, ["plui-a"])
    assert [one["standing"] for one in kept.json()["quotes"]] == ["unchanged"] * len(asked["answer"]["citations"])  # type: ignore[index]
    assert kept.json()["quotes"][0]["page_today"] == kept.json()["quotes"][0]["page"]
    changed = client.patch(f"/api/v1/kept-answers/{number}", json={"useful": False}).json()
    assert (changed["useful"], changed["note"]) == (False, "")
    assert [one["id"] for one in client.get("/api/v1/kept-answers?document=plui-a").json()] == [number]
    assert client.get("/api/v1/kept-answers?document=plui-b").json() == []
    assert client.delete(f"/api/v1/kept-answers/{number}").status_code == 204
    for gone in (client.delete, client.get):
        assert gone(f"/api/v1/kept-answers/{number}").status_code in (404, 405)
    assert client.post("/api/v1/kept-answers", json={"question": 999}).status_code == 404
    assert client.patch("/api/v1/kept-answers/999", json={}).json()["type"].endswith("unknown-kept-answer")


def test_pages_keep_list_carry_away_and_let_go(client: TestClient) -> None:
    asked = ask(client)
    place = f"/questions/{asked['conversation']}"
    assert "Garder cette réponse" in client.get(place).text
    form = {"question": asked["id"], "conversation": asked["conversation"], "utilite": "oui", "note": "Voir <b>p. 3"}
    answer = client.post("/reponses-gardees", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{place}#q{asked['id']}")
    assert "Réponse gardée, utile" in client.get(place).text
    assert QUESTION in client.get("/dossiers/plui-a").text
    listed = client.get("/reponses-gardees?dossier=plui-a").text
    assert QUESTION in listed
    assert "Voir &lt;b&gt;p. 3" in listed
    made = client.post("/livrables", data={"livrable": "reponses-gardees", "format": "docx", "dossier": "plui-a"})
    assert QUESTION in "".join(one.text for one in Document(io.BytesIO(made.content)).paragraphs).replace("\u00a0", " ")
    number = client.get("/api/v1/kept-answers").json()[0]["id"]
    client.post(f"/reponses-gardees/{number}/juger", data={"utilite": "non", "note": "", "dossier": "plui-a"})
    assert "pas utile" in client.get("/reponses-gardees").text
    client.post(f"/reponses-gardees/{number}/retirer", data={"dossier": "plui-a"})
    assert "Aucune réponse n’est gardée" in client.get("/reponses-gardees?dossier=plui-a").text
    assert "Réponses gardées" not in client.get("/dossiers/plui-a").text

from __future__ import annotations

import json

from fastapi.testclient import TestClient

from tests.api.sent_files import finished, send


def test_questions_of_a_conversation_follow_one_another(client: TestClient) -> None:
    finished(client, send(client).json()["id"])
    first = client.post("/api/v1/conversations", json={"question": "Les haies sont-elles protégées ?", "person": "A"})
    assert first.status_code == 201
    conversation = first.json()["conversation"]
    client.post(
        "/api/v1/conversations", json={"question": "Et les murs ?", "conversation": conversation, "person": "A"}
    )
    asked = client.get(f"/api/v1/conversations/{conversation}").json()
    assert [one["question"] for one in asked] == ["Les haies sont-elles protégées ?", "Et les murs ?"]
    assert "haies" in asked[1]["answer"]["question"]
    assert asked[0]["everywhere"]
    assert [one["questions"] for one in client.get("/api/v1/conversations", params={"person": "A"}).json()] == [2]
    assert client.get("/api/v1/conversations", params={"person": "B"}).json() == []

    assert client.delete(f"/api/v1/conversations/{conversation}").status_code == 204
    assert client.get(f"/api/v1/conversations/{conversation}").status_code == 404


def test_the_stream_ends_with_the_question_as_it_is_kept(client: TestClient) -> None:
    finished(client, send(client).json()["id"])
    text = "Les haies sont-elles protégées ?"
    response = client.post("/api/v1/conversations/stream", json={"question": text, "documents": ["plui-a"]})
    lines = [json.loads(line) for line in response.text.splitlines()]
    assert all("stage" in line for line in lines[:-1])
    assert lines[-1] == client.get(f"/api/v1/conversations/{lines[-1]['conversation']}").json()[0]


def test_an_unknown_conversation_or_document_is_said_before_anything_is_asked(client: TestClient) -> None:
    asked = {"question": "Les haies ?"}
    assert client.post("/api/v1/conversations", json=asked).status_code == 404
    finished(client, send(client).json()["id"])
    assert client.post("/api/v1/conversations", json={**asked, "documents": ["rien"]}).status_code == 404
    assert client.post("/api/v1/conversations/stream", json={**asked, "conversation": "rien"}).status_code == 404


def test_how_a_question_is_understood_is_told_and_can_be_chosen(client: TestClient) -> None:
    finished(client, send(client).json()["id"])
    asked = {"question": "Les haies sont-elles protégées ?", "documents": ["plui-a"]}
    told = client.post("/api/v1/conversations", json=asked).json()["answer"]["composed"]["understood"]
    assert told["kind"] == "yes_no"
    chosen = client.post("/api/v1/conversations", json={**asked, "kind": "where", "scope": "zone UB"}).json()
    understood = chosen["answer"]["composed"]["understood"]
    assert (understood["kind"], understood["scope"]["zones"]) == ("where", ["UB"])
    assert client.post("/api/v1/conversations", json={**asked, "kind": "autre"}).status_code == 422

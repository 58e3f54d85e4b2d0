"""The reference base over HTTP: whole, since a day, and back into an installation without its documents."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime, timedelta

from fastapi.testclient import TestClient

from tests.api.sent_files import finished, send

BASE = "/api/v1/reference-base"


def tables(content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def test_a_base_goes_and_comes_back_whole_or_since_a_day(client: TestClient) -> None:
    finished(client, send(client).json()["id"])
    whole = client.get(f"{BASE}/datapackage?document=plui-a")
    assert "base-de-reference.zip" in whole.headers["content-disposition"]
    now = datetime.now(UTC)
    tomorrow, today = (now + timedelta(days=1)).date(), (now - timedelta(days=1)).date()
    later = client.get(f"{BASE}/datapackage?since={tomorrow}&document=plui-a")
    assert f"depuis-{tomorrow}" in later.headers["content-disposition"]
    (name,) = (one for one in tables(later.content) if "documents.csv" in one)
    assert tables(later.content)[name] == []
    assert tables(client.get(f"{BASE}/datapackage?since={today}").content)[name] == tables(whole.content)[name] != []
    assert client.get(f"{BASE}/sqlite?since=").content.startswith(b"SQLite format 3")
    sent = {"file": ("base.zip", whole.content)}
    assert "déjà" in client.post(BASE, files=sent).text
    assert client.delete("/api/v1/documents/plui-a?decisions=true").status_code in (200, 202, 204)
    done = client.post(BASE, files=sent)
    assert (done.status_code, done.json()["documents"]) == (201, 1)
    assert tables(client.get(f"{BASE}/datapackage?document=plui-a").content)[name] == tables(whole.content)[name]


def test_what_is_no_base_is_refused(client: TestClient) -> None:
    assert client.post(BASE, files={"file": ("base.zip", b"PK")}).status_code == 422
    refused = client.get(f"{BASE}/xlsx")
    assert (refused.status_code, "datapackage" in refused.text) == (422, True)
    assert client.get(f"{BASE}/sqlite?since=hier").status_code == 422


def test_the_page_offers_the_base_since_a_day_and_takes_one_back(client: TestClient) -> None:
    finished(client, send(client).json()["id"])
    page = client.get("/livrables?dossier=plui-a").text
    assert f'formaction="{BASE}/sqlite"' in page
    assert 'type="date" name="since"' in page
    whole = client.get(f"{BASE}/sqlite").content
    client.delete("/api/v1/documents/plui-a?decisions=true")
    restored = client.post("/livrables/base", files={"fichier": ("base.sqlite", whole)})
    assert "1 dossier" in restored.text.replace("\u00a0", " ")
    assert "plui-a" in client.get("/dossiers").text

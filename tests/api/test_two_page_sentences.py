"""Pages and routes show the whole of a sentence that goes on over the end of a page, and mark both of its parts."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path

from fastapi.testclient import TestClient

from api import links
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description

FIRST = "En zone UA, la surface du terrain laissée en pleine terre est d'au moins"
SECOND = "40 % de la surface totale du terrain."
WHOLE = f"{FIRST} [p. 2] {SECOND}"
OTHER = "Les clôtures laissent passer la petite faune sur toute leur longueur."
QUESTION = "Quelle part de pleine terre en zone UA ?"


def words(page: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ").split())


def test_every_page_shows_the_sentence_whole(client: TestClient, tmp_path: Path) -> None:
    path = tmp_path / "reglement.pdf"
    path.write_bytes(raw_pdf([f"{OTHER}\n{FIRST}", f"{SECOND}\n{OTHER}"]))
    application = client.app.state.service.application  # type: ignore[attr-defined]
    application.dossiers.ingest([path], "plui-a", Description(title="PLUi A"))
    application.analysis().run("plui-a", ["I14"])
    asked = client.post("/api/v1/conversations", json={"question": QUESTION, "documents": ["plui-a"]}).json()
    first, second = asked["answer"]["citations"]
    assert (first["quote"], first["after"]["quote"], first["whole"]) == (FIRST, SECOND, WHOLE)
    assert (second["quote"], second["before"]["page"], second["pages"]) == (SECOND, 1, "1-2")
    kept = client.post("/api/v1/kept-answers", json={"question": asked["id"]}).json()
    assert [(one["whole"], one["pages"]) for one in kept["quotes"]] == [(WHOLE, "1-2")] * 2
    cell = client.get("/api/v1/documents/plui-a/indicators/I14/cell").json()
    assert [one["after"] and one["after"]["quote"] for one in cell["citations"]] == [SECOND, None]

    for place in (f"/questions/{asked['conversation']}", "/reponses-gardees", links.cell("plui-a", "I14")):
        said = words(client.get(place).text)
        assert said.count(f"« {WHOLE} »") == 2, place  # at each of the two citations
        assert re.search(r"(p\.|page) 1-2", said), place
    for number, part in ((1, FIRST), (2, SECOND)):
        page = client.get(links.cell("plui-a", "I14", number)).text
        marked = [words(one) for one in re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL)]
        assert part in marked
    found = words(client.get(links.search("plui-a", "est d'au moins 40 %")).text)
    assert "p. 1-2" in found
    exact = client.post("/api/v1/search/exact", json={"text": "est d'au moins 40 %", "documents": ["plui-a"]}).json()
    assert [(one["page"], one["last_page"]) for one in exact["exact"]] == [(1, 2)]
    content = client.get("/api/v1/questions.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""), delimiter=";")
    assert (row["Page"], row["Citation"]) == ("1-2", WHOLE)

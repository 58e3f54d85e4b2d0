"""What a page costs, and when it is drawn again."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import api.app
from api.app import THREADS
from corpus import Corpus
from corpus.manual_store import ManualCell
from corpus.review_store import ReviewDraft
from domain import ClockMode, Decision, IngestRequest, PieceKind, Verdict
from sample import SAMPLE_SLUG
from settings import Settings
from tests.corpus.pieces import read_piece
from tests.corpus.statements import counted
from tests.fakes import FakeApplication, FakeEmbedder
from web.site import create_app

CELL = f"/dossiers/{SAMPLE_SLUG}/indicateurs/I05"
API_CELL = f"/api/v1/documents/{SAMPLE_SLUG}/indicators/I05"
#: Statements a page may send to the database: the first time after a start, and once somebody decided a cell.
STATEMENTS = {
    "/": (14, 6),
    f"/dossiers/{SAMPLE_SLUG}": (15, 5),
    CELL: (36, 6),
    f"{CELL}?citation=2": (36, 6),
    "/matrice": (12, 3),
    f"{API_CELL}/cell": (8, 4),
}


@pytest.fixture
def answered(sample_data: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The sample, read and answered, behind a service that was just started."""
    shutil.copytree(sample_data, data_dir, dirs_exist_ok=True)
    monkeypatch.setattr(api.app, "Application", FakeApplication)
    with TestClient(create_app(Settings(data_dir=data_dir)), base_url="http://127.0.0.1") as started:
        yield started


def _decide(client: TestClient, verdict: str) -> None:
    seen = client.get(f"{API_CELL}/cell").json()["seen"]
    decided = {"seen": seen, "reviewer": "A", "decision": "corrige", "verdict": verdict}
    assert client.put(f"{API_CELL}/review", json=decided).status_code == 200


def test_a_page_sends_few_statements_to_the_database(answered: TestClient) -> None:
    corpus = answered.app.state.service.application.corpus  # type: ignore[attr-defined]
    for path, (first, after) in STATEMENTS.items():
        with counted(corpus) as said:
            assert answered.get(path).status_code == 200
        assert len(said) <= first, (path, said)
        _decide(answered, "non")
        with counted(corpus) as said:
            assert answered.get(path).status_code == 200
        assert len(said) <= after, (path, said)
        with counted(corpus) as said:
            assert answered.get(path).status_code == 200
        assert path.startswith("/api/") or said == [], (path, said)


def test_a_page_is_the_same_until_something_is_written_and_another_one_after(answered: TestClient) -> None:
    first = answered.get(CELL)
    again = answered.get(CELL)
    assert (again.text, again.headers["etag"]) == (first.text, first.headers["etag"])
    assert again.headers["content-type"] == first.headers["content-type"]
    assert again.headers["cache-control"] == "no-store"
    unchanged = answered.get(CELL, headers={"If-None-Match": first.headers["etag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["x-frame-options"] == "DENY"
    _decide(answered, "non")
    changed = answered.get(CELL, headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]
    assert "corrected" in changed.text
    assert "corrected" not in first.text


def test_each_person_sees_their_own_name(answered: TestClient) -> None:
    assert "Ada" not in answered.get("/matrice").text
    assert "Ada" in answered.get("/matrice", headers={"Cookie": "biollm_personne=Ada"}).text
    assert "Ada" not in answered.get("/matrice").text


def _version(name: str) -> Callable[[Corpus], None]:
    return lambda corpus: corpus.documents.put_piece("autre", read_piece(name, f"Une haie {uuid4().hex}."))


def _review(slug: str) -> Callable[[Corpus], None]:
    def act(corpus: Corpus) -> None:
        last = corpus.reviews.last(slug).get("I05")
        verdict = Verdict.NON if last and last.verdict is Verdict.OUI else Verdict.OUI
        draft = ReviewDraft(None, f"Relecteur {uuid4().hex}", Decision.CORRIGE, verdict)
        corpus.reviews.put(slug, "I05", draft, last.id if last else None)

    return act


def _answer(corpus: Corpus, **changes: Any) -> None:
    _, answer = corpus.answers.numbered(SAMPLE_SLUG)["I05"]
    corpus.answers.add(replace(answer, rationale=f"Trouvé {uuid4().hex}.", **changes), key=uuid4().hex)


def _job(slug: str) -> Callable[[Corpus], None]:
    def act(corpus: Corpus) -> None:
        waiting = corpus.jobs.using(slug)
        job = waiting[0] if waiting else corpus.jobs.add(IngestRequest("dossier", slug))
        corpus.jobs.progress(job.id, f"lecture {uuid4().hex}", 1, 2)

    return act


def _no_job(corpus: Corpus) -> None:
    for job in corpus.jobs.unfinished():
        corpus.jobs.cancel(job.id)


def _clock(corpus: Corpus) -> None:
    now = corpus.clocks.now()
    clock = corpus.clocks.start(SAMPLE_SLUG, "I05", "A", ClockMode.ASSISTE)
    corpus.clocks.now = lambda: now + timedelta(seconds=61)  # this minute is counted, and time stands still again
    corpus.clocks.stop(clock.id)


def _noted(corpus: Corpus) -> None:
    corpus.manual.put(ManualCell(SAMPLE_SLUG, "I05", uuid4().hex, Verdict.OUI))


def _removed(corpus: Corpus) -> None:
    corpus.documents.remove("autre")
    corpus.documents.describe("autre", title="Une autre version", plan="plan-a")


#: What people and jobs write, each in one way or another, on the sample and on another version of its plan.
ACTS: dict[str, Callable[[Corpus], None]] = {
    "a decision": _review(SAMPLE_SLUG),
    "a decision on the other version": _review("autre"),
    "the tool answers again": _answer,
    "a free question": lambda corpus: _answer(corpus, indicator=None, question="Et les haies ?"),
    "a piece of the other version": _version("annexe"),
    "another piece of it": _version("reglement"),
    "a piece of the sample": lambda corpus: corpus.documents.put_piece(
        SAMPLE_SLUG, read_piece("annexe", f"Une mare {uuid4().hex}.")
    ),
    "a piece is indexed": lambda corpus: corpus.documents.mark_indexed(SAMPLE_SLUG, "padd", uuid4().hex),
    "the kind of a piece": lambda corpus: corpus.documents.set_kind(SAMPLE_SLUG, "padd", PieceKind.DOO),
    "a title": lambda corpus: corpus.documents.amend(SAMPLE_SLUG, {"title": f"Plan {uuid4().hex}"}),
    "the title of the other version": lambda corpus: corpus.documents.amend("autre", {"title": uuid4().hex}),
    "a job": _job(SAMPLE_SLUG),
    "a job on the other version": _job("autre"),
    "no job": _no_job,
    "a clock": _clock,
    "a manual analysis": _noted,
    "another version no more": _removed,
}
PAGES = (
    "/", f"/dossiers/{SAMPLE_SLUG}", CELL, f"/dossiers/{SAMPLE_SLUG}/a-revoir", "/dossiers/autre",
    f"/comparer?a={SAMPLE_SLUG}&b=autre", "/plans/plan-a",
)  # fmt: skip


@given(st.permutations(sorted(ACTS)))
@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
def test_whatever_is_written_no_page_shows_what_was_before(answered: TestClient, acts: list[str]) -> None:
    corpus: Corpus = answered.app.state.service.application.corpus  # type: ignore[attr-defined]
    corpus.documents.amend(SAMPLE_SLUG, {"plan": "plan-a"})
    corpus.documents.describe("autre", title="Une autre version", plan="plan-a")
    started = corpus.clocks.now()
    corpus.clocks.now = lambda: started
    for page in PAGES:
        answered.get(page)
    for act in acts:
        ACTS[act](corpus)
        kept = {page: answered.get(page).text for page in PAGES}
        corpus.revisions.renew()  # nothing that was kept of the corpus serves any more
        for page in PAGES:
            assert answered.get(page).text == kept[page], (act, page)


def test_what_is_done_on_another_document_leaves_a_page_as_it_is(answered: TestClient) -> None:
    corpus: Corpus = answered.app.state.service.application.corpus  # type: ignore[attr-defined]
    corpus.documents.describe("ailleurs", title="Un autre plan")
    shown = {page: answered.get(page).headers["etag"] for page in (CELL, f"/dossiers/{SAMPLE_SLUG}", "/matrice")}
    corpus.documents.put_piece("ailleurs", read_piece())
    _job("ailleurs")(corpus)
    _review("ailleurs")(corpus)
    _answer(corpus, indicator=None, question="Et les mares ?")
    same = {page for page, tag in shown.items() if answered.get(page).headers["etag"] == tag}
    assert same == {CELL, f"/dossiers/{SAMPLE_SLUG}"}


def test_pages_and_health_answer_while_more_people_than_threads_wait_for_a_model(
    sample_data: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample_data, data_dir, dirs_exist_ok=True)
    go = threading.Event()

    class Slow(FakeApplication):
        @property
        def embedder(self) -> FakeEmbedder:
            assert go.wait(60)
            return super().embedder

    monkeypatch.setattr(api.app, "Application", Slow)
    waiting = THREADS + 5
    with (
        TestClient(create_app(Settings(data_dir=data_dir)), base_url="http://127.0.0.1") as client,
        ThreadPoolExecutor(waiting) as people,
    ):
        asked: list[Any] = [
            people.submit(client.post, "/api/v1/search", json={"text": "haies", "documents": [SAMPLE_SLUG]})
            for _ in range(waiting)
        ]
        try:
            assert client.get("/api/v1/health").json()["status"] == "ok"
            assert client.get(CELL).status_code == 200
            assert client.get("/api/v1/documents").status_code == 200
            assert not any(one.done() for one in asked)
        finally:
            go.set()
        assert {one.result().status_code for one in asked} == {200}

"""What is kept of the corpus is never older than what was last written."""

from __future__ import annotations

import threading

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Corpus
from corpus.review_store import ReviewDraft
from domain import Decision, DocumentKind, IngestRequest, Verdict


def test_a_write_counts_its_table_and_a_deletion_what_hangs_on_it(corpus: Corpus) -> None:
    tables = ("document", "piece", "sentence", "job")
    corpus.documents.describe("plu")
    before = corpus.revisions.of(*tables)
    corpus.documents.describe("plu", title="Plan")
    described = corpus.revisions.of(*tables)
    assert described[0] > before[0]
    assert described[1:] == before[1:]
    corpus.documents.all()
    assert corpus.revisions.of(*tables) == described  # reading is no write
    corpus.documents.remove("plu")
    removed = corpus.revisions.of(*tables)
    assert all(now > then for now, then in zip(removed[:3], described[:3], strict=True))
    assert removed[3] == described[3]


@given(st.lists(st.sampled_from(("title", "kind", "review", "withdraw", "remove", "job")), max_size=8))
@settings(max_examples=5, deadline=None)
def test_whatever_was_written_is_read(tmp_path_factory, acts: list[str]) -> None:  # type: ignore[no-untyped-def]
    corpus = Corpus(tmp_path_factory.mktemp("corpus"))
    try:
        corpus.documents.describe("plu")
        title, kind, decided, jobs = "plu", None, None, 0
        for number, act in enumerate(acts):
            last = corpus.reviews.last("plu").get("I01")
            if act == "title":
                title = f"Plan {number}"
                corpus.documents.describe("plu", title=title)
            elif act == "kind":
                kind = DocumentKind.PLUI
                corpus.documents.describe("plu", kind=kind)
            elif act in ("review", "withdraw"):
                decision, verdict = (Decision.CORRIGE, Verdict.OUI) if act == "review" else (Decision.RETIRE, None)
                draft = ReviewDraft(None, "A", decision, verdict)
                decided = corpus.reviews.put("plu", "I01", draft, last.id if last else None)
            elif act == "remove":
                corpus.documents.remove("plu")
                corpus.documents.describe("plu")
                title, kind = "plu", None
            else:
                corpus.jobs.add(IngestRequest("plu", "/uploads/1"))
                jobs += 1
            found = corpus.documents.get("plu")
            assert (found.title, found.kind) == (title, kind)
            assert [one.title for one in corpus.documents.all()] == [title]
            assert corpus.reviews.last("plu").get("I01") == decided
            assert len(corpus.jobs.unfinished()) == jobs
    finally:
        corpus.close()


def test_readers_beside_a_writer_see_what_was_written_before_they_asked(corpus: Corpus) -> None:
    corpus.documents.describe("plu", title="0")
    written = 0
    behind: list[tuple[int, int]] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            before = written
            seen = int(corpus.documents.get("plu").title)
            if seen < before:
                behind.append((before, seen))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for one in readers:
        one.start()
    for number in range(1, 60):
        corpus.documents.describe("plu", title=str(number))
        written = number
    stop.set()
    for one in readers:
        one.join()
    assert behind == []

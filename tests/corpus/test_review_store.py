from __future__ import annotations

import json
import math
import sqlite3
from pathlib import Path
from threading import Barrier, Thread

import pytest
from alembic import command
from alembic.config import Config

import corpus.engine
from corpus import Corpus
from corpus.review_store import ReviewDraft
from corpus.schema_version import DATABASE
from domain import Answer, Decision, Searched, Value, Verdict
from domain.errors import DiskFull, ReviewConflict
from tests.corpus.full_disk import full_disk
from tests.corpus.pieces import read_piece


def filled(corpus: Corpus) -> int:
    corpus.documents.describe("plui-a", title="PLUi A")
    corpus.documents.put_piece("plui-a", read_piece())
    answer = Answer("plui-a", "I01", None, Verdict.OUI, "", (), (), Searched((), 0, ()), (), "m", 1.0)
    return corpus.answers.add(answer, key="k")


def draft(answer: int, verdict: Verdict = Verdict.OUI, reviewer: str = "Ana") -> ReviewDraft:
    return ReviewDraft(answer, reviewer, Decision.CORRIGE, verdict)


def test_the_latest_review_is_current_and_none_is_lost(corpus: Corpus) -> None:
    answer = filled(corpus)
    first = corpus.reviews.put("plui-a", "I01", draft(answer), None)
    second = corpus.reviews.put("plui-a", "I01", draft(answer, Verdict.NON, "Bo"), first.id)
    assert corpus.reviews.current("plui-a") == {"I01": second}
    assert second.replaces == first.id
    assert [(one.reviewer, one.current) for one in corpus.reviews.history("plui-a", "I01")] == [
        ("Bo", True), ("Ana", False),
    ]  # fmt: skip


def test_who_did_not_see_the_current_review_is_told_of_it_and_changes_nothing(corpus: Corpus) -> None:
    answer = filled(corpus)
    first = corpus.reviews.put("plui-a", "I01", draft(answer), None)
    for seen in (None, first.id + 7):
        with pytest.raises(ReviewConflict, match="relue entre-temps par Ana") as caught:
            corpus.reviews.put("plui-a", "I01", draft(answer, Verdict.NON, "Bo"), seen)
        assert caught.value.current is not None
        assert caught.value.current == first
    assert corpus.reviews.current("plui-a") == {"I01": first}
    assert len(corpus.reviews.history("plui-a", "I01")) == 1


def test_of_many_people_at_the_same_instant_one_is_kept(corpus: Corpus) -> None:
    answer = filled(corpus)
    barrier = Barrier(8)
    outcomes: list[str] = []

    def decide(number: int) -> None:
        barrier.wait()
        try:
            corpus.reviews.put("plui-a", "I01", draft(answer, reviewer=f"p{number}"), None)
            outcomes.append("kept")
        except ReviewConflict:
            outcomes.append("told")

    threads = [Thread(target=decide, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept"] + ["told"] * 7
    assert len(corpus.reviews.history("plui-a", "I01")) == 1


def test_decisions_outlive_their_document_until_a_person_deletes_them(corpus: Corpus) -> None:
    answer = filled(corpus)
    kept = corpus.reviews.put("plui-a", "I01", draft(answer), None)
    corpus.documents.remove("plui-a")
    (found,) = corpus.reviews.history("plui-a", "I01")
    assert (found.id, found.verdict, found.answer) == (kept.id, kept.verdict, None)
    assert corpus.reviews.count("plui-a") == 1
    assert corpus.reviews.forget("plui-a") == 1
    assert corpus.reviews.history("plui-a", "I01") == []


def test_reviews_of_an_older_corpus_are_kept_the_newest_as_current(data_dir: Path) -> None:
    with old_corpus(data_dir, "0001") as old:
        old.execute(
            "INSERT INTO document (id, slug, title, created_at) VALUES (1, 'plui-a', 'A', '2026-01-01 00:00:00')"
        )
        old.execute(
            'INSERT INTO answer (id, document_id, "key", indicator, verdict, rationale, "values", searched, warnings, '
            "llm, seconds, record, created_at) VALUES (5, 1, 'k', 'I01', 'oui', '', '[]', '{}', '[]', 'm', 1, '{}', "
            "'2026-01-01 00:00:00')"
        )
        for number, verdict in ((1, "non"), (2, "partiel")):
            old.execute(
                "INSERT INTO review (id, answer_id, reviewer, decision, verdict, created_at) VALUES (?, 5, 'Ana', "
                "'corrige', ?, '2026-01-01 00:00:00')",
                (number, verdict),
            )
    old.close()
    opened = Corpus(data_dir)
    (current,) = opened.reviews.current("plui-a").values()
    assert (current.id, current.indicator, current.verdict) == (2, "I01", Verdict.PARTIEL)
    assert len(opened.reviews.history("plui-a", "I01")) == 2
    opened.close()


def old_corpus(data_dir: Path, revision: str) -> sqlite3.Connection:
    """A corpus as an older version left it."""
    data_dir.mkdir()
    config = Config()
    config.set_main_option("script_location", str(corpus.engine.MIGRATIONS))
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{data_dir / DATABASE}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    return sqlite3.connect(data_dir / DATABASE)


def test_what_an_older_review_left_to_its_answer_is_copied_into_it(data_dir: Path) -> None:
    old = old_corpus(data_dir, "passages_read_by_a_model")
    day = "2026-01-01 00:00:00"
    old.execute("INSERT INTO document (id, slug, title, created_at) VALUES (1, 'plui-a', 'A', ?)", (day,))
    values = [
        {"value": 30.0, "unit": "%", "label": "pleine terre", "piece": "reglement", "page": 4},
        {"value": 10.0, "unit": "%", "label": "pleine terre", "piece": "oap", "page": 2},
    ]
    for number in (5, 6):
        old.execute(
            'INSERT INTO answer (id, document_id, "key", indicator, verdict, rationale, "values", searched, warnings, '
            "llm, seconds, record, created_at) VALUES (?, 1, 'k', 'I01', 'oui', '', ?, '{}', '[]', 'm', 1, '{}', ?)",
            (number, json.dumps(values), day),
        )
        for position, (piece, page, quote) in enumerate([("reglement", 4, "30 % au moins."), ("oap", 2, "10 %.")]):
            old.execute(
                "INSERT INTO citation (answer_id, position, document, piece, page, label, quote, ordinal, start, "
                "\"end\") VALUES (?, ?, 'plui-a', ?, ?, '104', ?, ?, 7, 21)",
                (number, position, piece, page, quote, page),
            )
    corrected = {
        "values": [{"value": 10.0, "unit": "%", "label": "pleine terre"}, {"value": 7.0, "unit": None, "label": None}],
        "evidence": [
            {"piece": "oap", "page": 2, "quote": "10 %.", "pertinence": 3},
            {"piece": "reglement", "page": 9, "quote": None, "pertinence": 1},
        ],
    }
    for number, answer, decision, verdict, content, current in (
        (1, 5, "accepte", "oui", {"values": None, "evidence": None}, 0),
        (2, 6, "corrige", "partiel", corrected, 1),
    ):
        old.execute(
            "INSERT INTO review (id, answer_id, document, indicator, reviewer, decision, verdict, comment, content, "
            "current, created_at) VALUES (?, ?, 'plui-a', 'I01', 'Ana', ?, ?, 'vu', ?, ?, ?)",
            (number, answer, decision, verdict, json.dumps(content), current, day),
        )
    old.commit()
    old.close()

    opened = Corpus(data_dir)
    now, before = opened.reviews.history("plui-a", "I01")
    assert [(one.value, one.piece, one.page) for one in before.values] == [(30, "reglement", 4), (10, "oap", 2)]
    assert [(one.quote, one.label, one.start, one.end) for one in before.citations] == [
        ("30 % au moins.", "104", 7, 21),
        ("10 %.", "104", 7, 21),
    ]
    assert (before.decision, before.tool_verdict, before.current) == (Decision.ACCEPTE, Verdict.OUI, False)
    assert [(one.value, one.piece, one.page) for one in now.values] == [(10, "oap", 2), (7, "", None)]
    assert [(one.citation.piece, one.citation.page, one.citation.quote, one.pertinence) for one in now.evidence] == [
        ("oap", 2, "10 %.", 3),
        ("reglement", 9, "", 1),
    ]
    assert (now.comment, now.answer, now.current) == ("vu", 6, True)
    opened.documents.remove("plui-a")
    assert [one.answer for one in opened.reviews.history("plui-a", "I01")] == [None, None]
    with pytest.raises(ReviewConflict):  # the index that keeps one current decision a cell came through
        opened.reviews.put("plui-a", "I01", draft(0), None)
    opened.close()


def test_a_full_disk_in_the_middle_of_a_review_leaves_the_one_before(corpus: Corpus) -> None:
    corpus.documents.describe("plui-a")
    before = corpus.reviews.put("plui-a", "I01", ReviewDraft(None, "A", Decision.CORRIGE, Verdict.OUI), None)
    long = ReviewDraft(None, "B", Decision.CORRIGE, Verdict.NON, comment="haie " * 20_000)
    with full_disk(corpus._engine), pytest.raises(DiskFull, match="place"):
        corpus.reviews.put("plui-a", "I01", long, before.id)
    assert corpus.reviews.last("plui-a") == {"I01": before}
    assert [one.id for one in corpus.reviews.history("plui-a", "I01")] == [before.id]
    assert corpus.reviews.put("plui-a", "I01", long, before.id).verdict is Verdict.NON  # room again


def test_infinity_that_an_older_version_took_for_a_value_is_none(corpus: Corpus) -> None:
    corpus.documents.describe("plui-a")
    values = (Value(math.inf, "ha", "surface", "", None), Value(2.0, "ha", "surface", "", None))
    decided = ReviewDraft(None, "A", Decision.CORRIGE, Verdict.OUI, values=values)
    kept = corpus.reviews.put("plui-a", "I01", decided, None)
    assert [value.value for value in kept.values] == [2.0]
    assert corpus.reviews.last("plui-a")["I01"] == kept

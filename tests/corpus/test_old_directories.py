"""A data directory of a version before opens, and says what it said."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import corpus as corpus_package
from corpus import Corpus
from corpus.engine import _set_pragmas, open_engine
from corpus.schema_version import DATABASE
from domain import AnswerRequest, EvaluateRequest, JobStatus, Outcome, Verdict, WarningCode
from domain.errors import DiskFull
from domain.ledger import Fate

FIXTURES = Path(__file__).parent.parent / "domain" / "fixtures"
#: The schema of the last version that stored warnings as sentences and jobs without types.
BEFORE = "passages_read_by_a_model"


def old_directory(data_dir: Path, version: str = BEFORE) -> None:
    """A directory as that version left it: a document, answers, a conversation, and jobs that wait."""
    data_dir.mkdir(parents=True)
    config = Config()
    config.set_main_option("script_location", str(Path(corpus_package.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{data_dir / DATABASE}")
    with engine.begin() as connection_:
        config.attributes["connection"] = connection_
        command.upgrade(config, version)
    engine.dispose()
    answers = json.loads((FIXTURES / "answers" / "version-1.json").read_text("utf-8"))
    jobs = json.loads((FIXTURES / "jobs" / "version-1.json").read_text("utf-8"))
    moment = "2026-11-26 10:00:00.000000"
    with sqlite3.connect(data_dir / DATABASE) as connection:
        insert(connection, "document", id=1, slug="plui-a", title="PLUi A", created_at=moment)
        for number, one in enumerate(answers, 1):
            kept = {name: value for name, value in one.items() if name not in ("document", "citations")}
            insert(connection, "answer", id=number, document_id=1, key=f"k{number}", created_at=moment, **kept)
            for position, citation in enumerate(one["citations"]):
                insert(connection, "citation", answer_id=number, position=position, **citation)
        insert(
            connection, "question", id=1, conversation="c", person="", documents=["plui-a"], everywhere=False,
            text=answers[1]["question"], answer=answers[1], created_at=moment,
        )  # fmt: skip
        for number, one in enumerate(jobs):
            insert(
                connection, "job", id=f"j{number}", kind=one["kind"], payload=one["payload"], status="queued", done=0,
                total=0, attempts=0, created_at=moment,
            )  # fmt: skip
    connection.close()


def insert(connection: sqlite3.Connection, table: str, **values: Any) -> None:
    """A row as SQLAlchemy stored it: JSON as text. Columns that must not be empty and are not given hold nothing."""
    columns = {row[1]: row for row in connection.execute(f"PRAGMA table_info({table})")}
    for name, (_, _, kind, must, default, _) in columns.items():
        if must and default is None and name not in values and name != "id":
            values[name] = {} if kind == "JSON" else 0 if kind in ("INTEGER", "FLOAT", "BOOLEAN") else ""
    kept: Mapping[str, Any] = {
        name: json.dumps(value) if columns[name][2] == "JSON" else value for name, value in values.items()
    }
    marks = ", ".join("?" for _ in kept)
    names = ", ".join(f'"{name}"' for name in kept)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(kept.values()))


def test_a_directory_of_the_version_before_opens_with_its_answers_and_jobs(data_dir: Path) -> None:
    old_directory(data_dir)
    corpus = Corpus(data_dir)
    try:
        (answer,) = corpus.answers.current("plui-a")
        assert answer.verdict is Verdict.PARTIEL
        assert [warning.code for warning in answer.warnings] == [
            WarningCode.LEGACY, WarningCode.UNKNOWN_SENTENCES, WarningCode.VALUE_DROPPED
        ]  # fmt: skip
        assert answer.warnings[0].sentence.startswith("Valeurs différentes")
        (asked,) = corpus.questions.of("c")
        assert asked.answer.outcome is Outcome.OFF_TOPIC
        jobs = corpus.jobs.unfinished()
        assert len(jobs) == 6
        assert {job.status for job in jobs} == {JobStatus.QUEUED}
        assert AnswerRequest("plui-a", ("I05",), fresh=True) in [job.request for job in jobs]
        assert any(isinstance(job.request, EvaluateRequest) for job in corpus.jobs.using("plui-b"))
    finally:
        corpus.close()


def test_sections_that_were_not_quoted_say_so_in_a_directory_without_accounts(data_dir: Path) -> None:
    old_directory(data_dir, "good_practices")
    moment = {"status": "read", "kind": "text", "removed": []}
    with sqlite3.connect(data_dir / DATABASE) as connection:
        insert(
            connection, "piece", id=1, document_id=1, name="notice", filename="notice.docx", sha256="a", size=1,
            media_type="", kind="autre", reader="office-2", position=0, warnings=[],
        )  # fmt: skip
        insert(connection, "page", id=1, piece_id=1, ordinal=1, label="Titre I", text="La règle.", **moment)
        insert(
            connection, "page", id=2, piece_id=1, ordinal=2, label="Texte barré (non cité)", text="Une règle abrogée.",
            **moment,
        )  # fmt: skip
        insert(connection, "page", id=3, piece_id=1, ordinal=3, number=3, label="Texte barré (non cité)", **moment)
    connection.close()
    corpus = Corpus(data_dir)
    try:
        pages = {page.ordinal: page for _, page in corpus.texts.pages("plui-a")}
        assert [pages[ordinal].set_aside for ordinal in (1, 2, 3)] == [None, Fate.STRUCK, None]
        assert [entry.count for entry in pages[2].ledger] == [16]
        assert corpus.documents.get("plui-a").pieces[0].ledger is None
    finally:
        corpus.close()


def test_sentences_of_a_directory_without_parts_stand_on_one_page(data_dir: Path) -> None:
    old_directory(data_dir, "ledger")
    with sqlite3.connect(data_dir / DATABASE) as connection:
        insert(
            connection, "piece", id=1, document_id=1, name="reglement", filename="reglement.pdf", sha256="a", size=1,
            media_type="", kind="reglement", reader="pdf-5", position=0, warnings=[],
        )  # fmt: skip
        insert(
            connection, "page", id=1, piece_id=1, ordinal=1, number=1, text="La règle.", status="read", kind="text",
            removed=[], ledger=[],
        )  # fmt: skip
        insert(connection, "sentence", id=1, piece_id=1, position=0, ordinal=1, start=0, end=9)
    connection.close()
    corpus = Corpus(data_dir)
    try:
        (sentence,) = corpus.texts.page("plui-a", "reglement", 1).sentences
        assert (sentence.text, sentence.rest, sentence.parts()) == ("La règle.", None, (sentence,))
    finally:
        corpus.close()


def test_a_full_disk_in_the_middle_of_a_migration_leaves_the_directory_as_it_was(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_directory(data_dir)
    before = dump(data_dir)

    def bounded(connection: sqlite3.Connection, record: object) -> None:
        _set_pragmas(connection, record)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    with monkeypatch.context() as patch:
        patch.setattr("corpus.engine._set_pragmas", bounded)
        with pytest.raises(DiskFull, match="place"):
            open_engine(data_dir)
    assert dump(data_dir) == before
    opened = Corpus(data_dir)  # room again
    assert opened.documents.get("plui-a").title == "PLUi A"
    opened.close()


def dump(data_dir: Path) -> list[str]:
    """All that the database holds, as statements."""
    with closing(sqlite3.connect(data_dir / DATABASE)) as connection:
        return list(connection.iterdump())

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from corpus import Corpus
from corpus.engine import MIGRATIONS, open_engine, storage_errors
from corpus.models.all_rows import all_tables
from corpus.schema_version import DATABASE, NEWEST
from domain.errors import StorageError
from tests.corpus.pieces import read_piece


def test_the_migrations_make_the_tables_that_the_models_describe(data_dir: Path) -> None:
    engine = open_engine(data_dir)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, all_tables()) == []
    engine.dispose()


def test_a_corpus_is_found_again(data_dir: Path) -> None:
    first = Corpus(data_dir)
    first.documents.describe("plui-a", title="PLUi A")
    first.documents.put_piece("plui-a", read_piece())
    first.close()
    second = Corpus(data_dir)
    assert second.documents.get("plui-a").title == "PLUi A"
    assert len(second.texts.passages("plui-a")) == 3
    second.close()


def test_a_corpus_of_a_newer_version_is_refused_and_left_alone(data_dir: Path) -> None:
    Corpus(data_dir).close()
    with sqlite3.connect(data_dir / DATABASE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StorageError, match="plus récente"):
        Corpus(data_dir)
    with sqlite3.connect(data_dir / DATABASE) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    connection.close()


def test_a_file_that_is_no_database_is_said(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / DATABASE).write_bytes(b"ceci n'est pas une base" * 100)
    with pytest.raises(StorageError, match=DATABASE):
        Corpus(data_dir)


def test_a_data_directory_that_is_a_file_is_said(data_dir: Path) -> None:
    data_dir.write_text("")
    with pytest.raises(StorageError, match=str(data_dir)):
        Corpus(data_dir)


def test_the_newest_migration_is_the_last_of_the_files() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == NEWEST


def test_a_folder_that_cannot_be_written_is_not_called_damaged(data_dir: Path) -> None:
    cause = sqlite3.OperationalError("attempt to write a readonly database")
    with pytest.raises(StorageError) as caught, storage_errors(data_dir):
        raise OperationalError("INSERT", {}, cause)
    assert "Vérifiez les droits" in str(caught.value)
    assert "endommagée" not in str(caught.value)

"""Opening the corpus database: SQLite in WAL mode, foreign keys on, schema brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from corpus.plain_reads import PlainReads, driver_errors, told
from corpus.schema_version import DATABASE, NEWEST, schema_version
from domain.errors import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"
#: Connections kept open, and opened besides where many threads read at a time; each has its own cache of 2 MB.
_KEPT_OPEN, _MORE = 12, 60


def open_engine(data_dir: Path) -> Engine:
    """Open (and create or migrate where needed) the corpus database of a data directory.

    Raises:
        DiskFull: there is no space left.
        StorageError: the database is damaged, or was written by a newer version of BIOLLM.
    """
    path = data_dir / DATABASE
    with storage_errors(path):
        data_dir.mkdir(parents=True, exist_ok=True)
        # As many connections as there are threads (api.app): none of them waits for one while it holds its thread.
        engine = create_engine(f"sqlite:///{path}", pool_size=_KEPT_OPEN, max_overflow=_MORE)
        event.listen(engine, "connect", _set_pragmas)
        upgrade(engine, path)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # FULL, not NORMAL: an ingestion said to be done must survive a power cut.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def upgrade(engine: Engine, path: Path) -> None:
    """Run the migrations that the database has not seen yet."""
    with closing(PlainReads(path)) as reads:
        current = schema_version(reads)
    if current == NEWEST:
        return  # nearly always: the tool of migrations need not be imported
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StorageError(
            "Le corpus a été écrit par une version plus récente de BIOLLM.",
            where=str(path),
            remedy="Mettez BIOLLM à jour, ou employez un autre dossier de données (--data-dir).",
        )
    with engine.begin() as connection:
        # Python's driver begins no transaction before statements on tables: what fails half way would stay half done.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def storage_errors(where: Path) -> Iterator[None]:
    """As :func:`corpus.plain_reads.driver_errors`, of what SQLAlchemy says too."""
    try:
        with driver_errors(where):
            yield
    except DatabaseError as error:
        raise told(error.orig, where) from error

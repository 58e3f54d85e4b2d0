"""Which migration a corpus has seen last, told without the tools that migrate."""

from __future__ import annotations

from corpus.plain_reads import PlainReads

DATABASE = "corpus.db"
#: The last migration; a test holds it to the files.
NEWEST = "whole_quotes"


def schema_version(reads: PlainReads) -> str | None:
    """The last migration that a database has seen; None where there is none, or no database.

    Raises:
        StorageError: the file is no database, or cannot be read.
    """
    if not reads.database.exists():
        return None
    if not reads.rows("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"):
        return None
    return next((str(row[0]) for row in reads.rows("SELECT version_num FROM alembic_version")), None)

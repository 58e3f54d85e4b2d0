"""The statements that a corpus sends to its database, whichever way it reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import Row
from unittest.mock import patch

from sqlalchemy import event

from corpus import Corpus
from corpus.plain_reads import PlainReads


@contextmanager
def counted(corpus: Corpus) -> Iterator[list[str]]:
    """The statements of the block, in their order."""
    said: list[str] = []
    engine, rows = corpus._engine, PlainReads.rows

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    def noted(reads: PlainReads, statement: str, values: Sequence[object] = ()) -> list[Row]:
        said.append(statement)
        return rows(reads, statement, values)

    event.listen(engine, "before_cursor_execute", note)
    try:
        with patch.object(PlainReads, "rows", noted):
            yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)

"""A corpus on a disk that is full: SQLite itself says so, in the middle of whatever it writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def full_disk(engine: Engine, room: int = 0) -> Iterator[None]:
    """Within the block the file of the database cannot grow by more than ``room`` pages of SQLite."""

    def bounded(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + room}")

    engine.dispose()  # connections opened from now on are bounded
    event.listen(engine, "connect", bounded)
    try:
        yield
    finally:
        event.remove(engine, "connect", bounded)
        engine.dispose()

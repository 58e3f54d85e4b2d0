"""How often each table of the corpus was written: what was read of it stays true until the next time."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, event

from corpus.models import Base

_WRITES = re.compile(r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|(DELETE)\s+FROM)\s+\"?(\w+)", re.IGNORECASE)
_READS = ("SELECT", "PRAGMA")
_NOTED = "written tables"


class Revisions:
    """Counts what this process writes; nobody else does while it owns the data directory.

    A count goes up once the write is committed and before whoever wrote is told, so a reader that takes the count
    first and reads then never keeps something old under a new count.

    Example:
        >>> revisions.of("document", "piece")
        (3, 12)
    """

    def __init__(self, engine: Engine):
        self._counts: Counter[str] = Counter()
        self._changing = threading.Lock()
        self._hanging = _hanging_tables()
        event.listen(engine, "before_cursor_execute", self._note)
        event.listen(engine, "checkin", self._count)

    def of(self, *tables: str) -> tuple[int, ...]:
        """The counts of these tables, in their order."""
        with self._changing:
            return tuple(self._counts[table] for table in tables)

    @property
    def total(self) -> int:
        """The count of all writes whatever their table."""
        with self._changing:
            return self._counts.total()

    def _note(self, connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip()[:6].upper() in _READS:
            return
        written = _WRITES.match(statement)
        # What cannot be read here (a migration, a statement with a preamble) may have written anything.
        tables: Iterable[str] = self._hanging
        if written is not None:
            deleted, table = written.groups()
            tables = self._hanging.get(table, (table,)) if deleted else (table,)
        connection.connection.info.setdefault(_NOTED, set()).update(tables)

    def _count(self, _connection: Any, record: Any) -> None:
        # The connection comes back to the pool after its commit, and before the commit returns.
        written: Iterable[str] = record.info.pop(_NOTED, ())
        with self._changing:
            self._counts.update(written)


def _hanging_tables() -> dict[str, set[str]]:
    """Each table with those whose rows go, or change, when its own are deleted."""
    found = {name: {name} for name in Base.metadata.tables}
    while True:
        before = sum(map(len, found.values()))
        for name, table in Base.metadata.tables.items():
            for key in table.foreign_keys:
                for tables in found.values():
                    if key.column.table.name in tables:
                        tables.add(name)
        if sum(map(len, found.values())) == before:
            return found

"""How often each table of the corpus was written: what was read of it stays true until the next time."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sqlalchemy import Engine

_WRITES = re.compile(r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|(DELETE)\s+FROM)\s+\"?(\w+)", re.IGNORECASE)
_READS = ("SELECT", "PRAGMA")
_NOTED = "written tables"
#: Stands for the documents of a write that may be of any.
_ANY: Final = ("*",)  # no slug


class Revisions:
    """Counts what this process writes; nobody else does while it owns the data directory.

    A count goes up once the write is committed and before whoever wrote is told, so a reader that takes the count
    first and reads then never keeps something old under a new count. What a store knows to be of some documents alone
    it writes within :meth:`of_documents`; all other writes count for every document.

    Example:
        >>> revisions.of("document", "piece")
        (3, 12)
    """

    def __init__(self) -> None:
        self._all: Counter[str] = Counter()  # writes of each table
        self._shared: Counter[str] = Counter()  # those that may be of any document
        self._own: Counter[tuple[str, str]] = Counter()  # the others, by table and document
        self._of_document: Counter[str] = Counter()  # the same by document
        self._changing = threading.Lock()
        self._written = threading.local()

    def count_writes_of(self, engine: Engine) -> None:
        """Count what is written by the connections of an engine from now on."""
        from sqlalchemy import event

        event.listen(engine, "before_cursor_execute", self._note)
        event.listen(engine, "checkin", self._count)

    @contextmanager
    def of_documents(self, *documents: str) -> Iterator[None]:
        """What this thread writes within the block is of these documents alone, whatever its tables."""
        with self._scope(documents):
            yield

    @contextmanager
    def unread(self) -> Iterator[None]:
        """Nothing that is kept is read from what this thread writes within the block."""
        with self._scope(None):
            yield

    def of(self, *tables: str, document: str | None = None) -> tuple[int, ...]:
        """The counts of these tables, in their order; of the writes that may concern a document, where one is named."""
        with self._changing:
            if document is None:
                return tuple(self._all[table] for table in tables)
            return tuple(self._shared[table] + self._own[table, document] for table in tables)

    def touching(self, documents: Iterable[str]) -> int:
        """The count of all writes, whatever their table, that may concern one of these documents."""
        with self._changing:
            return self._shared.total() + sum(self._of_document[one] for one in set(documents))

    def apart_from(self, *tables: str) -> int:
        """The count of all writes but those of these tables."""
        with self._changing:
            return self._all.total() - sum(self._all[table] for table in tables)

    def renew(self) -> None:
        """Count a write of every table: whatever was kept is read again."""
        every = _hanging_tables().keys()
        with self._changing:
            self._all.update(every)
            self._shared.update(every)

    @contextmanager
    def _scope(self, documents: tuple[str, ...] | None) -> Iterator[None]:
        before = getattr(self._written, "scope", _ANY)
        self._written.scope = documents
        try:
            yield
        finally:
            self._written.scope = before

    def _note(self, connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        documents: Iterable[str] | None = getattr(self._written, "scope", _ANY)
        if documents is None or statement.lstrip()[:6].upper() in _READS:
            return
        written = _WRITES.match(statement)
        # What cannot be read here (a migration, a statement with a preamble) may have written anything.
        if written is None:
            documents = _ANY
            tables: Iterable[str] = _hanging_tables()
        else:
            deleted, table = written.groups()
            tables = _hanging_tables().get(table, (table,)) if deleted else (table,)
        connection.connection.info.setdefault(_NOTED, set()).update((table, documents) for table in tables)

    def _count(self, _connection: Any, record: Any) -> None:
        # The connection comes back to the pool after its commit, and before the commit returns.
        written: Iterable[tuple[str, tuple[str, ...]]] = record.info.pop(_NOTED, ())
        with self._changing:
            for table, documents in written:
                self._all[table] += 1
                if documents == _ANY:
                    self._shared[table] += 1
                    continue
                for document in documents:
                    self._own[table, document] += 1
                    self._of_document[document] += 1


@cache
def _hanging_tables() -> dict[str, set[str]]:
    """Each table with those whose rows go, or change, when its own are deleted."""
    from corpus.models.all_rows import all_tables  # not for who only reads

    every = all_tables().tables
    found = {name: {name} for name in every}
    while True:
        before = sum(map(len, found.values()))
        for name, table in every.items():
            for key in table.foreign_keys:
                for tables in found.values():
                    if key.column.table.name in tables:
                        tables.add(name)
        if sum(map(len, found.values())) == before:
            return found

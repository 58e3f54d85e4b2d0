"""What a table of the reference base is made of: columns with their types and meanings, keys, rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | float | bool | date | datetime | None
"""What a column holds; JSON is a text."""

TEXT, WHOLE, NUMBER, FLAG, DAY, MOMENT, OBJECT, LIST = (
    "string", "integer", "number", "boolean", "date", "datetime", "object", "array",
)  # fmt: skip
"""Types of Table Schema (https://specs.frictionlessdata.io/table-schema/)."""


@dataclass(frozen=True, slots=True)
class TableField:
    """A column: its name, its type, what it means (French), and whether it is always there."""

    name: str
    type: str
    meaning: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """A table: ``key`` names a row, ``links`` are (column, table) whose key it holds."""

    name: str
    title: str
    meaning: str
    fields: tuple[TableField, ...]
    key: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(one.name for one in self.fields)


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ReferenceBase:
    """Everything that is opened.

    Attributes:
        rows: Rows of each table, by its name; every table is there.
        made: When.
        since: Only what was added or decided since; None for everything.
        note: What the grid says of itself.
    """

    rows: Mapping[str, tuple[Row, ...]]
    made: datetime
    since: datetime | None = None
    note: str = ""

    def of(self, name: str) -> tuple[Row, ...]:
        """The rows of a table."""
        return self.rows.get(name, ())


def described_fields(*described: tuple[str, str, str] | tuple[str, str, str, bool]) -> tuple[TableField, ...]:
    """Columns from (name, type, meaning) or (name, type, meaning, whether it is always there)."""
    return tuple(TableField(*one) for one in described)

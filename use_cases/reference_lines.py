"""A line of a table of the reference base, with its columns taken out by type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.json_types import JsonObject
from exports.reference_shapes import Cell


@dataclass(frozen=True, slots=True)
class TableLine:
    """The cells of a line by the names of their columns.

    Each method takes the name of a column; a cell of another type than asked for raises ``TypeError``.
    """

    cells: Mapping[str, Cell]

    def __getitem__(self, name: str) -> Cell:
        return self.cells[name]

    def text(self, name: str) -> str:
        """A text, empty where the cell is."""
        return self.text_or_none(name) or ""

    def text_or_none(self, name: str) -> str | None:
        """A text, None where the cell is empty."""
        value = self.cells[name]
        return None if value is None else str(value)

    def whole(self, name: str) -> int:
        """A whole number."""
        value = self.cells[name]
        if not isinstance(value, int):
            raise TypeError(f"{name} : {value!r}")
        return value

    def whole_or_none(self, name: str) -> int | None:
        """A whole number, None where the cell is empty."""
        return None if self.cells[name] is None else self.whole(name)

    def number(self, name: str) -> float | None:
        """A number, None where there is none."""
        value = self.cells[name]
        return float(value) if isinstance(value, int | float) else None

    def moment(self, name: str) -> datetime:
        """A date with its time."""
        value = self.cells[name]
        if not isinstance(value, datetime):
            raise TypeError(f"{name} : {value!r}")
        return value

    def json_object(self, name: str) -> JsonObject:
        """A JSON object, empty where the cell is."""
        found = json.loads(self.text(name) or "{}")
        if not isinstance(found, dict):
            raise TypeError(f"{name} : un objet est attendu")
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a JSON list, none where the cell is empty."""
        return tuple(str(one) for one in json.loads(self.text(name) or "[]"))

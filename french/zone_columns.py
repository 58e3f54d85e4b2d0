"""Tables whose columns are zones: the row as the rule of one zone, its other columns left out.

« Destination : Commerce ; UA : sans objet ; UB, UC : 1 pour 30 m² » is, for UB, « Destination : Commerce ; UB, UC : 1
pour 30 m² ».
"""

from __future__ import annotations

import re
from collections.abc import Collection

from domain.row_text import cells
from french.zone_codes import canonical

_BETWEEN = re.compile(r"\s*(?:,|;|/|\bet\b|\bou\b)\s*|\s+-\s+")
_BEFORE = re.compile(r"^(?:zones?|secteurs?)\s+", re.IGNORECASE)


def zones_of_column(name: str, known: Collection[str]) -> frozenset[str]:
    """Canonical codes of the zones that the name of a column is made of (« UB, UC »); empty where it is another name.

    Args:
        name: The name of a column.
        known: Canonical codes of the zones of the document.
    """
    parts = [canonical(_BEFORE.sub("", part)) for part in _BETWEEN.split(name.strip()) if part.strip()]
    return frozenset(parts) if parts and name[:1].isalnum() and all(part in known for part in parts) else frozenset()


def zone_columns(row: str, known: Collection[str]) -> dict[str, frozenset[str]]:
    """The columns of a row that are zones, by name; empty unless there are two."""
    found = {name: zones for name, _ in cells(row) if (zones := zones_of_column(name, known))}
    return found if len(found) > 1 else {}


def _one_column(row: str, known: Collection[str]) -> dict[str, frozenset[str]]:
    """The one column of a row that is a zone, as a table inside its chapter has; « N : 3 » may be a number."""
    named = cells(row)
    found = {name: zones for name, _ in named if len(name) > 1 and (zones := zones_of_column(name, known))}
    return found if len(found) == 1 and len(named) > 1 else {}


def row_of_zone(row: str, zones: Collection[str], known: Collection[str]) -> tuple[str, str] | None:
    """A row as the rule of some zones: the row without the columns of the others, and the cell of those asked.

    Args:
        row: As it is read, « name : value ; name : value ».
        zones: Canonical codes of the zones asked.
        known: Those of the document.

    Returns:
        None where the columns are no zones, or none of them is asked.
    """
    columns = zone_columns(row, known) or _one_column(row, known)
    wanted = [name for name, held in columns.items() if held & set(zones)]
    if not wanted:
        return None
    named = [(name, value) for name, value in cells(row) if name not in columns or name in wanted]
    return " ; ".join(f"{name} : {value}" for name, value in named), " ; ".join(dict(named)[name] for name in wanted)

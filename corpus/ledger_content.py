"""The ledger of a page or a piece as it is stored: [content, fate, count, text]."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.ledger import Content, Fate, LedgerEntry

StoredEntry = tuple[str, str, int, str]


def ledger_to_json(entries: Iterable[LedgerEntry]) -> list[StoredEntry]:
    """The entries as they are stored."""
    return [(entry.content.value, entry.fate.value, entry.count, entry.text) for entry in entries]


def ledger_from_json(stored: Sequence[StoredEntry]) -> tuple[LedgerEntry, ...]:
    """The entries of what is stored."""
    return tuple(LedgerEntry(Content(content), Fate(fate), count, text) for content, fate, count, text in stored)

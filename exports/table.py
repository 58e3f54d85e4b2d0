"""A table as it is on a screen, to be written in any format: titles, widths, rows, and what it is of."""

from __future__ import annotations

from dataclasses import dataclass

from domain import Verdict


@dataclass(frozen=True, slots=True)
class Tinted:
    """A text in the colour of a verdict; None is the colour of nothing."""

    text: str
    verdict: Verdict | None


class Percent(float):
    """A share of 1, shown as a percentage."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """A content that opens an address where the format has links; a short one: LibreOffice does not wrap a link."""

    content: str | float | Tinted | None
    address: str


Content = str | float | Tinted | Addressed | None
"""What a cell of a table holds. Numbers stay numbers; a text never becomes a formula."""


OPEN = "ouvrir"
"""What a cell says that is there for its address alone."""


def opening(address: str | None) -> Content:
    """A cell that opens an address; empty where there is none."""
    return Addressed(OPEN, address) if address else None


def bare(content: Content) -> str | float | None:
    """A content without colour nor address."""
    inner = content.content if isinstance(content, Addressed) else content
    return inner.text if isinstance(inner, Tinted) else inner


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title and its width in characters."""

    title: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a name.

    Attributes:
        name: What it is, in a word or two (« Comparaison »).
        subject: What it is of: names of documents, the question asked. It heads every printed page.
        columns: Its columns.
        rows: Its rows, each as long as ``columns``.
        about: What a reader must know of it, as (title, text).
    """

    name: str
    subject: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    about: tuple[tuple[str, str], ...] = ()

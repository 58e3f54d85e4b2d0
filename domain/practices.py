"""Passages that people collect as good practices, and deliverables that were made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class GoodPractice:
    """A passage that a person picked and qualified.

    Attributes:
        number: In the corpus.
        document: Slug; the passage stays readable when the document is gone.
        indicator: Code of the indicator that it shows, None where it shows none.
        piece: Name of the piece.
        ordinal: Place of the page in its piece.
        page: Physical number, None in a file without pages.
        label: Printed label, None where there is none.
        quote: The words, verbatim.
        title: What the person calls it.
        theme: « Trame noire ».
        tags: Free words.
        note: Why it is good, in the words of the person.
        tool: What makes it a rule: « OAP », « règlement, zone N ».
        person: Who collected it.
        created_at: When.
    """

    number: int
    document: str
    indicator: str | None
    piece: str
    ordinal: int
    page: int | None
    label: str | None
    quote: str
    title: str
    theme: str
    tags: tuple[str, ...]
    note: str
    tool: str
    person: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SourceCell:
    """What a deliverable was made from of one cell: the tool's answer and the decision that stood, by number.

    ``verdict`` and ``status`` are what the file says of the cell.
    """

    document: str
    indicator: str
    answer: int | None
    decision: int | None
    verdict: str | None
    status: str


@dataclass(frozen=True, slots=True)
class MadeDeliverable:
    """A deliverable that was made: its file can be opened again, and each of its figures traced to its cells.

    Attributes:
        id: Of the file.
        kind: Name of the deliverable (« rapport-final »).
        form: Format of the file (« docx »).
        filename: What the file is called when it is downloaded.
        documents: Slugs.
        cells: What it was made from.
        sha256: Of the file.
        person: Who asked for it.
        made_at: When.
    """

    id: str
    kind: str
    form: str
    filename: str
    documents: tuple[str, ...]
    cells: tuple[SourceCell, ...]
    sha256: str
    person: str
    made_at: datetime
    practices: tuple[int, ...] = field(default=())

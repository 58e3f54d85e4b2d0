"""The shapes of a page of the text and of its sentences."""

from __future__ import annotations

from pydantic import BaseModel, Field

from domain import (
    PageKind,
    PageStatus,
    StoredPage,
)
from use_cases.reading_json import AsideTextJson, LedgerEntryJson
from use_cases.reading_report import aside_texts


class SentenceView(BaseModel):
    """A sentence of a page; offsets are in the page's text."""

    position: int
    start: int
    end: int
    text: str
    row: str | None = Field(None, description="Ligne de tableau, chaque cellule avec le nom de sa colonne.")


class BoxView(BaseModel):
    """A rectangle in points from the top left corner of the page."""

    x0: float
    y0: float
    x1: float
    y1: float


class SentenceBoxes(BaseModel):
    """Where a sentence stands on its page: one rectangle a line."""

    position: int
    boxes: list[BoxView]


class PageView(BaseModel):
    """A page: its physical number, printed label, text and sentences."""

    document: str
    piece: str
    page: int | None
    label: str | None
    status: PageStatus
    reason: str | None
    kind: PageKind
    triage: str | None = Field(None, description="Les mesures qui ont décidé de la nature de la page.")
    confidence: float | None = Field(None, description="De 0 à 1, pour une page lue par reconnaissance de caractères.")
    removed: list[str] = Field(
        default=[], description="Lignes lues et non citées : en-têtes, pieds de page, parties jamais citées."
    )
    tables: list[str] = Field(default=[], description="Les tableaux de la page, en HTML.")
    text: str
    sentences: list[SentenceView]
    ledger: list[LedgerEntryJson] = Field(description="Ce qu'il y avait sur la page et ce qui en a été fait.")
    set_aside: list[AsideTextJson] = Field(description="Les textes de la page jamais cités, avec la raison.")

    @classmethod
    def of(cls, stored: StoredPage) -> PageView:
        """The public side of a page."""
        page = stored.page
        return cls(
            document=stored.document,
            piece=stored.piece,
            page=page.number,
            label=page.label,
            status=page.status,
            reason=page.reason,
            kind=page.kind,
            triage=page.triage,
            confidence=page.confidence,
            removed=list(page.removed),
            tables=[table.html for table in page.tables],
            text=page.text,
            sentences=[
                SentenceView(
                    position=sentence.position,
                    start=sentence.start,
                    end=sentence.end,
                    text=sentence.text,
                    row=sentence.row,
                )
                for sentence in stored.sentences
            ],
            ledger=[LedgerEntryJson.of(entry) for entry in page.ledger],
            set_aside=[AsideTextJson.of(one) for one in aside_texts(page)],
        )

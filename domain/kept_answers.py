"""Answers to free questions that people keep as notes on documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.answers import Answer, Citation
from domain.enums import DecisionStanding
from domain.whole_quotes import numbers_once


@dataclass(frozen=True, slots=True)
class AnswerNote:
    """An answer that a person keeps: it holds all that was said, and goes when a person lets it go.

    Attributes:
        number: In the corpus.
        documents: Slugs that it is a note of: those that it cites, or that were asked where it cites none.
        asked: Number of the question as it was asked; None where it was asked outside a conversation. The question may
            be forgotten since.
        text: The question, as it was typed.
        answer: As it was given, with its citations and their pages.
        note: What the person says of it.
        useful: Whether it was useful; None where nobody said.
        person: Who keeps it.
        created_at: When.
    """

    number: int
    documents: tuple[str, ...]
    asked: int | None
    text: str
    answer: Answer
    note: str
    useful: bool | None
    person: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A citation of a kept answer: ``cited`` as it was then, ``today`` where its words stand, None where nowhere."""

    cited: Citation
    document: str
    today: Citation | None

    @property
    def standing(self) -> DecisionStanding:
        """As of a decision: gone, moved or unchanged."""
        if self.today is None:
            return DecisionStanding.EVIDENCE_GONE
        moved = (self.today.piece, self.today.page) != (self.cited.piece, self.cited.page)
        return DecisionStanding.EVIDENCE_MOVED if moved else DecisionStanding.UNCHANGED


@dataclass(frozen=True, slots=True)
class PlacedAnswer:
    """A kept answer with its citations where they stand today."""

    kept: AnswerNote
    quotes: tuple[KeptQuote, ...]

    @property
    def quotes_once(self) -> list[tuple[KeptQuote, tuple[int, ...]]]:
        """The quotes with their numbers, from 1; both parts of a sentence on two pages are one, that says it whole."""
        cited = [one.cited for one in self.quotes]
        return [
            (next(self.quotes[number - 1] for number in numbers if cited[number - 1] == one), numbers)
            for one, numbers in numbers_once(cited)
        ]

    @property
    def gone(self) -> int:
        """Citations whose words stand nowhere any more."""
        return sum(one.standing is DecisionStanding.EVIDENCE_GONE for one in self.quotes)

    @property
    def moved(self) -> int:
        """Citations whose words stand on another page, or in another piece."""
        return sum(one.standing is DecisionStanding.EVIDENCE_MOVED for one in self.quotes)

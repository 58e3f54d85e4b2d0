"""The shape of an answer, with its values and citations."""

from __future__ import annotations

from pydantic import BaseModel, Field

from api.question_views import ComposedView
from api.value_schemas import ValueView
from domain import (
    Answer,
    ReadingProtocol,
    Verdict,
)
from exports import answer_to_json


class CitedPartView(BaseModel):
    """The part of a sentence on the page before or after that of its citation, word for word."""

    page: int | None
    label: str | None
    quote: str


class CitationView(BaseModel):
    """A verbatim quote and where it stands; ``confidence`` is that of a page read by character recognition.

    ``before`` and ``after`` are there where a sentence goes on over the end of its page, ``whole`` is that sentence.
    """

    document: str
    piece: str
    page: int | None
    label: str | None
    quote: str
    confidence: float | None = None
    before: CitedPartView | None = None
    after: CitedPartView | None = None
    whole: str | None = Field(None, description="La phrase entière, si elle se poursuit sur une autre page.")
    pages: str | None = Field(None, description="Ses pages, par exemple « 12-13 ».")


class SearchedView(BaseModel):
    """What was looked at for an answer."""

    queries: list[str]
    passages: int
    pieces: list[str]
    best_score: float | None
    left_out: int
    pages_unread: list[str]


class AnswerView(BaseModel):
    """An answer to an indicator or to a free question."""

    document: str
    indicator: str | None
    question: str | None = None
    composed: ComposedView | None = None
    verdict: Verdict
    values: list[ValueView]
    rationale: str
    citations: list[CitationView]
    searched: SearchedView
    warnings: list[str]
    llm: str
    protocol: ReadingProtocol = Field(
        description="Comment le texte a été lu : packets (paquets de phrases), sentences (phrase par phrase), rules."
    )
    way: str = Field(description="La même chose en français, l'outil entraîné sans modèle distingué des règles.")
    seconds: float

    @classmethod
    def of(cls, answer: Answer) -> AnswerView:
        """The public side of an answer."""
        return cls.model_validate(answer_to_json(answer))

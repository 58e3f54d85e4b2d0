"""The public shape of a composed answer: how a question was understood, and its answer line by line."""

from __future__ import annotations

from pydantic import BaseModel, Field

from domain import AnswerForm, LineRole, PieceKind, QuestionKind


class ScopeView(BaseModel):
    """Where a question looks; an empty list does not restrict."""

    zones: list[str]
    articles: list[str]
    provisions: list[str]
    pieces: list[PieceKind]
    places: list[str]


class UnderstoodView(BaseModel):
    """How a question was understood."""

    text: str
    kind: QuestionKind
    scope: ScopeView


class LineView(BaseModel):
    """A line of an answer."""

    text: str
    citations: list[int] = Field(description="Numéros des citations de la réponse, à partir de 1.")
    role: LineRole
    side: str = Field(description="Ce à quoi la ligne appartient : zone, document, critère.")
    carrier: str = Field(description="Le titre ou la ligne qui dit où la règle vaut.")


class ComposedView(BaseModel):
    """The answer to a free question line by line."""

    understood: UnderstoodView
    form: AnswerForm
    opening: str
    lines: list[LineView]
    complete: bool | None = Field(None, description="Si une liste a tous les éléments annoncés ; vide : aucun nombre.")
    note: str
    hints: list[str]

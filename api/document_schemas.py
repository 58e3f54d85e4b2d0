"""The shapes of what a person corrects of a document, and of what the names of files tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from api.request_base import Request
from domain import (
    DocumentKind,
    PieceKind,
    Procedure,
    Stage,
)
from domain.territories import DEPARTMENTS
from use_cases.guess_description import Guess, GuessReason

Day = date  # a field named « date » would hide its type


class PieceChange(Request):
    """What a person corrects of a piece."""

    kind: PieceKind


def _known_department(code: str) -> str:
    if code not in DEPARTMENTS:
        raise ValueError(f"« {code} » n'est pas le code d'un département")
    return code


Department = Annotated[str, Field(max_length=3), AfterValidator(_known_department)]


class DocumentChange(Request):
    """What a person corrects of a description; only what is given changes."""

    title: Annotated[str, Field(max_length=300)] | None = None
    kind: DocumentKind | None = None
    territory: Annotated[str, Field(max_length=300)] | None = None
    stage: Stage | None = None
    date: Day | None = None
    plan: Annotated[str, Field(max_length=100)] | None = None
    version: Annotated[str, Field(max_length=100)] | None = None
    procedure: Procedure | None = None
    procedure_number: Annotated[int, Field(ge=1, le=999)] | None = None
    scope: Annotated[str, Field(max_length=1000)] | None = None
    identifier: Annotated[str, Field(max_length=100)] | None = Field(None, description="IDURBA, identifiant du CNIG.")
    authority: Annotated[str, Field(pattern=r"^(?:\d{9}|\d{5}|2[AB]\d{3})?$")] | None = Field(
        None, description="SIREN de la collectivité, ou code INSEE de la commune dont c'est le plan."
    )
    communes: (
        Annotated[list[Annotated[str, Field(pattern=r"^(?:\d{5}|2[AB]\d{3})$")]], Field(max_length=2000)] | None
    ) = Field(None, description="Codes INSEE ; ils disent le département et la région.")
    departments: Annotated[list[Department], Field(max_length=20)] | None = Field(
        None, description="Codes de départements, quand les communes ne sont pas connues."
    )


class RenameRequest(Request):
    """The slug that a document is to have."""

    slug: Annotated[str, Field(min_length=1, max_length=100)]


class GuessRequest(Request):
    """Names of files, as they were chosen."""

    names: Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=500)]


class GuessReasonView(BaseModel):
    """What tells a field, or that the names do not."""

    field: str = Field(description="title, kind, stage, date, territory.")
    reason: str


class GuessView(BaseModel):
    """What they tell; null where they tell nothing."""

    slug: str | None
    title: str | None
    kind: DocumentKind | None
    stage: Stage | None
    date: Day | None
    territory: str | None
    procedure: Procedure | None
    procedure_number: int | None
    reasons: list[GuessReasonView] = []

    @classmethod
    def of(cls, guess: Guess, reasons: Sequence[GuessReason]) -> GuessView:
        """The shape of a guess and of its reasons."""
        said = [GuessReasonView(field=one.field, reason=one.reason) for one in reasons]
        return cls.model_validate(guess, from_attributes=True).model_copy(update={"reasons": said})

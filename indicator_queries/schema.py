"""What a grid file may say: the pydantic schema of a grid, its indicators and their rubric."""

from __future__ import annotations

import hashlib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpus.types import PieceKind

Text = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Rubric(_Part):
    """When to answer oui, partiel or non; ``sans_objet`` where the indicator cannot apply."""

    oui: Text
    partiel: Text
    non: Text
    sans_objet: Text | None = None


class ExpectedValue(_Part):
    """A quantity that the evidence may give: what it measures and the units it may come in."""

    label: Text
    units: tuple[Text, ...] = ()


class SubQuestion(_Part):
    """A smaller question that an indicator is made of, with the words of its evidence."""

    question: Text
    words: Annotated[tuple[Text, ...], Field(min_length=1)]


class Indicator(_Part):
    """One line of the grid.

    ``vocabulary`` are words and acronyms of the subject as documents write them; ``sub_questions``
    are its parts, each with words of its own; ``queries`` are whole phrases that evidence resembles;
    ``where`` are the kinds of piece to prefer, in order.
    """

    code: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_-]{0,15}$")]
    name: Text
    theme: Text | None = None
    question: Text
    definition: Text | None = None
    rubric: Rubric
    values: tuple[ExpectedValue, ...] = ()
    vocabulary: Annotated[tuple[Text, ...], Field(min_length=1)]
    sub_questions: tuple[SubQuestion, ...] = ()
    queries: tuple[Text, ...] = ()
    where: tuple[PieceKind, ...] = ()
    legal_basis: tuple[Text, ...] = ()


class Grid(_Part):
    """A grid of indicators, as one file."""

    name: Text
    version: Text
    title: Text
    note: Text | None = None
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Grid:
        codes = [indicator.code for indicator in self.indicators]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"code d'indicateur en double : {', '.join(twice)}")
        return self

    @property
    def digest(self) -> str:
        """SHA-256 of the grid's content: two grids that say the same have the same digest."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

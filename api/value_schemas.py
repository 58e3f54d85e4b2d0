"""The shapes of the values of an answer or a decision, as OpenAPI shows them."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, Field

from domain import Comparator, Value
from exports.answer_json import values_to_json


class ValuePlaceView(BaseModel):
    """Another place that gives a value; what is not known is null."""

    piece: str
    page: int | None
    quote: str | None = None
    ordinal: int | None = None
    start: int | None = None
    end: int | None = None


class ValueView(BaseModel):
    """A number found in a sentence, which is its ``quote``; what is not known is null.

    A value that several places give stands once: the others are its ``elsewhere``.
    """

    value: float
    unit: str | None
    label: str | None
    document: str
    piece: str
    page: int | None
    quote: str | None = Field(None, description="La phrase qui donne la valeur, si elle a été gardée.")
    ordinal: int | None = None
    start: int | None = None
    end: int | None = None
    subject: str | None = None
    zone: str | None = None
    condition: str | None = None
    comparator: Comparator | None = None
    elsewhere: list[ValuePlaceView] = Field(default=[], description="Les autres endroits qui donnent la même valeur.")

    @classmethod
    def all_of(cls, values: Iterable[Value], document: str) -> list[ValueView]:
        """The public side of values: each once, with its places."""
        return [cls.model_validate(value) for value in values_to_json(values, document)]

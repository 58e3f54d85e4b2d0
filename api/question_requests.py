"""The shapes of what is asked: runs of the grid, questions, searches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import Field

from api.request_base import Request
from domain import (
    PieceKind,
    QuestionKind,
)
from settings import ProfileName
from use_cases.search_passages import DocumentBounds


class RunRequest(Request):
    """Which indicators to answer, and how deep to read."""

    indicators: list[str] = Field(default=[], description="Codes ; vide : toute la grille.")
    profile: ProfileName | None = None
    fresh: bool = Field(False, description="Refaire les réponses déjà données.")


class QuestionRequest(Request):
    """A free question."""

    question: Annotated[str, Field(min_length=3, max_length=2000)]
    profile: ProfileName | None = None
    fresh: bool = False
    before: list[Annotated[str, Field(max_length=2000)]] = Field(
        default=[], max_length=20, description="Questions posées avant, si celle-ci en est la suite."
    )
    kind: QuestionKind | None = Field(None, description="Ce que demande la question ; vide : dit par ses mots.")
    scope: Annotated[str, Field(max_length=200)] | None = Field(
        None, description="Où elle cherche : « zone N-3, article 13 » ; vide : dit par ses mots."
    )


class PlaceRequest(Request):
    """Where the documents of a request lie; left empty, anywhere."""

    department: str = Field("", max_length=3, description="Documents de ce département (code, par exemple 34 ou 2A).")
    region: str = Field("", max_length=2, description="Documents de cette région (code INSEE, par exemple 76).")
    territory: str = Field("", max_length=300, description="Documents dont le territoire a ces mots dans son nom.")

    @property
    def bounds(self) -> DocumentBounds:
        """Which documents are asked for."""
        return DocumentBounds(department=self.department, region=self.region, territory=self.territory)


class QuestionOverRequest(QuestionRequest, PlaceRequest):
    """A free question over several documents."""

    documents: list[str] = Field(default=[], max_length=100, description="Identifiants ; vide : tous les documents.")


class SearchRequest(PlaceRequest):
    """A text to look for."""

    text: Annotated[str, Field(max_length=2000)] = ""
    indicator: str | None = Field(None, description="Code d'un indicateur : ses requêtes sont posées.")
    documents: list[str] = Field(default=[], description="Identifiants ; vide : tous les documents.")
    k: Annotated[int, Field(ge=1, le=200)] = 10
    pieces: list[str] = Field(default=[], description="Noms de pièces ; vide : toutes.")
    kinds: list[PieceKind] = Field(default=[], description="Natures de pièce ; vide : toutes.")
    section: str = Field("", max_length=200, description="Mots d'un titre au-dessus du passage.")
    after: date | None = Field(None, description="Documents datés de ce jour ou d'après.")
    before: date | None = Field(None, description="Documents datés de ce jour ou d'avant.")

    @property
    def bounds(self) -> DocumentBounds:
        """Which documents are asked for."""
        return replace(super().bounds, after=self.after, before=self.before)


class ExactRequest(SearchRequest):
    """A text to look for as it was typed."""

    include_hidden: bool = Field(
        default=False,
        description="Aussi le texte non visible ou barré, à part, avec la raison : il n'est jamais cité.",
    )

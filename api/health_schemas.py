"""The shape of what health tells."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field


class HealthView(BaseModel):
    """Whether the service can work."""

    status: Literal["ok", "trouble"]
    version: str
    documents: int | None = Field(None, description="Nombre de documents lus ; absent pour qui ne donne pas la clé.")
    trouble: str | None = Field(None, description="Ce qui empêche le traitement des tâches, en clair.")
    preparing: str | None = Field(None, description="Ce que le service charge encore après son démarrage, en clair.")

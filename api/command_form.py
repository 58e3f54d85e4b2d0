"""How a command asks a service that holds its data directory; imported by commands, hence without FastAPI."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from domain.json_types import JsonObject

COMMAND_PATH = "/commande"
TOKEN_HEADER = "X-Local-Token"


class LocalCommand(BaseModel):
    """A command as it was typed, the settings that it had, and the terminal that it is shown in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    arguments: tuple[str, ...]
    settings: JsonObject
    width: int = Field(ge=20, le=10_000)
    terminal: bool

"""How a command asks a service that holds its data directory; imported by commands, hence without FastAPI."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

COMMAND_PATH = "/commande"
TOKEN_HEADER = "X-Local-Token"


class LocalCommand(BaseModel):
    """A command as it was typed, the settings that it had, and the terminal that it is shown in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    arguments: tuple[str, ...]
    settings: Mapping[str, str | int | float | bool | None]
    width: int = Field(ge=20, le=10_000)
    terminal: bool

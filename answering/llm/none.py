"""No language model at all (``--llm none``): readers, retrieval and the grid's rule answer alone.

It is a back end so that an answer can say who made it. Whoever asks it to read or write made an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from answering.llm.base import Message, ModelCard, OptionDecision, Reply, estimate_tokens
from domain.errors import SettingsError
from domain.json_types import JsonObject

NONE = "none"


class NoModel:
    """The absence of a model, with a card."""

    @property
    def card(self) -> ModelCard:
        """A card that says that no model answers."""
        return ModelCard(NONE, None, None, 8192, "none")

    @property
    def llm(self) -> Any:
        """There is none."""
        raise _refusal()

    def complete(
        self,
        messages: Sequence[Message],  # noqa: ARG002
        *,
        schema: JsonObject | None,  # noqa: ARG002
        max_tokens: int,  # noqa: ARG002
    ) -> Reply:
        """Refuse.

        Raises:
            SettingsError: always.
        """
        raise _refusal()

    def decide(
        self,
        messages: Sequence[Message],  # noqa: ARG002
        options: Sequence[str],  # noqa: ARG002
    ) -> OptionDecision:
        """Refuse.

        Raises:
            SettingsError: always.
        """
        raise _refusal()

    def count_tokens(self, text: str) -> int:
        """A cautious estimate, as nobody will read it."""
        return estimate_tokens(text)

    def close(self) -> None:
        """Nothing to give back."""


def _refusal() -> SettingsError:
    return SettingsError(
        "cette demande ne peut pas se faire sans modèle de langage (réglage llm : none).",
        remedy="Choisissez un modèle : embedded, ollama:MODÈLE ou openai:URL#MODÈLE.",
    )

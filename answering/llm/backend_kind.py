"""A kind of LLM back end as it declares itself: how it is named, opened, and what it can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from answering.llm.base import ChatBackend

KindName = Literal["embedded", "ollama", "openai", "none"]


@dataclass(frozen=True, slots=True)
class BackendTraits:
    """What a kind of back end can do, declared and never guessed from its name.

    Attributes:
        answers: There is a model to ask.
        side_by_side: It answers several requests together, in little more time than one.
        log_probabilities: It tells log-odds of one-token decisions (a server may still refuse them).
        local: The model runs in this process.
        packet_context: Tokens of context to ask for where its model reads packets; None keeps the usual window.
    """

    answers: bool = True
    side_by_side: bool = False
    log_probabilities: bool = True
    local: bool = False
    packet_context: int | None = None


@dataclass(frozen=True, slots=True)
class BackendSpec:
    """A back end as the user names it, read: its kind, and the model and address where the kind has them."""

    kind: str
    model: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class OpenOptions:
    """What the settings say of all kinds; see :func:`answering.llm.choice.open_backend`."""

    models_dir: Path
    ollama_url: str
    api_key: str | None
    context: int | None
    threads: int
    timeout: float
    say: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BackendKind:
    """An entry of the registry.

    Attributes:
        name: Kind, as in :class:`answering.llm.base.ModelCard`.
        form: How a user writes it, in French, for messages.
        read: Reads what a user wrote; None when it is of another kind.
        open: Opens it; heavy imports happen here.
        traits: What it can do.
    """

    name: KindName
    form: str
    read: Callable[[str], BackendSpec | None]
    open: Callable[[BackendSpec, OpenOptions], ChatBackend]
    traits: BackendTraits

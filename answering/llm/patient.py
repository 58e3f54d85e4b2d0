"""A back end on a server that may be restarting: what it could not answer is asked again for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from answering.llm.base import ChatBackend, Message, ModelCard, OptionDecision, Reply, StreamingBackend
from domain.errors import LlmUnavailable
from domain.json_types import JsonObject

T = TypeVar("T")

#: Seconds for which a server that does not answer is waited for: a model of a few gigabytes loads within them.
PATIENCE = 120.0
#: Seconds before the first new try; twice as many each time.
FIRST_WAIT, LONGEST_WAIT = 1.0, 15.0


class PatientBackend:
    """Any back end; a run does not end because its server restarts. See :class:`answering.llm.base.ChatBackend`.

    Only a server that answered before is waited for: one that was never there is told at once.
    """

    def __init__(
        self,
        backend: ChatBackend,
        say: Callable[[str], None],
        *,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
    ):
        """Wrap a back end.

        Args:
            backend: What is asked.
            say: Called with one French line when a wait begins.
            patience: Seconds for which it is asked again; 0 never.
            clock: Seconds, for tests.
            wait: Waits so many seconds; default: until then or until the back end is closed.
        """
        self._backend = backend
        self._say = say
        self._patience = patience
        self._clock = clock
        self._closed = threading.Event()
        self._wait = wait or self._closed.wait
        self._answered = False

    @property
    def card(self) -> ModelCard:
        """The model behind this back end."""
        return self._backend.card

    @property
    def llm(self) -> Any:
        """The same model as a LlamaIndex ``LLM``, which does not wait."""
        return self._backend.llm

    def complete(self, messages: Sequence[Message], *, schema: JsonObject | None, max_tokens: int) -> Reply:
        """Let the model write."""
        return self._asked(lambda: self._backend.complete(messages, schema=schema, max_tokens=max_tokens))

    def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: JsonObject | None,
        max_tokens: int,
        on_text: Callable[[str], None],
    ) -> Reply:
        """Let the model write, heard while it does where its back end hands that on."""
        backend = self._backend
        if not isinstance(backend, StreamingBackend):
            return self.complete(messages, schema=schema, max_tokens=max_tokens)
        return self._asked(lambda: backend.stream(messages, schema=schema, max_tokens=max_tokens, on_text=on_text))

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> OptionDecision:
        """Let the model choose."""
        return self._asked(lambda: self._backend.decide(messages, options))

    def count_tokens(self, text: str) -> int:
        """Number of tokens of a text."""
        return self._backend.count_tokens(text)

    def close(self) -> None:
        """Give back memory and connections; whoever waits for the server waits no longer."""
        self._closed.set()
        self._backend.close()

    def _asked(self, ask: Callable[[], T]) -> T:
        until: float | None = None
        pause = FIRST_WAIT
        while True:
            try:
                done = ask()
            except LlmUnavailable:
                until = self._clock() + self._patience if until is None else until
                if not self._answered or self._closed.is_set() or self._clock() + pause > until:
                    raise
                if pause == FIRST_WAIT:
                    self._say(f"Le serveur du modèle ne répond plus : nouvel essai pendant {self._patience:.0f} s.")
                self._wait(pause)
                pause = min(2 * pause, LONGEST_WAIT)
            else:
                self._answered = True
                return done

"""The Ollama server of tests over a script: canned replies and faults."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.ollama_server import DEFAULT_NUM_CTX, BrokenLineError, OllamaError, Piece, ServedModel


@dataclass(frozen=True)
class Drop:
    """The connection drops after the first words."""


@dataclass(frozen=True)
class BrokenLine:
    """A line of the stream is no JSON."""


@dataclass(frozen=True)
class Crash:
    """The server answers by an error: the model was unloaded or its runner died."""

    message: str = "llama runner process has terminated"


@dataclass(frozen=True)
class Slow:
    """The reply takes this long to begin."""

    seconds: float
    text: str = "{}"


@dataclass(frozen=True)
class Logprobs:
    """A reply of one token with these log-probabilities."""

    top: Mapping[str, float]


@dataclass(frozen=True)
class Thinks:
    """A model that thinks whatever it is asked: it needs this many tokens before it says ``text``."""

    text: str
    tokens: int = 100


Step = str | Drop | BrokenLine | Crash | Slow | Logprobs | Thinks


@dataclass
class ScriptedEngine:
    """Answers the steps one after the other; ``requests`` keeps what was asked.

    ``knows_truncate`` False is a server from before ``"truncate": false``, ``knows_logprobs`` False one
    from before log-probabilities.
    """

    steps: list[Step] = field(default_factory=list)
    models: list[ServedModel] = field(default_factory=lambda: [ServedModel("qwen2.5:7b")])
    knows_truncate: bool = True
    knows_logprobs: bool = True
    requests: list[dict[str, Any]] = field(default_factory=list)

    def run(self, body: Mapping[str, Any], messages: Sequence[Mapping[str, str]]) -> Iterator[Piece]:
        self.requests.append(dict(body))
        num_ctx = int((body.get("options") or {}).get("num_ctx", DEFAULT_NUM_CTX))
        tokens = sum(len(message["content"]) for message in messages) // 4
        if tokens > num_ctx:
            if self.knows_truncate and body.get("truncate") is False:
                raise OllamaError(400, "prompt is too long: it exceeds the context length")
            tokens = num_ctx // 2
        step = self.steps.pop(0)
        if isinstance(step, Crash):
            raise OllamaError(500, step.message)
        if isinstance(step, Slow):
            time.sleep(step.seconds)
            step = step.text
        if isinstance(step, Drop):
            yield Piece("Le ")
            raise ConnectionAbortedError("dropped on purpose")
        if isinstance(step, BrokenLine):
            yield Piece("Le ")
            raise BrokenLineError
        if isinstance(step, Logprobs):
            best = max(step.top, key=lambda token: step.top[token])
            top = [{"token": token, "logprob": logprob, "bytes": []} for token, logprob in step.top.items()]
            entry = {"token": best, "logprob": step.top[best], "bytes": [], "top_logprobs": top}
            yield Piece(best, True, tokens, 1, "length", (entry,) if self.knows_logprobs else ())
            return
        if isinstance(step, Thinks):
            enough = int((body.get("options") or {}).get("num_predict", -1)) >= step.tokens
            said = step.text if enough else ""
            yield Piece("", thinking="Voyons. ")
            yield Piece(said, True, tokens, step.tokens, "stop" if enough else "length")
            return
        middle = len(step) // 2
        yield Piece(step[:middle])
        yield Piece(step[middle:], True, tokens, max(1, len(step) // 4))

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        return [[float(len(text)), 1.0] for text in texts]

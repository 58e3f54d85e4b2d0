"""A model whose words are kept in a file: a benchmark taken up again, or run with another rule, asks nothing twice."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from answering.llm import ChatBackend, Message, ModelCard, OptionDecision, Reply
from answering.llm.none import NoModel
from domain.json_types import JsonObject
from settings import load_settings
from use_cases.container import Application


class KeptWords:
    """A model whose one-token decisions and replies are kept, by model and prompt, with the seconds they took."""

    def __init__(self, backend: ChatBackend, file: Path):
        self._backend, self._file = backend, file
        self._known: dict[str, list[Any]] = {}
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                entry = json.loads(line)
                self._known[entry[0]] = entry[1:]

    @property
    def card(self) -> ModelCard:
        """The card of the model."""
        return self._backend.card

    @property
    def llm(self) -> Any:
        """The model as a LlamaIndex LLM."""
        return self._backend.llm

    def complete(self, messages: Sequence[Message], *, schema: JsonObject | None, max_tokens: int) -> Reply:
        """From the file, else from the model."""
        key = self._key(messages, json.dumps(schema, sort_keys=True), str(max_tokens))
        if key not in self._known:
            made = self._backend.complete(messages, schema=schema, max_tokens=max_tokens)
            self._keep(key, [made.text, made.prompt_tokens, made.completion_tokens, made.seconds])
        return Reply(*self._known[key])

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> OptionDecision:
        """From the file, else from the model."""
        key = self._key(messages)
        if key not in self._known:
            made = self._backend.decide(messages, options)
            self._keep(key, [made.option, made.log_odds, made.prompt_tokens, made.seconds])
        option, odds, tokens, seconds = self._known[key]
        return OptionDecision(option, odds, tokens, 1, seconds)

    def count_tokens(self, text: str) -> int:
        """Of the model."""
        return self._backend.count_tokens(text)

    def close(self) -> None:
        """Close the model."""
        self._backend.close()

    def _key(self, messages: Sequence[Message], *more: str) -> str:
        said = "\n".join([self.card.digest or self.card.name, *(message.content for message in messages), *more])
        return hashlib.sha256(said.encode()).hexdigest()

    def _keep(self, key: str, made: list[Any]) -> None:
        self._known[key] = made
        with self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps([key, *made]) + "\n")


def opened_with(asked: argparse.Namespace) -> tuple[Application, ChatBackend]:
    """The application on ``--data-dir``, and the model of ``--llm`` behind ``--cache``."""
    settings = load_settings(data_dir=asked.data_dir, llm=asked.llm)
    application = Application(settings, lambda line: print(line, file=sys.stderr))
    backend: ChatBackend = NoModel() if asked.llm == "none" else application.backend
    return application, KeptWords(backend, asked.cache) if asked.cache else backend

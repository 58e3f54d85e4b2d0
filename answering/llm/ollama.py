"""The Ollama back end (``ollama:MODEL``), through LlamaIndex's ``Ollama``.

Ollama cuts a prompt that exceeds ``num_ctx`` without a word, and its default is 4k. So: ``num_ctx`` is
always sent and is ours, the prompt is measured first with a cautious estimate, ``"truncate": false``
asks recent servers to refuse instead of cutting, and ``prompt_eval_count`` is compared afterwards for
those that do not know it.

Models that think are asked not to (``"think": false``). Some do all the same (gpt-oss), and servers from before that
parameter leave the thoughts in the text: such a model is then given room for them, and its decisions are read from its
words.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError

from answering.llm.base import (
    Message,
    ModelCard,
    OptionDecision,
    Reply,
    TokenOdds,
    ensure_it_fits,
    estimate_tokens,
    overflow,
    prompt_size,
    read_first_word,
    read_option,
)
from answering.llm.memory_shortage import is_memory_shortage, out_of_memory
from answering.llm.ollama_catalog import (
    DEFAULT_OLLAMA_URL,
    find_model,
    list_models,
    model_missing,
    unavailable,
)
from answering.llm.thoughts import Said, only_thoughts, tokens_with_thoughts, without_thoughts
from domain.json_types import JsonObject

DEFAULT_CONTEXT = 8192
KEEP_ALIVE = "60m"  # a whole grid on a slow machine; the server's own default is five minutes
REQUEST_SECONDS = 900.0
DECISION_TOKENS = 4

#: Characters per token above which no tokenizer goes on French prose: fewer tokens than this in
#: ``prompt_eval_count`` means that the server cut the prompt.
GENEROUS_CHARACTERS_PER_TOKEN = 8.0


class OllamaBackend:
    """A model served by Ollama."""

    def __init__(
        self,
        model: str,
        *,
        url: str = DEFAULT_OLLAMA_URL,
        context: int = DEFAULT_CONTEXT,
        timeout: float = REQUEST_SECONDS,
        seed: int = 7,
    ):
        """Look the model up on the server.

        Raises:
            LlmUnavailable: no Ollama answers at ``url``.
            LlmModelMissing: it does not have the model.
            SettingsError: it would run the model on another host.
        """
        from answering.llm.ollama_client import NeverTruncating

        found = find_model(url, model)
        self._url = url
        self._seed = seed
        self._timeout = timeout
        self._thinks = False  # whatever it is asked
        self._odds_unreadable = False
        self._card = ModelCard(found.name, found.digest, found.quantisation, context, "ollama")
        self._client = NeverTruncating(url, timeout=timeout)
        self._llms: dict[int, Any] = {}

    @property
    def card(self) -> ModelCard:
        """The model behind this back end."""
        return self._card

    @property
    def llm(self) -> Any:
        """The model as a LlamaIndex LLM."""
        return self._llm_for(512)

    def complete(self, messages: Sequence[Message], *, schema: JsonObject | None, max_tokens: int) -> Reply:
        """See :meth:`answering.llm.base.ChatBackend.complete`."""
        return self.stream(messages, schema=schema, max_tokens=max_tokens, on_text=lambda _: None)

    def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: JsonObject | None,
        max_tokens: int,
        on_text: Callable[[str], None],
    ) -> Reply:
        """See :meth:`answering.llm.base.StreamingBackend.stream`."""
        started = time.perf_counter()
        longest = self._longest(messages, max_tokens)
        reply, said = self._write(messages, schema, longest, on_text)
        if said.thought and not said.text.strip() and not self._thinks:
            self._thinks = True
            longest = self._longest(messages, max_tokens)
            reply, said = self._write(messages, schema, longest, on_text)
        if said.thought and not said.text.strip():
            raise only_thoughts(self._card.name, longest)
        self._thinks = self._thinks or said.thought
        prompt_tokens = self._refuse_cut(messages, reply.get("prompt_eval_count"))
        return Reply(said.text, prompt_tokens, int(reply.get("eval_count") or 0), time.perf_counter() - started)

    def _write(
        self,
        messages: Sequence[Message],
        schema: JsonObject | None,
        max_tokens: int,
        on_text: Callable[[str], None],
    ) -> tuple[Any, Said]:
        """What the server says of a reply, and what is said in it."""
        from llama_index.core.base.llms.types import ChatMessage, ThinkingBlock

        ensure_it_fits(self, messages, max_tokens)
        chat = [ChatMessage(role=message.role, content=message.content) for message in messages]
        extra = {"format": dict(schema)} if schema is not None else {}
        last = None
        with self._errors(messages, max_tokens):
            for last in self._llm_for(max_tokens).stream_chat(chat, **extra):  # each has all that was written so far
                on_text(last.message.content or "")
        if last is None or not last.raw.get("done"):
            raise unavailable(self._url, "s'est arrêté au milieu d'une réponse")
        apart = "".join(one.content or "" for one in last.message.blocks if isinstance(one, ThinkingBlock))
        cut = last.raw.get("done_reason") == "length"
        return last.raw, without_thoughts(last.message.content or "", apart=apart, cut=cut)

    def _longest(self, messages: Sequence[Message], max_tokens: int) -> int:
        """Tokens of a reply, with those that a model thinks in before it."""
        if not self._thinks:
            return max_tokens
        return tokens_with_thoughts(prompt_size(self, messages), max_tokens, self._card.context_window)

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> OptionDecision:
        """See :meth:`answering.llm.base.ChatBackend.decide`.

        Servers older than log-probabilities ignore the request for them; their word is then taken.
        """
        started = time.perf_counter()
        answer, said = self._choose(messages, self._longest(messages, DECISION_TOKENS))
        if said.thought and not self._thinks:
            self._thinks = True
            answer, said = self._choose(messages, self._longest(messages, DECISION_TOKENS))
        if said.thought and not said.text.strip():
            raise only_thoughts(self._card.name, self._longest(messages, DECISION_TOKENS))
        prompt_tokens = self._refuse_cut(messages, answer.prompt_eval_count)
        log_odds: float | None = None
        if said.thought:  # the first tokens are those of its thoughts
            option = read_option(said.text, options)
        else:
            tokens = [
                TokenOdds(one.token, {entry.token: entry.logprob for entry in one.top_logprobs or (one,)})
                for one in answer.logprobs or ()
            ]
            option, log_odds = read_first_word(tokens, said.text, options)
        return OptionDecision(option, log_odds, prompt_tokens, answer.eval_count or 0, time.perf_counter() - started)

    def _choose(self, messages: Sequence[Message], max_tokens: int) -> tuple[Any, Said]:
        """The reply of the server to a question of a few words, and what is said in it."""
        ensure_it_fits(self, messages, max_tokens)
        with self._errors(messages, max_tokens):
            try:
                answer = self._asked_for_a_word(messages, max_tokens)
            except ValidationError:  # log-probabilities of a form that the client does not read: words, from now on
                self._odds_unreadable = True
                answer = self._asked_for_a_word(messages, max_tokens)
        cut = answer.done_reason == "length" and not answer.logprobs
        return answer, without_thoughts(answer.message.content or "", apart=answer.message.thinking, cut=cut)

    def _asked_for_a_word(self, messages: Sequence[Message], max_tokens: int) -> Any:
        return self._client.chat(
            model=self._card.name,
            messages=[{"role": message.role, "content": message.content} for message in messages],
            stream=False,
            think=False,
            logprobs=not self._odds_unreadable,
            top_logprobs=None if self._odds_unreadable else 20,
            options={**self._options(max_tokens), "num_ctx": self._card.context_window},
            keep_alive=KEEP_ALIVE,
        )

    def count_tokens(self, text: str) -> int:
        """A cautious over-estimate: Ollama does not hand out its tokenizer."""
        return estimate_tokens(text)

    def close(self) -> None:
        """Close the connections; the server keeps the model loaded for a while."""
        self._client.close()

    def _options(self, max_tokens: int) -> dict[str, float]:
        # Ollama's own defaults would push the model away from words it has said, such as those of a quote.
        neutral = {"repeat_penalty": 1.0, "top_k": 0, "top_p": 1.0}
        return {"temperature": 0.0, "seed": self._seed, "num_predict": max_tokens, **neutral}

    def _llm_for(self, max_tokens: int) -> Any:
        # LlamaIndex takes num_predict only when the model object is built: one object a length.
        if max_tokens not in self._llms:
            from llama_index.llms.ollama import Ollama

            self._llms[max_tokens] = Ollama(
                model=self._card.name,
                base_url=self._url,
                temperature=0.0,
                context_window=self._card.context_window,
                request_timeout=self._timeout,
                additional_kwargs=self._options(max_tokens),
                keep_alive=KEEP_ALIVE,
                thinking=False,
                is_function_calling_model=False,
                client=self._client,
            )
        return self._llms[max_tokens]

    def _refuse_cut(self, messages: Sequence[Message], evaluated: int | None) -> int:
        """Return the tokens that the server read.

        Raises:
            ContextOverflow: it read fewer than the prompt can possibly hold.
        """
        length = sum(len(message.content) for message in messages)
        least = math.floor(length / GENEROUS_CHARACTERS_PER_TOKEN)
        if evaluated is None:
            return sum(self.count_tokens(message.content) for message in messages)
        if evaluated < least:
            raise overflow(least, 0, evaluated)
        return int(evaluated)

    @contextmanager
    def _errors(self, messages: Sequence[Message], max_tokens: int) -> Iterator[None]:
        import httpx
        import ollama

        try:
            yield
        except ollama.ResponseError as error:
            text = error.error.casefold()
            if error.status_code == 404:
                present = [model.name for model in list_models(self._url)]
                raise model_missing(self._card.name, present, self._url) from error
            if "context" in text and any(word in text for word in ("exceed", "length", "longer", "long")):
                size = sum(self.count_tokens(message.content) for message in messages)
                raise overflow(size, max_tokens, self._card.context_window) from error
            if is_memory_shortage(error.error):
                raise out_of_memory(self._card.name, self._url, error.error) from error
            raise unavailable(self._url, f"a répondu par une erreur : {error.error}") from error
        except httpx.TimeoutException as error:
            raise unavailable(self._url, f"n'a pas répondu en {self._timeout:.0f} secondes") from error
        except (httpx.HTTPError, ConnectionError) as error:
            raise unavailable(self._url, "ne répond pas ou s'est arrêté au milieu d'une réponse") from error
        except (json.JSONDecodeError, ValidationError) as error:
            raise unavailable(self._url, "a envoyé une réponse illisible") from error

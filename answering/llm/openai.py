"""Any OpenAI-compatible local server (``openai:URL#MODEL``), through LlamaIndex's ``OpenAILike``.

llama.cpp's server, vLLM, LM Studio, text-generation-inference and Ollama's own ``/v1`` speak this
protocol. Only the configured URL is ever called: no environment proxy, no redirect, no retry behind
our back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from answering.llm.base import (
    Message,
    ModelCard,
    OptionDecision,
    Reply,
    estimate_tokens,
    overflow,
    read_decision,
    read_option,
)
from answering.llm.llama_index_chat import DECISION_OPTIONS, ChatReply, chat, schema_options
from domain.errors import LlmModelMissing, LlmUnavailable, SettingsError
from domain.json_types import JsonObject

DEFAULT_CONTEXT = 8192
REQUEST_SECONDS = 900.0


class OpenAICompatibleBackend:
    """A model behind an OpenAI-compatible HTTP API."""

    def __init__(
        self,
        url: str,
        model: str,
        *,
        api_key: str | None = None,
        context: int = DEFAULT_CONTEXT,
        timeout: float = REQUEST_SECONDS,
        seed: int = 7,
    ):
        """Prepare the client; the server is first called by a question.

        Args:
            url: base URL of the API, ``/v1`` included.
            model: name of the model on that server.
            api_key: key of the server, when it wants one.
            context: context window in tokens; the server must offer at least as much.
            timeout: seconds to wait for a reply.
            seed: seed of every call.
        """
        import httpx
        from llama_index.llms.openai_like import OpenAILike

        self._url = url
        self._seed = seed
        self._timeout = timeout
        self._card = ModelCard(model, None, None, context, "openai")
        self._http = httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout)
        self._llm = OpenAILike(
            model=model,
            api_base=url,
            api_key=api_key or "aucune",
            is_chat_model=True,
            is_function_calling_model=False,
            context_window=context,
            max_tokens=None,  # a length given here would take the place of the one given with each request
            temperature=0.0,
            max_retries=0,
            timeout=timeout,
            http_client=self._http,
        )

    @property
    def card(self) -> ModelCard:
        """The model behind this back end."""
        return self._card

    @property
    def llm(self) -> Any:
        """The model as a LlamaIndex LLM."""
        return self._llm

    def complete(self, messages: Sequence[Message], *, schema: JsonObject | None, max_tokens: int) -> Reply:
        """See :meth:`answering.llm.base.ChatBackend.complete`."""
        reply = self._chat(messages, max_tokens=max_tokens, **schema_options(schema))
        prompt_tokens, completion_tokens = self._usage(reply.raw, messages)
        return Reply(reply.text, prompt_tokens, completion_tokens, reply.seconds)

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> OptionDecision:
        """See :meth:`answering.llm.base.ChatBackend.decide`."""
        reply = self._chat(messages, max_tokens=4, **DECISION_OPTIONS)
        prompt_tokens, completion_tokens = self._usage(reply.raw, messages)
        choice = reply.raw.choices[0]
        log_odds: float | None = None
        if choice.logprobs and choice.logprobs.content and choice.logprobs.content[0].top_logprobs:
            top = {entry.token: entry.logprob for entry in choice.logprobs.content[0].top_logprobs}
            option, log_odds = read_decision(top, options)
        else:
            option = read_option(reply.text, options)
        return OptionDecision(option, log_odds, prompt_tokens, completion_tokens, reply.seconds)

    def count_tokens(self, text: str) -> int:
        """A cautious over-estimate: the protocol does not hand out the tokenizer."""
        return estimate_tokens(text)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _chat(self, messages: Sequence[Message], *, max_tokens: int, **options: Any) -> ChatReply:
        with self._errors(messages, max_tokens):
            reply = chat(self, messages, max_tokens=max_tokens, seed=self._seed, **options)
        if not reply.raw.choices:
            raise LlmUnavailable("le serveur du modèle a envoyé une réponse vide.", where=self._url)
        return reply

    def _usage(self, raw: Any, messages: Sequence[Message]) -> tuple[int, int]:
        if raw.usage is None:
            return sum(self.count_tokens(message.content) for message in messages), 0
        return raw.usage.prompt_tokens, raw.usage.completion_tokens

    @contextmanager
    def _errors(self, messages: Sequence[Message], max_tokens: int) -> Iterator[None]:
        import openai

        remedy = "Vérifiez que le serveur est lancé, puis relancez la commande : ce qui est fait est gardé."
        try:
            yield
        except openai.APITimeoutError as error:
            raise LlmUnavailable(
                f"le serveur du modèle n'a pas répondu en {self._timeout:.0f} secondes.", where=self._url, remedy=remedy
            ) from error
        except openai.APIConnectionError as error:
            raise LlmUnavailable("le serveur du modèle ne répond pas.", where=self._url, remedy=remedy) from error
        except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
            raise SettingsError(
                "le serveur du modèle refuse la clé.", where=self._url, remedy="Donnez sa clé (réglage openai_api_key)."
            ) from error
        except openai.NotFoundError as error:
            raise LlmModelMissing(
                f"le serveur n'a pas le modèle {self._card.name}, ou l'adresse n'est pas celle de son API.",
                where=self._url,
                remedy="L'adresse se termine en général par /v1 ; le modèle suit le signe #.",
            ) from error
        except openai.BadRequestError as error:
            if "context" in str(error).casefold():
                size = sum(self.count_tokens(message.content) for message in messages)
                raise overflow(size, max_tokens, self._card.context_window) from error
            raise LlmUnavailable(
                f"le serveur du modèle a refusé la demande : {error.message}.", where=self._url
            ) from error
        except openai.APIError as error:
            raise LlmUnavailable(
                f"le serveur du modèle a répondu par une erreur : {error.message}.", where=self._url, remedy=remedy
            ) from error

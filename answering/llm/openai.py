"""Any OpenAI-compatible local server (``openai:URL#MODEL``), through LlamaIndex's ``OpenAILike``.

llama.cpp's server, vLLM, LM Studio, text-generation-inference and Ollama's own ``/v1`` speak this
protocol. Only the configured URL is ever called: no environment proxy, no redirect, no retry behind
our back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic import ValidationError

from answering.llm.base import (
    Message,
    ModelCard,
    OptionDecision,
    Reply,
    TokenOdds,
    estimate_tokens,
    overflow,
    prompt_size,
    read_first_word,
    read_option,
)
from answering.llm.llama_index_chat import DECISION_OPTIONS, ChatReply, chat, schema_options
from answering.llm.memory_shortage import is_memory_shortage, out_of_memory
from answering.llm.thoughts import Said, Thinking, only_thoughts, tokens_with_thoughts, without_thoughts
from domain.errors import LlmModelMissing, LlmUnavailable, SettingsError
from domain.json_types import JsonObject

if TYPE_CHECKING:
    import openai

DEFAULT_CONTEXT = 8192
REQUEST_SECONDS = 900.0
#: How vLLM, SGLang and llama.cpp are asked that a model answers without thinking.
QUIET = {"extra_body": {"chat_template_kwargs": {"enable_thinking": False}}}

#: How llama.cpp, vLLM, TGI, LM Studio and SGLang say that a prompt does not fit.
_TOO_LONG = re.compile(
    r"context (?:size|length|window)|context_length|(?:prompt|input|request)\b.{0,30}\btoo (?:long|large)"
    r"|maximum (?:allowed )?(?:input )?length|max_new_tokens|max_model_len|max_total_tokens",
    re.IGNORECASE,
)
_REFUSALS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.INTERNAL_SERVER_ERROR,
)


class OpenAICompatibleBackend:
    """A model behind an OpenAI-compatible HTTP API.

    A model that turns out to think is asked not to; one that thinks all the same is given room for it, and its
    decisions are read from its words.
    """

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

        from answering.llm.readable_replies import ReadableReplies

        self._url = url
        self._seed = seed
        self._timeout = timeout
        self._thinking = Thinking.UNKNOWN
        self._odds_unreadable = False
        self._card = ModelCard(model, None, None, context, "openai")
        self._http = httpx.Client(
            trust_env=False, follow_redirects=False, timeout=timeout, transport=ReadableReplies(url)
        )
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
        reply, said = self._ask(messages, max_tokens=max_tokens, **schema_options(schema))
        prompt_tokens, completion_tokens = self._usage(reply.raw, messages)
        return Reply(said.text, prompt_tokens, completion_tokens, reply.seconds)

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> OptionDecision:
        """See :meth:`answering.llm.base.ChatBackend.decide`."""
        try:
            reply, said = self._ask(messages, max_tokens=4, **({} if self._odds_unreadable else DECISION_OPTIONS))
        except ValidationError:  # log-probabilities of a form that the client does not read: words alone, from now on
            self._odds_unreadable = True
            reply, said = self._ask(messages, max_tokens=4)
        prompt_tokens, completion_tokens = self._usage(reply.raw, messages)
        log_odds: float | None = None
        if said.thought:  # the first tokens are those of its thoughts
            option = read_option(said.text, options)
        else:
            option, log_odds = read_first_word(_tokens(reply.raw.choices[0].logprobs), said.text, options)
        return OptionDecision(option, log_odds, prompt_tokens, completion_tokens, reply.seconds)

    def count_tokens(self, text: str) -> int:
        """A cautious over-estimate: the protocol does not hand out the tokenizer."""
        return estimate_tokens(text)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _ask(self, messages: Sequence[Message], *, max_tokens: int, **options: Any) -> tuple[ChatReply, Said]:
        """A reply, and what is said in it.

        Raises:
            InvalidReply: there are only thoughts in it.
        """
        import openai

        while True:
            mode = self._thinking
            quiet = QUIET if mode is Thinking.QUIET else {}
            longest = max_tokens
            if mode is Thinking.ALOUD:
                longest = tokens_with_thoughts(prompt_size(self, messages), max_tokens, self._card.context_window)
            try:
                reply = self._chat(messages, max_tokens=longest, **options, **quiet)
            except LlmUnavailable as error:
                if not quiet or not isinstance(error.__cause__, openai.BadRequestError):
                    raise
                self._thinking = Thinking.ALOUD  # the server does not know how to be asked
                continue
            choice = reply.raw.choices[0]
            apart = getattr(choice.message, "reasoning", None) or getattr(choice.message, "reasoning_content", None)
            said = without_thoughts(reply.text, apart=apart, cut=choice.finish_reason == "length")
            if said.thought and mode is not Thinking.ALOUD:
                self._thinking = Thinking.QUIET if mode is Thinking.UNKNOWN else Thinking.ALOUD
                continue
            if said.thought and not said.text.strip():
                raise only_thoughts(self._card.name, longest)
            return reply, said

    def _chat(self, messages: Sequence[Message], *, max_tokens: int, **options: Any) -> ChatReply:
        with self._errors(messages, max_tokens):
            return chat(self, messages, max_tokens=max_tokens, seed=self._seed, **options)

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
            if isinstance(error.__cause__, LlmUnavailable):  # a reply that is none
                raise error.__cause__ from error
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
        except openai.APIStatusError as error:
            self._refuse(error, messages, max_tokens, remedy)
        except openai.APIError as error:
            raise LlmUnavailable(
                f"le serveur du modèle a répondu par une erreur : {error.message}.", where=self._url, remedy=remedy
            ) from error

    def _refuse(
        self, error: openai.APIStatusError, messages: Sequence[Message], max_tokens: int, remedy: str
    ) -> NoReturn:
        """Raises our error for a refusal of the server."""
        if is_memory_shortage(str(error)):
            raise out_of_memory(self._card.name, self._url, _message(error)) from error
        bad = error.status_code == HTTPStatus.BAD_REQUEST
        if error.status_code in _REFUSALS and (
            _TOO_LONG.search(str(error)) or (bad and "context" in str(error).casefold())
        ):
            size = sum(self.count_tokens(message.content) for message in messages)
            raise overflow(size, max_tokens, self._card.context_window, _message(error)) from error
        if bad:
            said, remedy = f"le serveur du modèle a refusé la demande : {_message(error)}.", ""
        else:
            said = f"le serveur du modèle a répondu par une erreur : {_message(error)}."
        raise LlmUnavailable(said, where=self._url, remedy=remedy or None) from error


def _message(error: openai.APIStatusError) -> str:
    """What a server says of its refusal, without the JSON around it."""
    body = error.body
    found = body.get("message") or body.get("error") if isinstance(body, dict) else body
    if isinstance(found, dict):
        found = found.get("message")
    said = str(found or error.message)
    return "une page au lieu d'une réponse" if said.lstrip().startswith("<") else said.rstrip(".")


def _tokens(logprobs: Any) -> list[TokenOdds]:
    """The first tokens of a reply as a server gives them; some give no alternatives, some give nothing."""
    content = getattr(logprobs, "content", None) or ()
    return [
        TokenOdds(one.token, {entry.token: entry.logprob for entry in one.top_logprobs or (one,)}) for one in content
    ]

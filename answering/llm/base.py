"""What every LLM back end offers: a reply, a one-token decision, a count of tokens.

The rest of the project sees only :class:`ChatBackend`. Behind it stands a LlamaIndex LLM (``llm``),
so that any LlamaIndex component can be given the same model.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, runtime_checkable

from domain.errors import ContextOverflow, InvalidReply
from domain.json_types import JsonObject

#: Characters per token below which no known tokenizer goes on French text: with it a prompt is
#: over-counted by about a third, never under-counted (Qwen2.5 measures 3.3 on planning documents).
CAUTIOUS_CHARACTERS_PER_TOKEN = 2.5

#: Of a token that a server rules out; e to this power is still a number.
LEAST_LOGPROB = -100.0
#: A mark or a name before the choice: « - », « ``` », « Réponse : », « {"verdict": ».
_LABEL = re.compile(r"(?:\W|_)*(?:[^\W\d]\w{0,20}(?: \w{1,20})?[\"*]*\s*:)?(?:[\W_]|\d+[.)])*")
_AROUND = " \t\r\n\"'«»*.▁Ġ"  # what may stand around a word of a reply; the last two begin words in some vocabularies

#: Tokens that a chat template adds around one message; ChatML needs 5.
TEMPLATE_TOKENS_PER_MESSAGE = 8


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with the model."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Which model answers: enough to trace a figure in a report to the weights behind it.

    ``digest`` and ``quantisation`` are None where the server does not tell them;
    ``context_window`` is in tokens and is the one that we impose, not the model's maximum.
    """

    name: str
    digest: str | None
    quantisation: str | None
    context_window: int
    kind: Literal["embedded", "ollama", "openai", "none"]


@dataclass(frozen=True, slots=True)
class Reply:
    """Text written by the model, with what it cost."""

    text: str
    prompt_tokens: int
    completion_tokens: int
    seconds: float


@dataclass(frozen=True, slots=True)
class OptionDecision:
    """The option chosen; ``log_odds`` = ln P(chosen first option) − ln P(the others), None when unknown."""

    option: str
    log_odds: float | None
    prompt_tokens: int
    completion_tokens: int
    seconds: float


@runtime_checkable
class StreamingBackend(Protocol):
    """A back end that hands on what its model writes while it writes."""

    def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: JsonObject | None,
        max_tokens: int,
        on_text: Callable[[str], None],
    ) -> Reply:
        """As :meth:`ChatBackend.complete`; ``on_text`` receives all that was written so far, again and again."""


class ChatBackend(Protocol):
    """A local chat model. One in this process is called from one thread at a time, one on a server from several."""

    @property
    def card(self) -> ModelCard:
        """The model behind this back end."""

    @property
    def llm(self) -> Any:
        """The same model as a LlamaIndex ``LLM``."""

    def complete(self, messages: Sequence[Message], *, schema: JsonObject | None, max_tokens: int) -> Reply:
        """Let the model write at most ``max_tokens`` tokens, as JSON of ``schema`` when one is given.

        Raises:
            ContextOverflow: the prompt and the reply would not fit the context window.
            LlmUnavailable: the server does not answer, or stopped in the middle.
            LlmModelMissing: the server does not have the model.
            LlmOutOfMemory: the server has not enough memory for it.
            InvalidReply: the model thought as long as it was let, and said nothing.
        """

    def decide(self, messages: Sequence[Message], options: Sequence[str]) -> OptionDecision:
        """Let the model choose one of ``options`` in one token.

        Raises:
            InvalidReply: the model chose none of them.
        """

    def count_tokens(self, text: str) -> int:
        """Number of tokens of ``text``, or a cautious over-estimate where no tokenizer is known."""

    def close(self) -> None:
        """Give back memory and connections."""


def estimate_tokens(text: str) -> int:
    """Over-estimate the tokens of a French text without a tokenizer."""
    return math.ceil(len(text) / CAUTIOUS_CHARACTERS_PER_TOKEN)


def prompt_size(backend: ChatBackend, messages: Sequence[Message]) -> int:
    """Tokens of a whole prompt, chat template included."""
    return sum(backend.count_tokens(message.content) + TEMPLATE_TOKENS_PER_MESSAGE for message in messages)


def ensure_it_fits(backend: ChatBackend, messages: Sequence[Message], max_tokens: int) -> int:
    """Return the size of the prompt in tokens.

    Raises:
        ContextOverflow: prompt and reply together exceed the context window.
    """
    size = prompt_size(backend, messages)
    window = backend.card.context_window
    if size + max_tokens > window:
        raise overflow(size, max_tokens, window)
    return size


def overflow(size: int, max_tokens: int, window: int, said: str = "") -> ContextOverflow:
    """The error that says by how much a prompt exceeds the window; ``said``: what the server says of it."""
    if said and size + max_tokens <= window:  # that of the server is smaller than it was told to be
        return ContextOverflow(
            f"le serveur n'a pas la place de l'invite ({size} jetons) et de la réponse ({max_tokens}) : « {said} ».",
            remedy=f"Lancez-le avec le contexte qui est réglé ({window}), ou réglez le sien (llm_context).",
        )
    return ContextOverflow(
        f"l'invite ({size} jetons) et la réponse ({max_tokens}) dépassent le contexte du modèle ({window}).",
        remedy="Choisissez un profil plus court, ou augmentez le contexte (réglage llm_context).",
    )


@dataclass(frozen=True, slots=True)
class TokenOdds:
    """A token of a reply, and the most likely ones in its place with their log-probabilities, None where not given."""

    token: str
    top: Mapping[str, float | None]


def read_first_word(tokens: Sequence[TokenOdds], text: str, options: Sequence[str]) -> tuple[str, float | None]:
    """Choose among ``options`` from the first token of a reply that is a word, else from the reply itself.

    Returns:
        The option chosen, and its log-odds as :func:`read_decision` gives them; None where the tokens do not tell.

    Raises:
        InvalidReply: neither begins an option.
    """
    first = next((one for one in tokens if one.token.strip(_AROUND)), None)
    if first is None:
        return read_option(text, options), None
    try:
        return read_decision(first.top or {first.token: None}, options)
    except InvalidReply as error:
        try:
            return read_option(text, options), None
        except InvalidReply:
            raise error from None


def read_decision(top: Mapping[str, float | None], options: Sequence[str]) -> tuple[str, float]:
    """Choose among ``options`` from the log-probabilities of the first token.

    A token counts for an option when it begins it (« O » begins « Oui ») or begins with it
    (« oui, »), case and spaces aside; a token that could begin two options counts for none. An
    option that no listed token begins is given the probability of the least likely listed token:
    it cannot be more.

    Args:
        top: log-probability by token text, the most likely tokens of the first position; those that a server gives as
            impossible (-inf, -9999) or not at all are floored.
        options: at least two different words.

    Returns:
        The most likely option and ln P(first option) − ln P(all the others).

    Raises:
        InvalidReply: no listed token begins any option.
    """
    mass = dict.fromkeys(options, 0.0)
    floored = {token: _floored(logprob) for token, logprob in top.items()}
    for token, logprob in floored.items():
        owners = [option for option in options if _begins(token, option)]
        if len(owners) == 1:
            mass[owners[0]] += math.exp(logprob)
    if not any(mass.values()):
        raise no_option(", ".join(repr(token) for token in top), options)
    floor = math.exp(min(floored.values()))
    first = mass[options[0]] or floor
    others = sum(mass[option] for option in options[1:]) or floor
    return max(options, key=lambda option: mass[option]), math.log(first) - math.log(others)


def read_option(text: str, options: Sequence[str]) -> str:
    """Choose among ``options`` from a short reply, where no log-probabilities are given.

    Raises:
        InvalidReply: the reply begins none of them, or several.
    """
    if _repeats(text, options):
        raise no_option(repr(text[:40]), options)
    owners = [option for option in options if _begins(text, option)]
    bare = _LABEL.sub("", text, count=1)
    owners = owners or [option for option in options if re.match(rf"{re.escape(option)}\b", bare, re.IGNORECASE)]
    if len(owners) != 1:
        raise no_option(repr(text[:40]) if text.strip() else "", options)
    return owners[0]


def _floored(logprob: float | None) -> float:
    """A log-probability as a finite number: servers give -inf, -9999 or nothing for a token that they ruled out."""
    if logprob is None or math.isnan(logprob):
        return LEAST_LOGPROB
    return min(0.0, max(LEAST_LOGPROB, logprob))


def no_option(got: str, options: Iterable[str]) -> InvalidReply:
    """The error of a decision that chose nothing."""
    return InvalidReply(
        f"le modèle devait répondre par {' ou '.join(options)} et a répondu {got or 'rien'}.",
        remedy="S'il réfléchit à voix haute avant de répondre, désactivez sa réflexion sur le serveur, ou choisissez "
        "un autre modèle (réglage llm).",
    )


def _repeats(text: str, options: Sequence[str]) -> bool:
    """Whether a reply says the choice again instead of choosing: « oui / non », « oui ou non »."""
    choices = r"\W*(?:[/|,]|\bou\b|\bor\b)\W*".join(map(re.escape, options))
    return re.match(rf"\W*{choices}\W*\Z", text, re.IGNORECASE) is not None


def _begins(token: str, option: str) -> bool:
    said, wanted = token.strip(_AROUND).casefold(), option.casefold()
    return bool(said) and (wanted.startswith(said) or said.startswith(wanted))

"""Models that think before they answer: what they think is no part of the reply, and takes tokens of its own.

Servers hand thoughts over in a field of their own (``reasoning``, before that ``reasoning_content``, at vLLM,
llama.cpp and LM Studio; ``thinking`` at Ollama), or leave them in the text between tags, the first of which may stand
in the prompt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import InvalidReply

#: Tokens that a model may think in before its reply: what a question on one sentence takes, and a little more.
THOUGHT_TOKENS = 2000

_NAMES = "think(?:ing)?|thoughts?|reason(?:ing)?|reflection|analysis|scratchpad"
#: What models put around thoughts: tags of several families (« <seed:think> », « [THINK] », « ◁think▷ »,
#: « <|begin_of_thought|> »), and the channels of the open models of OpenAI and Google.
_OPEN = re.compile(
    rf"\s*(?:<(?:\w+[:|])?(?:{_NAMES})>|\[(?:{_NAMES})\]|◁(?:{_NAMES})▷|<\|(?:begin_of_|start_)?(?:{_NAMES})\|>"
    r"|<\|channel\|?>|<\|start\|>|<unused94>)",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    rf"</(?:\w+[:|])?(?:{_NAMES})>|\[/(?:{_NAMES})\]|◁/(?:{_NAMES})▷|<\|(?:/|end_of_|end_)(?:{_NAMES})\|>"
    r"|<\|channel\|>final<\|message\|>|<channel\|>|<unused95>",
    re.IGNORECASE,
)
#: What some put around the reply itself.
_AROUND_REPLY = re.compile(
    r"\A\s*(?:<answer>|<response>|<\|begin_of_solution\|>|<\|start_response\|>)"
    r"|(?:</answer>|</response>|<\|end_of_solution\|>|<\|end_response\|>|<\|(?:return|end)\|>)\s*\Z",
    re.IGNORECASE,
)


class Thinking(StrEnum):
    """What was learnt of a model: nothing yet, that it was asked not to think, that it thinks whatever it is asked."""

    UNKNOWN = "unknown"
    QUIET = "quiet"
    ALOUD = "aloud"


@dataclass(frozen=True, slots=True)
class Said:
    """A reply without thoughts; ``thought`` says whether there were some."""

    text: str
    thought: bool


def without_thoughts(text: str, *, apart: str | None = None, cut: bool = False) -> Said:
    """A reply without what the model thought before it.

    Args:
        text: The reply as the server gives it.
        apart: The thoughts, where the server keeps them apart.
        cut: Whether the reply ended at its greatest length: when nothing was said by then, the model was thinking, with
            a server that shows nothing of it.
    """
    if text.lstrip().startswith("{"):
        return Said(text, thought=bool(apart))
    closes = list(_CLOSE.finditer(text))
    if closes:
        return Said(_AROUND_REPLY.sub("", text[closes[-1].end() :]).strip(), thought=True)
    if _OPEN.match(text):
        return Said("", thought=True)  # it was still thinking
    return Said(_AROUND_REPLY.sub("", text), thought=bool(apart) or (cut and not text.strip()))


def only_thoughts(model: str, tokens: int) -> InvalidReply:
    """The error of a model that thought as long as it was let, and said nothing."""
    return InvalidReply(
        f"le modèle {model} réfléchit à voix haute et n'a rien conclu en {tokens} jetons.",
        remedy="Désactivez sa réflexion sur le serveur, ou choisissez un modèle qui répond directement (réglage llm).",
    )


def tokens_with_thoughts(size: int, max_tokens: int, window: int) -> int:
    """Tokens for thoughts and reply, given those of the prompt, of the reply and of the window."""
    return max(max_tokens, min(max_tokens + THOUGHT_TOKENS, window - size))

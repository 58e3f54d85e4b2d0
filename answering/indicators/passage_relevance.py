"""A model scores one passage for many indicators: by these scores passages are ranked, never answered."""

from __future__ import annotations

from collections.abc import Iterable

from answering.llm.base import ChatBackend, ModelCard
from answering.prompt import presence_messages
from answering.sentence_decisions import Decisions
from answering.trace import Costs
from domain import StoredPassage
from domain.identity import digest_of
from indicator_queries.schema import Indicator

#: Headings shown above the passage: the nearest two say where it stands.
_HEADINGS = 2
#: Log-odds of a back end that gives none: its word alone.
_WORD = 1.0


def score_space(card: ModelCard, indicator: Indicator) -> str:
    """From what a score is made besides the passage: the model and the words of the prompt."""
    prompt = (message.content for message in presence_messages("", indicator.question))
    return digest_of((card.name, card.digest or "", *prompt))


def score_passage(
    backend: ChatBackend, passage: StoredPassage, indicators: Iterable[Indicator], costs: Costs
) -> dict[str, float]:
    """Log-odds that a passage answers the question of each indicator, by code; above 0 is « oui ».

    An indicator for which the model's reply cannot be used is left out: its passage is ranked without it.

    Args:
        backend: the language model.
        passage: what is read, under its nearest headings.
        indicators: whose questions are asked.
        costs: receives the calls, under « marking ».

    Raises:
        ContextOverflow: the passage does not fit the context window.
        LlmUnavailable: the LLM's server does not answer.
    """
    text = "\n".join((" > ".join(passage.section[-_HEADINGS:]), passage.text)).strip()
    relevance: dict[str, float] = {}
    decisions = Decisions(backend, costs, "marking")
    for indicator in indicators:
        decision = decisions.decide(presence_messages(text, indicator.question))
        if decision is None:
            continue
        odds = decision.log_odds
        relevance[indicator.code] = odds if odds is not None else _WORD if decision.option == "oui" else -_WORD
    return relevance

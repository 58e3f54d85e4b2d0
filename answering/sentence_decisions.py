"""Reading evidence one sentence at a time: « does this sentence answer? », one token each."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answering.evidence import PromptEvidence
from answering.llm.base import ChatBackend, Message, OptionDecision
from answering.trace import Costs
from domain import StoredSentence
from domain.errors import InvalidReply


@dataclass(frozen=True, slots=True)
class SentenceReadings:
    """Sentences with the log-odds that they answer, most likely first.

    ``best`` is the greatest of them, None where the back end gives no log-probabilities: a sentence then
    has plus or minus infinity, by the model's word.
    """

    read: tuple[tuple[float, StoredSentence], ...]
    best: float | None

    def above(self, limit: float) -> list[StoredSentence]:
        """The sentences whose log-odds are greater than ``limit``, most likely first."""
        return [sentence for odds, sentence in self.read if odds > limit]


class Decisions:
    """Asks a model of sentences one by one: a reply that cannot be used costs its sentence and no more.

    A model of which no reply can be used is told: nothing follows from its silence.
    """

    def __init__(self, backend: ChatBackend, costs: Costs, stage: str = "sentences"):
        """Args: backend: the model; costs: receives what it took, under ``stage``, and the replies without use."""
        self._backend = backend
        self._costs = costs
        self._stage = stage
        self._used = 0
        self._last: InvalidReply | None = None

    def decide(self, messages: Sequence[Message]) -> OptionDecision | None:
        """« oui » or « non »; None where the reply is neither."""
        try:
            decision = self._backend.decide(messages, ("oui", "non"))
        except InvalidReply as error:
            self._last = error
            self._costs.unusable += 1
            return None
        self._used += 1
        self._costs.add(self._stage, decision)
        return decision

    def check(self) -> None:
        """Ends the asking.

        Raises:
            InvalidReply: there were replies, and none could be used.
        """
        if self._last is not None and not self._used:
            raise self._last


def read_one_by_one(
    backend: ChatBackend, evidence: PromptEvidence, prompt: Callable[[str, str], list[Message]], costs: Costs
) -> SentenceReadings:
    """Ask of each sentence of ``evidence`` alone whether it answers.

    Args:
        backend: the model.
        evidence: the sentences to read.
        prompt: makes the question from a sentence and the header above it; to be answered oui or non.
        costs: receives what it took, under « sentences ».

    Raises:
        InvalidReply: the model answered neither oui nor non to any of them.
    """
    read: list[tuple[float, StoredSentence]] = []
    best: float | None = None
    decisions = Decisions(backend, costs)
    for sentence, header in zip(evidence.sentences, evidence.headers, strict=True):
        decision = decisions.decide(prompt(sentence.text, header))
        if decision is None:
            continue
        if decision.log_odds is None:
            read.append((math.inf if decision.option == "oui" else -math.inf, sentence))
        else:
            read.append((decision.log_odds, sentence))
            best = decision.log_odds if best is None else max(best, decision.log_odds)
    decisions.check()
    return SentenceReadings(tuple(sorted(read, key=lambda one: -one[0])), best)

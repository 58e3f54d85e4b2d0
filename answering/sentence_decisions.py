"""Reading evidence one sentence at a time: « does this sentence answer? », one token each."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from answering.evidence import PromptEvidence
from answering.llm.base import ChatBackend, Message
from answering.trace import Costs
from domain import StoredSentence


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
        InvalidReply: the model answered neither oui nor non.
    """
    read: list[tuple[float, StoredSentence]] = []
    best: float | None = None
    for sentence, header in zip(evidence.sentences, evidence.headers, strict=True):
        decision = backend.decide(prompt(sentence.text, header), ("oui", "non"))
        costs.add("sentences", decision)
        if decision.log_odds is None:
            read.append((math.inf if decision.option == "oui" else -math.inf, sentence))
        else:
            read.append((decision.log_odds, sentence))
            best = decision.log_odds if best is None else max(best, decision.log_odds)
    return SentenceReadings(tuple(sorted(read, key=lambda one: -one[0])), best)

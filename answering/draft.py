"""What reading gave, after the checks and before it becomes an answer."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from answering.llm.base import ChatBackend
from answering.llm.kinds import traits_of
from domain import AnswerWarning, Outcome, StoredSentence, Value, Verdict

#: Log-odds above which a sentence clearly answers: three chances in four. An indicator without criteria is then no
#: longer « non ». Calibrated on development questions (11 with an answer,
#: 10 without, reference sentences among near ones): .82 and .90 of them go the right way.
WRITTEN = math.log(3)

#: The verdict of a free question by what became of it.
VERDICTS = {
    Outcome.ANSWERED: Verdict.OUI,
    Outcome.PROPOSED: Verdict.A_VERIFIER,
    Outcome.NOT_FOUND: Verdict.NON,
    Outcome.OFF_TOPIC: Verdict.NON,
}
NOT_FOUND = "Non trouvé : aucun des passages lus ne donne la réponse."


@dataclass(slots=True)
class Draft:
    """Verdict, reason, proofs and values of some evidence."""

    verdict: Verdict
    rationale: str
    sentences: list[StoredSentence]
    values: tuple[Value, ...] = ()
    warnings: list[AnswerWarning] = field(default_factory=list)
    outcome: Outcome = Outcome.ANSWERED


def without_model(backend: ChatBackend) -> bool:
    """Whether the back end has no model to ask (``--llm none``)."""
    return not traits_of(backend.card).answers

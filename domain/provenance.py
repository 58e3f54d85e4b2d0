"""What an answer was made from and with: model, costs, passages and packets read, opinions that met.

:mod:`domain.provenance_codec` has the JSON form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.enums import Verdict
from domain.packets import Packet
from domain.search import Side


class ReadingProtocol(StrEnum):
    """How an answer was read: packets judged whole, sentences decided one by one, or rules of the language alone."""

    PACKETS = "packets"
    SENTENCES = "sentences"
    RULES = "rules"


#: How each protocol is named to a person.
PROTOCOL_WORDS = {
    ReadingProtocol.PACKETS: "lecture de paquets de phrases",
    ReadingProtocol.SENTENCES: "lecture phrase par phrase",
    ReadingProtocol.RULES: "règles, sans modèle",
}
#: How an answer by the trained scorer is named to a person.
SCORED_WORDS = "outil entraîné, sans modèle"


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """Where a sentence of a packet stands; its number is its rank in the packet, from 1."""

    document: str
    piece: str
    position: int
    page: int | None


@dataclass(frozen=True, slots=True)
class PacketRecord:
    """A packet as it was read and the reply to it, word for word.

    ``budget`` and ``tokens`` are those of the packet alone; ``dropped`` counts ranked sentences that did not fit.
    """

    places: tuple[SentencePlace, ...]
    budget: int
    tokens: int
    dropped: int
    reply: str

    @classmethod
    def of(cls, packet: Packet, reply: str) -> PacketRecord:
        """The record of a packet."""
        return cls(
            tuple(
                SentencePlace(one.sentence.document, one.sentence.piece, one.sentence.position, one.sentence.page)
                for one in packet.sentences
            ),
            packet.budget,
            packet.tokens,
            packet.dropped,
            reply,
        )


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """How an answer was read.

    ``by_rule`` and ``by_reader`` are the verdicts of the grid's rule and of the reader; ``searched`` is the one more
    search that the reader asked for; ``rejected`` counts sentence numbers and values that did not hold.
    """

    protocol: ReadingProtocol
    prompt_version: str
    packets: tuple[PacketRecord, ...]
    by_rule: Verdict | None = None
    by_reader: Verdict | None = None
    searched: str | None = None
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class MadeWith:
    """The model, prompt, grid and text of an answer, and what it cost.

    ``grid`` and ``corpus`` are digests. Tokens count all ``calls`` of the model; ``seconds`` are by stage.
    """

    model: str
    model_digest: str | None
    quantisation: str | None
    context_window: int
    backend: str
    prompt_version: str
    profile: str
    grid: str | None
    corpus: str | None
    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TraceReason:
    """Why a passage came: the number of the query (from 0, None for a rewritten one), its index, rank and score."""

    query: int | None
    side: Side
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class TracedPassage:
    """A passage retrieved for an answer.

    ``batch`` is the number of the batch in which some of it was read (from 1), None where it was left out; ``why``
    are its best reasons.
    """

    passage: str
    score: float
    batch: int | None
    why: tuple[TraceReason, ...]


@dataclass(frozen=True, slots=True)
class CriteriaOdds:
    """Log-odds of criteria by a model, None where it gave none; ``weakest`` is of the one it is least sure of."""

    by_criterion: tuple[tuple[str, float | None], ...]
    weakest: float | None


@dataclass(frozen=True, slots=True)
class ScoredVerdict:
    """What a scorer made of an indicator.

    Attributes:
        proposed: The likeliest verdict, whether it was given or only proposed.
        chances: The chance of each verdict.
        criteria: The chance of each criterion to be established, by its key.
        weights: Digest of the trained weights.
        trained: When they were trained.
    """

    proposed: Verdict
    chances: Mapping[Verdict, float]
    criteria: Mapping[str, float]
    weights: str
    trained: str

    @property
    def chance(self) -> float:
        """The chance of the likeliest verdict."""
        return self.chances[self.proposed]


@dataclass(frozen=True, slots=True)
class NearSentence:
    """A sentence that came nearest where nothing answers."""

    piece: str
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What traces an answer to its making; parts that its way of reading has not are None.

    Attributes:
        made: Model, prompt, grid, text and costs.
        evidence_tokens: Tokens of each batch or packet that was read.
        presence_log_odds: Of the surest sentence of each batch, by a model that decides sentence by sentence.
        trace: The passages retrieved, in the order of retrieval.
        criteria: State of each criterion, in French, by its key.
        criteria_odds: How sure a model was of them.
        nearest: Sentences that came nearest where nothing was found.
        reading: The packets that were read, and the replies.
        scored: Chances by a scorer.
    """

    made: MadeWith | None = None
    evidence_tokens: tuple[int, ...] = ()
    presence_log_odds: tuple[float | None, ...] | None = None
    trace: tuple[TracedPassage, ...] | None = None
    criteria: Mapping[str, str] | None = None
    criteria_odds: CriteriaOdds | None = None
    nearest: tuple[NearSentence, ...] | None = None
    reading: ReadingRecord | None = None
    scored: ScoredVerdict | None = None

    @property
    def tokens(self) -> int:
        """Tokens that the model read and wrote."""
        return self.made.prompt_tokens + self.made.completion_tokens if self.made else 0

"""What an answer keeps of its making: what it cost, which passages came, why, and which the model saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from answering.context import DocumentContext
from answering.llm.base import ModelCard, OptionDecision, Reply
from answering.profiles import Profile
from answering.prompt import PROMPT_VERSION
from domain import (
    AnswerWarning,
    Hit,
    MadeWith,
    Packet,
    PacketRecord,
    Provenance,
    Query,
    ReadingRecord,
    ScoredSentence,
    Searched,
    TracedPassage,
    TraceReason,
)

#: Reasons kept for one passage: the best ranks tell why it came.
_REASONS = 3


@dataclass(slots=True)
class Costs:
    """Tokens and seconds of one answer, by stage; ``unusable`` are the sentences whose reply could not be used."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: int = 0
    unusable: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, stage: str, *spent: Reply | OptionDecision) -> None:
        """Count calls of the model."""
        for one in spent:
            self.prompt_tokens += one.prompt_tokens
            self.completion_tokens += one.completion_tokens
            self.calls += 1
            self.took(stage, one.seconds)

    def join(self, other: Costs) -> None:
        """Count what was spent elsewhere for the same answer."""
        self.prompt_tokens += other.prompt_tokens
        self.completion_tokens += other.completion_tokens
        self.calls += other.calls
        self.unusable += other.unusable
        for stage, seconds in other.seconds.items():
            self.took(stage, seconds)

    def took(self, stage: str, seconds: float) -> None:
        """Count seconds of a stage."""
        self.seconds[stage] = round(self.seconds.get(stage, 0.0) + seconds, 3)


def unusable_warnings(costs: Costs) -> tuple[AnswerWarning, ...]:
    """What is said of an answer made without some of the model's replies; nothing where all could be used."""
    return (AnswerWarning.unusable_replies(costs.unusable),) if costs.unusable else ()


def trace(hits: Sequence[Hit], batches: Sequence[Sequence[Hit]], queries: Sequence[Query]) -> tuple[TracedPassage, ...]:
    """The passages of an answer, in retrieval order, each with its best reasons.

    ``batches`` are the passages read together.
    """
    batch_of = {hit.passage.id: number for number, batch in enumerate(batches, 1) for hit in batch}
    index_of = {query.text: number for number, query in enumerate(queries)}
    return tuple(
        TracedPassage(
            hit.passage.id,
            round(hit.score, 4),
            batch_of.get(hit.passage.id),
            tuple(
                TraceReason(index_of.get(one.query), one.side, one.rank, round(one.score, 4))
                for one in sorted(hit.trace, key=lambda one: one.rank)[:_REASONS]
            ),
        )
        for hit in hits
    )


def made_with(card: ModelCard, profile: Profile, context: DocumentContext, costs: Costs) -> MadeWith:
    """What any answer keeps of its making: model, prompt, profile, grid, text of the document, and what it cost."""
    return MadeWith(
        model=card.name,
        model_digest=card.digest,
        quantisation=card.quantisation,
        context_window=card.context_window,
        backend=card.kind,
        prompt_version=PROMPT_VERSION,
        profile=profile.name,
        grid=context.grid_digest,
        corpus=context.corpus_hash,
        prompt_tokens=costs.prompt_tokens,
        completion_tokens=costs.completion_tokens,
        calls=costs.calls,
        seconds=dict(costs.seconds),
    )


def packets_provenance(made: MadeWith, packets: Sequence[tuple[Packet, str]], reading: ReadingRecord) -> Provenance:
    """The provenance of an answer that was made by reading packets.

    Args:
        made: Model, prompt, text and costs.
        packets: The packets that were read, each with the reply to it.
        reading: The rest of what is kept of the reading; its packets are set here.
    """
    return Provenance(
        made,
        evidence_tokens=tuple(packet.tokens for packet, _ in packets),
        reading=replace(reading, packets=tuple(PacketRecord.of(packet, reply) for packet, reply in packets)),
    )


def searched_sentences(
    queries: Sequence[str], ranked: Sequence[ScoredSentence], context: DocumentContext, left_out: int
) -> Searched:
    """What was looked at for an answer from ranked sentences; ``left_out`` of them were in no packet."""
    return Searched(
        queries=tuple(queries),
        passages=len(ranked),
        pieces=context.pieces,
        best_score=ranked[0].score if ranked else None,
        left_out=left_out,
        pages_unread=context.pages_unread,
    )

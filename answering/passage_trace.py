"""What an answer from passages keeps of its making: what was searched, and which passages the model saw."""

from __future__ import annotations

from collections.abc import Sequence

from answering.context import DocumentContext
from answering.evidence import PromptEvidence
from answering.trace import trace
from domain import Hit, MadeWith, Provenance, Query, Searched


def passages_provenance(
    made: MadeWith,
    hits: Sequence[Hit],
    batches: Sequence[PromptEvidence],
    queries: Sequence[Query],
    odds: Sequence[float | None],
    *,
    read: Sequence[Sequence[Hit]] = (),
) -> Provenance:
    """The provenance of an answer from passages.

    Args:
        made: Model, prompt, text and costs.
        hits: The passages found, best first.
        batches: The sentences shown to the model, call by call.
        queries: What was searched.
        odds: Log-odds that each batch answers, None where they are not known.
        read: The passages read together, where that was without batches.
    """
    return Provenance(
        made,
        evidence_tokens=tuple(evidence.tokens for evidence in batches),
        presence_log_odds=tuple(None if best is None else round(best, 3) for best in odds),
        trace=trace(hits, read or [evidence.shown for evidence in batches], queries),
    )


def searched_passages(
    hits: Sequence[Hit], batches: Sequence[PromptEvidence], queries: Sequence[Query], context: DocumentContext
) -> Searched:
    """What was looked at for an answer from passages, and what of it no batch held."""
    shown = {hit.passage.id for evidence in batches for hit in evidence.shown}
    return Searched(
        queries=tuple(query.text for query in queries),
        passages=len(hits),
        pieces=context.pieces,
        best_score=hits[0].score if hits else None,
        left_out=sum(hit.passage.id not in shown for hit in hits),
        pages_unread=context.pages_unread,
    )

"""A language model reads every passage of a document, once, for all indicators that are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from answering.indicators.passage_relevance import score_passage, score_space
from answering.llm import ChatBackend
from answering.trace import Costs
from corpus import Corpus
from domain import StoredPassage
from indicator_queries.schema import Indicator
from use_cases.concurrency import ConcurrencyLimiter
from use_cases.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class RelevanceScores:
    """What came of the reading: log-odds by indicator and passage id, and what this time cost.

    ``read`` counts the passages read now, ``kept`` those of which everything was known.
    """

    odds: dict[str, dict[str, float]]
    read: int
    kept: int
    costs: Costs = field(default_factory=Costs)


def read_through(
    corpus: Corpus,
    backend: ChatBackend,
    turns: ConcurrencyLimiter,
    document: str,
    indicators: Sequence[Indicator],
    *,
    progress: Progress = silent,
) -> RelevanceScores:
    """Score every passage of a document for some indicators.

    Each passage is kept as soon as it is read: after an interruption the same call goes on with the rest.

    Args:
        corpus: where passages are read, and relevance scores kept.
        backend: the language model.
        turns: one is held while the model reads a passage; others get theirs between two of them.
        document: the slug.
        indicators: whose questions are asked.
        progress: told of every passage.

    Raises:
        UnknownDocument: no document has this slug.
        ModelError: the model failed; what it read before is kept.
    """
    spaces = {indicator.code: score_space(backend.card, indicator) for indicator in indicators}
    known = corpus.relevance.of(document, set(spaces.values()))
    passages = corpus.texts.passages(document)
    missing = {
        passage.id: [one for one in indicators if passage.id not in known.get(spaces[one.code], {})]
        for passage in passages
    }
    unread = [passage for passage in passages if missing[passage.id]]

    def score(passage: StoredPassage) -> tuple[str, dict[str, float], Costs]:
        costs = Costs()
        relevance = score_passage(backend, passage, missing[passage.id], costs)
        corpus.relevance.put(passage.id, {spaces[code]: odds for code, odds in relevance.items()})
        return passage.id, relevance, costs

    costs = Costs()
    stage = f"lecture de chaque passage de {document}"
    kept = len(passages) - len(unread)
    with turns.side_by_side(score, unread) as read:
        progress(stage, kept, len(passages))
        for done, (passage_id, relevance, spent) in enumerate(read, kept + 1):
            for code, odds in relevance.items():
                known.setdefault(spaces[code], {})[passage_id] = odds
            costs.join(spent)
            progress(stage, done, len(passages))
    by_code = {code: known.get(space, {}) for code, space in spaces.items()}
    return RelevanceScores(by_code, len(unread), kept, costs)

"""The passages of an answer, with the time that finding them takes, and how many tokens of them a call holds."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from answering.llm.base import ChatBackend
from answering.profiles import Profile
from answering.trace import Costs
from domain import NOT_OF_THE_PLAN, Hit, PieceKind, Query
from domain.errors import ContextOverflow
from languages import Language

#: Tokens kept free for the question, the rubric and the instructions, and for one repair attempt.
_INSTRUCTIONS = 1000


class PassageRetriever(Protocol):
    """Finds passages; see :mod:`retrieval`."""

    def retrieve(
        self,
        queries: Sequence[Query],
        *,
        documents: Sequence[str],
        k: int,
        kinds: Sequence[PieceKind] = (),
        relevance: Mapping[str, float] | None = None,
        without: Collection[PieceKind] = (),
    ) -> list[Hit]:
        """The ``k`` best passages of ``documents``, best first; ``kinds`` and scores count, and shut nothing out.

        Passages of pieces of the kinds ``without`` do not come.
        """


class PassageSearch:
    """Finds passages at the depth of a profile."""

    def __init__(self, retriever: PassageRetriever, profile: Profile, language: Language):
        self._retriever = retriever
        self._profile = profile
        self._language = language

    def find(
        self,
        queries: Sequence[Query],
        documents: Sequence[str],
        kinds: Sequence[PieceKind],
        costs: Costs,
        *,
        k: int | None = None,
        relevance: Mapping[str, float] | None = None,
        without: Collection[PieceKind] = NOT_OF_THE_PLAN,
    ) -> list[Hit]:
        """The best passages, best first; ``k`` of them, as many as the profile says when None.

        See :meth:`PassageRetriever.retrieve` for the rest; ``costs`` counts the seconds.
        """
        started = time.perf_counter()
        found = self._retriever.retrieve(
            queries,
            documents=documents,
            k=k or self._profile.passages,
            kinds=kinds,
            relevance=relevance,
            without=without,
        )
        # What the names of pieces tell too: a piece that no folder and no first page gave away.
        others = self._language.sentences.speaks_for_others
        hits = [hit for hit in found if not (without and others(hit.passage.piece))]
        costs.took("retrieval", time.perf_counter() - started)
        return hits


def evidence_budget(backend: ChatBackend, profile: Profile) -> int:
    """Tokens of evidence that fit beside the instructions and the reply.

    Raises:
        ContextOverflow: none do.
    """
    window = backend.card.context_window
    budget = min(profile.pool_tokens, window - _INSTRUCTIONS - 2 * profile.reply_tokens)
    if budget <= 0:
        raise ContextOverflow(
            f"le contexte du modèle ({window} jetons) est trop petit pour le profil {profile.name}.",
            remedy="Augmentez le contexte (réglage llm_context).",
        )
    return budget

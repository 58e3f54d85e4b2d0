"""What authorities say of the subject of an indicator in their opinions: beside the plan, never for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import Corpus
from domain import PieceKind, StoredSentence
from indicator_queries import queries_for
from indicator_queries.schema import Indicator

if TYPE_CHECKING:
    from retrieval import Retriever

#: Sentences of opinions that are looked at, and shown, for one indicator.
_LOOKED_AT, _SHOWN = 40, 8
_NOT_OPINIONS = frozenset(PieceKind) - {PieceKind.AVIS}


@dataclass(frozen=True, slots=True)
class OpinionPassage:
    """A sentence of an opinion, with the titles above it."""

    sentence: StoredSentence
    heading: tuple[str, ...]
    piece_title: str


def opinion_pieces(corpus: Corpus, document: str) -> tuple[str, ...]:
    """The names of the opinions of a document.

    Raises:
        UnknownDocument: no document has this slug.
    """
    return tuple(piece.name for piece in corpus.documents.get(document).pieces if piece.kind is PieceKind.AVIS)


def said_in_opinions(
    corpus: Corpus, retriever: Retriever, document: str, indicator: Indicator
) -> tuple[OpinionPassage, ...]:
    """The sentences of opinions that speak of an indicator, best first; none where no opinion does.

    A sentence speaks of it when it bears a cue phrase of one of its criteria.

    Raises:
        UnknownDocument: no document has this slug.
    """
    pieces = corpus.documents.get(document).pieces
    titles = {piece.name: piece.title or piece.filename for piece in pieces if piece.kind is PieceKind.AVIS}
    if not titles:
        return ()
    ranked = retriever.ranked_sentences(document, queries_for(indicator), without=_NOT_OPINIONS, most=_LOOKED_AT)
    found = [one for one in ranked if one.criteria and one.sentence.piece in titles][:_SHOWN]
    return tuple(OpinionPassage(one.sentence, one.heading, titles[one.sentence.piece]) for one in found)

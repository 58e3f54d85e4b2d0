"""How a sentence stands to what a question asks: of its zone and the plan's own word, or of another zone or author."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from answering.questions.carried_scope import Fit, fit_of
from answering.questions.read_documents import ReadDocument
from domain import StoredSentence, UnderstoodQuestion
from domain.sentence_features import Speaker
from french.attribution import names_others
from french.question_scope import pieces_surely_named
from languages import Language

#: Who is not the plan, for a question that does not ask what they say.
_OTHERS = frozenset({Speaker.AUTHORITY, Speaker.NEIGHBOUR, Speaker.FORMER})


class Standing(StrEnum):
    """What keeps a sentence from answering by itself."""

    OWN = "own"
    OTHER_ZONE = "other_zone"
    OTHER_PIECE = "other_piece"
    SAID_BY_OTHERS = "said_by_others"


def standing_of(
    sentence: StoredSentence, understood: UnderstoodQuestion, documents: Mapping[str, ReadDocument], language: Language
) -> Standing:
    """Whether a sentence is of another zone or piece than those asked, or tells what others say.

    A zone counts as another only where a line above the sentence, or the sentence, names it.
    """
    document = documents.get(sentence.document)
    number = document.index.get(sentence.place) if document else None
    if understood.scope.zones and document is not None and number is not None:
        carried = document.carried[number]
        if carried.zones and all(carried.fit(zone) is Fit.OUT for zone in understood.scope.zones):
            return Standing.OTHER_ZONE
    here = document.placed[number].passage.piece_kind if document is not None and number is not None else None
    if understood.scope.pieces and here is not None and here not in understood.scope.pieces:
        return Standing.OTHER_PIECE
    rules = language.sentences
    asks_others = names_others(understood.text) or rules.speaks_for_others(understood.text)
    if not asks_others and rules.speaker(sentence.text) in _OTHERS:
        return Standing.SAID_BY_OTHERS
    return Standing.OWN


def stands_in_scope(
    sentence: StoredSentence, understood: UnderstoodQuestion, documents: Mapping[str, ReadDocument]
) -> bool:
    """Whether a sentence holds for all that a question restricts its answer to; what holds everywhere does.

    A sentence that neither names the zone asked nor stands under a line that does, does not; one that no document has
    does, since nothing is known of it. Where a question names a piece, as « le DOO exige », the others are out of it.
    """
    document = documents.get(sentence.document)
    number = document.index.get(sentence.place) if document else None
    if document is None or number is None:
        return True
    named = pieces_surely_named(understood.text)
    elsewhere = document.placed[number].passage.piece_kind not in named
    # A piece that the document does not have restricts nothing.
    if named and elsewhere and any(one.passage.piece_kind in named for one in document.placed):
        return False
    return fit_of(understood.scope, document.placed[number], document.carried[number]) is not Fit.OUT

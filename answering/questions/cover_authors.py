"""Who made a dossier or a piece of it: the lines of its covers, else the sentences that name a firm and its work."""

from __future__ import annotations

from answering.questions.composition import DraftLine, QuestionMaterial
from answering.questions.dossier_dates import FIRST_PAGES, LINE_WORDS, MOST_LINES
from domain import NOT_OF_THE_PLAN, PlacedSentence
from domain.text_folding import fold
from french.document_dates import CoverFact, asks_for_firm, cover_facts, names_firm
from french.question_scope import pieces_named


def authors_told(material: QuestionMaterial) -> list[DraftLine]:
    """The lines that tell who made the plan, or the piece that the question names, those that name a firm first.

    Opinions and acts of the procedure have authors of their own: only a question that names them is told those.
    """
    question = material.understood.text
    named = frozenset(pieces_named(question))
    own = [
        one
        for document in material.documents.values()
        for one in document.placed
        if one.passage.piece_kind in named or one.passage.piece_kind not in NOT_OF_THE_PLAN
    ]
    of_piece = [one for one in own if one.passage.piece_kind in named]
    firm = asks_for_firm(question)
    covers = _on_covers(of_piece, firm=firm) or _on_covers(own, firm=firm)
    found = covers or [one for one in of_piece or own if names_firm(one.sentence.text, cover=False)]
    by_text: dict[str, PlacedSentence] = {}
    for one in found:
        by_text.setdefault(fold(one.sentence.text), one)
    best = sorted(
        by_text.values(), key=lambda one: (not names_firm(one.sentence.text, cover=True), one.sentence.ordinal)
    )
    return [DraftLine(one.sentence.text, (one.sentence,)) for one in best[:MOST_LINES]]


def _on_covers(placed: list[PlacedSentence], *, firm: bool) -> list[PlacedSentence]:
    return [
        one
        for one in placed
        if one.sentence.ordinal <= FIRST_PAGES
        and len(one.sentence.text.split()) <= LINE_WORDS
        and CoverFact.AUTHOR in cover_facts(one.sentence.text)
        and (not firm or names_firm(one.sentence.text, cover=True))
    ]

"""About the document itself: what its record says of its date, pages, pieces, communes; never what its prose says."""

from __future__ import annotations

from answering.questions.composition import AnswerKind, Composition, DraftLine, QuestionMaterial
from domain import QuestionKind
from french.document_facts import facts_asked


def compose(material: QuestionMaterial) -> Composition | None:
    """The facts that the question names; all of them where it names none."""
    wanted = facts_asked(material.understood.text)
    facts = [fact for fact in material.context.facts if fact.name in wanted] or list(material.context.facts)
    if not facts:
        return None
    several = len({fact.document for fact in facts}) > 1
    lines = tuple(DraftLine(fact.sentence, side=fact.document if several else "") for fact in facts)
    return Composition(lines, opening="D'après la fiche du dossier :")


ENTRY = AnswerKind(QuestionKind.DOCUMENT, compose)

"""Matters of the plan itself as an answer: what the text tells, what the record says beside it, where they disagree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from answering.context import DocumentFact
from answering.questions.composition import Composition, DraftLine, QuestionMaterial
from answering.questions.dossier_dates import dated_acts
from answering.questions.matters_in_text import Saying, sayings
from french.document_matters import Matter, asks_unanimity, wants_number
from french.dossier_identity import acts_in, days_in
from french.told_of_plans import PASSED, procedure_told, was_unanimous

FROM_TEXT, FROM_BOTH = "D'après les pages du dossier :", "D'après la fiche du dossier et ses pages :"
#: The codes of communes in the line of a record.
_CODES = re.compile(r"\b\d[\dAB]\d{3}\b")


def compose_matters(
    material: QuestionMaterial,
    matters: frozenset[Matter],
    acts: frozenset[str],
    recorded: Callable[[list[DocumentFact]], tuple[DraftLine, ...]] = lambda _facts: (),
) -> Composition | None:
    """The lines of each matter, in the order of :class:`french.document_matters.Matter`; None where nothing tells one.

    Args:
        material: The documents.
        matters: What is asked.
        acts: The acts of the procedure that the question names.
        recorded: Facts of the record as lines, with the page that says them.
    """
    lines: dict[tuple[str, str], DraftLine] = {}
    notes: list[str] = []
    known = [fact for fact in material.context.facts if fact.known and not fact.piece]
    beside: dict[tuple[str, str], DraftLine] = {}
    for matter in [one for one in Matter if one in matters]:
        told = sayings(material, matter, acts)
        if matter is Matter.DELIBERATION and wants_number(material.understood.text):
            told = [one for one in told if one.numbered]
        facts = _beside(matter, known, acts)
        if not told and matter not in (Matter.COMMUNES, Matter.PROCEDURE):
            continue
        if material.asked.when and matter in (Matter.DELIBERATION, Matter.BODY) and acts:
            lines |= _by_text(dated_acts(material, acts & frozenset(PASSED), facts))
        if matter is Matter.PROCEDURE and facts:
            told = told[:1]
        lines |= _by_text(one.line for one in told)
        beside |= _by_text(recorded(facts))
        notes += _disagreement(matter, facts, told)
    if not lines and not beside:
        return None
    if asks_unanimity(material.understood.text) and lines:
        opening = "Oui, à l'unanimité :" if was_unanimous(next(iter(lines.values())).text) else "Non :"
        return Composition(tuple(lines.values()), opening=opening)
    opening = FROM_BOTH if beside and lines else FROM_TEXT if lines else "D'après la fiche du dossier :"
    return Composition((*lines.values(), *beside.values()), opening=opening, note=" ".join(notes))


def _by_text(lines: Iterable[DraftLine]) -> dict[tuple[str, str], DraftLine]:
    return {(line.side, line.text): line for line in lines}


def _beside(matter: Matter, known: Sequence[DocumentFact], acts: frozenset[str]) -> list[DocumentFact]:
    """The facts of the record that tell the same thing: the communes by their codes, the act that it dates."""
    match matter:
        case Matter.COMMUNES:
            return [fact for fact in known if fact.name == "communes" and _CODES.search(fact.sentence)]
        case Matter.PROCEDURE:
            return [fact for fact in known if fact.name == "date" and _names_procedure(fact.sentence)]
        case Matter.DELIBERATION | Matter.BODY:
            return [fact for fact in known if fact.name == "date" and acts_in(fact.sentence) & acts & frozenset(PASSED)]
        case _:
            return []


def _names_procedure(sentence: str) -> bool:
    return procedure_told(sentence, first_page=True) is not None


def _disagreement(matter: Matter, facts: Sequence[DocumentFact], told: Sequence[Saying]) -> list[str]:
    """What is said to the reader where the record and the text do not say the same."""
    if matter is Matter.COMMUNES and facts and told:
        count = str(sum(len(_CODES.findall(fact.sentence)) for fact in facts))
        if len({fact.document for fact in facts}) == 1 and any(one.value != count for one in told):
            said = ", ".join(dict.fromkeys(one.value for one in told))
            return [f"La fiche du dossier et son texte ne disent pas le même nombre de communes : {count} et {said}."]
    if matter is Matter.DELIBERATION and facts and told:
        days = frozenset().union(*(days_in(fact.sentence) for fact in facts))
        said_days = frozenset().union(*(days_in(one.line.text) for one in told))
        if days and said_days and not days & said_days:
            return ["La fiche du dossier et son texte ne disent pas la même date."]
    return []

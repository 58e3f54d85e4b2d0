"""What stands beside the sentence that answers: its exceptions, and the rules that hold everywhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from answering.questions.asked_measures import have_what_is_asked
from answering.questions.carried_scope import Fit
from answering.questions.composition import ALONE, ENOUGH, DraftLine, QuestionMaterial, line_of
from answering.questions.read_documents import ReadDocument
from answering.questions.statements import Statement
from answering.sentence_context import Place
from domain import BINDING, LineRole, StoredSentence
from french.altered_rules import alters_the_rule_before, is_another_item, is_rule_of_a_place
from french.measured_objects import objects_of
from french.permission import frees_some, is_exception
from french.quantities import read_quantities

#: Sentences after an answer among which its exceptions are looked for, and exceptions shown.
_REACH, _MOST_EXCEPTIONS = 4, 3
_MOST_GENERAL = 2
#: By how little the log-odds of a second sentence may be lower for both to be given.
_AS_LIKELY = 0.4


def answering(material: QuestionMaterial, statements: Sequence[Statement], *, number: bool = True) -> list[Statement]:
    """The statements that have the kind of thing asked for: a number of that dimension, and of that measure.

    Without ``number`` what names the thing is enough: a yes or no needs no figure.
    """
    have = have_what_is_asked(statements, material.asked, material.coverage, material.language, number=number)
    return [one for one, has in zip(statements, have, strict=True) if has]


def answering_in_scope(material: QuestionMaterial, *, number: bool = True) -> list[Statement]:
    """Those that answer enough of the question and stand in its scope; where none does, those that hold everywhere.

    What only names the place asked, and is known not to answer, does not keep back a rule of all places that does.
    """
    found = answering(material, material.statements, number=number)
    candidates = [one for one in found if one.share >= ENOUGH or one.stands]
    own = [one for one in candidates if one.fit is not Fit.GENERAL] or candidates
    if any(one.stands for one in candidates) and not any(one.stands or one.right is None for one in own):
        own = [one for one in candidates if one.stands]
    # Sorted by what was learnt, where it is known; equal ones stay as they were.
    learnt = all(one.chance is not None for one in own)
    # Who is freed of a rule is told after it: it is no answer before the rule itself.
    freeing = [frees_some(one.text) for one in own]
    ruled = {one.carried.above for one, frees in zip(own, freeing, strict=True) if not frees}

    def order(item: tuple[Statement, bool]) -> tuple[bool, float]:
        one, frees = item
        return frees and one.carried.above in ruled, -(one.chance or 0.0) if learnt else 0.0

    return [one for one, _ in sorted(zip(own, freeing, strict=True), key=order)]


def next_to(
    material: QuestionMaterial, first: Statement, own: Sequence[Statement], told: Sequence[StoredSentence]
) -> list[DraftLine]:
    """The next sentence, where it is nearly as likely to answer as the first, and no zone tells which one does."""
    if material.understood.scope.zones or first.chance is None:
        return []
    places = {sentence.place for sentence in told}
    other = next((one for one in own if one.sentence.place not in places and one.text != first.text), None)
    if other is None or other.chance is None or not other.stands or other.chance < first.chance - _AS_LIKELY:
        return []
    return [line_of(other)]


def no_less_binding(first: Statement, others: Sequence[Statement]) -> list[Statement]:
    """Statements that may stand beside a first one: what a report tells is no further rule beside one that binds."""
    binds = first.placed.passage.piece_kind in BINDING
    return [one for one in others if not binds or one.placed.passage.piece_kind in BINDING]


def exceptions_of(material: QuestionMaterial, statement: Statement, told: Sequence[DraftLine] = ()) -> list[DraftLine]:
    """The rule that an answer alters, then the sentences that follow it in its paragraph and condition or undo it.

    The other items of the list that an answer stands in are no conditions of it.
    """
    document = material.documents.get(statement.sentence.document)
    if document is None:
        return []
    place = document.index.get(statement.sentence.place)
    if place is None:
        return []
    quoted = {sentence.place for line in told for sentence in line.sentences}
    found = []
    for rank in document.after(place, _REACH):
        one, carried = document.placed[rank], document.carried[rank]
        if carried.zones != statement.carried.zones:
            break
        text = one.sentence.text
        if one.sentence.place in quoted or is_another_item(text, statement.text):
            continue
        if not is_exception(text) and not is_rule_of_a_place(text, statement.text):
            continue
        found.append(DraftLine(one.sentence.row or one.sentence.text, (one.sentence,), LineRole.CONDITION))
    return [*_altered(material, document, place, statement, quoted), *found[:_MOST_EXCEPTIONS]]


def _altered(
    material: QuestionMaterial, document: ReadDocument, place: int, statement: Statement, told: Collection[Place]
) -> list[DraftLine]:
    """The rule before an answer that only says how it is altered (« cette bande est portée à 25 mètres »).

    Where a zone is asked, the rule before it is that of others.
    """
    if material.understood.scope.zones or not alters_the_rule_before(statement.text):
        return []
    for rank in range(place - 1, max(place - 1 - _REACH, -1), -1):
        one = document.placed[rank]
        if place not in document.after(rank, _REACH) or document.is_title(rank):
            break
        if read_quantities(one.sentence.text):
            if one.sentence.place in told:
                break
            return [DraftLine(one.sentence.row or one.sentence.text, (one.sentence,))]
    return []


def general_rules(material: QuestionMaterial, told: Sequence[DraftLine]) -> list[DraftLine]:
    """Rules that hold in all zones and say as much of the theme as an answer must; none where no zone is asked.

    Where a measure is asked they must be about the same thing: that of the question, else that of the answer. The
    height of fences is no common rule on the height of buildings.
    """
    if not material.understood.scope.zones:
        return []
    quoted = {sentence.place for line in told for sentence in line.sentences}
    texts = {line.text for line in told}
    about = _measured(material, told)
    found = [
        one
        for one in answering(material, material.statements)
        if one.fit is Fit.GENERAL
        and one.share >= ALONE
        and one.sentence.place not in quoted
        and one.text not in texts
        and (not about or not (own := objects_of(one.text) or objects_of(*one.above)) or own & about)
    ]
    return [line_of(one, role=LineRole.GENERAL) for one in found[:_MOST_GENERAL]]


def _measured(material: QuestionMaterial, told: Sequence[DraftLine]) -> frozenset[str]:
    """The things whose measure is asked for; empty where no measure is asked, or none is named."""
    if not material.asked.dimensions:
        return frozenset()
    if named := objects_of(material.understood.text):
        return named
    answers = [one for line in told for sentence in line.sentences if (one := material.statement_of(sentence))]
    return next((found for one in answers if (found := objects_of(one.text) or objects_of(*one.above))), frozenset())

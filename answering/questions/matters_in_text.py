"""What the text of a dossier says of the plan itself: title pages, deliberations, then the sentences that state it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from answering.questions.composition import DraftLine, QuestionMaterial
from answering.questions.dossier_dates import FIRST_PAGES
from answering.questions.read_documents import ReadDocument
from domain import PieceKind, StoredSentence
from domain.text_folding import fold
from french.document_matters import Matter
from french.dossier_identity import acts_in, dates_in, days_in
from french.filler import Filler
from french.told_of_plans import (
    PASSED,
    Told,
    begins_with_act,
    body_told,
    chair_told,
    communes_told,
    deliberation_date,
    deliberation_number,
    horizon_told,
    inquiry_told,
    procedure_told,
    vote_told,
)

#: Lines of a matter, and words of a line that may be one: what is longer tells many things.
_MOST, _LONGEST = 2, 60
#: What a sentence of a first page or of an act of the procedure gains, and what a line of another's opinion loses.
_NEAR, _LONG = 0.3, 0.2
#: The dots of a table of contents, or of a list of acts whose dates stand elsewhere.
_LEADERS = re.compile(r"\.{5,}|(?: \.){4,}")
_REFERS = re.compile(r"\W*(?:vu|considérant|rappelant)\b", re.IGNORECASE)
_OBJECT = re.compile(r"\W*objet\b", re.IGNORECASE)
#: Sentences at the head of a deliberation, among which its object stands.
_HEAD = 8


@dataclass(frozen=True, slots=True)
class Saying:
    """A line that tells a matter, with what it tells and how surely it is about the plan."""

    line: DraftLine
    value: str
    weight: float
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class _ReadLine:
    """A sentence as it is read for a matter."""

    text: str
    sentence: StoredSentence
    kind: PieceKind
    first_page: bool


def sayings(material: QuestionMaterial, matter: Matter, acts: frozenset[str]) -> list[Saying]:
    """The lines that tell a matter, best first: of several documents those of each in turn.

    Args:
        material: The documents.
        matter: What is asked.
        acts: The acts of the procedure that the question names.
    """
    found = []
    for slug, document in material.documents.items():
        own = [] if matter is not Matter.DELIBERATION else _deliberations(material, document, acts)
        own = own or _best(material, document, matter, acts)
        side = slug if material.several else ""
        found += [replace(one, line=replace(one.line, side=side)) for one in own]
    return found


def _lines(material: QuestionMaterial, document: ReadDocument) -> Iterator[_ReadLine]:
    """The sentences that may tell it: no contents, no opinion of others on the plan, no instruction to a machine."""
    for rank, one in enumerate(document.placed):
        kind = one.passage.piece_kind
        if kind is PieceKind.AVIS or document.fillers.get(rank) is Filler.CONTENTS:
            continue
        text = one.sentence.row or one.sentence.text
        if material.language.sentences.is_prompt_injection(one.sentence.text):
            continue
        if _LEADERS.search(text) and not dates_in(text):
            continue
        yield _ReadLine(text, one.sentence, kind, one.sentence.ordinal <= FIRST_PAGES)


def _best(material: QuestionMaterial, document: ReadDocument, matter: Matter, acts: frozenset[str]) -> list[Saying]:
    """What most sentences tell, said by the surest; then what another says as surely, where they disagree."""
    by_value: dict[str, list[Saying]] = {}
    for one in _lines(material, document):
        told = _told_by(one, matter, acts, material)
        if told is None:
            continue
        weight = told.weight + _NEAR * (one.first_page or one.kind is PieceKind.PROCEDURE)
        weight -= _LONG * (len(one.text.split()) > _LONGEST)
        by_value.setdefault(told.value, []).append(Saying(DraftLine(one.text, (one.sentence,)), told.value, weight))
    ranked = sorted(by_value.values(), key=lambda same: -(max(one.weight for one in same) + min(len(same), 5) / 10))
    best = [max(same, key=lambda one: one.weight) for same in ranked]
    return [one for one in best[:_MOST] if one is best[0] or one.weight >= best[0].weight]


def _told_by(one: _ReadLine, matter: Matter, acts: frozenset[str], material: QuestionMaterial) -> Told | None:
    match matter:
        case Matter.COMMUNES:
            return communes_told(one.text, first_page=one.first_page)
        case Matter.HORIZON:
            return horizon_told(one.text, first_page=one.first_page)
        case Matter.INQUIRY:
            return inquiry_told(one.text)
        case Matter.CHAIR:
            return chair_told(one.text, mayor="maire" in fold(material.understood.text).split())
        case Matter.PROCEDURE:
            return procedure_told(one.text, first_page=one.first_page)
        case Matter.VOTE:
            return vote_told(one.text) if one.kind is PieceKind.PROCEDURE else None
        case Matter.BODY:
            return _body(one, acts)
        case Matter.DELIBERATION:
            return _dated_deliberation(one, acts, material)


def _body(one: _ReadLine, acts: frozenset[str]) -> Told | None:
    wanted = [act for act in PASSED if act in acts] or PASSED
    return next((told for act in wanted if (told := body_told(one.text, act)) is not None), None)


def _dated_deliberation(one: _ReadLine, acts: frozenset[str], material: QuestionMaterial) -> Told | None:
    """« Prescrite par délibération du 4 février 2020 »: the sentence names the act and dates its deliberation.

    So does « Vu pour être annexé à la délibération du … », where that is the day on which the record dates the act.
    """
    date = deliberation_date(one.text)
    if date is None:
        return None
    wanted = acts & frozenset(PASSED)
    told = acts_in(one.text) & frozenset(PASSED)
    if wanted and not wanted & told and not _recorded_days(material, acts) & days_in(date):
        return None
    return Told(date, 1.0 + (len(wanted & told) / len(told) if wanted & told else 0.0))


def _recorded_days(material: QuestionMaterial, acts: frozenset[str]) -> frozenset[str]:
    """The days on which the record dates one of the acts."""
    dated = (fact.sentence for fact in material.context.facts if fact.name == "date" and acts_in(fact.sentence) & acts)
    return frozenset().union(*map(days_in, dated))


def _deliberations(material: QuestionMaterial, document: ReadDocument, acts: frozenset[str]) -> list[Saying]:
    """The deliberations of the dossier by their numbers: the line that numbers one, with the line of its object.

    Where an act is named, that which passes it: its head, or the name of its piece, says so.
    """
    wanted = acts & frozenset(PASSED)
    heads: dict[str, list[_ReadLine]] = {}
    for one in _lines(material, document):
        if one.first_page:
            heads.setdefault(one.sentence.piece, []).append(one)
    found = []
    for piece, lines in heads.items():
        head = lines[:_HEAD]
        numbered = next((one for one in head if deliberation_number(one.text)), None)
        if numbered is None:
            continue
        named = acts_in(piece.replace("_", " ").replace("delib", "")) & frozenset(PASSED)
        named_by = [
            one for one in head if not _REFERS.match(one.text) and acts_in(one.text) & (wanted or frozenset(PASSED))
        ]
        object_line = min(named_by, key=lambda one: (one is not numbered, not _OBJECT.match(one.text)), default=None)
        object_line = object_line or next((one for one in lines if begins_with_act(one.text) in wanted), None)
        if wanted and object_line is None and not wanted & named:
            continue
        lines_told = [numbered, *([object_line] if object_line and object_line is not numbered else [])]
        text = " – ".join(one.text.rstrip(".") for one in lines_told)
        number = deliberation_number(numbered.text) or ""
        found.append(Saying(DraftLine(text, tuple(one.sentence for one in lines_told)), number, 3.0, numbered=True))
    return found[:_MOST]

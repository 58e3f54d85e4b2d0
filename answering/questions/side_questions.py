"""The sides of a comparison, each as a question of its own with the sentences that are of it.

A side is a zone, a document, a piece of the dossier, or a thing that the question names. Its sentences are ranked among
themselves: what a side says best stays behind the best of the other in a ranking of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from answering.questions.composition import QuestionMaterial
from answering.questions.piece_sides import pieces_of_side
from answering.questions.statements import Statement
from domain import QuestionScope, UnderstoodQuestion
from french.asked_of_one import asked_of_one
from french.compared_sides import ComparedSide, compared_sides, own_words, second_of_sides
from french.content_words import content_words
from french.question_scope import piece_words
from french.zone_codes import canonical

_NUMBERED = re.compile(r"\b(?:tome|livre|volume|partie)s?\b|\b\d\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedSide:
    """A side: its name, the question asked of it alone, in which documents, and which statements are of it."""

    name: str
    understood: UnderstoodQuestion
    documents: tuple[str, ...]
    holds: Callable[[Statement], bool]
    by_words: bool = False


def sides_of(material: QuestionMaterial) -> list[AskedSide]:
    """What a question compares: zones, documents, pieces, else the things that it names; empty where it names none."""
    understood = material.understood
    read = compared_sides(understood.text)
    if second := second_of_sides(read):
        read = second
        about = content_words(" ".join(one.question for one in read))
        understood = replace(understood, theme=(understood.theme & about) or understood.theme, required=frozenset())
        material = replace(material, understood=understood)
    every = tuple(material.documents)
    if len(zones := _zones(material, read)) > 1:
        return [
            AskedSide(zone, _asked(understood, question, scope=understood.scope.only_zone(zone)), every, _any)
            for zone, question in zones
        ]
    if material.several:
        return [AskedSide(slug, _asked(understood, asked_of_one(understood.text)), (slug,), _any) for slug in every]
    if len(pieces := _pieces(material, read)) > 1:
        return pieces
    if len(read) < 2:
        read = tuple(ComparedSide(name, understood.text) for name in understood.sides)
    return _things(understood, read, every) if len(read) > 1 else []


def says_all(sides: Sequence[AskedSide], one: Statement) -> bool:
    """Whether a sentence itself is of every side that a question names: it needs no other beside it."""
    return all(side.by_words and side.holds(_alone(one)) for side in sides)


def _any(_: Statement) -> bool:
    return True


def _alone(one: Statement) -> Statement:
    """A statement without what stands above it."""
    passage = replace(one.placed.passage, section=())
    carried = replace(one.carried, title="", opening="")
    return replace(one, placed=replace(one.placed, passage=passage), carried=carried, lead="", caption="")


def _asked(
    understood: UnderstoodQuestion,
    question: str,
    *,
    scope: QuestionScope | None = None,
    without: frozenset[str] = frozenset(),
) -> UnderstoodQuestion:
    return replace(
        understood,
        text=question,
        scope=understood.scope if scope is None else scope,
        theme=(understood.theme - without) or understood.theme,
        sides=(),
    )


def _zones(material: QuestionMaterial, read: Sequence[ComparedSide]) -> list[tuple[str, str]]:
    """The zones compared, each with its question: those of the scope, else names that are zones of the documents."""
    scope, text = material.understood.scope, material.understood.text
    if len(scope.zones) > 1:
        questions = {canonical(word): one.question for one in read for word in one.name.split()}
        return [(zone, questions.get(canonical(zone), text)) for zone in scope.zones]
    known = frozenset(zone for one in material.documents.values() for zone in one.zones)
    if read and all(canonical(one.name) in known for one in read):
        return [(one.name, one.question) for one in read]
    return []


def _pieces(material: QuestionMaterial, read: Sequence[ComparedSide]) -> list[AskedSide]:
    """The pieces compared: those that the question names as sides, else those of its scope."""
    understood, every = material.understood, tuple(material.documents)
    bare = replace(understood.scope, pieces=())
    found = [(one, pieces_of_side(material, one.name)) for one in read]
    if found and all(holds is not None for _, holds in found):
        # What a name says besides the piece (« l'orientation du Prat-Long ») is what the question is about.
        names = frozenset().union(*(_words_of_piece(one.name) for one in read))
        return [
            AskedSide(one.name, _asked(understood, one.question, scope=bare, without=names), every, holds)
            for one, holds in found
            if holds is not None
        ]
    if len(understood.scope.pieces) < 2:
        return []
    return [
        AskedSide(
            piece.value.replace("_", " "),
            replace(understood, scope=replace(understood.scope, pieces=(piece,)), sides=()),
            every,
            _any,
        )
        for piece in understood.scope.pieces
    ]


def _words_of_piece(name: str) -> frozenset[str]:
    """The words of a name that say which piece it is."""
    words = f"{piece_words(name)} {' '.join(_NUMBERED.findall(name))}"
    return content_words(f"{words} aménagement") if "orientation" in words else content_words(words)


def _things(understood: UnderstoodQuestion, read: Sequence[ComparedSide], every: tuple[str, ...]) -> list[AskedSide]:
    """The things that a question names: a sentence is of the one whose own words it says, or what stands above it."""
    words = own_words(read)
    whole = frozenset().union(*(content_words(one.name) for one in read))
    names = {canonical(word) for one in read for word in one.name.split()}
    zones = tuple(zone for zone in understood.scope.zones if canonical(zone) not in names)
    scope = replace(understood.scope, places=(), zones=zones)
    sides = []
    for one, own in zip(read, words, strict=True):
        others = [theirs for theirs in words if theirs is not own]
        holds = _rest(others) if one.is_the_rest else _named(own, others)
        asked = _asked(understood, one.question, scope=scope, without=whole)
        sides.append(AskedSide(one.name, asked, every, holds, by_words=True))
    return sides


def _named(own: frozenset[str], others: Sequence[frozenset[str]]) -> Callable[[Statement], bool]:
    def holds(one: Statement) -> bool:
        said = content_words(one.text)
        if own <= said:
            return True
        if any(theirs <= said for theirs in others):
            return False  # it is the sentence of another side under a title that names both
        return own <= said | content_words(" ".join((*one.above, one.caption, *one.placed.passage.section)))

    return holds


def _rest(others: Sequence[frozenset[str]]) -> Callable[[Statement], bool]:
    def holds(one: Statement) -> bool:
        said = content_words(f"{one.text} {one.lead} {one.carried.opening}")
        return not any(theirs <= said for theirs in others)

    return holds

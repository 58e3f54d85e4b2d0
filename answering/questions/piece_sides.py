"""The pieces that a side of a comparison names: « le tome 2 du rapport », « l'état initial », « le DOO »."""

from __future__ import annotations

import re
from collections.abc import Callable

from answering.questions.composition import QuestionMaterial
from answering.questions.statements import Statement
from domain import PieceKind
from domain.text_folding import fold
from french.content_words import content_words
from french.question_scope import kinds_of_piece

#: Sentences of the first page of a piece among which its title stands.
_FIRST = 6
_NUMBER = re.compile(r"\b(tome|livre|volume|partie|annexe) (\d{1,2}|[ivx]{1,4}|[a-z])\b")
#: Names of a part of a piece as often as of a piece: its own title tells, before the kind of the piece.
_BY_TITLE = re.compile(r"\bdiagnostic\b|\betat initial\b|\bjustification")


def pieces_of_side(material: QuestionMaterial, name: str) -> Callable[[Statement], bool] | None:
    """Whether a statement is of the piece that a side names; None where it names none of the documents.

    A number (« tome 2 ») or a title of its own tells the piece; else its kind; else a chapter that has its name.
    """
    plain = fold(name)
    numbered = _NUMBER.search(plain)
    kinds = kinds_of_piece(plain)
    if not numbered and not kinds:
        return None
    titles = _first_lines(material)
    if numbered:
        said = re.compile(rf"\b{numbered[1]} {numbered[2]}\b")
        found = frozenset(piece for piece, text in titles.items() if said.search(text))
        if found:
            return lambda one: one.sentence.piece in found
    words = content_words(name)
    titled = frozenset(piece for piece, text in titles.items() if words <= content_words(text))
    there = _has(material, kinds)
    if titled and (_BY_TITLE.search(plain) or not there):
        return lambda one: one.sentence.piece in titled
    if there:
        return lambda one: one.placed.passage.piece_kind in kinds
    named = content_words(" ".join(re.findall(r"\w+", plain)[:3]))
    chapters = (words, named)
    return lambda one: any(
        chapter <= content_words(title) for title in one.placed.passage.section for chapter in chapters
    )


def _has(material: QuestionMaterial, kinds: tuple[PieceKind, ...]) -> bool:
    return any(one.passage.piece_kind in kinds for document in material.documents.values() for one in document.placed)


def _first_lines(material: QuestionMaterial) -> dict[str, str]:
    """The first lines of each piece, folded."""
    lines: dict[str, list[str]] = {}
    for document in material.documents.values():
        for one in document.placed:
            own = lines.setdefault(one.sentence.piece, [])
            if one.sentence.ordinal == 1 and len(own) < _FIRST:
                own.append(one.sentence.text)
    return {piece: fold(" ".join(own)) for piece, own in lines.items()}

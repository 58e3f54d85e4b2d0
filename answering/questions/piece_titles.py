"""The title of a piece as its first page has it: a line that the first pages of the other pieces do not have."""

from __future__ import annotations

from answering.questions.composition import QuestionMaterial
from domain import StoredSentence
from domain.text_folding import fold
from french.dossier_identity import dates_in

#: Sentences of a first page among which the title is looked for, and words of a title.
_FIRST, _MOST_WORDS = 6, 24


def title_of(material: QuestionMaterial, piece: str) -> StoredSentence | None:
    """The title of a piece; None where it is the only one, or has no line of its own, and of several documents."""
    if material.several:
        return None
    first: dict[str, list[StoredSentence]] = {}
    for document in material.documents.values():
        for one in document.placed:
            lines = first.setdefault(one.sentence.piece, [])
            if one.sentence.ordinal == 1 and len(lines) < _FIRST:
                lines.append(one.sentence)
    others = {fold(line.text) for name, lines in first.items() if name != piece for line in lines}
    if len(first) < 2:
        return None
    own = (line for line in first.get(piece, ()) if fold(line.text) not in others and not dates_in(line.text))
    return next((line for line in own if 2 <= len(line.text.split()) <= _MOST_WORDS), None)

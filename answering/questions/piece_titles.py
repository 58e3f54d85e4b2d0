"""The title of a piece as its first page has it: a line that the first pages of the other pieces do not have."""

from __future__ import annotations

from collections import Counter

from answering.questions.composition import QuestionMaterial
from domain import StoredSentence
from domain.text_folding import fold
from french.dossier_identity import dates_in

#: Sentences of a first page among which the title is looked for, and words of a title.
_FIRST, _MOST_WORDS = 6, 24


def titles_of(material: QuestionMaterial) -> dict[str, StoredSentence]:
    """The titles of the pieces of a document, by piece.

    A piece that is the only one has none here, nor one without a line of its own; none of several documents.
    """
    first: dict[str, list[StoredSentence]] = {}
    for document in () if material.several else material.documents.values():
        for one in document.placed:
            lines = first.setdefault(one.sentence.piece, [])
            if one.sentence.ordinal == 1 and len(lines) < _FIRST:
                lines.append(one.sentence)
    if len(first) < 2:
        return {}
    shared = Counter(text for lines in first.values() for text in {fold(line.text) for line in lines})
    found = {}
    for piece, lines in first.items():
        own = (line for line in lines if shared[fold(line.text)] == 1 and not dates_in(line.text))
        title = next((line for line in own if 2 <= len(line.text.split()) <= _MOST_WORDS), None)
        if title is not None:
            found[piece] = title
    return found

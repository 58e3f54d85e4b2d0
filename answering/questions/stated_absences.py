"""What documents say that there is not: « le dossier ne définit aucune mesure de compensation »."""

from __future__ import annotations

import re

from answering.questions.composition import DraftLine, QuestionMaterial, line_of
from domain.text_folding import fold
from french.question_analysis import Coverage

#: Sentences that say that there is none, how many, and the name above them.
_MOST_DENIALS, _DENIED = 2, "Ce qu’il n’y a pas"
_NONE_OF = re.compile(
    r"\bn(?:e |')(?:defini|prevoi|comport|fix|contien|propos|retien|retenu|prescri|impos|identifi|present|reserv)\w* "
    r"(?:\w+ ){0,3}(?:aucune?|pas)\b"
)
#: Share of a subject that such a sentence says itself.
_WHOLE = 0.9


def absences_first(material: QuestionMaterial, subject: Coverage, told: list[DraftLine]) -> list[DraftLine]:
    """Lines after those that say what there is not of the theme: who reads a summary must know it first.

    A line that says it already moves there.
    """
    if not subject.has_words or not told:
        return told
    found: dict[str, DraftLine] = {}
    for one in material.statements:
        if one.sentence.row is None and subject.of(one.text) >= _WHOLE and _NONE_OF.search(fold(one.text)):
            found.setdefault(one.text, line_of(one, side=_DENIED))
    kept = list(found.values())[:_MOST_DENIALS]
    places = {sentence.place for line in kept for sentence in line.sentences}
    return [*kept, *(line for line in told if not any(sentence.place in places for sentence in line.sentences))]

"""What a reader would be given next of a theme: the points of a summary that none of its own words finds."""

from __future__ import annotations

from collections.abc import Sequence

from answering.questions.carried_scope import Fit
from answering.questions.composition import DraftLine, QuestionMaterial
from answering.questions.summary_sections import states
from french.question_analysis import Coverage

#: Lines up to which a summary is filled with what is near, and how many are added at least.
_FULL, _LEAST_NEAREST = 26, 8
#: Standard deviations of nearness from which a sentence that says nothing of the subject is about it.
_NEAR = 2.0


def with_nearest(material: QuestionMaterial, subject: Coverage, told: Sequence[DraftLine]) -> list[DraftLine]:
    """The lines, then what a reader would be given next of the theme, in the order of the text.

    The points of a summary stand under titles that do not name it: what is near in meaning, and the lists and sections
    that it belongs to, bring them. Each says some of the subject with its titles, or is near by itself. Without any
    line, only where the documents speak of it at all.
    """
    if material.reading is None or not (told or material.tells_of_it):
        return list(told)
    quoted = {sentence.place for line in told for sentence in line.sentences}
    texts = {line.text for line in told}
    room = max(_LEAST_NEAREST, _FULL - len(told))
    kept: list[tuple[str, int, DraftLine]] = []
    for one in material.reading():
        sentence, text = one.sentence, one.sentence.row or one.sentence.text
        document = material.documents[sentence.document]
        rank = document.index.get(sentence.place)
        if rank is None or sentence.place in quoted or text in texts or not states(material, document.placed[rank]):
            continue
        if document.fit(material.understood.scope, rank) is Fit.OUT:
            continue
        known = material.near.get(sentence.place)
        if not subject.of(text, " ".join(one.heading[-2:])) and (known is None or known.near < _NEAR):
            continue
        texts.add(text)
        titles = one.heading[-1:] or (sentence.piece,)
        side = f"{sentence.document} – {titles[0]}" if material.several else titles[0]
        kept.append((sentence.document, rank, DraftLine(text, (sentence,), side=side, carrier=titles[0])))
        if len(kept) == room:
            break
    kept.sort(key=lambda one: one[:2])
    return [*told, *(line for _, _, line in kept)]

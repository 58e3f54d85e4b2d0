"""What a sentence leans on: its title, the line that introduces its list, the sentence that « cette » points at.

« 9 mètres en UAv. » says nothing of heights without « Article UA 10 – Hauteur » above it, nor « les extensions,
limitées à 30 m² » of its zone without « En secteurs Nh et Nha : », nor « La même interdiction… » of what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain import StoredSentence
from domain.title_form import has_title_form
from french.anaphora import POINTS_BACK

#: See :attr:`domain.StoredSentence.place`.
Place = tuple[str, str, int]

#: Sentences above among which a title or the line of a list is looked for.
_REACH = 12
#: Characters kept of all that a sentence leans on.
_LENGTH = 300

_INTRODUCES = re.compile(r":\W*$")
#: A bullet (a letter « o » is how Word's round ones come out), a number or letter with a bracket, or a small letter.
_ITEM = re.compile(r"^\s*(?:[-–—•·▪■◦*➢✓]|(?:o\s)+|\d{1,2}\s?\)|[a-z]\s?\)|[a-zà-ÿ])")


def lead_sentences(sentences: Sequence[StoredSentence]) -> dict[Place, str]:
    """What each sentence leans on, in the order of the text; sentences that stand alone are absent.

    Args:
        sentences: Any sentences; only those given are looked at, so a lead outside of them is not found.
    """
    by_place = {one.place: one for one in sentences}
    found: dict[Place, str] = {}
    for (document, piece, position), sentence in by_place.items():
        above: list[StoredSentence] = []
        for step in range(1, _REACH + 1):
            previous = by_place.get((document, piece, position - step))
            if previous is None:
                break
            above.append(previous)
        lead = _lead(sentence, above)
        if lead:
            found[document, piece, position] = lead
    return found


def is_title(text: str) -> bool:
    """Whether a line reads as a title: short, and no sentence, item or row of a table."""
    return has_title_form(text) and not _ITEM.match(text) and ";" not in text


def _lead(sentence: StoredSentence, above: Sequence[StoredSentence]) -> str:
    """The texts that a sentence leans on, of those above it (nearest first)."""
    if sentence.row is not None:
        return ""  # a row of a table has the names of its columns
    parts: list[str] = []
    if above and POINTS_BACK.match(sentence.text) and above[0].row is None:
        parts.append(above[0].text)
    if _ITEM.match(sentence.text):
        for previous in above:
            if _INTRODUCES.search(previous.text):
                parts.append(previous.text)
                break
            if not _ITEM.match(previous.text):
                break
    title = next((one.text for one in above if is_title(one.text)), None)
    if title is not None and title not in parts:
        parts.append(title)
    return " > ".join(part[:_LENGTH] for part in reversed(parts))[:_LENGTH]

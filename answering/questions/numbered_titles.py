"""What a plan numbers: its axes, orientations, ambitions, prescriptions, found by their numbered titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answering.questions.carried_scope import Fit, is_contents
from answering.questions.item_blocks import ItemBlock
from answering.questions.item_runs import LEAST
from answering.questions.read_documents import ReadDocument
from domain import PlacedSentence, QuestionScope
from domain.text_folding import fold
from domain.title_form import has_title_form
from french.content_words import content_words
from french.question_scope import piece_words

_NUMBERED = (
    "axe|ambition|orientation|objectif|cap|defi|pilier|prescription|recommandation|chapitre|partie|titre|tome|livre"
    "|scenario|phase|tranche|action|mesure|oap|article|annexe"
)
_ASKED = re.compile(rf"\b({_NUMBERED})s?\b")
_NUMBER = r"(?:n ?[°o] ?)?(?:\d{1,2}(?:\.\d{1,2})?|[ivx]{1,4})"
_ENDS_IN_PAGE = re.compile(r"\s\d{1,3}\s*$")
#: Nouns that numbers have the initial of.
_INITIALS = frozenset({"prescription", "recommandation", "mesure", "orientation", "objectif", "action"})
#: Words of a title with the line under it that says what the number alone does not.
_MOST_WORDS = 30
#: What a question about numbered titles says besides them.
_EMPTY = content_words("principal principale grand grande retenu retenue comporte structure contient quoi différent")


def numbered_noun(question: str, theme: frozenset[str]) -> str | None:
    """The numbered thing that a question asks for and nothing besides: « quels sont les quatre axes du PADD »."""
    found = _ASKED.search(fold(question))
    if found is None:
        return None
    if theme - content_words(f"{found[1]} {found[1]}s {found[1]}x {piece_words(question)}") - _EMPTY:
        return None
    return found[1]


def numbered_titles(document: ReadDocument, scope: QuestionScope, noun: str) -> ItemBlock | None:
    """The titles of one piece that begin with a noun and a number, each number once, in the order of the text."""
    opens = re.compile(rf"\W*{noun}s?\s+({_NUMBER})(?![\w.]*\d)(.*)")
    pieces: dict[str, dict[str, tuple[str, PlacedSentence]]] = {}
    for rank, one in enumerate(document.placed):
        found = opens.match(fold(one.sentence.text)) or _by_initial(noun, one.sentence.text)
        if found is None or one.sentence.row is not None or is_contents(one):
            continue
        if not has_title_form(one.sentence.text, _MOST_WORDS):
            continue
        if document.fit(scope, rank) is Fit.OUT:
            continue
        text = one.sentence.text if found[2].strip(" .:–—-") else _with_next(document.placed, rank)
        titles = pieces.setdefault(one.sentence.piece, {})
        if _clearer(text, titles[found[1]][0] if found[1] in titles else ""):
            titles[found[1]] = (text, one)
    best = max(pieces.values(), key=len, default={})
    if len(best) < LEAST:
        return None
    return ItemBlock(document.slug, noun, tuple(best.values()), None)


def _clearer(text: str, other: str) -> bool:
    """Whether a line tells more than another: a title does, a line of the table of contents ends in its page."""
    return (not _ENDS_IN_PAGE.search(text), len(text)) > (bool(other) and not _ENDS_IN_PAGE.search(other), len(other))


def _by_initial(noun: str, text: str) -> re.Match[str] | None:
    """« R6. Phasage » for the sixth recommendation, where provisions are numbered so."""
    return re.match(rf"\W*{noun[0].upper()}\s?(\d{{1,2}})\s?[.:–—-](.*)", text) if noun in _INITIALS else None


def _with_next(placed: Sequence[PlacedSentence], rank: int) -> str:
    """A number that stands alone on its line, with the title that follows it."""
    here = placed[rank].sentence
    if rank + 1 < len(placed) and placed[rank + 1].sentence.piece == here.piece:
        under = placed[rank + 1].sentence
        if under.row is None and under.ordinal == here.ordinal and has_title_form(under.text, _MOST_WORDS):
            return f"{here.text} – {under.text}"
    return here.text

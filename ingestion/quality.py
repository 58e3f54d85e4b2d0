"""Whether the text of a page can be relied upon, from the text alone.

Two questions: do its characters form words and numbers, and do its letters come as often as they do
in French? The first finds fonts that give symbols, the second fonts that give the wrong letters.
Numbers count as well as words, so that a page of tables stays read.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.types import PageStatus

MIN_SOLID = 0.5  # share of characters in words and numbers of two or more (good pages: 0.78 and more)
MIN_LETTER_SHARE = 0.5  # above, a page short of words is a title set in spaced letters, not garbage
FEW_CHARACTERS = 20  # below, only the share of letters and digits is looked at
MIN_LIKENESS = 0.7  # cosine of letter frequencies with French (French 0.97, names alone 0.9)
MIN_LETTERS = 150  # below, letter frequencies say nothing

BLANK = "page blanche"
PICTURE = "page sans texte (image ou plan)"
ONLY_FURNITURE = "page sans texte hors en-tête et pied de page (image ou plan)"
BROKEN_FONT = "texte illisible (police sans correspondance avec les lettres)"
BROKEN_PAGE = "page endommagée, impossible à lire"

# Letter frequencies of French in percent, accents folded (Wikipedia, « Fréquence d'apparition des
# lettres »), a to z.
_FRENCH: dict[str, float] = {
    **{"a": 8.2, "b": 0.9, "c": 3.3, "d": 3.7, "e": 17.1, "f": 1.1, "g": 0.9, "h": 0.7, "i": 7.6},
    **{"j": 0.6, "k": 0.1, "l": 5.5, "m": 3.0, "n": 7.1, "o": 5.8, "p": 2.5, "q": 1.4, "r": 6.7},
    **{"s": 7.9, "t": 7.2, "u": 6.4, "v": 1.8, "w": 0.1, "x": 0.4, "y": 0.3, "z": 0.3},
}
_FOLD = str.maketrans("àâäéèêëîïôöùûüçÿ", "aaaeeeeiioouuucy")
_LEADER = re.compile(r"([.…_·•*=-])(?:\s?\1){3,}")
_EDGE = "()[]{}«»“”\"'’‘,;:.!?…•–—-*/\\|"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’./&·][^\W\d_]+)*[.’']?")
_NUMBER = re.compile(r"[+±≤≥<>=~-]?\d+(?:[.,:/x×-]\d+)*(?:er|ère|e|ème|°|%|€|ha|m|m²|m2|km)?")
_CODE = re.compile(r"[^\W\d_]{1,6}[.-]?\d{1,6}(?:[-./]?[^\W_]{1,4})*|\d{1,4}[^\W\d_]{1,4}\d{0,2}")


@dataclass(frozen=True, slots=True)
class Measures:
    """Counts of visible characters, letters and digits, and the two shares that decide."""

    visible: int
    letters: int
    digits: int
    solid: float
    likeness: float


def measure(text: str) -> Measures:
    """All measures of a text, each character looked at once."""
    counts = _counts(text)
    visible = sum(count for char, count in counts.items() if not char.isspace())
    letters = sum(count for char, count in counts.items() if char.isalpha())
    digits = sum(count for char, count in counts.items() if char.isdigit())
    return Measures(visible, letters, digits, solid_share(text), _likeness(counts))


def solid_share(text: str) -> float:
    """Share of the characters of ``text``, spaces and leaders aside, in words and numbers of two or more."""
    tokens = _LEADER.sub(" ", text).split()
    total = sum(map(len, tokens))
    solid = sum(len(token) for token in tokens if _is_solid(token))
    return solid / total if total else 1.0


def _is_solid(token: str) -> bool:
    if token.isalpha():
        return len(token) >= 2
    core = token.strip(_EDGE)
    return len(core) >= 2 and (
        core.isalpha()
        or _WORD.fullmatch(core) is not None
        or _NUMBER.fullmatch(core) is not None
        or _CODE.fullmatch(core) is not None
    )


def french_likeness(text: str) -> float:
    """Cosine between the letter frequencies of ``text`` and those of French; 1.0 without letters."""
    return _likeness(_counts(text))


def _counts(text: str) -> dict[str, int]:
    """How often each character comes: ten times faster than a ``Counter`` on a page."""
    return {char: text.count(char) for char in set(text)}


def _likeness(counts: Mapping[str, int]) -> float:
    letters: Counter[str] = Counter()
    for char, count in counts.items():
        folded = char.casefold().translate(_FOLD)
        if folded.isalpha():
            letters[folded] += count
    if not letters:
        return 1.0
    dot = sum(count * _FRENCH.get(char, 0.0) for char, count in letters.items())
    norms = math.hypot(*letters.values()) * math.hypot(*_FRENCH.values())
    return dot / norms


def judge(body: str, *, lost_glyphs: int) -> tuple[PageStatus, str | None]:
    """Status of a page whose body (furniture aside) is ``body``, with the reason in French.

    Args:
        body: Clean text of the page without its running headers and footers; not blank.
        lost_glyphs: Characters that the font gave no meaning to, already taken out of ``body``.
    """
    return judge_measures(measure(body), lost_glyphs=lost_glyphs)


def judge_measures(found: Measures, *, lost_glyphs: int) -> tuple[PageStatus, str | None]:
    """The same from measures taken before."""
    few_words = found.solid < MIN_SOLID and found.letters < MIN_LETTER_SHARE * found.visible
    if found.visible < FEW_CHARACTERS:
        few_words = found.letters + found.digits < found.visible / 2
    if lost_glyphs > found.visible or few_words:
        return PageStatus.UNREADABLE, BROKEN_FONT
    if found.letters >= MIN_LETTERS and found.likeness < MIN_LIKENESS:
        return PageStatus.UNREADABLE, BROKEN_FONT
    return PageStatus.READ, None

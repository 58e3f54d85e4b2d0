"""Whether the text of a page can be relied upon, from the text alone.

Two questions: do its characters form words and numbers, and do its letters come as often as they do
in French? The first finds fonts that give symbols, the second fonts that give the wrong letters.
Numbers count as well as words, so that a page of tables stays read.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from domain import PageStatus
from domain.text_folding import fold
from french.letters import FREQUENCIES

MIN_SOLID = 0.5  # share of characters in words and numbers of two or more (good pages: 0.78 and more)
MIN_LETTER_SHARE = 0.5  # above, a page short of words is a title set in spaced letters, not garbage
MAY_BE_WORDLESS = 0.8  # the same share, below which lines are looked at
LEAST_WORDLESS, WORDLESS_SHARE = (
    6,
    0.7,
)  # lines without a word, and their share, that tell of a broken font
LONG_MEAN = 18  # characters of a run without white space, on the average: the codes of spaces are lost as well
FEW_CHARACTERS = 20  # below, only the share of letters and digits is looked at
MIN_LIKENESS = 0.7  # cosine of letter frequencies with French (French 0.97, names alone 0.9)
MIN_LETTERS = 150  # below, letter frequencies say nothing
DOUBTFUL_LIKENESS, MANY_LETTERS = 0.78, 300  # the same of a long page, that is read with a warning (tables: 0.81)

BLANK = "page blanche"
PICTURE = "page sans texte (image ou plan)"
ONLY_FURNITURE = "page sans texte hors en-tête et pied de page (image ou plan)"
BROKEN_FONT = "texte illisible (police sans correspondance avec les lettres)"
BROKEN_PAGE = "page endommagée, impossible à lire"

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_NORM = math.hypot(*FREQUENCIES)
_LEADER = re.compile(r"([.…_·•*=-])(?:\s?\1){3,}")
_EDGE = "()[]{}«»“”\"'’‘,;:.!?…•–—-*/\\|"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’./&·][^\W\d_]+)*[.’']?")
_NUMBER = re.compile(r"[+±≤≥<>=~-]?\d+(?:[.,:/x×-]\d+)*(?:er|ère|e|ème|°|%|€|ha|m|m²|m2|km)?")
# What no French word has inside: a sign, a letter of another language, a capital between small letters.
_SMALL = "a-zà-öù-ÿœ"
_ODD_WORD = re.compile(rf".*[{_SMALL}](?:(?:[A-ZÀ-Þ]|[¡-¶¸-¿×÷€†‡‰‹›™])[{_SMALL}]|[ðøþĀ-őŔ-ŷŹ-῿])", re.DOTALL)
LONGEST_WORD = 27  # letters: what is longer has lost its spaces
LEAST_ODD, ODD_SHARE = 4, 0.04  # words, and share of all, that tell of a font with wrong letters
_ODD = 1 << 24  # what an odd word adds to the count of characters of one page
_ADDRESSES = ("://", "www.")  # in what is long and no sign of a font
_CODE = re.compile(r"[^\W\d_]{1,6}[.-]?\d{1,6}(?:[-./]?[^\W_]{1,4})*|\d{1,4}[^\W\d_]{1,4}\d{0,2}")


class Counts(NamedTuple):
    """What a text holds, in numbers that add up line by line.

    ``words`` are its runs without white space and ``tokens`` their characters, leaders aside, of which
    ``solid`` are in words and numbers of two or more; ``odd`` words hold what no French word does, or are too long
    to be one; ``frequencies`` are those of a to z, accents
    folded, and of all other letters together.
    """

    words: int
    visible: int
    letters: int
    digits: int
    tokens: int
    solid: int
    frequencies: tuple[int, ...]
    odd: int = 0

    def without(self, part: Counts) -> Counts:
        """The counts of what is left when ``part`` is taken away."""
        return Counts(
            self.words - part.words,
            self.visible - part.visible,
            self.letters - part.letters,
            self.digits - part.digits,
            self.tokens - part.tokens,
            self.solid - part.solid,
            tuple(whole - less for whole, less in zip(self.frequencies, part.frequencies, strict=True)),
            self.odd - part.odd,
        )

    @property
    def solid_share(self) -> float:
        """Share of the characters of words and numbers of two or more."""
        return self.solid / self.tokens if self.tokens else 1.0

    @property
    def likeness(self) -> float:
        """Cosine between the frequencies of the letters and those of French; 1.0 without letters."""
        if not any(self.frequencies):
            return 1.0
        dot = math.fsum(map(mul, self.frequencies, FREQUENCIES))
        return dot / (math.hypot(*self.frequencies) * _NORM)


def has_odd_words(found: Counts) -> bool:
    """Whether so many words hold what no French word does that the font must give wrong letters."""
    return found.odd >= LEAST_ODD and found.odd >= ODD_SHARE * found.words


def is_unlikely(found: Counts) -> bool:
    """Whether the letters of a long page come so unlike those of French that the font may give others."""
    return found.letters >= MANY_LETTERS and found.likeness < DOUBTFUL_LIKENESS


NOTHING = Counts(0, 0, 0, 0, 0, 0, (0,) * (len(_ALPHABET) + 1))


def count(text: str) -> Counts:
    """All counts of a text."""
    visible = letters = digits = 0
    frequencies = [0] * (len(_ALPHABET) + 1)
    for char, times in Counter(text).items():
        if char.isspace():
            continue
        visible += times
        if char.isalpha():
            letters += times
            for place in _places(char):
                frequencies[place] += times
        elif char.isdigit():
            digits += times
    words = text.split()
    plain = _LEADER.sub(" ", text)
    tokens = words if plain == text else plain.split()
    odd, solid = divmod(sum(map(_weight, tokens)), _ODD)
    return Counts(len(words), visible, letters, digits, sum(map(len, tokens)), solid, tuple(frequencies), odd)


@lru_cache(maxsize=1024)  # the letters of a page are few
def _places(char: str) -> tuple[int, ...]:
    """Where a letter is counted among the frequencies; -1, the last one, for any other than a to z."""
    return tuple(map(_ALPHABET.find, fold(char)))


@lru_cache(maxsize=8192)  # half of the words of a page stand on the pages before
def _weight(token: str) -> int:
    """How many characters of a token are in a word or number of two or more, and whether it is odd."""
    usual = len(token) <= LONGEST_WORD and token.isascii() and (token.islower() or token.isupper())
    return _solid(token) + (0 if usual or not _is_odd(token) else _ODD)


def _is_odd(token: str) -> bool:
    core = token.strip(_EDGE)
    return _ODD_WORD.match(core) is not None or (len(core) > LONGEST_WORD and core.replace("’", "").isalpha())


def _solid(token: str) -> int:
    """How many characters of a token are in a word or number of two or more: all or none."""
    if token.isalpha():
        return len(token) if len(token) >= 2 else 0
    core = token.strip(_EDGE)
    if len(core) >= 2 and (
        core.isalpha()
        or _WORD.fullmatch(core) is not None
        or _NUMBER.fullmatch(core) is not None
        or _CODE.fullmatch(core) is not None
    ):
        return len(token)
    return len(token) if any(sign in core for sign in _ADDRESSES) else 0


def is_wordless(text: str, found: Counts) -> bool:
    """Whether nearly all lines of a text hold no word, nor letters, beside a foot that is set in another font."""
    if found.solid_share >= MAY_BE_WORDLESS:
        return False
    lines = [line for line in text.splitlines() if line.strip()]
    wordless = [line for line in lines if not any(map(_solid, line.split()))]
    if len(wordless) < LEAST_WORDLESS or len(wordless) < WORDLESS_SHARE * len(lines):
        return False
    chars = "".join("".join(wordless).split())
    return 2 * sum(map(str.isalnum, chars)) < len(chars)


def judge(body: str, *, lost_glyphs: int) -> tuple[PageStatus, str | None]:
    """Status of a page whose body (running heads aside) is ``body``, with the reason in French.

    Args:
        body: Clean text of the page without its running headers and footers; not blank.
        lost_glyphs: Characters that the font gave no meaning to, already taken out of ``body``.
    """
    return judge_counts(count(body), lost_glyphs=lost_glyphs)


def judge_counts(found: Counts, *, lost_glyphs: int) -> tuple[PageStatus, str | None]:
    """The same from counts made before."""
    without_spaces = found.tokens > LONG_MEAN * found.words
    few_words = found.solid_share < MIN_SOLID and (without_spaces or found.letters < MIN_LETTER_SHARE * found.visible)
    if found.visible < FEW_CHARACTERS:
        few_words = found.letters + found.digits < found.visible / 2
    if lost_glyphs > found.visible or few_words:
        return PageStatus.UNREADABLE, BROKEN_FONT
    if found.letters >= MIN_LETTERS and found.likeness < MIN_LIKENESS:
        return PageStatus.UNREADABLE, BROKEN_FONT
    return PageStatus.READ, None

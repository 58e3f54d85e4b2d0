"""Whether a hyphen at the end of a line belongs to the word (« sous-trame ») or only cut it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

# Prefixes that make compounds, with the continuations that are plain words cut after them.
_PREFIXES: dict[str, tuple[str, ...]] = {
    "après": (),
    "arrière": (),
    "avant": (),
    "demi": (),
    "grand": ("eur", "iose", "ir", "is"),
    "non": ("ob", "ante", "chal"),
    "nord": (),
    "quasi": (),
    "semi": (),
    "sous": ("cri", "trac", "trai", "sign"),
    "sud": (),
    "vice": (),
}
# Words that link the parts of a compound: « rez-de-chaussée », « Pont-de-Save », « c'est-à-dire ».
_LINKS = {"à", "au", "aux", "d", "de", "des", "du", "en", "la", "le", "les", "lès", "lez", "sur", "sous", "vis"}
_UNITS = (
    "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
    "quinze", "seize", "vingt", "vingts",
)  # fmt: skip
_PAIRS = {
    **dict.fromkeys(("au", "ci", "là", "par"), ("dessus", "dessous", "delà", "devant", "dedans", "dehors", "après")),
    **dict.fromkeys(("vingt", "trente", "quarante", "cinquante", "soixante", "quatre", "dix"), _UNITS),
    "peut": ("être",),
    "bien": ("être",),
    "savoir": ("faire",),
}
# Words that are also the beginning of longer ones.
_SYLLABLES = {"autre", "contre", "entre", "inter", "super", "trans", "multi", "outre", "porte", "haute"}
_CLITICS = {"ci", "là", "même", "mêmes", "il", "elle", "ils", "elles", "on", "vous", "nous"}
# A word cut at a line end, or at the end of the page, to be left out of the words that the piece writes whole.
_CUT = re.compile(r"(?<![^\W_])[^\W_]++(?:(?:[\ufffe\x02\xad]|[-\u2010][ \t\xa0]*[\r\n])\s*[^\W_]+|[-\u2010\xad]\s*\Z)")
_SOFT = "\ufffe\x02\xad"  # hyphens that stand where a word is cut and nowhere else
# A pattern for each hyphen: one that begins with a letter is looked for fifteen times as fast as one of two.
_HARD = tuple(re.compile(rf"{hyphen}(?<=\w.)[^\S\r\n]*(?:[\r\n]|\Z)") for hyphen in "-\u2010")
_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
# A word as ``_WORD`` finds it: no part of a longer one.
_ALONE = r"(?<![^\W_])(?<![^\W_][-\u2010\u2011]){}(?![^\W_]|[-\u2010\u2011][^\W_])"
FEW = 30  # words looked for one by one
_PART = re.compile(r"[-\u2010\u2011'’]")


def may_cut(page: str) -> bool:
    """Whether a page may hold a word cut at a line end; False is certain."""
    return any(sign in page for sign in _SOFT) or any(hyphen.search(page) for hyphen in _HARD)


class HyphenLexicon:
    """Decides for one piece, from the words that the piece itself writes inside its lines.

    In order: codes and ranges keep the hyphen; the spelling that the piece uses elsewhere wins;
    compounds by construction (« sous- », « -de- », a capital after the hyphen) keep it; otherwise
    the hyphen only cut the word.
    """

    def __init__(self, pages: Iterable[str] = ()):
        self._pages = pages
        self._known: dict[str, int] = {}

    @cached_property
    def _texts(self) -> Sequence[str]:
        """The pages without their cut words, once a cut word asks for them: many pieces have none."""
        return [(_CUT.sub(" ", page) if may_cut(page) else page).casefold() for page in self._pages]

    @cached_property
    def _counted(self) -> Counter[str]:
        seen: Counter[str] = Counter()
        for text in self._texts:
            seen.update(_WORD.findall(text))
        return seen

    def _seen(self, word: str) -> int:
        """How often the piece writes a word: a few are looked for, before all are counted."""
        if len(self._known) >= FEW:
            return self._counted[word]
        if word not in self._known:
            count = 0
            if _WORD.fullmatch(word) and any(word in text for text in self._texts):
                alone = re.compile(_ALONE.format(re.escape(word)))
                count = sum(len(alone.findall(text)) for text in self._texts if word in text)
            self._known[word] = count
        return self._known[word]

    def __call__(self, left: str, right: str, _position: int) -> bool:
        """Whether « left-right » keeps its hyphen, wherever it stands."""
        if not left or not right or not (left[-1].isalpha() and right[0].isalpha()):
            return True
        tail = _PART.split(left)[-1]
        head = _PART.split(right)[0]
        if any(char.isdigit() for char in tail + head):
            return True
        compound = self._count(left, "-", right)
        joined = self._count(left, "", right)
        if compound != joined:
            return compound > joined
        low, next_low = tail.casefold(), head.casefold()
        # Two whole words of the piece, never written as one: « courts-circuits ».
        whole = min(len(low), len(next_low)) >= 5 and low not in _SYLLABLES
        if whole and self._seen(low) and self._seen(next_low):
            return True
        return self._is_compound(left, right, tail, head)

    def _count(self, left: str, link: str, right: str) -> int:
        word = re.split(r"['’]", left)[-1] + link + re.split(r"['’]", right)[0]
        return self._seen(word.strip("-").casefold())

    @staticmethod
    def _is_compound(left: str, right: str, tail: str, head: str) -> bool:
        low, next_low = tail.casefold(), head.casefold()
        if head[0].isupper() and (not tail.isupper() or not head.isupper() or len(tail) <= 2):
            return True
        if ("-" in left and low in _LINKS) or ("-" in right and next_low in _LINKS):
            return True
        if low in _PREFIXES:
            return not next_low.startswith(_PREFIXES[low])
        if next_low in _PAIRS.get(low, ()):
            return True
        return next_low in _CLITICS and "-" not in left and low in {"celui", "celle", "ceux", "celles", "lui", "elle"}

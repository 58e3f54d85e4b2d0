"""Reading the numbers of a French sentence: digits, words, ranges, scales, ratios, with their units.

Law references (« L. 151-23 »), numbers of titles (« 3.5 Zones humides ») and numbers glued to letters or joined to a
code by a hyphen (« 4AU1 », « A10 », « secteur N-6 », « RD-117 ») are no quantities.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import pairwise

from domain import StoredSentence
from domain.measures import Quantity
from domain.row_text import ROW_SEPARATOR, named_cell
from domain.text_folding import fold
from french.units import RATIO, SCALE, unit_at, unit_of_column

#: Spaces that separate thousands: ordinary, no-break, thin, narrow no-break.
_SPACE = "[ \u00a0\u2009\u202f]"

_DIGITS = re.compile(
    rf"(?<![\w.,])(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)|[1-9]\d{{0,2}}(?:\.\d{{3}})+(?![\d.])|0\.\d+|\d+)(?:,\d+|\.\d{{1,2}}(?!\d))?"
)
_SCALE = re.compile(rf"(?<!\d)1{_SPACE}?/{_SPACE}?(\d{{1,3}}(?:[ \u00a0\u2009\u202f.]?\d{{3}})+)(?!\d)")
_RATIO = re.compile(rf"(?<![\d/])(\d+(?:,\d+)?){_SPACE}?(?::|pour){_SPACE}?1(?![\d,])(?!{_SPACE}\w)")
#: A number that is a whole text, as people and programs type it in a file: signed, English grouping, 2:1, 1/25 000.
_TYPED = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+\.\d+)")
_TYPED_RATIO = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?::|pour)\s*(\d+(?:[.,]\d+)?)")
_TYPED_SCALE = re.compile(r"1\s*/\s*(\d[\d\s.]*)")
_LAW = re.compile(
    r"\b(?:[LRDA]\.?\s?\*?\s?\d+(?:[-‑–]\d+)+(?:\s(?:à|et)\s(?:[LRD]\.?\s?)?\d+(?:[-‑–]\d+)+)*"
    r"|articles?\s(?:n°\s?)?(?:[A-Z]{1,3}\s?)?\d+|[nN]°\s?(?::\s?)?\d[\d-]*|lois?\s\d{4}[-‑–]\d+)"
)
#: The name of a zone, a road or a plot that ends in a number; lower-case units (« 5 m-10 m ») are none.
_CODE = re.compile(r"\b[A-Z][A-Za-z]{0,3}[-‑–]\d+\b")
#: The number of a title at the head of a sentence: « 3.5 Zones humides », « 2.1.3. Les haies ».
_TITLE = re.compile(r"\A\s*\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[A-ZÀ-ÖØ-Þ])")
_RANGE = re.compile(r"^\s*(?:à|a|et|ou|-|–|/)\s*$")

# fmt: off
_NUMBER_WORDS = frozenset({
    "zero", "un", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "vingt", "vingts", "trente", "quarante", "cinquante", "soixante",
    "septante", "huitante", "octante", "nonante", "cent", "cents", "mille", "million", "millions", "milliard",
    "milliards",
})
# fmt: on
_MAGNITUDE = re.compile(rf"{_SPACE}(million|milliard)s?\b")
_WORD = re.compile(r"[^\W\d_]+")
#: « Un mètre cinquante », « deux mètres vingt-cinq ».
_METRES_AND = re.compile(r"\b([^\W\d_]+)\s+mètres?\s+([^\W\d_]+(?:-[^\W\d_]+)*)\b", re.IGNORECASE)

#: Alone, « un » and « une » are articles far more often than numbers.
_ARTICLES = frozenset({"un", "une"})


def read_number(text: str) -> float | None:
    """The number that ``text`` is, in digits or in French words; None when it is none (« 2021-2031 », « oui »).

    « 1 250,5 », « 1.250 », « 1.250,5 », « 0.5 », « -3 », « deux cents » are numbers; « 2:1 » is 2 and « 1/25 000 » is
    25000: a scale is known by its denominator. A point followed by exactly three digits separates thousands, as in
    French documents (« 1.250 » but « 0.125 »); by one, two or more than three, decimals.
    """
    found = _typed_number(text.strip())
    return found if found is not None and math.isfinite(found) else None


def _typed_number(text: str) -> float | None:
    """See :func:`read_number`; so many digits that no number holds them give infinity."""
    if scale := _TYPED_SCALE.fullmatch(text):
        return float(re.sub(r"\D", "", scale[1]))
    if ratio := _TYPED_RATIO.fullmatch(text):
        left, right = (float(part.replace(",", ".")) for part in ratio.groups())
        return left / right if right else None
    compact = re.sub(r"\s", "", text).replace("\u2212", "-")
    if _TYPED.fullmatch(compact):
        sign = -1.0 if compact.startswith("-") else 1.0
        return sign * _value(compact.lstrip("+-"))
    return _words_value(text)


def write_number(value: float) -> str:
    """A number so that :func:`read_number` reads the same again: decimal comma, no separator of thousands."""
    return f"{value:.15g}".replace(".", ",") if "e" not in f"{value:.15g}" else f"{value:f}".replace(".", ",")


@lru_cache(maxsize=8192)  # a page is drawn, and a value looked for, over the same sentences
def read_quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of a sentence, in order.

    In a range (« de 5 à 10 m ») every bound takes the unit that follows the last one.
    """
    taken = [match.span() for pattern in (_LAW, _CODE, _TITLE) for match in pattern.finditer(text)]
    found = []
    for pattern, unit in ((_SCALE, SCALE), (_RATIO, RATIO)):
        for match in pattern.finditer(text):
            if _free(match.span(), taken):
                taken.append(match.span())
                found.append(Quantity(_value(match.group(1)), unit, *match.span()))
    for match in _METRES_AND.finditer(text):
        metres, hundredths = _words_value(match[1]), _words_value(match[2])
        if metres is not None and hundredths is not None and 5 <= hundredths < 100:
            taken.append(match.span())
            found.append(Quantity(metres + hundredths / 100, unit_at(text, match.end(1)), *match.span()))
    for match in _DIGITS.finditer(text):
        if not _free(match.span(), taken):
            continue
        value, end = _value(match.group()), match.end()
        if magnitude := _MAGNITUDE.match(text, end):
            value, end = value * (1e6 if magnitude.group(1) == "million" else 1e9), magnitude.end()
        unit_after = unit_at(text, end)
        if unit_after or not text[end : end + 1].isalpha():
            taken.append((match.start(), end))
            found.append(Quantity(value, unit_after, match.start(), end))
    for start, end, value in _in_words(text):
        if _free((start, end), taken):
            found.append(Quantity(value, unit_at(text, end), start, end))
    found = [one for one in found if math.isfinite(one.value)]  # three hundred digits are no quantity
    found.sort(key=lambda quantity: quantity.start)
    return tuple(_share_units(text, found))


@lru_cache(maxsize=4096)
def read_row(row: str) -> tuple[Quantity, ...]:
    """The quantities of a row of a table as it is read (« Zone : UB ; Pleine terre (%) : 50 ; Hauteur en m : 9 »).

    Cell by cell: side by side on the page, « 9 » and « 120 » are one number to the eye of a program. A bare
    number takes the unit that the name of its column gives. Places are those in ``row``.
    """
    found: list[Quantity] = []
    position = 0
    for cell in row.split(ROW_SEPARATOR):
        name, value = named_cell(cell)
        unit = unit_of_column(name)
        start = position + len(cell) - len(value)
        found.extend(
            Quantity(one.value, one.unit or unit, start + one.start, start + one.end) for one in read_quantities(value)
        )
        position += len(cell) + len(ROW_SEPARATOR)
    return tuple(found)


def quantities_of(sentence: StoredSentence) -> tuple[Quantity, ...]:
    """The quantities of a sentence; of a row of a table, with the units of its columns."""
    return read_row(sentence.row) if sentence.row else read_quantities(sentence.text)


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        here, following = shared[i], shared[i + 1]
        if here.unit is None and following.unit and _RANGE.match(text[here.end : following.start]):
            shared[i] = Quantity(here.value, following.unit, here.start, here.end)
    return shared


def _value(digits: str) -> float:
    plain = re.sub(_SPACE, "", digits)
    if "," in plain and "." in plain:  # the last of the two is the decimal sign
        thousands = "." if plain.rindex(".") < plain.rindex(",") else ","
        plain = plain.replace(thousands, "")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", plain):
        plain = plain.replace(".", "")
    return float(plain.replace(",", "."))


def _in_words(text: str) -> list[tuple[int, int, float]]:
    """Numbers in words: the longest runs of number words that make a number."""
    words = [(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)]
    runs: list[list[tuple[int, int, str]]] = [[]]
    for previous, word in pairwise([(0, 0, ""), *words]):
        joined = bool(runs[-1]) and re.fullmatch(r"[\s\-‑]+", text[previous[1] : word[0]]) is not None
        if word[2] in _NUMBER_WORDS:
            runs[-1].append(word) if joined else runs.append([word])
        elif not (joined and word[2] == "et"):  # « vingt et un »
            runs.append([])
        else:
            runs[-1].append(word)
    found = []
    for run in runs:
        while run and run[-1][2] == "et":
            run = run[:-1]
        if not run or (len(run) == 1 and run[0][2] in _ARTICLES):
            continue
        start, end = run[0][0], run[-1][1]
        if run[0][2] == "cent" and fold(text[:start]).rstrip().endswith("pour"):  # « pour cent » is a unit
            continue
        value = _words_value(text[start:end])
        if value is not None:
            found.append((start, end, value))
            continue
        for first, last, single_word in run:  # no number together (« deux trois »): each word for itself
            single = _words_value(single_word)
            if single is not None and single_word not in _ARTICLES:
                found.append((first, last, single))
    return found


def _words_value(text: str) -> float | None:
    from text_to_num import text2num

    plain = fold(text).replace("-", " ")
    if not plain or not set(plain.split()) <= _NUMBER_WORDS | {"et"}:
        return None
    try:
        return float(text2num(plain.replace("zero", "zéro"), "fr"))
    except ValueError:
        return None


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return all(span[1] <= start or span[0] >= end for start, end in taken)

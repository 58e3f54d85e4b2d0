"""Numbers as lists write them: « 3 », « c », « III », « 3e »."""

from __future__ import annotations

from typing import Literal

NumeralForm = Literal[
    "decimal", "zero", "ordinal", "upper_letter", "lower_letter", "upper_roman", "lower_roman", "words",
    "ordinal_words", "circled", "dashed",
]  # fmt: skip

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_MOST_LETTERS = 30  # of one number: lists end long before
_LAST_ROMAN = 3999
_LAST_CIRCLED = 20
_LAST_WORD = 99
_UNITS = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
          "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf")  # fmt: skip
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 7: "soixante", 8: "quatre-vingt",
         9: "quatre-vingt"}  # fmt: skip


def numeral(count: int, form: NumeralForm) -> str:
    """A number in a form; in digits where the form has no such number."""
    if form in ("upper_letter", "lower_letter") and 0 < count <= 26 * _MOST_LETTERS:
        letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "upper_letter" else letter.lower()
    if form in ("upper_roman", "lower_roman") and 0 < count <= _LAST_ROMAN:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (count // value)
            count %= value
        return roman if form == "upper_roman" else roman.lower()
    if form == "zero":
        return f"{count:02d}"
    if form == "ordinal":
        return f"{count}{'er' if count == 1 else 'e'}"
    if form == "circled" and 0 < count <= _LAST_CIRCLED:
        return chr(ord("①") + count - 1)
    if form == "dashed":
        return f"- {count} -"
    if form in ("words", "ordinal_words") and 0 < count <= _LAST_WORD:
        return _in_words(count) if form == "words" else _ordinal(count)
    return str(count)


def _in_words(count: int) -> str:
    """« vingt et un », « soixante-douze », « quatre-vingts »."""
    if count < len(_UNITS):
        return _UNITS[count]
    tens, unit = divmod(count, 10)
    if tens in (7, 9):
        unit += 10
    joint = " et " if unit in (1, 11) and tens < 8 else "-" if unit else "s" if tens == 8 else ""
    return f"{_TENS[tens]}{joint}{_UNITS[unit]}"


def _ordinal(count: int) -> str:
    """« premier », « deuxième », « vingt et unième »."""
    if count == 1:
        return "premier"
    word = _in_words(count)
    stem = word[:-1] if word.endswith(("e", "ts")) else word
    return f"{stem}{'uième' if stem.endswith('cinq') else 'ième'}".replace("neufième", "neuvième")

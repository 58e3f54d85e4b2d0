"""Numbers as lists write them: « 3 », « c », « III », « 3e »."""

from __future__ import annotations

from typing import Literal

NumeralForm = Literal["decimal", "zero", "ordinal", "upper_letter", "lower_letter", "upper_roman", "lower_roman"]

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_MOST_LETTERS = 30  # of one number: lists end long before
_LAST_ROMAN = 3999


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
    return str(count)

"""Values of a workbook as a French Excel shows them: « 30 % », « 1 234,5 », « 01/03/2024 »."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from ingestion.formats.readers.date_formats import format_sections, shown_date

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<digits>(?:\.(?=[0#?]))?[0#?](?:[0#?,. ]*[0#?,.])?)"
    r"|(?P<percent>%)"
    r"|(?P<exponent>[eE][+-]0+)|(?P<general>General|Standard)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SIGNIFICANT = 11  # digits that a cell without a format shows
_MANTISSA = 6  # the same, of a number with its exponent
_LITERAL = "\0"  # in a pattern of digits: the next character stands for itself
_POINT = re.compile(rf"(?<!{_LITERAL})\.")
_FRACTION = re.compile(r"(?P<whole>[0#?] +)?[0#?]+ ?/ ?(?:(?P<places>[0#?]+)|(?P<fixed>\d+))")
_OVER = re.compile(r"[0#?] ?/ ?[0-9#?]")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:[.,]\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-[0-9A-Fa-f]+)?")
#: The accounts of Excel (its format 44), which openpyxl knows without semicolons, as a French Excel has them.
_OF_OPENPYXL = {
    r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)': (
        r'_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-;_-* "-"??\ "€"_-;_-@_-'
    )
}


class _Section(NamedTuple):
    """One part of a format: what stands around the number, and how it is written.

    ``digits`` has a mark before each character that stands for itself among the digits (« 06 12 34 »); ``exponent`` is
    how one is written (« E+00 »), empty where there is none.
    """

    before: str
    digits: str | None
    after: str
    percents: int
    exponent: str
    shows_text: bool
    condition: tuple[str, float] | None


def shown_value(value: object, number_format: str | None) -> str:
    """The text of a cell, given its value and the format that the file names for it."""
    code = _OF_OPENPYXL.get(number_format or "General", number_format or "General")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, datetime | date | time | timedelta):
        return shown_date(value, code)
    if isinstance(value, int | float | Decimal):
        return _shown_number(float(value), code) if math.isfinite(value) else str(value)
    text = str(value)
    sections = _sections(code)
    if len(sections) > 3:
        last = sections[3]
        return f"{last.before}{text if last.shows_text else ''}{last.after}"
    only = sections[0] if len(sections) == 1 and sections[0].shows_text else None
    return f"{only.before}{text}{only.after}" if only else text


# --- numbers -----------------------------------------------------------------------------------


def _shown_number(value: float, code: str) -> str:
    sections = _sections(code)
    section, keeps_sign = _section_for(value, sections)
    if section is None:
        return _general(value)
    fraction = _FRACTION.search(section.digits or "")
    if fraction:
        return f"{section.before}{_fraction(value, fraction)}{section.after}".strip()
    if section.digits is None and not section.exponent:
        plain = section.shows_text
        sign = "-" if plain and value < 0 and keeps_sign else ""
        return f"{sign}{section.before}{_general(abs(value)) if plain else ''}{section.after}".strip()
    sign = "-" if value < 0 and keeps_sign else ""
    if section.exponent:
        written = _with_exponent(abs(Decimal(repr(value))), section.digits or "0", section.exponent)
        return f"{sign}{section.before}{written}{section.after}".strip()
    scaled = Decimal(repr(value)) * 100**section.percents
    written = _digits(abs(scaled), section.digits or "0")
    if sign and not written.strip("0, \u00a0"):
        sign = ""
    after = (
        section.after.replace("%", " %") if section.percents and not section.after.startswith(" ") else section.after
    )
    return f"{sign}{section.before}{written}{after}".strip()


def _section_for(value: float, sections: tuple[_Section, ...]) -> tuple[_Section | None, bool]:
    """The part of a format that holds for a value, and whether a minus is written before it."""
    for section in sections[:3]:
        if section.condition is not None and _holds(value, *section.condition):
            return section, True
    numbers = [section for section in sections[:3] if section.condition is None]
    if any(section.condition for section in sections):
        return (numbers[-1] if numbers else None), True
    if not numbers:
        return None, True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], True
    return sections[0], True


def _holds(value: float, sign: str, bound: float) -> bool:
    return {
        "<": value < bound, ">": value > bound, "=": value == bound,
        "<=": value <= bound, ">=": value >= bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 10**_SIGNIFICANT:
        return str(int(value))
    text = f"{value:.{_SIGNIFICANT - 1}g}"
    if "e" in text:
        mantissa, _, exponent = f"{value:.{_MANTISSA - 1}E}".partition("E")
        text = f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    return text.replace(".", ",")


def _with_exponent(value: Decimal, pattern: str, exponent: str) -> str:
    """« 1,2E+03 »: a pattern with several places before the point has exponents that are multiples of their number."""
    whole, _, decimals = pattern.partition(".")
    places = max(1, sum(char in "0#?" for char in whole))
    step = Decimal(1).scaleb(-sum(char in "0#?" for char in decimals))
    power = 0 if not value else value.adjusted() // places * places
    mantissa = value.scaleb(-power).quantize(step, ROUND_HALF_UP)
    if mantissa >= 10**places:
        power += places
        mantissa = value.scaleb(-power).quantize(step, ROUND_HALF_UP)
    letter, shown_plus, zeros = exponent[0], exponent[1] == "+", len(exponent) - 2
    sign = "-" if power < 0 else "+" if shown_plus else ""
    return f"{_digits(mantissa, pattern)}{letter.upper()}{sign}{abs(power):0{zeros}d}"


def _fraction(value: float, pattern: re.Match[str]) -> str:
    """« 1 1/4 », with a denominator of as many digits as the pattern has, or that it says."""
    number = Fraction(value)
    if pattern["fixed"]:
        parts = Fraction(round(number * int(pattern["fixed"])), 1)
        over, under = parts.numerator, int(pattern["fixed"])
    else:
        near = number.limit_denominator(10 ** len(pattern["places"]) - 1)
        over, under = near.numerator, near.denominator
    if not pattern["whole"]:
        return f"{over}/{under}"
    whole, rest = divmod(abs(over), under)
    shown = " ".join(part for part in (str(whole) if whole else "", f"{rest}/{under}" if rest else "") if part)
    return f"{'-' if over < 0 else ''}{shown or '0'}"


def _digits(value: Decimal, pattern: str) -> str:
    """A number as a pattern like « # ##0,00 » (written « #,##0.00 ») wants it."""
    pattern = pattern.rstrip()
    point = _POINT.search(pattern)
    whole, decimals = (pattern, "") if point is None else (pattern[: point.start()], pattern[point.end() :])
    marked = _LITERAL in whole
    decimals = re.sub(r"[^0#?]", "", decimals)
    thousands = len(pattern) - len(pattern.rstrip(","))
    value = value / 1000**thousands
    grouped = "," in whole.rstrip(",") or " " in whole.strip()
    places = len(decimals)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:f}"
    integer, _, fraction = text.partition(".")
    least = sum(char == "0" for char in whole)
    integer = integer.lstrip("0").rjust(least, "0")
    if marked:
        integer = _filled(integer, whole)
    kept = len(decimals.rstrip("#?"))
    while len(fraction) > kept and fraction.endswith("0"):
        fraction = fraction[:-1]
    if grouped and not marked:
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", " ", integer)
    return f"{integer},{fraction}" if fraction else integer or ("" if not least else "0")


def _filled(integer: str, pattern: str) -> str:
    """Digits put into a pattern from its end; what is over stands at its first place."""
    places = [
        (match[1] or match[0], bool(match[1])) for match in re.finditer(_LITERAL + r"(.)|[0#?]", pattern, re.DOTALL)
    ]
    left = sum(not literal for _, literal in places)
    rest = list(integer)
    written: list[str] = []
    for char, literal in reversed(places):
        if literal:
            written.append(char)
            continue
        left -= 1
        taken = rest if left == 0 else rest[-1:]
        written.append("".join(taken) or ("0" if char == "0" else ""))
        del rest[len(rest) - len(taken) :]
    return "".join(reversed(written)).strip()


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    return tuple(_section(part) for part in format_sections(code))


def _section(code: str) -> _Section:
    before, after = "", ""
    digits: str | None = None
    percents, exponent, shows_text = 0, "", False
    condition: tuple[str, float] | None = None
    waiting = ""  # literals after digits: between two runs of digits, or after the number
    is_fraction = bool(_OVER.search(code))
    for match in _TOKEN.finditer(code):
        literal = ""
        if match["digits"] is not None:
            inner = waiting if is_fraction else "".join(_LITERAL + char for char in waiting)
            digits = (digits or "") + inner + match["digits"]
            waiting = ""
        elif match["percent"]:
            percents, literal = percents + 1, "%"
        elif match["exponent"]:
            exponent = match["exponent"]
        elif match["general"] or match["text"]:
            shows_text = True
        elif match["bracket"] is not None:
            currency = _CURRENCY.fullmatch(match["bracket"])
            test = _CONDITION.fullmatch(match["bracket"])
            literal = currency[1] if currency else ""
            if test:
                condition = (test[1], float(test[2].replace(",", ".")))
        else:
            literal = match["quoted"] or match["escaped"] or match["other"] or ""
        if match["percent"] or shows_text:
            after, waiting = after + waiting + literal, ""
        elif digits is None:
            before += literal
        else:
            waiting += literal
    fixed = re.match(r" ?/ ?\d*", waiting)
    if fixed and digits and is_fraction:  # the denominator of a fraction
        digits, waiting = digits + fixed[0], waiting[fixed.end() :]
    after += waiting
    return _Section(before, digits, after, percents, exponent, shows_text, condition)

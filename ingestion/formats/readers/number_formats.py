"""Values of a workbook as a French Excel shows them: « 30 % », « 1 234,5 », « 01/03/2024 »."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<digits>[0#?](?:[0#?,. ]*[0#?,.])?)'
    r"|(?P<percent>%)"
    r"|(?P<exponent>[eE][+-]0+)|(?P<general>General|Standard)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_DATE_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]|(?P<half>am/pm|a/p)'
    r"|(?P<field>y+|m+|d+|h+|s+(?:\.0+)?|a{3,}|j+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre")  # fmt: skip
_SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
#: What Excel writes for « the short date of this computer ».
_LOCAL_DATES = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yyyy": "dd/mm/yyyy", "m/d/yy": "dd/mm/yyyy",
                "m/d/yy h:mm": "dd/mm/yyyy hh:mm", "d-mmm-yy": "d-mmm-yy"}  # fmt: skip
_SIGNIFICANT = 11  # digits that a cell without a format shows
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:[.,]\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-[0-9A-Fa-f]+)?")


class _Section(NamedTuple):
    """One part of a format: what stands around the number, and how it is written."""

    before: str
    digits: str | None
    after: str
    percents: int
    exponent: bool
    shows_text: bool
    condition: tuple[str, float] | None


def shown_value(value: object, number_format: str | None) -> str:
    """The text of a cell, given its value and the format that the file names for it."""
    code = number_format or "General"
    if value is None:
        return ""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, datetime | date | time | timedelta):
        return _shown_date(value, code)
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
    if section.digits is None and not section.exponent:
        plain = section.shows_text
        return f"{section.before}{_general(value) if plain else ''}{section.after}".strip()
    if section.exponent:
        return f"{section.before}{value:.2E}{section.after}".replace(".", ",")
    scaled = Decimal(repr(value)) * 100**section.percents
    sign = "-" if scaled < 0 and keeps_sign else ""
    written = _digits(abs(scaled), section.digits or "0")
    if sign and not written.strip("0, \u00a0"):
        sign = ""
    after = (
        section.after.replace("%", " %") if section.percents and not section.after.startswith(" ") else section.after
    )
    return f"{section.before}{sign}{written}{after}".strip()


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
    return f"{value:.{_SIGNIFICANT - 1}g}".replace(".", ",")


def _digits(value: Decimal, pattern: str) -> str:
    """A number as a pattern like « # ##0,00 » (written « #,##0.00 ») wants it."""
    pattern = pattern.rstrip()
    whole, _, decimals = pattern.partition(".")
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
    kept = len(decimals.rstrip("#?"))
    while len(fraction) > kept and fraction.endswith("0"):
        fraction = fraction[:-1]
    if grouped:
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", " ", integer)
    return f"{integer},{fraction}" if fraction else integer or ("" if not least else "0")


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    return tuple(_section(part) for part in _split(code))


def _split(code: str) -> list[str]:
    """The parts of a format, cut at semicolons that stand in no quotes."""
    parts, start, quoted = [], 0, False
    for place, char in enumerate(code):
        if char == '"' and (place == 0 or code[place - 1] != "\\"):
            quoted = not quoted
        elif char == ";" and not quoted and (place == 0 or code[place - 1] != "\\"):
            parts.append(code[start:place])
            start = place + 1
    return [*parts, code[start:]]


def _section(code: str) -> _Section:
    before, after = "", ""
    digits: str | None = None
    percents, exponent, shows_text = 0, False, False
    condition: tuple[str, float] | None = None
    for match in _TOKEN.finditer(code):
        literal = ""
        if match["digits"] is not None:
            digits = match["digits"] if digits is None else digits + match["digits"]
        elif match["percent"]:
            percents, literal = percents + 1, "%"
        elif match["exponent"]:
            exponent = True
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
        if digits is None and not shows_text:
            before += literal
        else:
            after += literal
    return _Section(before, digits, after, percents, exponent, shows_text, condition)


# --- dates -------------------------------------------------------------------------------------


def _shown_date(value: datetime | date | time | timedelta, code: str) -> str:
    if isinstance(value, timedelta):
        return _elapsed(value, code)
    moment = value if isinstance(value, datetime) else _moment(value)
    code = _split(_LOCAL_DATES.get(re.sub(r"^\[[^\]]*\]", "", code).lower(), code))[0]
    if not re.search(r"[ymdhsj]", re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code), re.IGNORECASE):
        code = "dd/mm/yyyy hh:mm" if moment.time() != time() else "dd/mm/yyyy"
    tokens = list(_DATE_TOKEN.finditer(code))
    half = any(token["half"] for token in tokens)
    written = []
    last = ""
    for place, token in enumerate(tokens):
        field = (token["field"] or token["elapsed"] or "").lower()
        if field:
            following = next((one["field"].lower() for one in tokens[place + 1 :] if one["field"]), "")
            minutes = field.startswith("m") and (last.startswith("h") or following.startswith("s")) and len(field) < 3
            written.append(f"{moment.minute:02d}" if minutes else _field(field, moment, half))
            last = field
        elif token["half"]:
            written.append("AM" if moment.hour < 12 else "PM")
        else:
            written.append(token["quoted"] or token["escaped"] or token["other"] or "")
    return "".join(written).split("@")[0].strip()


def _moment(value: date | time) -> datetime:
    return datetime.combine(date(1900, 1, 1), value) if isinstance(value, time) else datetime.combine(value, time())


def _field(field: str, moment: datetime, half: bool) -> str:
    kind, length = field[0], len(field)
    if kind == "y" or (kind == "a" and length < 4):
        return f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"
    if kind == "m":
        names = {3: _SHORT_MONTHS, 4: _MONTHS}.get(length)
        if length == 5:
            return _MONTHS[moment.month - 1][0].upper()
        return names[moment.month - 1] if names else f"{moment.month:0{length}d}"
    if kind in ("d", "j"):
        day = _DAYS[moment.weekday()]
        return day[:3] + "." if length == 3 else day if length > 3 else f"{moment.day:0{length}d}"
    if kind == "h":
        hour = (moment.hour % 12 or 12) if half else moment.hour
        return f"{hour:0{min(length, 2)}d}"
    return f"{moment.second:02d}" if kind == "s" else ""


def _elapsed(value: timedelta, code: str) -> str:
    seconds = round(value.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    text = f"{hours}:{rest // 60:02d}"
    return ("-" if seconds < 0 else "") + (f"{text}:{rest % 60:02d}" if "s" in code.lower() else text)

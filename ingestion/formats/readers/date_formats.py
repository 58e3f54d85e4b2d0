"""Dates and times of a workbook as a French Excel shows them: « 01/03/2024 », « 1 mars 2024 », « 14:05 »."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_DATE_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]|(?P<half>am/pm|a/p)'
    r"|(?P<field>y+|m+|d+|h+|s+(?:\.0+)?|a{3,}|j+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre")  # fmt: skip
_SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_ENGLISH_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                   "November", "December")  # fmt: skip
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH = re.compile(r"\[\$-(?:[0-9A-F]*0?[48]09|en\b[^\]]*)\]", re.IGNORECASE)
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
#: What Excel writes for « the short date of this computer ».
_LOCAL_DATES = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yyyy": "dd/mm/yyyy", "m/d/yy": "dd/mm/yyyy",
                "m/d/yy h:mm": "dd/mm/yyyy hh:mm", "d-mmm-yy": "d-mmm-yy"}  # fmt: skip
#: What Excel writes for « the long date of this computer », and its time.
_OF_THE_SYSTEM = {"[$-F800]": "dddd d mmmm yyyy", "[$-F400]": "hh:mm:ss"}


def format_sections(code: str) -> list[str]:
    """The parts of a format, cut at semicolons that stand in no quotes."""
    parts, start, quoted = [], 0, False
    for place, char in enumerate(code):
        if char == '"' and (place == 0 or code[place - 1] != "\\"):
            quoted = not quoted
        elif char == ";" and not quoted and (place == 0 or code[place - 1] != "\\"):
            parts.append(code[start:place])
            start = place + 1
    return [*parts, code[start:]]


def shown_date(value: datetime | date | time | timedelta, code: str) -> str:
    """A date, a time or a span of time as a format writes it."""
    if isinstance(value, timedelta):
        return _elapsed(value, code)
    written_code = code
    moment = value if isinstance(value, datetime) else _moment(value)
    known = next((shown for start, shown in _OF_THE_SYSTEM.items() if code.upper().startswith(start)), None)
    code = format_sections(known or _LOCAL_DATES.get(re.sub(r"^\[[^\]]*\]", "", code).lower(), code))[0]
    if not re.search(r"[ymdhsj]", re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code), re.IGNORECASE):
        code = "dd/mm/yyyy hh:mm" if moment.time() != time() else "dd/mm/yyyy"
    english = bool(_ENGLISH.search(known or written_code))
    tokens = list(_DATE_TOKEN.finditer(code))
    half = any(token["half"] for token in tokens)
    written = []
    last = ""
    for place, token in enumerate(tokens):
        field = (token["field"] or token["elapsed"] or "").lower()
        if field:
            following = next((one["field"].lower() for one in tokens[place + 1 :] if one["field"]), "")
            minutes = field.startswith("m") and (last.startswith("h") or following.startswith("s")) and len(field) < 3
            written.append(f"{moment.minute:02d}" if minutes else _field(field, moment, half, english))
            last = field
        elif token["half"]:
            written.append("AM" if moment.hour < 12 else "PM")
        else:
            written.append(token["quoted"] or token["escaped"] or token["other"] or "")
    return "".join(written).split("@")[0].strip()


def _moment(value: date | time) -> datetime:
    return datetime.combine(date(1900, 1, 1), value) if isinstance(value, time) else datetime.combine(value, time())


def _field(field: str, moment: datetime, half: bool, english: bool) -> str:
    kind, length = field[0], len(field)
    if english and kind in ("m", "d") and length in (3, 4):
        name = _ENGLISH_MONTHS[moment.month - 1] if kind == "m" else _ENGLISH_DAYS[moment.weekday()]
        return name if length == 4 else name[:3]
    if kind in ("y", "a"):
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
    """A span of time: the first unit, in brackets, goes on beyond its usual end."""
    seconds = abs(round(value.total_seconds()))
    rest = {"h": seconds // 3600, "m": seconds % 3600 // 60, "s": seconds % 60}
    whole = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}
    written: list[str] = []
    for token in _DATE_TOKEN.finditer(format_sections(code)[0]):
        field = (token["elapsed"] or token["field"] or "").lower()
        if field[:1] in rest:
            number = whole[field[0]] if token["elapsed"] else rest[field[0]]
            written.append(f"{number:0{min(len(field), 2)}d}")
        else:
            written.append(token["quoted"] or token["escaped"] or token["other"] or "")
    if not any(char.isdigit() for char in "".join(written)):
        written = [f"{rest['h']}:{rest['m']:02d}"]
    return ("-" if value.total_seconds() < 0 else "") + "".join(written).split("@")[0].strip()

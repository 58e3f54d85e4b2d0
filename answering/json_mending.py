"""JSON as small models write it, made sound where nothing has to be guessed: commas, comments, last brackets."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|#[^\n]*", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_CLOSES = {"{": "}", "[": "]"}
_ESCAPED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def mended_json(text: str) -> str | None:
    """The JSON object that a text begins with; None where it holds none, or ends inside of a value.

    Commas before a closing bracket and comments are left out, line ends in strings are escaped, and brackets that are
    missing at the end are closed where what stands before them is whole.
    """
    written: list[str] = []
    still_open: list[str] = []
    place = 0
    while place < len(text):
        char = text[place]
        string, comment = _STRING.match(text, place), _COMMENT.match(text, place)
        if string:
            written.append("".join(_ESCAPED.get(one, one) for one in string[0]))
            place = string.end()
            continue
        if text.startswith("```", place):
            break  # the end of a Markdown fence
        if char == '"':
            return None  # a string that does not end
        if comment:
            place = comment.end()
            continue
        if char in "}]":
            if not still_open or char != _CLOSES[still_open.pop()]:
                return None
            _drop_comma(written)
        elif char in _CLOSES:
            still_open.append(char)
        written.append(char)
        place += 1
        if not still_open:
            return "".join(written)
    last = "".join(written).rstrip()[-1:]
    if last not in ('"', "}", "]"):
        return None  # in the middle of a number, a name or a list
    return "".join([*written, *(_CLOSES[one] for one in reversed(still_open))])


def _drop_comma(written: list[str]) -> None:
    place = len(written) - 1
    while place >= 0 and written[place].isspace():
        place -= 1
    if place >= 0 and written[place] == ",":
        del written[place]

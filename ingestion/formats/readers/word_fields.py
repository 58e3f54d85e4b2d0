"""Fields of Word: their result is shown, and of a few without a result what their code says; old form fields."""

from __future__ import annotations

import re
from typing import Any

from ingestion.formats.readers.package import attribute, child, children, is_on, name_of
from ingestion.formats.readers.word_symbols import symbol

_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*\S)\s*", re.IGNORECASE | re.DOTALL)
_SYMBOL = re.compile(r"\s*SYMBOL\s+(0x[0-9a-f]+|\d+)\b(.*)", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r"\\f\s+(?:\"([^\"]*)\"|(\S+))", re.IGNORECASE)
#: Fields whose result Word works out and keeps in no file: formulas, numbers of paragraphs.
_WORKED_OUT = re.compile(r"\s*(?:EQ|AUTONUM(?:LGL|OUT)?|LISTNUM)\b", re.IGNORECASE)


class FieldStack:
    """Which part of the fields around it a run stands in; of a text whose fields do not all end, all is shown."""

    def __init__(self, text: Any) -> None:
        """Args: text: the element whose runs are read."""
        self._sound = _all_end(text)
        self._open: list[bool] = []  # for each field whether its result has begun
        self._filled: list[bool] = []  # whether its result holds a text
        self._forms: list[Any | None] = []
        self._codes: list[list[str]] = []
        self._unread: list[str] = []

    @property
    def shows(self) -> bool:
        """Whether text is shown here: it stands in no field, or in results only."""
        return not self._sound or all(self._open)

    def take(self, stage: str, form: Any | None) -> str:
        """Goes on at a turn of a field (begin, separate, end); what a form field shows there."""
        if stage == "begin":
            self._open.append(False)
            self._filled.append(False)
            self._forms.append(form)
            self._codes.append([])
        elif stage == "separate" and self._open:
            self._open[-1] = True
        elif stage == "end" and self._open:
            had_result = self._open.pop() & self._filled.pop()
            shown = self._forms.pop()
            code = "".join(self._codes.pop())
            if not self.shows:
                return ""
            return checkbox(shown) or ("" if had_result else chosen_entry(shown) or self._said_by(code))
        return ""

    def wrote(self, text: str) -> None:
        """Takes note of a text in the results of the fields around it."""
        if text.strip():
            self._filled = [True] * len(self._filled)

    def say(self, code: str) -> None:
        """Takes a piece of the code of the innermost field."""
        if self._open and not self._open[-1]:
            self._codes[-1].append(code)

    def taken_unread(self) -> list[str]:
        """The codes of fields that show something that is not read, since the last time."""
        found, self._unread = self._unread, []
        return found

    def _said_by(self, code: str) -> str:
        """What a field without a result shows."""
        button, sign = _BUTTON.fullmatch(code), _SYMBOL.fullmatch(code)
        if button:
            return button[1]
        if sign:
            font = _FONT.search(sign[2])
            place = int(sign[1], 16 if sign[1].lower().startswith("0x") else 10)
            return symbol((font[1] or font[2]) if font else "", f"{place:X}")
        if _WORKED_OUT.match(code):
            self._unread.append(" ".join(code.split()))
        return ""


def _all_end(text: Any) -> bool:
    depth = 0
    for node in text.iter():
        if name_of(node) == "w:fldChar":
            depth += {"begin": 1, "end": -1}.get(attribute(node, "w:fldCharType") or "", 0)
            if depth < 0:
                return False
    return depth == 0


def checkbox(form: Any | None) -> str:
    """The box of an old form, ticked or not; nothing for other fields."""
    box = child(form, "w:checkBox")
    if box is None:
        return ""
    ticked = child(box, "w:checked")
    said = is_on(ticked) if ticked is not None else is_on(child(box, "w:default"))
    return "☑" if said else "☐"


def chosen_entry(form: Any | None) -> str:
    """What is chosen in a list of an old form; nothing for other fields."""
    choice = child(form, "w:ddList")
    if choice is None:
        return ""
    entries = [attribute(one, "w:val") or "" for one in children(choice, "w:listEntry")]
    said = attribute(child(choice, "w:result"), "w:val") or attribute(child(choice, "w:default"), "w:val") or "0"
    place = int(said) if said.isdecimal() else 0
    return entries[place] if place < len(entries) else ""

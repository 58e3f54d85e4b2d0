"""Fields of Word: their code is not shown, their result is; what old form fields hold."""

from __future__ import annotations

from typing import Any

from ingestion.formats.readers.package import attribute, child, children, is_on, name_of


class FieldStack:
    """Which part of the fields around it a run stands in; of a text whose fields do not all end, all is shown."""

    def __init__(self, text: Any) -> None:
        """Args: text: the element whose runs are read."""
        self._sound = _all_end(text)
        self._open: list[bool] = []  # for each field whether its result has begun
        self._forms: list[Any | None] = []

    @property
    def shows(self) -> bool:
        """Whether text is shown here: it stands in no field, or in results only."""
        return not self._sound or all(self._open)

    def take(self, stage: str, form: Any | None) -> str:
        """Goes on at a turn of a field (begin, separate, end); what a form field shows there."""
        if stage == "begin":
            self._open.append(False)
            self._forms.append(form)
        elif stage == "separate" and self._open:
            self._open[-1] = True
        elif stage == "end" and self._open:
            had_result = self._open.pop()
            shown = self._forms.pop()
            return checkbox(shown) or ("" if had_result else chosen_entry(shown)) if self.shows else ""
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

"""What a model has worded of an answer so far, told while it writes; nothing of it is checked."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable

#: The text of a line in a reply, whole or as far as it is written; characters after which a draft is told again.
_DRAFT_LINE, _DRAFT_STEP = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\.)*\\?)("?)'), 15


class Drafting:
    """Hands on the texts of the lines in a reply that is being written, whenever a few words were added."""

    def __init__(self, on_draft: Callable[[str], None]):
        self._on_draft = on_draft
        self._told = 0

    def __call__(self, written: str) -> None:
        """Take all that was written so far."""
        draft = drafted(written)
        whole = written.rstrip(" ,}]").endswith('"')
        if len(draft) >= self._told + (1 if whole or not self._told else _DRAFT_STEP):
            self._told = len(draft)
            self._on_draft(draft)


def drafted(written: str) -> str:
    """The texts of the lines in the beginning of a reply, a line each; the last one may stop in a word."""
    lines = []
    for found in _DRAFT_LINE.finditer(written):
        text = found[1].rstrip("\\") if not found[2] else found[1]
        with contextlib.suppress(json.JSONDecodeError):  # cut in « \\u00e9 »: the next piece brings the rest
            lines.append(json.loads(f'"{text}"'))
    return "\n".join(line for line in lines if line)

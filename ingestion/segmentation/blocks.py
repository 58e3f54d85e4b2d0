"""Lines gathered into blocks (a paragraph, a list item, a heading, a row): a page of a PDF gives lines only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingestion.layout.lines import Line, set_width
from ingestion.segmentation.headings import CAPITALS_LEVEL, TITLE_LEVEL, Headings, is_capitals, is_title

_BULLET = re.compile(
    r"(?:[-−•◦▪■●○➢➤✓✔►▶❖◆□❑❒→⇒*·‐]|[–—](?=\s)|o(?=\s|$)|\d{1,2}[°)](?!\w)|[a-zA-Z]\)|\([a-z0-9]{1,2}\)|[ivx]{1,4}\))(?=\s|[^\W\d]|$)"
)
_BARE_BULLET = re.compile(r"(?:[-–—−•◦▪■●○➢➤✓✔►▶❖◆□❑❒→⇒*·‐o]|\d{1,2}[°.)]|[a-zA-Z][.)])")
_WEAK_BULLET = re.compile(r"[–—−]\s")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)°]?|[A-Z]\.|[IVX]{1,4}\.)\s?[-–]?\s+[A-ZÀ-ÝŒ«]")
_CLOSES = re.compile(r"\w{1,4}\)")
_ENDS_CLAUSE = re.compile(r"[.!?…:;][»”\"')\]]*\s?»?\s*$")
_NO_LETTER = re.compile(r"[\W\d_]*")
_HANGING = re.compile(r"[/),;.]")
_CLAUSE_ENDS = ".!?…:;»”\"')]"


@dataclass(frozen=True, slots=True)
class LineHint:
    """What the type or the outline says of a line: the level of its heading, and whether it goes on with one."""

    level: int
    joins: bool = False


def find_blocks(
    lines: Sequence[Line], hints: Mapping[int, LineHint], headings: Headings, *, prose: bool
) -> Iterator[tuple[list[Line], int | None]]:
    """Runs of lines that belong together, with the level of those that are headings.

    Args:
        lines: The lines of a text in order.
        hints: What is known of lines besides their wording, by the offset where they begin.
        headings: What is known of headings and of the ends of lines.
        prose: True for text whose lines are paragraphs: every line end is meant.
    """
    width = _Widths(lines)
    known = [hints.get(line.start) for line in lines]
    levels = [line.level if hint is None else hint.level for line, hint in zip(lines, known, strict=True)]
    block: list[Line] = []
    level: int | None = None
    for index, line in enumerate(lines):
        if not block:
            block, level = [line], levels[index]
            continue
        previous = lines[index - 1]
        fitted = width.next_would_fit(index - 1)
        hint = known[index]
        if hint is not None:
            joins = hint.joins and level is not None
        elif level is not None and known[index - 1] is not None:
            # A heading known by its type or by the outline ends where the type does.
            joins = not prose and line.text[0].islower() and _continues_heading(previous, line, None, fitted, headings)
        elif level is not None:
            joins = not prose and _continues_heading(previous, line, levels[index], fitted, headings)
        elif levels[index] is not None and not _is_run_on(previous, line, fitted, headings):
            joins = False
        else:
            joins = not (prose or _breaks(previous, line, fitted, headings)) or _is_bare_bullet(block)
        if joins:
            block.append(line)
        else:
            yield block, _level(block, level, line, width, index)
            block, level = [line], levels[index]
    if block:
        yield block, level


class _Widths:
    """Widths of lines in characters, to tell a line that ends where it had to from one that chose to."""

    def __init__(self, lines: Sequence[Line]):
        self._lines = lines
        self._lengths = [line.width for line in lines]

    def around(self, index: int) -> float:
        return max(self._lengths[max(0, index - 3) : index + 4])

    def next_would_fit(self, index: int) -> bool:
        """Whether the first word of the next line would have fitted on this one: the break was then meant."""
        # 0.88: a proportional font puts more or fewer characters on a line of the same width.
        spare = 0.88 * self.around(index) - self._lengths[index] - 1
        return spare > 0 and set_width(self._lines[index + 1].text.split(maxsplit=1)[0]) < spare


def _is_bare_bullet(block: Sequence[Line]) -> bool:
    return all(_BARE_BULLET.fullmatch(line.text) for line in block)


def _is_run_on(previous: Line, line: Line, fitted: bool, headings: Headings) -> bool:
    """Whether a line that looks like a heading only continues a sentence (« ...prévues à l' / Article 5 »)."""
    return not line.after_blank and not fitted and _ends_open(previous.text, headings)


def _continues_heading(previous: Line, line: Line, level: int | None, fitted: bool, headings: Headings) -> bool:
    """Whether a heading goes on: a wrapped line, or the title under a bare « CHAPITRE II »."""
    before, after = previous.text, line.text
    if line.after_blank or line.leader or _BULLET.match(after):
        return False
    if headings.is_bare_label(before):
        return (level is None or level == CAPITALS_LEVEL) and is_title(after)
    if after[0].islower():
        return before[-1] not in ".:" and (not fitted or _ends_open(before, headings))
    return not fitted and level in (None, CAPITALS_LEVEL) and is_capitals(before) and is_capitals(after)


def _breaks(previous: Line, line: Line, fitted: bool, headings: Headings) -> bool:
    """Whether a new block begins with ``line``."""
    before, after = previous.text, line.text
    if previous.leader or line.leader:
        return True
    if line.after_blank and not after[0].islower():
        return True
    ended = before[-1] in _CLAUSE_ENDS and _ENDS_CLAUSE.search(before) is not None
    if not ended and (_NO_LETTER.fullmatch(after) or _HANGING.match(after)) and not _BARE_BULLET.fullmatch(after):
        return False  # numbers of a row set under its name, or an exponent on a line of its own
    if _CLOSES.match(after) and before.rfind("(") > before.rfind(")"):
        return False  # « (2 pour / 1) sur le plateau »: it closes a bracket and opens no item
    if _BULLET.match(after):
        return ended or fitted or line.after_blank or not _WEAK_BULLET.match(after)
    if ended and (_NUMBERED.match(after) or fitted):
        return True
    if after[0].islower():
        return False
    return fitted and not _ends_open(before, headings)


def _ends_open(line: str, headings: Headings) -> bool:
    """Whether a line ends on a word or sign that wants more to come."""
    return headings.rules.ends_open.search(line[-headings.rules.longest_open :]) is not None


def _level(block: list[Line], level: int | None, following: Line, width: _Widths, index: int) -> int | None:
    """Level of a finished block: also a short line with no stop, set off from a longer text below."""
    if level is not None or len(block) > 1:
        return level
    text = block[0].text
    words = text.split()
    stands_out = (
        len(words) <= 9
        and text[0].isupper()
        and text[-1].isalnum()
        and len(text) < 0.6 * width.around(index)
        and len(following.text) > 1.4 * len(text)
        and following.text[0].isupper()
        and sum(char.isalpha() for char in text) > 0.75 * len(text.replace(" ", ""))
        and len(words[0]) > 1
    )
    return TITLE_LEVEL if stands_out else None

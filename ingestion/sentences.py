"""French sentences of a page.

Lines are first gathered into blocks (a paragraph, a list item, a heading, a row), because a page of
a PDF gives lines and no paragraphs; then blocks are cut at full stops that end a sentence. Every
character of the body that is not white space ends up in exactly one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.types import Sentence
from ingestion.headings import (
    CAPITALS_LEVEL,
    TITLE_LEVEL,
    has_leader,
    heading_level,
    is_bare_label,
    is_capitals,
    is_title,
)
from ingestion.lines import Line, lines_of
from ingestion.page_tables import Row

MAX_WORDS = 80

_BULLET = re.compile(
    r"(?:[-−•◦▪■●○➢➤✓✔►▶❖◆□❑❒→⇒*·‐]|[–—](?=\s)|o(?=\s|$)|\d{1,2}[°)](?!\w)|[a-zA-Z]\)|\([a-z0-9]{1,2}\)|[ivx]{1,4}\))(?=\s|[^\W\d]|$)"
)
_BARE_BULLET = re.compile(r"(?:[-–—−•◦▪■●○➢➤✓✔►▶❖◆□❑❒→⇒*·‐o]|\d{1,2}[°.)]|[a-zA-Z][.)])")
_WEAK_BULLET = re.compile(r"[–—−]\s")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)°]?|[A-Z]\.|[IVX]{1,4}\.)\s?[-–]?\s+[A-ZÀ-ÝŒ«]")
_ENDS_CLAUSE = re.compile(r"[.!?…:;][»”\"')\]]*\s?»?\s*$")
_ENDS_OPEN = re.compile(
    r"(?:[,'’(«/-]|\b(?:à|au|aux|avec|ce|ces|cette|chez|comme|contre|d|dans|de|des|dont|du|elle|en|entre|est|et|il|l|la"
    r"|le|les|leur|leurs|mais|ne|ni|non|ou|où|par|pour|qu|que|qui|sa|sans|se|ses|son|sont|sous|sur|un|une|vers|n°"
    r"|article|articles|art\.|zone|zones|secteur|secteurs))$",
    re.IGNORECASE,
)

# Abbreviations never followed by the end of a sentence, and those that may end one.
_NEVER = re.compile(
    r"(?:^|[\s(\[«“\"'’/-])(?:M|MM|Mme|Mmes|Mlle|Me|Mgr|Dr|Pr|St|Ste|art|Art|ART|cf|Cf|p|pp|p\. ?ex|ex|n|N|nos|fig|Fig"
    r"|tab|Tab|chap|Chap|al|alin|vol|réf|Réf|éd|coll|dir|c\.-à-d|i\.e|e\.g|v|V|tél|Tél|bd|Bd|av|Av|rte|dép|janv|févr|avr|juil|sept|oct|nov|déc"
    r")\.$"
)
_MAY_END = re.compile(
    r"(?:^|[\s(\[«“\"'’/-])(?:env|hab|log|logts?|sup|min|max|moy|approx|resp|etc|cad|ss|sq|[A-Z]|(?:[A-Za-zÀ-ÿ]\.){1,8}[A-Za-zÀ-ÿ])\.$"
)
_STARTER = re.compile(
    r"(?:[«“\"(]\s?)?(?:L['’]|D['’]|C['’]|S['’]|Qu['’]|N['’]|J['’]|(?:Le|La|Les|Un|Une|Des|Du|De|Ce|Cet|Cette|Ces|Il|Ils|Elle|Elles|On|Nous|Vous"
    r"|En|Dans|Pour|Par|Sur|Sous|Afin|Aussi|Ainsi|Au|Aux|À|A|Avec|Cela|Ceci|Chaque|Ci|Dès|Enfin|Et|Leur|Leurs|Lorsque"
    r"|Mais|Ne|Or|Où|Pas|Plus|Quand|Quant|Sans|Sauf|Selon|Seul|Seule|Seuls|Seules|Si|Son|Sa|Ses|Tous|Tout|Toute|Toutes|Toutefois|Cependant)\b)"
)
_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<closers>(?:[”\"')\]]|\s?»)*)(?P<gap>\s+)(?=\S)")
_NEXT_STARTS = re.compile(r"[A-ZÀ-ÝŒ«“\"(\[•▪–—-]|\d")
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*(?:[-–•]\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[IVX]{1,5})\.$")
_CAPITAL = re.compile(r"[A-ZÀ-ÝŒ]")
_THIN = re.compile(r"[ijltfI.,;:!'’|() ]")
_NO_LETTER = re.compile(r"[\W\d_]*")
_HANGING = re.compile(r"[/),;.]")
_ROW_NAME = 80  # characters of a first cell that can name its row
_QUOTE_REACH = 400  # characters within which a closing guillemet is looked for


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, with the level of the section that it opens when it is a heading; ``note`` for a footnote."""

    sentence: Sentence
    level: int | None = None
    note: bool = False


@dataclass(frozen=True, slots=True)
class LineHint:
    """What the type or the outline says of a line: the level of its heading, and whether it goes on with one."""

    level: int
    joins: bool = False


def split_page(
    page: int,
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    prose: bool = False,
    hints: Mapping[int, LineHint] | None = None,
) -> list[Unit]:
    """The sentences of ``text[start:end]``, body of the page of ordinal ``page``.

    Args:
        page: Ordinal of the page, written in each sentence.
        text: Clean text of the whole page.
        start: Offset where the body begins.
        end: Offset where the body ends; the end of the text when None.
        prose: True for text whose lines are paragraphs (office files): every line end is meant.
        hints: What is known of lines besides their wording, by the offset where they begin.
    """
    units: list[Unit] = []
    for block, level in _blocks(lines_of(text, start, end), hints or {}, prose=prose):
        first, last = block[0].start, block[-1].end
        spans = [(first, last)] if level is not None else _cut_block(text, first, last)
        for begin, stop in spans:
            units.extend(_units(page, text, begin, stop, level))
    return units


def split_row(page: int, text: str, row: Row) -> list[Unit]:
    """The sentences of a row of a table: the row itself, with the names of its columns in ``row``.

    A row of more than 80 words is cut like any text, each sentence of a cell keeping the name of its
    row and column.
    """
    if len(text[row.start : row.end].split()) <= MAX_WORDS:
        whole = " ".join(text[row.start : row.end].split())
        return [Unit(Sentence(page, row.start, row.end, whole, row.text))]
    units = []
    for unit in split_page(page, text, row.start, row.end):
        sentence = unit.sentence
        cell = next((cell for cell in row.cells if cell.start <= sentence.start < cell.end), None)
        reading = None
        if cell is not None and cell.header:
            above = (
                f"{row.name} ; "
                if row.name and len(row.name) <= _ROW_NAME and not sentence.text.startswith(row.name)
                else ""
            )
            reading = f"{above}{cell.header} : {sentence.text}"
        units.append(Unit(replace(sentence, row=reading)))
    return units


def split_sentences(text: str) -> list[str]:
    """The sentences of a plain text whose line ends are paragraph ends, white space collapsed."""
    return [unit.sentence.text for unit in split_page(1, text, prose=True)]


def _units(page: int, text: str, start: int, end: int, level: int | None) -> Iterator[Unit]:
    for begin, stop in _limit(text, start, end):
        yield Unit(Sentence(page, begin, stop, " ".join(text[begin:stop].split())), level)


# --- Lines into blocks -------------------------------------------------------------------------


def _blocks(
    lines: Sequence[Line], hints: Mapping[int, LineHint], *, prose: bool
) -> Iterator[tuple[list[Line], int | None]]:
    """Runs of lines that belong together, with the level of those that are headings."""
    width = _Widths(lines)
    known = [hints.get(line.start) for line in lines]
    levels = [heading_level(line.text) if hint is None else hint.level for line, hint in zip(lines, known, strict=True)]
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
            joins = not prose and line.text[0].islower() and _continues_heading(previous, line, None, fitted)
        elif level is not None:
            joins = not prose and _continues_heading(previous, line, levels[index], fitted)
        elif levels[index] is not None and not _is_run_on(previous, line, fitted):
            joins = False
        else:
            joins = not (prose or _breaks(previous, line, fitted)) or _is_bare_bullet(block)
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
        self._lengths = [_set_width(line.text) for line in lines]

    def around(self, index: int) -> float:
        return max(self._lengths[max(0, index - 3) : index + 4])

    def next_would_fit(self, index: int) -> bool:
        """Whether the first word of the next line had room on this one: the break was then meant."""
        first_word = self._lines[index + 1].text.split(maxsplit=1)[0]
        # 0.88: a proportional font puts more or fewer characters on a line of the same width.
        return self._lengths[index] + 1 + _set_width(first_word) < 0.88 * self.around(index)


def _set_width(text: str) -> float:
    """Width of a text as printed, in average characters: capitals are wider, thin letters narrower."""
    return len(text) + 0.3 * len(_CAPITAL.findall(text)) - 0.4 * len(_THIN.findall(text))


def _is_bare_bullet(block: Sequence[Line]) -> bool:
    return all(_BARE_BULLET.fullmatch(line.text) for line in block)


def _is_run_on(previous: Line, line: Line, fitted: bool) -> bool:
    """Whether a line that looks like a heading only continues a sentence (« ...prévues à l' / Article 5 »)."""
    return not line.after_blank and not fitted and _ENDS_OPEN.search(previous.text) is not None


def _continues_heading(previous: Line, line: Line, level: int | None, fitted: bool) -> bool:
    """Whether a heading goes on: a wrapped line, or the title under a bare « CHAPITRE II »."""
    before, after = previous.text, line.text
    if line.after_blank or has_leader(after) or _BULLET.match(after):
        return False
    if is_bare_label(before):
        return (level is None or level == CAPITALS_LEVEL) and is_title(after)
    if after[0].islower():
        return before[-1] not in ".:" and (not fitted or _ENDS_OPEN.search(before) is not None)
    return not fitted and level in (None, CAPITALS_LEVEL) and is_capitals(before) and is_capitals(after)


def _breaks(previous: Line, line: Line, fitted: bool) -> bool:
    """Whether a new block begins with ``line``."""
    before, after = previous.text, line.text
    if has_leader(before) or has_leader(after):
        return True
    if line.after_blank and not after[0].islower():
        return True
    ended = _ENDS_CLAUSE.search(before) is not None
    if not ended and (_NO_LETTER.fullmatch(after) or _HANGING.match(after)) and not _BARE_BULLET.fullmatch(after):
        return False  # numbers of a row set under its name, or an exponent on a line of its own
    if _BULLET.match(after):
        return ended or fitted or line.after_blank or not _WEAK_BULLET.match(after)
    if ended and (_NUMBERED.match(after) or fitted):
        return True
    if after[0].islower():
        return False
    return fitted and not _ENDS_OPEN.search(before)


def _level(block: list[Line], level: int | None, following: Line, width: _Widths, index: int) -> int | None:
    """Level of a finished block: also a short line with no stop, set off from a longer text below."""
    if level is not None or len(block) > 1:
        return level
    text = block[0].text
    words = text.split()
    is_title = (
        len(words) <= 9
        and text[0].isupper()
        and text[-1].isalnum()
        and len(text) < 0.6 * width.around(index)
        and len(following.text) > 1.4 * len(text)
        and following.text[0].isupper()
        and sum(char.isalpha() for char in text) > 0.75 * len(text.replace(" ", ""))
        and len(words[0]) > 1
    )
    return TITLE_LEVEL if is_title else None


# --- Blocks into sentences ---------------------------------------------------------------------


def _cut_block(text: str, start: int, end: int) -> list[tuple[int, int]]:
    block = text[start:end]
    spans = []
    begin = 0
    for match in _STOP.finditer(block):
        if _ends_sentence(block, begin, match):
            spans.append((start + begin, start + match.end("closers")))
            begin = match.end()
    spans.append((start + begin, end))
    return [(first, last) for first, last in spans if text[first:last].strip()]


def _ends_sentence(block: str, begin: int, match: re.Match[str]) -> bool:
    after = block[match.end() : match.end() + 24]
    if not _NEXT_STARTS.match(after) or len(match["stop"]) > 3:
        return False
    if _in_quote(block, begin, match.end("closers")):
        return False
    if match["stop"] != ".":
        return True
    head = block[max(begin, match.start() - 24) : match.start() + 1]
    if _LIST_NUMBER.search(head) and (begin == match.start() + 1 - len(head) or "\n" in head):
        return False
    if _NEVER.search(head):
        return False
    if _MAY_END.search(head):
        return _STARTER.match(after) is not None
    return True


def _in_quote(block: str, begin: int, position: int) -> bool:
    """Whether a « opened in this sentence is still open, and closed within reach."""
    if block.count("«", begin, position) <= block.count("»", begin, position):
        return False
    closing = block.find("»", position, position + _QUOTE_REACH)
    opening = block.find("«", position, position + _QUOTE_REACH)
    return closing != -1 and (opening == -1 or closing < opening)


def _limit(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts a run of more than 80 words at line ends, and where one line is longer, at a space."""
    if len(text[start:end].split()) <= MAX_WORDS:
        yield start, end
        return
    begin = stop = -1
    count = 0
    for piece_start, piece_end, words in _pieces(text, start, end):
        if count and count + words > MAX_WORDS:
            yield begin, stop
            count = 0
        if not count:
            begin = piece_start
        count += words
        stop = piece_end
    yield begin, stop


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    for line in lines_of(text, start, end):
        words = list(re.finditer(r"\S+", line.text))
        for first in range(0, len(words), MAX_WORDS):
            group = words[first : first + MAX_WORDS]
            yield line.start + group[0].start(), line.start + group[-1].end(), len(group)

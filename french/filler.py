"""What fills the pages of a dossier and answers nothing: contents, legends, running titles, lists of abbreviations.

Each kind is told by how it is written and where it stands; what states a rule or a figure with its unit is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.text_folding import fold
from french.content_words import content_words


class Filler(StrEnum):
    """Kinds of filler."""

    CONTENTS = "contents"
    LEGEND = "legend"
    RUNNING_TITLE = "running_title"
    ABBREVIATIONS = "abbreviations"
    GLOSSARY = "glossary"
    SOURCE = "source"
    FRAGMENT = "fragment"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class PageLine:
    """A sentence as filler is told by: its text, whether it is a row, where it stands, the titles above it."""

    text: str
    is_row: bool
    piece: str
    page: int | None
    heading: tuple[str, ...] = ()


#: Words of a question about such things themselves: then nothing is left out.
ABOUT_FILLER = content_words(
    "légende carte planche échelle source sigle abréviation acronyme sommaire glossaire lexique définition définir "
    "définit défini signifie signification désigne entend-on vocabulaire titre intitulé"
)
_CONTENTS = re.compile(r"^\W*(?:sommaire|table|table des \w+|contenu|plan de l'\w+)\W*$")
_LEADER = re.compile(r"(?:[.…_·]\s?){4,}\s*(?:p\.?\s*)?\d{1,4}\s*$")
_ENTRY = re.compile(r"\S[^;]{3,90}?(?<!\d)\s(\d{1,3})\s*$")
_LEGEND = re.compile(r"\blegendes?\b")
_SCALE = re.compile(
    r"(?:^|\s)0\s?(?:[–-]\s?)?(?:\d+(?:[.,]\d+)?\s)*\d+(?:[.,]\d+)?\s?k?m\b(?!\s*[²2/])|\bechelle\s*:?\s*1\s?/\s?\d"
)
_SOURCE = re.compile(
    r"^\W*(?:sources?|fonds? (?:de plan|cartographique)|realisation|cartographie|credits? photo\w*|copyright)\s*:"
    r"|©|\bign[- ]?(?:bd|scan|france)\b"
)
_GLOSSARY = re.compile(r"^\W*(?:\d+\W+|annexe \w+\W+)*(?:glossaire|lexique)\b")
_SIGLES = re.compile(r"^\W*(?:\d+\W+|annexe \w+\W+)*(?:(?:liste|table) des )?(?:sigles|abreviations|acronymes)\b")
_SIGLE = re.compile(r"^\W*(?:Sigle\s*:\s*)?[A-Z][A-Za-z’'-]{0,4}[A-Z]{1,5}\s*(?:[:=–-]|;)\s*\S")
_MEASURE = re.compile(r"\d\s*(?:%|m\b|m²|m2|ha\b|km|metres?\b|hectares?\b|logements?\b|places?\b|arbres?\b)")
_STATES = re.compile(
    r"\b(?:est|sont|doit|doivent|peut|peuvent|sera|seront|ne|interdit\w*|autoris\w*|admis\w*|obligatoire\w*"
    r"|non reglemente\w*)\b"
)
#: Lines in a row that make contents or a list of abbreviations; pages on which a running title stands.
_RUN, _PAGES = 4, 4
#: Words of a running title, of a fragment of a map, and fragments beside a legend that belong to its map.
_TITLE_WORDS, _FRAGMENT_WORDS, _BESIDE = 14, 12, 6
#: Letters and digits under which a line says nothing (« • • • », « N »).
_LEAST_CHARACTERS = 2


def fillers_of(lines: Sequence[PageLine]) -> dict[int, Filler]:
    """Ranks of the sentences of a document that are filler, with their kinds.

    Args:
        lines: All sentences of a document, in the order of the text.
    """
    found: dict[int, Filler] = {}
    plain = [fold(line.text) for line in lines]
    for rank, line in enumerate(lines):
        titles = [fold(title) for title in line.heading]
        if _is_entry(line, plain[rank], titles):
            found[rank] = Filler.CONTENTS
        elif any(_GLOSSARY.match(title) for title in titles):
            found[rank] = Filler.GLOSSARY
        elif any(_SIGLES.match(title) for title in titles):
            found[rank] = Filler.ABBREVIATIONS
        elif sum(map(str.isalnum, line.text)) < _LEAST_CHARACTERS:
            found[rank] = Filler.FRAGMENT
        elif line.is_row and " : " not in line.text and rank + 1 < len(lines) and _is_named_row(line, lines[rank + 1]):
            found[rank] = Filler.COLUMNS
        elif not line.is_row and _SOURCE.search(plain[rank]) and not _STATES.search(plain[rank]):
            found[rank] = Filler.SOURCE
    for some, kind in (
        (_legends(lines, plain), Filler.LEGEND),
        (_running(lines, plain), Filler.RUNNING_TITLE),
        (_entries(lines, plain), Filler.CONTENTS),
        (_runs(lines, [_SIGLE.match(line.text) is not None for line in lines]), Filler.ABBREVIATIONS),
    ):
        for rank in some:
            found.setdefault(rank, kind)
    return found


def asks_about_filler(question: str) -> bool:
    """Whether a question wants what is filler for others: « que signifie MRAe ? », « quelle est la légende ? »."""
    return bool(content_words(question) & ABOUT_FILLER)


def is_asked_entry(text: str, theme: frozenset[str]) -> bool:
    """Whether an entry of a glossary explains what a question is about."""
    return bool(content_words(text.split(":")[0]) & theme)


def _is_named_row(columns: PageLine, row: PageLine) -> bool:
    """Whether a row under the names of the columns says them itself (« Zone : UB ; Hauteur : 9 m »)."""
    return row.is_row and row.piece == columns.piece and row.text.startswith(f"{columns.text.split(' ; ')[0]} : ")


def _is_entry(line: PageLine, plain: str, titles: Sequence[str]) -> bool:
    """Whether a line is of contents by its leader, or by what stands above it."""
    if _LEADER.search(line.text):
        return not _MEASURE.search(plain)
    return bool(titles) and _CONTENTS.match(titles[-1]) is not None and not line.is_row and _names_only(line, plain)


def _names_only(line: PageLine, plain: str) -> bool:
    """Whether a line states nothing: no full stop, no verb, no measure."""
    return not line.text.rstrip().endswith((".", ";")) and not _STATES.search(plain) and not _MEASURE.search(plain)


def _fragment(line: PageLine, plain: str) -> bool:
    """Whether a line is a label of a map: a few words that state nothing."""
    return not (
        line.is_row
        or line.text.rstrip().endswith((":", "?"))
        or len(line.text.split()) > _FRAGMENT_WORDS
        or not _names_only(line, plain)
        or line.text.lstrip()[:1] in "•-–−▪*"
    )


def _legends(lines: Sequence[PageLine], plain: Sequence[str]) -> Iterator[int]:
    """Legends and scales, with the labels of their map beside them on the page."""
    for rank, line in enumerate(lines):
        whole = _LEGEND.search(plain[rank]) or (_SCALE.search(plain[rank]) and not line.is_row)
        if not whole or _STATES.search(plain[rank]) or line.text.rstrip().endswith("."):
            continue
        yield rank
        for step in (-1, 1):
            for far in range(1, _BESIDE + 1):
                other = rank + step * far
                if not (0 <= other < len(lines)) or (lines[other].piece, lines[other].page) != (line.piece, line.page):
                    break
                if not _fragment(lines[other], plain[other]) or _is_heading(lines[other]):
                    break
                yield other


def _is_heading(line: PageLine) -> bool:
    return any(fold(title) == fold(line.text) for title in line.heading)


def _running(lines: Sequence[PageLine], plain: Sequence[str]) -> Iterator[int]:
    """What stands at the top or the foot of many pages of a piece, its numbers aside."""
    edges: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for rank, line in enumerate(lines):
        edge = any(
            not (0 <= rank + step < len(lines))
            or (lines[rank + step].piece, lines[rank + step].page) != (line.piece, line.page)
            for step in (-1, 1)
        )
        states = line.text.rstrip().endswith((".", ":", ";")) or _STATES.search(plain[rank])
        if edge and line.page is not None and not line.is_row and not states and len(line.text.split()) <= _TITLE_WORDS:
            edges[line.piece, re.sub(r"[\d\W]+", " ", plain[rank]).strip()][line.page].append(rank)
    for pages in edges.values():
        if len(pages) >= _PAGES:
            for ranks in pages.values():
                yield from ranks


def _entries(lines: Sequence[PageLine], plain: Sequence[str]) -> Iterator[int]:
    """Runs of lines that each end in a number no smaller than the one before: entries of contents."""
    run: list[int] = []
    last = -1
    for rank, line in enumerate(lines):
        entry = None if line.is_row or _MEASURE.search(plain[rank]) else _ENTRY.fullmatch(line.text.strip())
        same = run and lines[run[-1]].piece == line.piece
        if entry and (not run or (same and int(entry[1]) >= last)):
            run.append(rank)
            last = int(entry[1])
            continue
        if len(run) >= _RUN:
            yield from run
        run, last = ([rank], int(entry[1])) if entry else ([], -1)
    if len(run) >= _RUN:
        yield from run


def _runs(lines: Sequence[PageLine], holds: Sequence[bool]) -> Iterator[int]:
    """Runs of lines of one piece of which something holds."""
    run: list[int] = []
    for rank, true in enumerate(holds):
        if true and (not run or lines[run[-1]].piece == lines[rank].piece):
            run.append(rank)
            continue
        if len(run) >= _RUN:
            yield from run
        run = [rank] if true else []
    if len(run) >= _RUN:
        yield from run

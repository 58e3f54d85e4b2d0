"""The headings above each sentence of a document.

A passage joins short sections, and has the headings of most of its words: the end of one article and the whole of a
short one stand in it under the title of another. Going down the text, a line that is a title says where each begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain import PlacedSentence
from domain.text_folding import fold
from domain.title_form import has_title_form
from french.zone_codes import zone_codes

#: « Article 9 : Emprise au sol », « UC 1.3 – Mixité », « DG 5 – Eaux pluviales »: no passage may be named after them.
ARTICLE_TITLE = re.compile(
    r"^[\s•–-]*(?:(?i:article)\s+(?:n°\s?)?(?!(?i:[lrd])\.?\s?\d)(?:[\w]{1,6}[\s.–-]{1,3})?(\d{1,2})\b(?!\s+d[eu]\b)"
    r"|[A-Z]{1,4}[a-z]{0,2}\d?\s\d{1,2}(?:\.\d{1,2})*\s[–-]\s[A-ZÀ-Ý])"
)
_MOST_WORDS = 28
_ZONE = re.compile(r"^\s*(?:ZONES?|[Zz]ones?)\s+[^\s,;.]+(?:\s+et\s+[^,;.–:-]+)?\s*(?:$|[–:-]\s*\S)")
_ZONE_WORDS = 14
_CONTENTS = re.compile(r"^\W*(?:sommaire|table des matieres)\W*$")
#: Titles that end the zones of a règlement.
_ENDS_ZONES = re.compile(
    r"^\W*(?:annexes?|titre|chapitre|partie|lexique|glossaire|dispositions (?:communes|generales)|orientations?)\b"
)

Path = tuple[str, ...]


def headings_of(placed: Sequence[PlacedSentence]) -> list[Path]:
    """The heading path of each sentence, outermost first, its own title included where it is one.

    Args:
        placed: All sentences of a document, in the order of the text.
    """
    found: list[Path] = []
    start = 0
    while start < len(placed):
        end = start
        while end < len(placed) and placed[end].sentence.piece == placed[start].sentence.piece:
            end += 1
        found += _of_piece(placed[start:end])
        start = end
    return found


def _of_piece(placed: Sequence[PlacedSentence]) -> list[Path]:
    sections = {one.passage.id: _without_openings(one.passage.section) for one in placed}
    titles = _titles(placed, sections)
    found: list[Path] = []
    current: Path = ()
    passage = ""
    zone = _Zone()
    for rank, one in enumerate(placed):
        if one.passage.id != passage:
            passage = one.passage.id
            section = sections[passage]
            own = {fold(title).strip() for title in section}
            opened = any(
                fold(other.sentence.text).strip() in own
                for other in placed[rank : rank + 1 + one.passage.last_position - one.sentence.position]
                if other.passage.id == passage
            )
            if not opened:  # else what stands before the title goes on with the section before
                current = section
        current = _after(one, current, titles)
        zone.read(one, current)
        found.append(zone.above(one, current))
    return found


@dataclass(slots=True)
class _Zone:
    """The title of the zone that a piece is in, where no passage is named after it; and where its contents stood."""

    title: str = ""
    contents: int | None = None

    def read(self, one: PlacedSentence, path: Path) -> None:
        """Take what a sentence opens."""
        sentence = one.sentence
        if sentence.row is not None:
            return
        if _CONTENTS.match(fold(sentence.text)):
            self.contents = sentence.page
        if any(map(_is_zone_title, path)) or (_ENDS_ZONES.match(fold(sentence.text)) and has_title_form(sentence.text)):
            self.title = ""
        elif _is_zone_title(sentence.text):
            self.title = sentence.text

    def above(self, one: PlacedSentence, path: Path) -> Path:
        """The path of a sentence under its zone; what stands pages after a table of contents is no part of it."""
        page = one.sentence.page
        far = page is not None and self.contents is not None and page > self.contents + 1
        kept = tuple(
            title
            for rank, title in enumerate(path)
            if not _CONTENTS.match(fold(title)) or (rank == len(path) - 1 and not far)
        )
        return (self.title, *kept) if self.title else kept


def _is_zone_title(text: str) -> bool:
    """« Zone UC – Quartiers pavillonnaires »; « Zone N, les constructions » is none."""
    return _ZONE.match(text) is not None and has_title_form(text, _ZONE_WORDS) and bool(zone_codes(text, bare=False))


def _after(one: PlacedSentence, current: Path, titles: dict[str, list[tuple[int, int, Path]]]) -> Path:
    """The path from a sentence on: another where it is a title."""
    sentence = one.sentence
    if sentence.row is not None:
        return current
    for first, last, path in titles.get(fold(sentence.text).strip(), ()):
        # A title stands in the passage that has it, or at the end of one that has most of its words from before.
        if sentence.position <= last and first <= one.passage.last_position + 1:
            return path
    if ARTICLE_TITLE.match(sentence.text) and has_title_form(sentence.text, _MOST_WORDS):
        above = next((rank for rank, title in enumerate(current) if ARTICLE_TITLE.match(title)), len(current))
        return (*current[:above], sentence.text)
    return current


def _titles(placed: Sequence[PlacedSentence], sections: dict[str, Path]) -> dict[str, list[tuple[int, int, Path]]]:
    """Of each title the paths down to it, with the positions between which the passages that have it stand."""
    found: dict[str, list[tuple[int, int, Path]]] = {}
    seen: set[str] = set()
    for one in placed:
        if one.passage.id in seen:
            continue
        seen.add(one.passage.id)
        section = sections[one.passage.id]
        for depth, title in enumerate(section, start=1):
            place = one.passage.first_position, one.passage.last_position
            found.setdefault(fold(title).strip(), []).append((*place, section[:depth]))
    return found


def _without_openings(section: Path) -> Path:
    """A path without lines such as « Secteur 4AU1-2 : » above an article: they opened a paragraph of another one."""
    last = max((rank for rank, title in enumerate(section) if ARTICLE_TITLE.match(title)), default=-1)
    return tuple(title for rank, title in enumerate(section) if rank >= last or not title.rstrip().endswith(":"))

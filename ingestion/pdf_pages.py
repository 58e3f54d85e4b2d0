"""The pages of one PDF on their way from raw text to sentences: triage, recognition, cleaning, splitting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.types import Page, PageKind, PageStatus, RecognisedWord
from ingestion import quality
from ingestion.blocks import LineHint
from ingestion.cleaning import NOTHING, Cleaned, clean_page
from ingestion.furniture import Body, find_bodies
from ingestion.hyphens import HyphenLexicon, may_cut
from ingestion.labels import printed_numbers
from ingestion.lines import Line, lines_of
from ingestion.page_tables import Row, page_tables
from ingestion.pdf import Outlined, RawPage
from ingestion.recognition import Recognised
from ingestion.sentences import Unit, split_lines, split_page, split_row
from ingestion.structure import SetPage, find_structure
from ingestion.triage import Triage, is_text, triage

MAP_TEXT = "la reconnaissance ne trouve que des mots épars"
NOTHING_FOUND = "la reconnaissance n'y trouve aucun mot"
NOT_LANGUAGE = "la reconnaissance n'en tire pas de texte suivi"
GAIN = 2  # recognition replaces the few words of a page when it gives this many times more


@dataclass(frozen=True, slots=True)
class Built:
    """Pages as they are stored, and their sentences in order."""

    pages: tuple[Page, ...]
    units: tuple[Unit, ...]


class PdfPages:
    """All pages of a piece; ``add``, ``wanted``, ``take`` and ``build`` are called in this order.

    What can be done with one page is done as it comes, while the reading process reads the next one.
    """

    def __init__(self, *, repaired: bool):
        self._repaired = repaired
        self._raws: list[RawPage] = []
        self._clean: list[Cleaned] = []
        self._lines: list[list[Line]] = []
        self._waiting: list[int] = []  # pages whose cut words need the words of the whole piece
        self._bodies: list[Body] = []
        self._triage: list[Triage] = []
        self._recognised: dict[int, Recognised] = {}

    def add(self, raw: RawPage) -> None:
        """Takes in the next page."""
        if may_cut(raw.text):
            self._waiting.append(len(self._raws))
            self._clean.append(NOTHING)
            self._lines.append([])
        else:
            self._clean.append(clean_page(raw.text, HyphenLexicon()))
            self._lines.append(lines_of(self._clean[-1].text))
        self._raws.append(raw)

    def wanted(self) -> list[int]:
        """Ordinals of the pages that recognition may read, once all pages were added."""
        lexicon = HyphenLexicon(raw.text for raw in self._raws)
        for index in self._waiting:
            self._clean[index] = clean_page(self._raws[index].text, lexicon)
            self._lines[index] = lines_of(self._clean[index].text)
        self._waiting.clear()
        self._bodies = find_bodies(self._lines)
        self._triage = [
            triage(raw, clean, body, repaired=self._repaired)
            for raw, clean, body in zip(self._raws, self._clean, self._bodies, strict=True)
        ]
        return [raw.ordinal for raw, found in zip(self._raws, self._triage, strict=True) if found.wants_recognition]

    def take(self, recognised: Mapping[int, Recognised]) -> None:
        """Takes in what recognition gave: it replaces the text of a page where it reads as text."""
        changed = False
        for ordinal, found in recognised.items():
            index = ordinal - 1
            before = self._triage[index]
            if found.failure is not None:
                if before.status is not PageStatus.READ:
                    self._triage[index] = replace(before, reason=f"{before.reason} ; {found.failure}")
                continue
            clean = clean_page(found.text, HyphenLexicon((found.text,)))
            enough = before.status is not PageStatus.READ or len(clean.text.split()) > GAIN * len(
                self._clean[index].text.split()
            )
            if is_text(clean.text, found.confidence, self._raws[index].drawings) and enough:
                kind = PageKind.SCAN if before.kind in (PageKind.MAP, PageKind.TEXT, PageKind.BLANK) else before.kind
                self._triage[index] = replace(before, kind=kind, status=PageStatus.READ, reason=None)
                self._clean[index] = clean
                self._lines[index] = lines_of(clean.text)
                self._recognised[index] = found
                changed = True
            elif before.status is not PageStatus.READ:
                self._triage[index] = _not_text(before, clean.text, found.confidence)
        if changed:
            self._bodies = find_bodies(self._lines)

    def lost_glyphs(self) -> list[tuple[int, int]]:
        """(ordinal, characters without meaning) of the pages that were read."""
        return [
            (raw.ordinal, clean.lost_glyphs)
            for raw, clean, found in zip(self._raws, self._clean, self._triage, strict=True)
            if found.status is PageStatus.READ
        ]

    def build(self, outline: Sequence[Outlined]) -> Built:
        """The pages and sentences of the piece."""
        printed = printed_numbers(self._raws, [body.printed for body in self._bodies])
        found = [
            [] if index in self._recognised else page_tables(raw.tables, self._clean[index])
            for index, raw in enumerate(self._raws)
        ]
        rows = [[row for table in tables for row in table.rows] for tables in found]
        pages = [
            replace(self._page(index, raw, printed[index]), tables=tuple(table.table for table in found[index]))
            for index, raw in enumerate(self._raws)
        ]
        structure = find_structure(
            [self._set(index, rows[index]) for index, page in enumerate(pages) if page.status is PageStatus.READ],
            outline,
        )
        units: list[Unit] = []
        notes: list[Unit] = []
        for page, body, table_rows in zip(pages, self._bodies, rows, strict=True):
            if page.status is not PageStatus.READ:
                continue
            known = structure[page.ordinal]
            end = body.end if known.notes is None else known.notes
            if table_rows:
                units.extend(_units(page, body.start, end, table_rows, known.hints))
            else:
                lines = [line for line in self._lines[page.ordinal - 1] if body.start <= line.start < end]
                units.extend(split_lines(page.ordinal, page.text, lines, hints=known.hints))
            notes.extend(
                unit._replace(note=True, level=None) for unit in split_page(page.ordinal, page.text, end, body.end)
            )
        return Built(tuple(pages), (*units, *notes))

    def _set(self, index: int, rows: Sequence[Row]) -> SetPage:
        """A page for those who look at its type; a recognised page has none."""
        body = self._bodies[index]
        lines = [line for line in self._lines[index] if body.start <= line.start < body.end]
        marks = () if index in self._recognised else self._raws[index].marks
        return SetPage(index + 1, lines, marks, self._clean[index], [(row.start, row.end) for row in rows])

    def _page(self, index: int, raw: RawPage, printed: str | None) -> Page:
        found, clean, body = self._triage[index], self._clean[index], self._bodies[index]
        status, reason = found.status, found.reason
        if status is PageStatus.READ and not clean.text[body.start : body.end].strip():
            status, reason = PageStatus.EMPTY, quality.ONLY_FURNITURE
        recognised = self._recognised.get(index)
        return Page(
            raw.ordinal,
            raw.ordinal,
            # What is printed on the page is what a reader of the paper sees; the file's label comes second.
            printed or raw.label,
            clean.text,
            status,
            reason,
            kind=found.kind,
            triage=found.measures,
            confidence=recognised.confidence if recognised else None,
            removed=body.removed if status is PageStatus.READ else (),
            words=_placed(recognised, clean) if recognised else (),
        )


def _units(page: Page, start: int, end: int, rows: Sequence[Row], hints: Mapping[int, LineHint]) -> Iterator[Unit]:
    """Sentences of a body of text with the rows of its tables, in order."""
    position = start
    for row in sorted(rows, key=lambda each: each.start):
        if row.start < position or row.end > end:
            continue  # a row taken for a running head, or crossing another: its words are read as text
        yield from split_page(page.ordinal, page.text, position, row.start, hints=hints)
        yield from split_row(page.ordinal, page.text, row)
        position = row.end
    yield from split_page(page.ordinal, page.text, position, end, hints=hints)


def _not_text(before: Triage, text: str, confidence: float) -> Triage:
    """Why a page stays unread although it was recognised; what was found is told with the measures."""
    words = len(text.split())
    said = f"reconnaissance : {words} mot(s), confiance {confidence:.0%}".replace("%", " %")
    measures = f"{before.measures}, {said}"
    if before.kind is PageKind.FONT:
        return replace(before, measures=measures, reason=f"{before.reason} ; {NOT_LANGUAGE}")
    if not words:
        return replace(before, measures=measures, reason=f"{before.reason} ; {NOTHING_FOUND}")
    return replace(before, kind=PageKind.MAP, measures=measures, reason=f"{before.reason} ; {MAP_TEXT}")


def _placed(recognised: Recognised, clean: Cleaned) -> tuple[RecognisedWord, ...]:
    """The words with their offsets in the clean text: characters are followed back to the raw text."""
    spans: dict[int, list[int]] = {}
    starts = iter(enumerate(recognised.words))
    index, word = next(starts, (-1, None))
    for position, char in enumerate(clean.text):
        if char.isspace():
            continue
        raw = clean.alignment.raw_index(position)
        while word is not None and raw >= word[1]:
            index, word = next(starts, (-1, None))
        if word is None:
            break
        if raw >= word[0]:
            spans.setdefault(index, [position, position])[1] = position
    return tuple(
        RecognisedWord(start, last + 1, recognised.words[index][2], recognised.words[index][3])
        for index, (start, last) in spans.items()
    )

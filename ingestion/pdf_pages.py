"""The pages of one PDF on their way from raw text to sentences: triage, recognition, cleaning, splitting."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain import Page, PageKind, PageStatus, RecognisedWord
from domain.ledger import Fate
from ingestion.cleaning import clean_page, unread_letters
from ingestion.font_warnings import LostGlyphs
from ingestion.formats.pdf import RawPage
from ingestion.formats.pdf_file import Outlined
from ingestion.layout.lines import Line, lines_of
from ingestion.layout.running_heads import NO_BODY, Body, find_bodies
from ingestion.ocr import quality
from ingestion.ocr.recognition import Recognised
from ingestion.ocr.triage import Triage, is_text, triage
from ingestion.page_labels import LoneNumbers, lone_numbers, printed_numbers
from ingestion.page_ledger import lost_in_cleaning, page_ledger, visible
from ingestion.page_tables import FoundTable, OpenTable, PlacedTable, Row, place_tables, read_tables
from ingestion.recognised_words import not_text, placed_words
from ingestion.segmentation.blocks import LineHint
from ingestion.segmentation.headings import Headings
from ingestion.segmentation.over_pages import PageUnits, join_pages
from ingestion.segmentation.sentences import TextUnit, split_lines, split_page, split_row
from ingestion.structure import NOT_SET, SetPage, Setting, find_structure, setting_of
from languages import HyphenRule

_ACCENT = re.compile(r"[^\W\d_a-zA-Z]")

WHOLE = 0.7  # of the words of a page that lacks letters, that recognition must give
LEAST_UNREAD = 3  # letters that a page lacks, for it to be recognised
MANY_LETTERS = 300  # small letters among which French has some with an accent
GAIN = 2  # recognition replaces the few words of a page when it gives this many times more


@dataclass(frozen=True, slots=True)
class Built:
    """Pages as they are stored, and their sentences in order."""

    pages: tuple[Page, ...]
    units: tuple[TextUnit, ...]


@dataclass(slots=True)
class _PageDraft:
    """A page on its way: ``raw`` is kept without its text, what follows is made of it in turn."""

    raw: RawPage
    text: str = ""
    lost_glyphs: int = 0
    unread_letters: int = 0
    lost: Mapping[Fate, int] = field(default_factory=dict)
    replaced: int | None = None
    lines: Sequence[Line] = ()
    setting: Setting = NOT_SET
    placed: Sequence[PlacedTable] = ()
    tables: Sequence[FoundTable] = ()
    counts: quality.Counts = quality.NOTHING
    body: Body = NO_BODY
    triage: Triage | None = None
    confidence: float | None = None
    words: tuple[RecognisedWord, ...] = ()

    @property
    def rows(self) -> list[Row]:
        return [row for table in self.tables for row in table.rows]


class PdfPages:
    """All pages of a piece; ``add``, ``wanted``, ``take`` and ``build`` are called in this order.

    What can be done with one page is done as it comes, while the reading process reads the next ones. ``unread`` says
    in French why no page of the file can be read.
    """

    def __init__(self, headings: Headings, *, repaired: bool, unread: str | None = None):
        self._headings = headings
        self._rules = headings.rules
        self._repaired = repaired
        self._unread = unread
        self._texts: list[str] = []
        self._numbers: list[LoneNumbers] = []
        self._waiting: list[RawPage] = []  # pages whose cut words need the words of the whole piece
        self._drafts: list[_PageDraft] = []
        self._keeps_hyphen = self._rules.hyphens(())

    def add(self, raw: RawPage) -> None:
        """Takes in the next page."""
        self._texts.append(raw.text)
        self._numbers.append(lone_numbers(raw))
        self._drafts.append(_PageDraft(replace(raw, text="", marks=(), tables=(), order=())))
        if self._rules.may_cut(raw.text):
            self._waiting.append(raw)
        else:
            self._settle(raw, self._rules.hyphens(()))

    def _settle(self, raw: RawPage, lexicon: HyphenRule) -> None:
        draft = self._drafts[raw.ordinal - 1]
        clean = clean_page(raw.text, lexicon)
        draft.text, draft.lost_glyphs = clean.text, clean.lost_glyphs
        draft.unread_letters = unread_letters(raw.text)
        draft.lost = lost_in_cleaning(raw.text, clean.text)
        draft.lines = lines_of(clean.text, self._headings)
        draft.setting = setting_of(draft.lines, raw.marks, clean)
        draft.placed = place_tables(raw.tables, clean)
        draft.counts = quality.count(clean.text)

    def wanted(self) -> list[int]:
        """Ordinals of the pages that recognition may read, once all pages were added."""
        lexicon = self._keeps_hyphen = self._rules.hyphens(self._texts)
        for raw in self._waiting:
            self._settle(raw, lexicon)
        self._waiting, self._texts = [], []
        self._find_bodies()
        wanted = []
        for draft in self._drafts:
            draft.triage = found = triage(
                draft.raw, draft.text, draft.lost_glyphs, draft.counts, draft.body, repaired=self._repaired
            )
            if self._unread is not None:
                found = replace(found, status=PageStatus.UNREADABLE, reason=self._unread, wants_recognition=False)
            elif found.status is PageStatus.READ and _lacks_letters(draft):
                found = replace(found, kind=PageKind.FONT, wants_recognition=True)
            draft.triage = found
            if found.wants_recognition:
                wanted.append(draft.raw.ordinal)
        return wanted

    def _find_bodies(self) -> None:
        heights = [draft.setting.heights for draft in self._drafts]
        bodies = find_bodies([draft.lines for draft in self._drafts], self._headings, heights)
        asides = (aside for draft in self._drafts for aside in draft.raw.aside)
        marks = {_closed_up(aside.text) for aside in asides if aside.fate is Fate.WATERMARK}
        for draft, body in zip(self._drafts, bodies, strict=True):
            draft.body = _without_marks(body, draft.lines, marks) if marks else body

    def take(self, recognised: Mapping[int, Recognised]) -> None:
        """Takes in what recognition gave: it replaces the text of a page where it reads as text."""
        changed = False
        for ordinal, found in recognised.items():
            draft = self._drafts[ordinal - 1]
            before = draft.triage
            assert before is not None, "wanted() comes first"
            if found.failure is not None:
                if before.status is not PageStatus.READ:
                    draft.triage = replace(before, reason=f"{before.reason} ; {found.failure}")
                continue
            clean = clean_page(found.text, self._rules.hyphens((found.text,)))
            words = len(clean.text.split())
            enough = before.status is not PageStatus.READ or words > GAIN * draft.counts.words
            if before.kind is PageKind.FONT and before.status is PageStatus.READ:
                better = _accents(clean.text) > _accents(draft.text)
                better = better or _is_better(quality.count(clean.text), draft.counts)
                enough = words >= WHOLE * draft.counts.words and better
            if is_text(clean.text, found.confidence, draft.raw.drawings) and enough:
                kind = PageKind.SCAN if before.kind in (PageKind.MAP, PageKind.TEXT, PageKind.BLANK) else before.kind
                draft.triage = replace(before, kind=kind, status=PageStatus.READ, reason=None)
                draft.replaced = visible(draft.text) + sum(draft.lost.values())
                draft.lost, draft.counts = lost_in_cleaning(found.text, clean.text), quality.count(clean.text)
                draft.text, draft.lost_glyphs, draft.unread_letters = clean.text, clean.lost_glyphs, 0
                draft.lines, draft.setting, draft.placed = lines_of(clean.text, self._headings), NOT_SET, ()
                draft.confidence, draft.words = found.confidence, placed_words(found, clean)
                changed = True
            elif before.status is not PageStatus.READ:
                draft.triage = not_text(before, clean.text, found.confidence)
        if changed:
            self._find_bodies()

    def lost_glyphs(self) -> list[LostGlyphs]:
        """What the fonts of the pages that were read leave without meaning."""
        return [
            LostGlyphs(
                draft.raw.ordinal,
                max(draft.lost_glyphs, draft.unread_letters),
                draft.unread_letters > 0,
                draft.confidence is None and draft.triage.kind is PageKind.FONT,
            )
            for draft in self._drafts
            if draft.triage is not None and draft.triage.status is PageStatus.READ
        ]

    def _read_tables(self) -> None:
        before: OpenTable | None = None
        for draft in self._drafts:
            draft.tables, before = read_tables(draft.placed, draft.text, draft.body.start, draft.body.end, before)
            draft.placed = ()

    def build(self, outline: Sequence[Outlined]) -> Built:
        """The pages and sentences of the piece; called once."""
        self._read_tables()
        printed = printed_numbers(self._numbers, [draft.body.printed for draft in self._drafts])
        pages = [_page(draft, number) for draft, number in zip(self._drafts, printed, strict=True)]
        both = list(zip(self._drafts, pages, strict=True))
        read = [(draft, page) for draft, page in both if page.status is PageStatus.READ]
        structure = find_structure([_set(draft) for draft, _ in read], outline)
        bodies: list[PageUnits] = []
        notes: list[TextUnit] = []
        for draft, page in both:
            if page.status is not PageStatus.READ:
                bodies += [PageUnits(page.ordinal, (), bare=True)] if _is_bare(page) else []
                continue
            known, body = structure[page.ordinal], draft.body
            end = body.end if known.notes is None else known.notes
            rows = draft.rows
            if rows:
                units = list(_units(page, body.start, end, rows, known.hints, self._headings))
            else:
                lines = [line for line in draft.lines if body.start <= line.start < end]
                units = split_lines(page.ordinal, page.text, lines, self._headings, hints=known.hints)
            bodies.append(PageUnits(page.ordinal, units))
            found = split_page(page.ordinal, page.text, self._headings, end, body.end)
            notes.extend(unit._replace(note=True, level=None) for unit in found)
            draft.lines, draft.setting, draft.tables = (), NOT_SET, ()  # a file may have thousands of pages
        return Built(tuple(pages), (*join_pages(bodies, self._headings, self._keeps_hyphen), *notes))


def _is_bare(page: Page) -> bool:
    """Whether a page that was not read has no text that could go on from the page before it."""
    return page.status is PageStatus.EMPTY and page.kind in (PageKind.BLANK, PageKind.MAP, PageKind.TEXT)


def _closed_up(text: str) -> str:
    return "".join(text.split()).casefold()


def _without_marks(body: Body, lines: Sequence[Line], marks: Collection[str]) -> Body:
    """A body without its first and last lines that are watermarks of other pages, where they lie over no text."""
    inside = [line for line in lines if body.start <= line.start and line.end <= body.end]
    while inside and _closed_up(inside[0].text) in marks:
        body = replace(body, start=inside[0].end, removed=(*body.removed, inside.pop(0).text))
    while inside and _closed_up(inside[-1].text) in marks:
        body = replace(body, end=inside[-1].start, removed=(*body.removed, inside.pop().text))
    return body


def _lacks_letters(draft: _PageDraft) -> bool:
    """Whether the font of a page gives no letter for some of its characters: those with an accent, mostly."""
    if draft.unread_letters >= LEAST_UNREAD or quality.has_odd_words(draft.counts) or quality.is_unlikely(draft.counts):
        return True
    return _ACCENT.search(draft.text) is None and sum(map(str.islower, draft.text)) >= MANY_LETTERS


def _is_better(found: quality.Counts, own: quality.Counts) -> bool:
    """Whether recognition gave fewer odd words, or letters that come as they do in French where the font's do not."""
    return found.odd < own.odd or (quality.is_unlikely(own) and not quality.is_unlikely(found))


def _accents(text: str) -> int:
    return len(_ACCENT.findall(text))


def _set(draft: _PageDraft) -> SetPage:
    rows = [(row.start, row.end) for row in draft.rows]
    return SetPage(draft.raw.ordinal, draft.lines, draft.setting, draft.body.start, draft.body.end, rows)


def _page(draft: _PageDraft, printed: str | None) -> Page:
    found, body, raw = draft.triage, draft.body, draft.raw
    assert found is not None, "wanted() comes first"
    status, reason = found.status, found.reason
    if status is PageStatus.READ and not draft.text[body.start : body.end].strip():
        status, reason = PageStatus.EMPTY, quality.ONLY_FURNITURE
    return Page(
        raw.ordinal,
        raw.ordinal,
        # What is printed on the page is what a reader of the paper sees; the file's label comes second.
        printed or raw.label,
        draft.text,
        status,
        reason,
        kind=found.kind,
        triage=found.measures,
        confidence=draft.confidence,
        removed=body.removed if status is PageStatus.READ else (),
        words=draft.words,
        tables=tuple(table.table for table in draft.tables),
        ledger=tuple(page_ledger(raw, draft.text, body, status, draft.counts.visible, draft.lost, draft.replaced)),
    )


def _units(
    page: Page, start: int, end: int, rows: Sequence[Row], hints: Mapping[int, LineHint], headings: Headings
) -> Iterator[TextUnit]:
    """Sentences of a body of text with the rows of its tables, in order."""
    position = start
    for row in sorted(rows, key=lambda each: each.start):
        if row.start < position or row.end > end:
            continue  # a row taken for a running head, or crossing another: its words are read as text
        yield from split_page(page.ordinal, page.text, headings, position, row.start, hints=hints)
        yield from split_row(page.ordinal, page.text, row, headings)
        position = row.end
    yield from split_page(page.ordinal, page.text, headings, position, end, hints=hints)

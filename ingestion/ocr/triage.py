"""What a page is made of, and whether its text can be relied upon, before anything is recognised.

Decided from the text (its words, its likeness to French), from the share of the page under its
largest picture, and from how many paths it draws. The measures are kept with the page in words.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain import PageKind, PageStatus
from ingestion.formats.pdf import RawPage
from ingestion.layout.running_heads import Body
from ingestion.ocr import quality

MIN_COVER = 0.5  # share of the page under one picture above which it is taken for a scan
MOSTLY_PICTURE = 0.7  # the same, for a page that has a few words of text besides
FEW_WORDS = 25  # words under which a page under a picture may hold more text in the picture
HIDDEN_COVER = 0.7

# What recognition must give for a picture to count as a page of text: a map gives scattered names.
LEAST_CONFIDENCE = 0.55
LEAST_WORDS = 12
LEAST_WORDS_A_LINE = 2.0
SURE = 0.8
LEAST_TITLE = 3
MAP_DRAWINGS = 500  # paths: outlined letters of a title are fewer


@dataclass(frozen=True, slots=True)
class Triage:
    """What a page is made of, whether its text can be read, why not, and by which measures (French)."""

    kind: PageKind
    status: PageStatus
    reason: str | None
    measures: str
    wants_recognition: bool = False


def triage(raw: RawPage, whole: str, lost_glyphs: int, counts: quality.Counts, body: Body, *, repaired: bool) -> Triage:
    """Decides for one page, given its clean text with its counts, and what is left of it without running heads."""
    text = whole[body.start : body.end]
    found = counts.without(quality.count("\n".join(body.removed))) if body.removed else counts
    measures = _in_words(raw, found)
    if raw.broken:
        return Triage(PageKind.BROKEN, PageStatus.UNREADABLE, raw.why or quality.BROKEN_PAGE, measures)
    if text.strip():
        status, reason = quality.judge_counts(found, lost_glyphs=lost_glyphs)
        if status is PageStatus.READ and quality.is_wordless(text, found):
            status, reason = PageStatus.UNREADABLE, quality.BROKEN_FONT
        if status is not PageStatus.READ:
            return Triage(PageKind.FONT, status, reason, measures, wants_recognition=True)
        partly = raw.images >= MOSTLY_PICTURE and found.words < FEW_WORDS and not raw.hidden
        return Triage(PageKind.TEXT, status, None, measures, wants_recognition=partly)
    if lost_glyphs and not whole.strip():
        return Triage(PageKind.FONT, PageStatus.UNREADABLE, quality.BROKEN_FONT, measures, wants_recognition=True)
    only_furniture = bool(whole.strip())
    if not only_furniture and raw.objects == 0:
        if repaired:
            # Nothing at all in a file that had to be repaired: its content is lost rather than blank.
            return Triage(PageKind.BROKEN, PageStatus.UNREADABLE, quality.BROKEN_PAGE, measures)
        return Triage(PageKind.BLANK, PageStatus.EMPTY, quality.BLANK, measures)
    reason = quality.ONLY_FURNITURE if only_furniture else quality.PICTURE
    if raw.images >= MIN_COVER:
        return Triage(PageKind.SCAN, PageStatus.EMPTY, reason, measures, wants_recognition=True)
    shows = raw.images > 0 or raw.drawings > 0
    kind = PageKind.MAP if shows else PageKind.BLANK
    return Triage(kind, PageStatus.EMPTY, reason, measures, wants_recognition=shows)


def is_text(text: str, confidence: float, drawings: int) -> bool:
    """Whether what was recognised reads as text, and not as the scattered names of a map.

    Full lines with a fair confidence do; so do a few words (a title page) that are surely read, on a
    page that draws little.
    """
    words = [word for word in text.split() if sum(char.isalpha() for char in word) >= 2]
    lines = [line for line in text.splitlines() if line.strip()]
    full = len(words) >= LEAST_WORDS and len(words) >= LEAST_WORDS_A_LINE * len(lines)
    sure = confidence >= SURE and drawings < MAP_DRAWINGS and len(words) >= LEAST_TITLE
    if confidence < LEAST_CONFIDENCE or not (full or sure):
        return False
    status, _ = quality.judge(text, lost_glyphs=0)
    return status is PageStatus.READ


def _in_words(raw: RawPage, found: quality.Counts) -> str:
    parts = [f"{found.words} mot(s)"]
    if found.words:
        parts.append(f"{found.solid_share:.0%} de mots et de nombres")
        parts.append(f"ressemblance avec le français {found.likeness:.2f}".replace(".", ","))
    parts.append(f"image sur {raw.images:.0%} de la page")
    parts.append(f"{raw.drawings} tracé(s)")
    if raw.hidden:
        parts.append("texte invisible, posé sur une image")
    return ", ".join(parts).replace("%", " %")

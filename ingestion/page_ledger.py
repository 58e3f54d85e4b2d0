"""The account of what stood in a file and what became of it, page by page, and what is said of it in French."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from string import ascii_letters, digits

from domain import Page, PageStatus
from domain.labels import FATES
from domain.ledger import Content, Fate, LedgerEntry
from ingestion.cleaning import LIGATURES, SYMBOLS, clean_page
from ingestion.formats.pdf import RawPage
from ingestion.layout.running_heads import Body

MAX_TEXT = 100_000  # characters kept of a text that was set aside on a page: a page of a novel has 2,000
MAX_SHOWN = 80  # of it in a warning

#: What is said of a text that no sentence holds. Calls of notes, numbers of lines and running heads are no loss.
SAID = {
    fate: FATES[fate]
    for fate in (Fate.STRUCK, Fate.OUTSIDE, Fate.LAYER_OFF, Fate.COVERED, Fate.INVISIBLE, Fate.TINY, Fate.WATERMARK)
} | {Fate.COMMENT: "commentaire ajouté au PDF"}

_LIGATED = str.maketrans(LIGATURES)
_PLAIN = frozenset(ascii_letters + digits)  # nothing else is written in place of them
_LIGATURE = re.compile(f"[{''.join(LIGATURES)}]")
_HYPHENS = "-\u2010\xad\ufffe\x02"  # PDFium gives the last two for the hyphen of a cut word


def page_ledger(
    raw: RawPage,
    text: str,
    body: Body,
    status: PageStatus,
    characters: int,
    lost: Mapping[Fate, int],
    replaced: int | None,
) -> Iterator[LedgerEntry]:
    """What stood on a page of a PDF.

    Args:
        raw: The page as PDFium gives it, without its text.
        text: Its clean text.
        body: What of that is no running head.
        status: Whether it was read.
        characters: Those of the clean text that are not white space (:func:`visible`).
        lost: The characters that cleaning left out (:func:`lost_in_cleaning`).
        replaced: Characters of its own text that recognition gave anew; None for a page that was not recognised.
    """
    read, recognised = status is PageStatus.READ, replaced is not None
    own = characters - visible(text[: body.start]) - visible(text[max(body.start, body.end) :])
    fate = Fate.UNREAD if not read else Fate.RECOGNISED if recognised else Fate.READ
    yield from _some(Content.CHARACTER, fate, own)
    yield from _some(Content.CHARACTER, Fate.RUNNING_HEAD, characters - own)
    for aside in raw.aside:
        if not recognised or aside.fate is Fate.COMMENT:
            yield LedgerEntry(Content.CHARACTER, aside.fate, aside.characters, _plain(aside.text))
        else:  # what the picture shows of it was read there
            replaced = (replaced or 0) + aside.characters
    for why, count in lost.items():
        yield from _some(Content.CHARACTER, why, count)
    yield from _some(Content.CHARACTER, Fate.REPLACED, replaced or 0)
    yield from _some(Content.IMAGE, Fate.RECOGNISED if recognised else Fate.UNREAD, raw.pictures)
    yield from _some(Content.FIELD, fate, raw.fields)


def section_ledger(text: str, fate: Fate, lost: Mapping[Fate, int]) -> Iterator[LedgerEntry]:
    """What stood in a section of a file without pages, given its clean text and why that is or is not read."""
    yield from _some(Content.CHARACTER, fate, visible(text))
    for why, count in lost.items():
        yield from _some(Content.CHARACTER, why, count)


def _some(content: Content, fate: Fate, count: int) -> Iterator[LedgerEntry]:
    if count:
        yield LedgerEntry(content, fate, count)


def _plain(text: str) -> str:
    """A text set aside as it is kept: clean where something is left of it then, words cut by a hyphen whole."""
    text = text[:MAX_TEXT]
    return clean_page(text, lambda *_: False).text or text


def visible(text: str) -> int:
    """The characters of a text that are not white space."""
    return sum(map(len, text.split()))


def lost_in_cleaning(raw: str, clean: str) -> dict[Fate, int]:
    """How many characters of a raw text are not in the clean one: hyphens of cut words, and glyphs without a letter."""
    own, kept = _closed_up(raw), _closed_up(clean)
    if own == kept:
        return {}  # most pages, and with the next test nearly all
    bare = own.replace("\ufffe", "").replace("\x02", "")
    if bare == kept:
        return {Fate.HYPHEN: len(own) - len(bare)}
    gone = _all_gone(own, kept)
    if gone is not None:
        return gone
    own, kept = _letters("".join(own.split())), _letters("".join(kept.split()))
    left = _left({*own, *kept} - _PLAIN, own, kept)
    if left.total() != len(own) - len(kept):
        left = _left({*own, *kept}, own, kept)
    for sign, meant in SYMBOLS.items():  # written as what it stands for
        left[sign] -= min(left[sign], max(0, -left[meant]))
    return _by_fate(left)


def _all_gone(own: str, kept: str) -> dict[Fate, int] | None:
    """The same where cleaning took away all of some characters and changed no other, None where it did more."""
    only = {*own} - {*kept}
    rest = own
    for char in only:
        rest = rest.replace(char, "")
    if rest != kept or any(char in LIGATURES or unicodedata.combining(char) for char in only):
        return None
    return _by_fate(Counter({char: own.count(char) for char in only if not char.isspace()}))


def _by_fate(left: Counter[str]) -> dict[Fate, int]:
    hyphens = sum(max(0, left[char]) for char in _HYPHENS)
    gone = sum(count for count in left.values() if count > 0) - hyphens
    return {fate: count for fate, count in ((Fate.HYPHEN, hyphens), (Fate.NO_LETTER, gone)) if count}


def _closed_up(text: str) -> str:
    """A text without the white space that pages are set with."""
    return text.replace(" ", "").replace("\r", "").replace("\n", "")


def _left(chars: Collection[str], own: str, kept: str) -> Counter[str]:
    return Counter({char: own.count(char) - kept.count(char) for char in chars})


def _letters(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_LIGATED) if _LIGATURE.search(text) else text)


def aside_warnings(pages: Sequence[Page], ranges: Callable[[Sequence[int]], str]) -> list[str]:
    """One sentence for each kind of text that was set aside, with its pages and how it begins."""
    found: defaultdict[Fate, list[tuple[int, str]]] = defaultdict(list)
    for page in pages:
        for entry in page.ledger:
            if entry.content is Content.CHARACTER and entry.fate in SAID:
                found[entry.fate].append((page.ordinal, entry.text))
    said = []
    for fate, places in found.items():
        first = places[0][1]
        text = first if len(first) <= MAX_SHOWN else f"{first[:MAX_SHOWN].rstrip()}…"
        numbers = ranges(sorted({ordinal for ordinal, _ in places}))
        said.append(f"{SAID[fate].capitalize()}, jamais cité : « {text} » (p. {numbers}).")
    return said

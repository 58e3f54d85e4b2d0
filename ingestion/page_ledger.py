"""The account of a page of a PDF: what stood on it, and what became of it, in entries and in French."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from domain import Page, PageStatus
from domain.ledger import Content, Fate, LedgerEntry
from ingestion.formats.pdf import RawPage
from ingestion.layout.running_heads import Body

MAX_TEXT = 2_000  # characters kept of a text that was set aside on a page
MAX_SHOWN = 80  # of it in a warning

#: What is said of a text that no sentence holds. Calls of notes, numbers of lines and running heads are no loss.
SAID = {
    Fate.STRUCK: "texte barré",
    Fate.OUTSIDE: "texte hors de la page (rognée)",
    Fate.LAYER_OFF: "texte d'un calque masqué",
    Fate.COVERED: "texte recouvert par un aplat ou une image",
    Fate.INVISIBLE: "texte invisible ou de la couleur du fond",
    Fate.TINY: "texte trop petit pour être lu",
    Fate.WATERMARK: "filigrane",
    Fate.COMMENT: "commentaire ajouté au PDF",
}


def page_ledger(raw: RawPage, text: str, body: Body, status: PageStatus, *, recognised: bool) -> Iterator[LedgerEntry]:
    """What stood on a page, given its clean text, its body, and whether it was read from its picture."""
    read = status is PageStatus.READ
    own = visible(text[body.start : body.end])
    fate = Fate.UNREAD if not read else Fate.RECOGNISED if recognised else Fate.READ
    heads = visible(text) - own
    if own:
        yield LedgerEntry(Content.CHARACTER, fate, own)
    if heads:
        yield LedgerEntry(Content.CHARACTER, Fate.RUNNING_HEAD, heads, "\n".join(body.removed)[:MAX_TEXT])
    if not recognised:
        for aside in raw.aside:
            yield LedgerEntry(Content.CHARACTER, aside.fate, aside.characters, aside.text[:MAX_TEXT])
    if raw.pictures:
        yield LedgerEntry(Content.IMAGE, Fate.RECOGNISED if recognised else Fate.UNREAD, raw.pictures)
    if raw.fields:
        yield LedgerEntry(Content.FIELD, fate, raw.fields)


def visible(text: str) -> int:
    """The characters of a text that are not white space."""
    return sum(map(len, text.split()))


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

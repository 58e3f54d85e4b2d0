"""Readers that share nothing with the project's own: what they find is what a ledger must account for.

They are crude on purpose. Of a PDF, pdfminer.six gives every character that is drawn, seen or not; of the others, the
text nodes of their XML are taken as they stand, revisions, comments, notes and hidden parts included.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from domain import Page, ReadPiece
from domain.ledger import Content, Fate

_NO_GLYPH = re.compile(r"\(cid:\d+\)")
_LIGATURES: dict[str, str | int | None] = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
#: Signs that one reader writes as a hyphen, or as nothing, and another as a mark of its own.
_UNSURE = re.compile(r"[\u0000-\u0020\u007f-\u00a0\u00ad\u2010\u2011\u200b-\u200f\ue000-\uf8ff\ufeff\ufffd-\uffff-]")
#: Fates whose characters are counted and not kept: they stand elsewhere, or are no letters.
UNWRITTEN = {Fate.ELSEWHERE, Fate.HYPHEN, Fate.NO_LETTER, Fate.NOTE_CALL, Fate.REPLACED}


def plain(text: str) -> str:
    """A text as both sides are compared: no white space, hyphens or marks without a letter, ligatures in letters.

    A style may show letters in another case than the file holds them in.
    """
    text = unicodedata.normalize("NFKC", text.translate(str.maketrans(_LIGATURES)))
    return _UNSURE.sub("", "".join(text.casefold().split()))


def kept(page: Page) -> str:
    """All text of a page that is stored: what is read, and what was set aside."""
    return plain(page.text + " ".join(entry.text for entry in page.ledger if entry.content is Content.CHARACTER))


def unwritten(pages: Sequence[Page], piece: ReadPiece | None = None) -> int:
    """How many characters are counted in the ledger of these pages, and of the file, and stored nowhere."""
    on_pages = [entry for page in pages for entry in page.ledger if entry.fate in UNWRITTEN and not entry.text]
    counted = [*on_pages, *(piece.ledger if piece else ())]
    return sum(entry.count for entry in counted if entry.content is Content.CHARACTER)


# --- PDF ---------------------------------------------------------------------------------------


def pdf_texts(path: Path, ordinals: Sequence[int]) -> dict[int, str]:
    """Every character that the pages of a PDF draw, by page, as pdfminer.six finds them; those without a letter not."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTChar

    def chars(item: Any) -> Iterator[str]:
        if isinstance(item, LTChar):
            yield item.get_text()
        elif hasattr(item, "__iter__"):
            for inner in item:
                yield from chars(inner)

    wanted = sorted(ordinals)
    found = extract_pages(path, page_numbers=[ordinal - 1 for ordinal in wanted], laparams=None)
    return {
        ordinal: plain(_NO_GLYPH.sub("", "".join(chars(page)))) for ordinal, page in zip(wanted, found, strict=True)
    }


def poppler_texts(path: Path) -> list[str]:
    """The text of each page of a PDF as Poppler's ``pdftotext`` gives it, hidden text included."""
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace").split("\f")[:-1]


# --- Files that are archives of XML ------------------------------------------------------------

#: The parts of an archive that hold text, and the tags of its text nodes.
_TEXTS: Mapping[str, tuple[str, frozenset[str]]] = {
    ".docx": (
        r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|word/diagrams/data\d*\.xml",
        frozenset({"t", "delText"}),
    ),
    ".pptx": (
        r"ppt/(?:slides|notesSlides|comments)/\w+\.xml|ppt/diagrams/data\d*\.xml",
        frozenset({"t", "text"}),
    ),
    ".xlsx": (r"xl/(?:sharedStrings|comments\d*)\.xml|xl/drawings/drawing\d+\.xml", frozenset({"t"})),
}
_BODY = "//*[local-name()='body']//text()[not(ancestor::script or ancestor::style)]"


def texts_of(path: Path) -> list[str]:
    """Every text node of a document, in the order of the file; a copy for old programs (``Fallback``) is left out."""
    from lxml import etree, html

    if path.suffix == ".html":
        data = path.read_bytes()
        text = data.decode("utf-16-le" if b"\0" in data else "cp1252" if b"\xe9" in data else "utf-8")
        return [str(node) for node in html.document_fromstring(text).xpath(_BODY)]
    with zipfile.ZipFile(path) as archive:
        if path.suffix == ".odt":
            return [str(node) for node in etree.fromstring(archive.read("content.xml")).xpath(_BODY)]
        pattern, tags = _TEXTS[path.suffix]
        parts = [archive.read(name) for name in archive.namelist() if re.fullmatch(pattern, name)]
    nodes = [node for part in parts for node in etree.fromstring(part).iter("{*}*")]
    return [node.text or "" for node in nodes if etree.QName(node).localname in tags and not _is_copy(node)]


def _is_copy(node: Any) -> bool:
    return any(
        isinstance(one.tag, str) and one.tag.endswith(("}Fallback", "}instrText")) for one in node.iterancestors()
    )


# --- Both against the ledger -------------------------------------------------------------------

#: Of the characters of a text: a cell that says what the name of its column says is written once, and pdfminer.six has
#: its own letters for signs of symbol fonts and for some ligatures.
TOLERATED = 0.002
ALWAYS = 5  # characters, so that a page of few words is judged as well


def unaccounted(texts: Sequence[str], pages: Sequence[Page], piece: ReadPiece | None = None) -> Counter[str]:
    """What a reader found beyond what is stored, counted and tolerated: nothing, where all is accounted for."""
    stored = "".join(map(kept, pages))
    found = "".join(map(plain, texts))
    missing = Counter(found) - Counter(stored)
    allowed = unwritten(pages, piece) + ALWAYS + round(TOLERATED * len(found))
    return missing if missing.total() > allowed else Counter()


def strangers(texts: Sequence[str], pages: Sequence[Page]) -> list[str]:
    """The text nodes that do not stand in what is stored as they are."""
    stored = "".join(map(kept, pages))
    return [text for text in texts if plain(text) not in stored]

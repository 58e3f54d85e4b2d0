"""How a reading is compared with the file itself: words, order, labels, boxes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from domain import ReadPiece, Sentence
from ingestion import sentence_boxes

_CUT = re.compile(r"(?<=\w)(?:[\ufffe\x02\xad]\s*|-[ \t]*\r?\n)(?=\w)")
_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}


def words(text: str) -> list[str]:
    """Words folded, those cut at a line end made whole, on both sides of a comparison alike."""
    text = _plain(_CUT.sub("", text))
    return re.findall(r"\w+", text.replace("-", "").casefold())


def _plain(text: str) -> str:
    """Ligatures as letters, exponents as digits: ours are written raised, as they are set."""
    for ligature, plain in _LIGATURES.items():
        text = text.replace(ligature, plain)
    return unicodedata.normalize("NFKC", text)


def raw_texts(path: Path) -> list[str]:
    """What bare pypdfium2 gives of each page."""
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def shares_of_words(path: Path, piece: ReadPiece) -> tuple[float, float]:
    """Share of pypdfium2's words that the pages kept, what was set aside with its reason included.

    Returns:
        The share over the piece, and on the worst page of 20 words or more.
    """
    lost = total = 0
    worst = 1.0
    for raw, page in zip(raw_texts(path), piece.pages, strict=True):
        stored = " ".join([page.text, *(entry.text for entry in page.ledger if entry.text)])
        expected, found = Counter(words(raw)), Counter(words(stored))
        missing = sum((expected - found).values())
        size = sum(expected.values())
        lost, total = lost + missing, total + size
        if size >= 20:
            worst = min(worst, 1 - missing / size)
    return (1 - lost / total if total else 1.0), worst


def order_kept(path: Path, piece: ReadPiece) -> float:
    """Share of words that stand in the order of pypdfium2; less than 1 where an order was put right."""
    same = total = 0
    for raw, page in zip(raw_texts(path), piece.pages, strict=True):
        one, other = words(raw), words(page.text)
        total += len(one)
        same += sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return same / total if total else 1.0


def label_counts(piece: ReadPiece) -> str:
    """How many pages print a number, and how many of these print another than their place."""
    labels = [(page.ordinal, page.label) for page in piece.pages if page.label]
    other = sum(label != str(ordinal) for ordinal, label in labels)
    return f"{len(labels)}, {other} other"


def box_holds(path: Path, piece: ReadPiece, sentence: Sentence) -> bool:
    """Whether the letters whose centre lies in the boxes of a sentence are those of the sentence."""
    import pypdfium2 as pdfium

    text = piece.pages[sentence.page - 1].text
    (boxes,) = sentence_boxes(path, sentence.page, [(sentence.start, sentence.end)], text=text)
    with pdfium.PdfDocument(path) as document:
        page = document[sentence.page - 1]
        height = page.get_height()
        textpage = page.get_textpage()
        under = []
        for index in range(textpage.count_chars()):
            left, bottom, right, top = textpage.get_charbox(index)
            x, y = (left + right) / 2, height - (bottom + top) / 2
            if any(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for box in boxes):
                under.append(textpage.get_text_range(index, 1))
    # The letters are compared, not their order: a row of a table may be written in another one. Of a sentence that goes
    # on over the page, the part on its first page is looked at.
    return Counter(_letters("".join(under))) == Counter(_letters(text[sentence.start : sentence.end]))


def _letters(text: str) -> str:
    return "".join(char for char in _plain(text) if char.isalnum())


def recall(expected: Sequence[str], found: Sequence[str]) -> float:
    """Share of the expected words that were found, each as often as it is expected."""
    wanted = Counter(expected)
    return sum((wanted & Counter(found)).values()) / max(1, sum(wanted.values()))

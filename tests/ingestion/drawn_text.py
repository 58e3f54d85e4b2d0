"""What a PDF drawn at random says: sentences in French words, and what was read of it, to be compared."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from domain import ReadPiece
from domain.ledger import Content, Fate
from tests.ingestion.drawn_pdf import DrawnPage, Extra, draw
from tests.ingestion.in_french import read_piece

#: In thousandths of the size, where it is not 556: near enough to set a text after another.
_WIDTHS = {
    **dict.fromkeys("ijlîï'’", 222), **dict.fromkeys(" ft.,:;!/I", 278), **dict.fromkeys("r-()", 333),
    **dict.fromkeys("cksvxyzçJ", 500), **dict.fromkeys("FTZ", 611), **dict.fromkeys("ABEKPSVXYÀÉ", 667),
    **dict.fromkeys("CDHNRUw", 722), **dict.fromkeys("GOQ", 778), **dict.fromkeys("mM", 833), "œ": 944, "%": 889,
}  # fmt: skip

_WORDS = """abri accès aménagement arbre clôture commune construction cour densité dépôt eaux écran emprise espèce
façade faîtage fossé haie hauteur îlot jardin lisière limite lotissement mare maïs naïade œuvre parcelle pente
plantation prairie recul règle ruisseau secteur serre talus toiture verger voirie volume zone"""
WORDS = _WORDS.split()
WORD = st.sampled_from(WORDS)
LINK = st.sampled_from(re.findall(r"\w+", "de du des et avec pour sans sous selon par une la le les"))
FIGURE = st.sampled_from(["3,50 m", "25 %", "12 ha", "1 200 logements", "(annexe 2)", "« commun »", "L. 151-19", "0,4"])
#: A sentence that stands on one line.
SENTENCE = st.builds(
    lambda first, rest: f"L'{first} {' '.join(rest)}.",
    st.sampled_from(["arbre", "emprise", "écran", "îlot", "espèce", "aménagement"]),
    st.lists(st.one_of(WORD, LINK, FIGURE), min_size=4, max_size=7),
)


def examples(count: int) -> settings:
    """As many examples as that, twenty times more where the tests are run thoroughly."""
    usual = settings.get_profile("standard").max_examples
    return settings(max_examples=count if settings().max_examples <= usual else 20 * count, deadline=None)


def sentences(least: int, most: int) -> st.SearchStrategy[list[str]]:
    """Sentences of which no two are alike."""
    return st.lists(SENTENCE, min_size=least, max_size=most, unique=True)


def width(text: str, size: float) -> float:
    """The width of a text in Helvetica, in points."""
    return size * sum(_WIDTHS.get(char, 556) for char in text) / 1000


def read_drawn(pages: Sequence[DrawnPage], extra: Extra | None = None) -> ReadPiece:
    """What is read of a PDF of these pages."""
    with tempfile.TemporaryDirectory() as folder:
        return read_piece(draw(Path(folder) / "a.pdf", pages, extra))


def letters(*texts: str) -> str:
    """All that is no white space: how lines are cut is not compared."""
    return "".join("".join(text.split()) for text in texts)


def said(piece: ReadPiece, page: int | None = None) -> str:
    """The letters of the sentences of a piece, or of those that begin on a page, in order."""
    return letters(*(one.text for one in piece.sentences if page in (None, one.page)))


def set_aside(piece: ReadPiece, fate: Fate) -> str:
    """The letters of a piece that met a fate."""
    entries = [entry for page in piece.pages for entry in page.ledger if entry.content is Content.CHARACTER]
    return letters(*(entry.text for entry in entries if entry.fate is fate))

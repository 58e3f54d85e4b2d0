"""Odd ways in which a text of a page does not show, and ways that look alike in which it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.ledger import Fate
from tests.ingestion.drawn_pdf import DrawnPage, Extra, draw, line
from tests.ingestion.drawn_text import width
from tests.ingestion.in_french import read_piece
from tests.ingestion.test_seen_text import SEEN, UNSEEN, fates, text_of

LAST = "Les haies du bourg sont conservées."
TEXT = line(UNSEEN, 60, 700)
RIGHT = 60 + width(UNSEEN, 11)
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 842 842] FONTS"
PIXEL = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
ROUNDED = (
    "60 695 m 450 695 l 455 695 455 700 455 700 c 455 708 l 455 713 450 713 450 713 c 60 713 l "
    "55 713 55 708 55 708 c 55 700 l 55 695 60 695 60 695 c f"
)
QUAD = f"/QuadPoints [60 711 {RIGHT:.0f} 711 60 697 {RIGHT:.0f} 697] /C [1 0 0]"
STROKE = (f"/Type /XObject /Subtype /Form /BBox [0 0 {RIGHT - 60:.0f} 20]", f"0.8 w 0 9 m {RIGHT - 60:.0f} 9 l S")


def note(kind: str, more: str = QUAD, flags: int = 4) -> str:
    return f"<< /Type /Annot /Subtype /{kind} /F {flags} /Rect [60 694 {RIGHT:.0f} 714] {more} >>"


EXTRA = Extra(
    {
        100: "<< /Type /OCG /Name (Arrete) >>",
        101: "<< /Type /OCG /Name (Approuve) >>",
        102: (FORM, TEXT),
        103: (f"{FORM} /OC 100 0 R", TEXT),
        104: (PIXEL, "\xff"),
        105: (PIXEL, "\x10"),
        106: note("StrikeOut"),
        107: note("StrikeOut", f"{QUAD} /AP << /N 108 0 R >>"),
        108: STROKE,
        109: note("Highlight"),
        110: note("StrikeOut", flags=2),
        111: "<< /Type /OCMD /OCGs [101 0 R] /P /AllOff >>",
        112: (f"{FORM} /OC 101 0 R", TEXT),
    },
    "/OCProperties << /OCGs [100 0 R 101 0 R] /D << /OFF [100 0 R] >> >>",
)
RESOURCES = (
    "/Properties << /Off 100 0 R /On 101 0 R /NotOff 111 0 R >> "
    "/XObject << /Form 102 0 R /OffForm 103 0 R /White 104 0 R /Dark 105 0 R /OnForm 112 0 R >> "
    "/ExtGState << /Over << /BM /Multiply >> /Back << /BM /Normal >> >>"
)


def read(content: str, notes: str, path: Path) -> tuple[str, dict[Fate, str]]:
    page = DrawnPage(line(SEEN, 60, 740) + content + line(LAST, 60, 640), notes, resources=RESOURCES)
    piece = read_piece(draw(path / "a.pdf", [page], EXTRA))
    return text_of(piece), {fate: text for fate, text in fates(piece).items() if text}


@pytest.mark.parametrize(
    ("content", "notes", "fate"),
    [
        (f"q 0 0 10 10 re W n {TEXT}Q\n", "", Fate.OUTSIDE),
        (f"{TEXT}1 g {ROUNDED} 0 g\n", "", Fate.COVERED),
        (f"{TEXT}1 g " + "".join(f"55 {694 + 2 * row} 400 2.1 re " for row in range(10)) + "f 0 g\n", "", Fate.COVERED),
        (f"{TEXT}18 w 55 703 m 455 703 l S 1 w\n", "", Fate.COVERED),
        (f"1 Tr 1 G\n{TEXT}0 Tr 0 G\n", "", Fate.INVISIBLE),
        (f"2 Tr 1 G 1 g\n{TEXT}0 Tr 0 G 0 g\n", "", Fate.INVISIBLE),
        (f"q 400 0 0 16 55 695 cm /White Do Q 1 g\n{TEXT}0 g\n", "", Fate.INVISIBLE),
        (f"q 7 Tr\n{TEXT}Q\n", "", Fate.INVISIBLE),
        ("/OC /Off BDC\n/Form Do\nEMC\n", "", Fate.LAYER_OFF),
        ("/OffForm Do\n", "", Fate.LAYER_OFF),
        (f"/OC /NotOff BDC\n{TEXT}EMC\n", "", Fate.LAYER_OFF),
        (f"/OC /Off BDC\n/OC /On BDC\n{TEXT}EMC\nEMC\n", "", Fate.LAYER_OFF),
        (TEXT, "/Annots [106 0 R]", Fate.STRUCK),
        (TEXT, "/Annots [107 0 R]", Fate.STRUCK),
    ],
)
def test_it_is_set_aside_with_its_reason(content: str, notes: str, fate: Fate, tmp_path: Path) -> None:
    said, aside = read(content, notes, tmp_path)
    assert said == f"{SEEN} {LAST}"
    assert aside == {fate: UNSEEN}


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (f"q 50 690 400 30 re W n {TEXT}Q\n", ""),
        (f"{TEXT}/Over gs 1 1 0 rg {ROUNDED} 0 g /Back gs\n", ""),
        (f"{TEXT}18 w 55 740 m 55 640 l S 1 w\n", ""),
        (f"1 Tr 0 G\n{TEXT}0 Tr\n", ""),
        (f"2 Tr 0 G 1 g\n{TEXT}0 Tr 0 g\n", ""),
        (f"q 400 0 0 16 55 695 cm /Dark Do Q 1 g\n{TEXT}0 g\n", ""),
        ("/OC /On BDC\n/Form Do\nEMC\n", ""),
        ("/OnForm Do\n", ""),
        (f"{TEXT}/OC /Off BDC\n1 g {ROUNDED} 0 g\nEMC\n", ""),
        (TEXT, "/Annots [109 0 R]"),
        (TEXT, "/Annots [110 0 R]"),
    ],
)
def test_it_is_read_where_it_shows(content: str, notes: str, tmp_path: Path) -> None:
    said, aside = read(content, notes, tmp_path)
    assert said == f"{SEEN} {UNSEEN} {LAST}"
    assert not aside

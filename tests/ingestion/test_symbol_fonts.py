"""Letters that are set in a font of symbols are marks: kept where they bear meaning, else ornaments of a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingestion.drawn_pdf import DrawnPage, Extra, draw, line
from tests.ingestion.drawn_text import width
from tests.ingestion.in_french import read_piece
from tests.ingestion.test_seen_text import text_of

BEFORE = "Zone UA : le stationnement est exigé "


@pytest.mark.parametrize(
    ("font", "code", "mark"),
    [
        ("Wingdings", "\\374", "✓"),
        ("ABCDEF+Wingdings", "\\373", "✗"),
        ("Wingdings", "o", "☐"),
        ("Wingdings2", "P", "✓"),
        ("Wingdings-2", "\\243", "☐"),
        ("Webdings", "a", "✓"),
        ("Webdings,Bold", "r", "✗"),
        ("Arial", "a", "a"),
    ],
)
def test_a_mark_is_told_by_its_font(font: str, code: str, mark: str, tmp_path: Path) -> None:
    resources = "/XObject << /X 100 0 R >> /Encoding /WinAnsiEncoding"
    named = f"<< /Type /Font /Subtype /TrueType /BaseFont /{font} /Encoding /WinAnsiEncoding >>"
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 842 842] /Resources << /Font << /W {named} >> >>"
    x = 60 + width(BEFORE, 11)
    drawn = f"BT /W 11 Tf 1 0 0 1 {x:.1f} 700 Tm ({code}) Tj ET\n"
    page = DrawnPage(line(BEFORE, 60, 700) + "/X Do\n" + line("pour tous.", x + 16, 700), resources=resources)
    piece = read_piece(draw(tmp_path / "a.pdf", [page], Extra({100: (form, drawn)})))
    assert text_of(piece) == f"{BEFORE}{mark} pour tous."


@pytest.mark.parametrize("code", ["n", "l", "\\330", "\\247", "\\337", "\\001"])
def test_ornaments_begin_items(code: str, tmp_path: Path) -> None:
    named = "<< /Type /Font /Subtype /TrueType /BaseFont /Wingdings /Encoding /WinAnsiEncoding >>"
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 842 842] /Resources << /Font << /W {named} >> >>"
    content = line("Sont exigés pour chaque poteau :", 60, 720)
    marks = ""
    for row, text in enumerate(("Largeur minimale de trois mètres ;", "Force portante de seize tonnes.")):
        marks += f"BT /W 11 Tf 1 0 0 1 60 {700 - 16 * row} Tm ({code}) Tj ET\n"
        content += line(text, 78, 700 - 16 * row)
    page = DrawnPage(f"/X Do\n{content}", resources="/XObject << /X 100 0 R >>")
    piece = read_piece(draw(tmp_path / "a.pdf", [page], Extra({100: (form, marks)})))
    said = text_of(piece)
    assert "Largeur minimale de trois mètres" in said
    assert not {"n", "l", "Ø", "§", "ß"} & set(said.split())

"""Text, marks and pictures that stand in objects of a PDF other than the page itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain import PageKind
from ingestion.layout.symbols import written_symbols
from tests.ingestion.drawn_pdf import DrawnPage, Extra, draw, line, table
from tests.ingestion.in_french import read_piece
from tests.ingestion.test_recognition import TEXT, CountedEngine, read

PICTURE = "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /I 101 0 R >> >>"
ENGINE = CountedEngine("compté", "essai", "fra")


@pytest.mark.parametrize(
    "drawn",
    [
        "q 595 0 0 842 0 0 cm /I Do Q",
        "".join(f"q 595 0 0 84.2 0 {842 - 84.2 * row} cm /I Do Q\n" for row in range(1, 11)),
    ],
    ids=["whole", "strips"],
)
def test_a_scan_inside_a_form_is_recognised(tmp_path: Path, drawn: str) -> None:
    extra = Extra({100: (FORM, drawn), 101: (PICTURE, "abcd")})
    page = DrawnPage("/X Do", resources="/XObject << /X 100 0 R >>")
    piece = read(draw(tmp_path / "a.pdf", [page], extra), ENGINE)
    assert [one.kind for one in piece.pages] == [PageKind.SCAN]
    assert " ".join(sentence.text for sentence in piece.sentences) == TEXT


def test_text_that_somebody_wrote_on_the_page_is_read(tmp_path: Path) -> None:
    shape = "/Type /XObject /Subtype /Form /BBox [0 0 300 16] FONTS"
    note = "/Type /Annot /Subtype /FreeText /F 4 /Rect [60 600 360 616] /Contents (La haie mesure 8 m.)"
    extra = Extra({100: f"<< {note} /AP << /N 101 0 R >> >>", 101: (shape, line("La haie mesure 8 m.", 2, 4))})
    content = line("Les prairies restent.", 60, 700)
    piece = read_piece(draw(tmp_path / "a.pdf", [DrawnPage(content, "/Annots [100 0 R]")], extra))
    assert "La haie mesure 8 m." in " ".join(sentence.text for sentence in piece.sentences)


def test_ticks_of_a_table_are_kept(tmp_path: Path) -> None:
    rows = [["Zone", "Habitation", "Industrie"], ["UA", "", ""], ["UX", "", ""]]
    ticks = line("4", 180, 660, 9, "F3") + line("4", 290, 636, 9, "F3")
    piece = read_piece(draw(tmp_path / "a.pdf", [DrawnPage(table(rows, 60, 700) + ticks)]))
    said = [sentence.row for sentence in piece.sentences if sentence.row and " : " in sentence.row]
    assert said == ["Zone : UA ; Habitation : ✔", "Zone : UX ; Industrie : ✔"]


def test_codes_of_wingdings_are_the_marks_that_they_show() -> None:
    text = "UA \uf0fc \uf0fb\n\uf0a8 oui \uf0fe non"
    assert written_symbols(text) == {3: "✓", 5: "✗", 13: "☑"}


def test_a_font_that_does_not_tell_its_letters_is_recognised(tmp_path: Path) -> None:
    # As a font without a table of its letters comes out: those beyond ASCII are a code that means nothing.
    lines = (
        "Les r\x01servoirs de biodiversit\x01 sont prot\x01g\x01s.",
        "La surface v\x01g\x01talis\x01e est \x01tendue.",
    )
    page = DrawnPage("".join(line(text, 60, 700 - 20 * row) for row, text in enumerate(lines * 3)))
    path = draw(tmp_path / "a.pdf", [page])
    piece = read(path, ENGINE)
    assert [one.kind for one in piece.pages] == [PageKind.FONT]
    assert " ".join(sentence.text for sentence in piece.sentences) == TEXT
    without = read(path, "pas d'OCR")
    assert "illisibles" in " ".join(without.warnings)

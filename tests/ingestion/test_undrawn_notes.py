"""Fields and notes of a page without a drawing of their own: read where PDFium draws them, said where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.ledger import Fate
from tests.ingestion.drawn_pdf import DrawnPage, Extra, draw, line
from tests.ingestion.drawn_text import letters, set_aside, width
from tests.ingestion.in_french import read_piece
from tests.ingestion.test_seen_text import text_of

FONT = "/Helv << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
FIELD = "<< /Type /Annot /Subtype /Widget /F 4 /Rect [170 696 290 712] /T (a) /FT /{kind} /V {value} {look} >>"
LOOK = "/DA (/Helv 10 Tf 0 g)"
FORM = f"/AcroForm << /Fields [100 0 R] ASKED /DR << /Font << {FONT} >> >> {LOOK} >>"


@pytest.mark.parametrize(
    ("asked", "kind", "value", "text", "said"),
    [
        ("/NeedAppearances true", "Tx", "(3,7 hectares)", "Surface du projet : 3,7 hectares", False),
        ("", "Tx", "(3,7 hectares)", "Surface du projet :", True),
        ("", "Btn", "/Off", "Surface du projet :", False),
    ],
)
def test_the_value_of_a_field_is_read_or_said(
    asked: str, kind: str, value: str, text: str, said: bool, tmp_path: Path
) -> None:
    extra = Extra({100: FIELD.format(kind=kind, value=value, look=LOOK)}, FORM.replace("ASKED", asked))
    page = DrawnPage(line("Surface du projet :", 60, 700), "/Annots [100 0 R]")
    piece = read_piece(draw(tmp_path / "a.pdf", [page], extra))
    assert text_of(piece) == text
    assert any("3,7 hectares" in warning for warning in piece.warnings) is said


def test_a_free_text_that_nothing_draws_is_said(tmp_path: Path) -> None:
    note = "<< /Type /Annot /Subtype /FreeText /F 4 /Rect [60 600 300 620] /Contents (Haie de 8 m.) >>"
    page = DrawnPage(line("Les haies sont conservées.", 60, 700), "/Annots [100 0 R]")
    piece = read_piece(draw(tmp_path / "a.pdf", [page], Extra({100: note})))
    assert text_of(piece) == "Les haies sont conservées."
    assert any("Haie de 8 m." in warning for warning in piece.warnings)


GONE = "La hauteur est de neuf mètres."


@pytest.mark.parametrize(
    ("note", "fate"),
    [
        ("/Subtype /Line /L [60 703 RIGHT 703.5] /C [1 0 0]", Fate.STRUCK),
        ("/Subtype /Ink /InkList [[60 703 150 703.6 RIGHT 703]] /C [1 0 0]", Fate.STRUCK),
        ("/Subtype /Square /IC [0 0 0] /C [0 0 0]", Fate.COVERED),
        ("/Subtype /Square /C [1 0 0]", None),
        ("/Subtype /Line /L [60 697 RIGHT 697] /C [1 0 0]", None),
        ("/Subtype /Line /L [60 640 RIGHT 720] /C [1 0 0]", None),
        ("/Subtype /Highlight /QuadPoints [56 714 RIGHT 714 56 696 RIGHT 696] /C [1 1 0]", None),
    ],
)
def test_a_shape_that_a_note_lays_over_text_without_a_drawing(note: str, fate: Fate | None, tmp_path: Path) -> None:
    right = str(60 + width(GONE, 11))
    box = f"/Rect [56 696 {float(right) + 4} 714]"
    annotation = f"<< /Type /Annot /F 4 {box} {note.replace('RIGHT', right)} >>"
    page = DrawnPage(line(GONE, 60, 700) + line("Les haies sont conservées.", 60, 660), "/Annots [100 0 R]")
    piece = read_piece(draw(tmp_path / "a.pdf", [page], Extra({100: annotation})))
    assert (GONE in text_of(piece)) is (fate is None)
    assert set_aside(piece, Fate.STRUCK if fate is None else fate) == ("" if fate is None else letters(GONE))

"""What stands on a page is read once, in order; what a reader of the page does not see is not quoted, and said."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import PageStatus, ReadPiece
from domain.errors import DamagedFile
from domain.ledger import Content, Fate
from ingestion import sentence_boxes
from ingestion.cleaning import unread_letters
from tests.ingestion.drawn_pdf import DrawnPage, Extra, draw, line, table, turned
from tests.ingestion.drawn_text import width as drawn_width
from tests.ingestion.in_french import read_piece

SEEN = "La hauteur maximale des abris est de 3 m."
UNSEEN = "La hauteur maximale des abris est de 6 m."
LAYERS = Extra(
    {100: "<< /Type /OCG /Name (Arrete) >>", 101: "<< /Type /OCG /Name (Approuve) >>"},
    "/OCProperties << /OCGs [100 0 R 101 0 R] /D << /OFF [100 0 R] /Order [100 0 R 101 0 R] >> >>",
)
WIDTHS = {" ": 0.278, "f": 0.278, "t": 0.278, "l": 0.222, "c": 0.5, "s": 0.5, "m": 0.833, "L": 0.556}
PROPERTIES = "/Properties << /MC0 100 0 R /MC1 101 0 R >>"


def sentences(piece: ReadPiece) -> list[str]:
    return [sentence.text for sentence in piece.sentences]


def text_of(piece: ReadPiece) -> str:
    return " ".join(sentences(piece))


def fates(piece: ReadPiece) -> dict[Fate, str]:
    return {
        entry.fate: entry.text for page in piece.pages for entry in page.ledger if entry.content is Content.CHARACTER
    }


@pytest.mark.parametrize(
    ("content", "fate"),
    [
        (line(UNSEEN, 60, 700) + "0 g 55 695 400 16 re f\n", Fate.COVERED),
        (line(UNSEEN, 60, 700) + "1 g 55 695 400 16 re f\n0 g\n" + line("Rien.", 60, 700), Fate.COVERED),
        ("1 g\n" + line(UNSEEN, 60, 700) + "0 g\n", Fate.INVISIBLE),
        ("0.2 0.4 0.2 rg 55 695 400 16 re f\n" + line(UNSEEN, 60, 700) + "0 g\n", Fate.INVISIBLE),
        ("3 Tr\n" + line(UNSEEN, 60, 700) + "0 Tr\n", Fate.INVISIBLE),
        (line(UNSEEN, 60, 700, size=0.8), Fate.TINY),
        (line(UNSEEN, 700, 700), Fate.OUTSIDE),
        ("/OC /MC0 BDC\n" + line(UNSEEN, 60, 700) + "EMC\n", Fate.LAYER_OFF),
        ("/OC /MC1 BDC\n" + line("Autre.", 60, 700) + "EMC\n/OC /MC0 BDC\n" + line(UNSEEN, 60, 700) + "EMC\n",
         Fate.LAYER_OFF),
        (line(UNSEEN, 60, 700) + "0.7 w 60 703.5 m 268 703.5 l S\n", Fate.STRUCK),
        (line(UNSEEN, 60, 700) + "60 703 210 0.8 re f\n", Fate.STRUCK),
    ],
)  # fmt: skip
def test_what_is_not_seen_is_not_quoted_and_is_said(content: str, fate: Fate, tmp_path: Path) -> None:
    page = DrawnPage(line(SEEN, 60, 740) + content, resources=PROPERTIES)
    piece = read_piece(draw(tmp_path / "a.pdf", [page], LAYERS))
    assert SEEN in sentences(piece)
    assert "6 m" not in text_of(piece)
    assert "6 m" not in " ".join(passage.text for passage in piece.passages)
    assert fates(piece)[fate] == UNSEEN
    assert any("jamais cité" in warning and "(p. 1)" in warning for warning in piece.warnings)
    quoted = next(sentence for sentence in piece.sentences if sentence.text == SEEN)
    (boxes,) = sentence_boxes(tmp_path / "a.pdf", 1, [(quoted.start, quoted.end)], text=piece.pages[0].text)
    assert len(boxes) == 1
    assert 85 < boxes[0].y0 < boxes[0].y1 < 106


@pytest.mark.parametrize(
    "content",
    [
        "0.1 g 55 695 400 16 re f\n1 g\n" + line(UNSEEN, 60, 700) + "0 g\n",  # white on a dark heading
        "0.9 g 55 695 400 16 re f\n0 g\n" + line(UNSEEN, 60, 700),  # a shaded cell
        "q 55 795 40 5 re W n 1 g 0 0 595 842 re f Q 0 g\n" + line(UNSEEN, 60, 700),  # a fill that is cut
        line(UNSEEN, 60, 700) + "q 55 795 40 5 re W n 1 g 0 0 595 842 re f Q\n0 g\n",
        line(UNSEEN, 60, 700) + "0.7 w 60 698 m 268 698 l S\n",  # underlined
        line(UNSEEN, 60, 700) + "0.7 w 60 704 m 560 704 l S\n",  # a rule longer than the text
        "/OC /MC1 BDC\n" + line(UNSEEN, 60, 700) + "EMC\n",
    ],
)
def test_what_is_seen_is_kept(content: str, tmp_path: Path) -> None:
    page = DrawnPage(line(SEEN, 60, 740) + content, resources=PROPERTIES)
    piece = read_piece(draw(tmp_path / "a.pdf", [page], LAYERS))
    assert text_of(piece) == f"{SEEN} {UNSEEN}"
    assert not [warning for warning in piece.warnings if "jamais cité" in warning]


@pytest.mark.parametrize(
    ("cover", "kept"),
    [
        (
            "0 g 180 695 28 16 re f\n",
            "La hauteur maximale des est de 6 m.",
        ),  # four letters of « abris »
        ("0 g 180 695 12 16 re f\n", UNSEEN),  # its first two letters
        ("0 g 244 695 200 16 re f\n", "La hauteur maximale des abris est de"),  # a figure, its unit
    ],
)
def test_a_word_is_covered_whole_or_not_at_all(cover: str, kept: str, tmp_path: Path) -> None:
    piece = read_piece(draw(tmp_path / "a.pdf", [DrawnPage(line(UNSEEN, 60, 700) + cover)]))
    assert text_of(piece) == kept
    words = fates(piece).get(Fate.COVERED, "").split()
    assert sorted([*kept.split(), *words]) == sorted(UNSEEN.split())


def test_a_word_over_the_edge_of_the_page_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    for left, kept in ((395, "La hauteur maximale des abris est de 6 m."), (470, "La hauteur maximale des")):
        piece = read_piece(draw(tmp_path / "a.pdf", [DrawnPage(line(SEEN, 60, 740) + line(UNSEEN, left, 700))]))
        assert text_of(piece) == f"{SEEN} {kept}"


def test_a_figure_over_a_covered_one_is_a_word_of_its_own(tmp_path: Path) -> None:
    content = line("Hauteur des abris :", 60, 700) + line("999", 170, 700) + "1 g 168 695 40 16 re f\n0 g\n"
    piece = read_piece(draw(tmp_path / "a.pdf", [DrawnPage(content + line("12", 170, 700) + line("m.", 190, 700))]))
    assert text_of(piece) == "Hauteur des abris : 12 m."
    assert fates(piece)[Fate.COVERED] == "999"


def test_halves_of_a_spread_hold_their_own_text(tmp_path: Path) -> None:
    content = line("Zone UA : 15 m au plus.", 60, 700) + line("Zone UB : 9 m au plus.", 655, 700)
    halves = [DrawnPage(content, f"/CropBox [{left} 0 {left + 595} 842]", (1190, 842)) for left in (0, 595)]
    piece = read_piece(draw(tmp_path / "a.pdf", halves))
    assert [(sentence.page, sentence.text) for sentence in piece.sentences] == [
        (1, "Zone UA : 15 m au plus."),
        (2, "Zone UB : 9 m au plus."),
    ]


def test_a_call_of_a_note_leaves_no_space_before_the_full_stop(tmp_path: Path) -> None:
    content = line("Il est fait avec les propriétaires² .", 60, 700)
    piece = read_piece(draw(tmp_path / "a.pdf", [DrawnPage(content)]))
    assert sentences(piece) == ["Il est fait avec les propriétaires."]


def test_calls_of_notes_are_left_out_and_exponents_kept(tmp_path: Path) -> None:
    parts = [
        ("Le plan compte 320", 11, 0),
        ("1", 6.5, 4),
        (" logements de 40 m", 11, 0),
        ("2", 6.5, 4),
        (" et plus.", 11, 0),
    ]
    content, x = "", 60.0
    for text, size, raised in parts:
        content += line(text, x, 700 + raised, size)
        x += width(text, size)
    content += line("1", 60, 104, 5) + line(" Hors foyers.", 64, 100, 8)
    piece = read_piece(draw(tmp_path / "a.pdf", [DrawnPage(content)]))
    assert sentences(piece) == ["Le plan compte 320 logements de 40 m² et plus.", "1 Hors foyers."]
    assert fates(piece)[Fate.NOTE_CALL] == "1"
    x, third = 60.0, ""
    for text, size, raised in (("La moitié (", 11, 0), ("1", 6.5, 4), ("/", 11, 0), ("2) est plantée.", 11, 0)):
        third += line(text, x, 700 + raised, size)
        x += drawn_width(text, size)
    x, flow = 60.0, ""
    for text, size, raised in (("Un débit de 15 m", 11, 0), ("3", 6.5, 4), ("/h est exigé.", 11, 0)):
        flow += line(text, x, 700 + raised, size)
        x += drawn_width(text, size)
    assert text_of(read_piece(draw(tmp_path / "d.pdf", [DrawnPage(flow)]))) == "Un débit de 15 m³/h est exigé."
    assert "(1/2)" in "".join(text_of(read_piece(draw(tmp_path / "c.pdf", [DrawnPage(third)]))).split())
    written = draw(
        tmp_path / "b.pdf", [DrawnPage(line("Il faut 320¹ arbres, 25 %² de bois et 9 km² de CO².", 60, 700))]
    )
    assert text_of(read_piece(written)) == "Il faut 320 arbres, 25 % de bois et 9 km² de CO²."


def width(text: str, size: float) -> float:
    """The width of a text in Helvetica."""
    return size * sum(WIDTHS.get(char, 0.556) for char in text)


def test_numbers_of_lines_stand_apart_and_a_column_of_numbers_does_not(tmp_path: Path) -> None:
    words = [
        "La hauteur ne peut excéder",
        "9 mètres au faîtage, et les",
        "clôtures sont hautes de",
        "2 mètres au plus le long",
        "des voies de la zone.",
    ]
    content = "".join(
        line(str(12 + row), 41, 700 - 16 * row, 7) + line(text, 66, 700 - 16 * row) for row, text in enumerate(words)
    )
    piece = read_piece(draw(tmp_path / "a.pdf", [DrawnPage(content)]))
    assert text_of(piece) == " ".join(words)
    assert fates(piece)[Fate.LINE_NUMBER] == "12 13 14 15 16"
    rows = [[str(number), f"Arbre {number}", f"{number + 3} m"] for number in range(1, 12)]
    piece = read_piece(draw(tmp_path / "b.pdf", [DrawnPage(table([["N", "Essence", "Haut"], *rows], 60, 780))]))
    assert "N : 7 ; Essence : Arbre 7 ; Haut : 10 m" in [sentence.row for sentence in piece.sentences]


def test_a_watermark_and_the_margin_stand_in_no_sentence_of_the_text(tmp_path: Path) -> None:
    content = (
        line("La hauteur est limitée, sauf pour les", 90, 640)
        + f"0.8 g\n{turned('PROJET', 120, 520, 0.766, 0.643, 60)}0 g\n"
        + line("équipements publics de la zone.", 90, 624)
        + turned("Commune de Nulleville", 30, 300, 0, 1, 8)
    )
    piece = read_piece(draw(tmp_path / "a.pdf", [DrawnPage(content)]))
    assert sentences(piece) == [
        "La hauteur est limitée, sauf pour les équipements publics de la zone.",
        "Commune de Nulleville",
    ]
    assert fates(piece)[Fate.WATERMARK] == "PROJET"


ROWS = [["Zone", "Hauteur", "Emprise"], ["UA", "15 m", "80 %"], ["UB", "9 m", "50 %"]]


def test_tables_of_turned_pages_and_of_forms_have_their_columns(tmp_path: Path) -> None:
    drawn = table(ROWS, 60, 500)
    form = Extra({100: ("/Type /XObject /Subtype /Form /BBox [0 0 842 842] FONTS", drawn)})
    pages = [
        DrawnPage(f"0 1 -1 0 595 0 cm\n{drawn}", "/Rotate 90"),
        DrawnPage(f"0 -1 1 0 0 842 cm\n{drawn}", "/Rotate 270"),
        DrawnPage(f"-1 0 0 -1 595 842 cm\n{drawn}", "/Rotate 180"),
        DrawnPage(f"0 1 -1 0 595 0 cm\n{drawn}"),  # set sideways on an upright page
        DrawnPage("q 1 0 0 1 20 100 cm /X Do Q", resources="/XObject << /X 100 0 R >>"),
    ]
    path = draw(tmp_path / "a.pdf", pages, form)
    piece = read_piece(path)
    for page in range(1, 6):
        rows = [sentence.row for sentence in piece.sentences if sentence.page == page]
        assert "Zone : UB ; Hauteur : 9 m ; Emprise : 50 %" in rows, page


def test_values_of_fields_stand_beside_their_labels_and_comments_are_said(tmp_path: Path) -> None:
    content = line("Surface du secteur :", 60, 700) + line("Nombre de logements :", 60, 670)
    widget = "/Type /Annot /Subtype /Widget /FT /Tx /F 4 /Rect [{0} {1} {2} {3}] /T ({4}) /V ({5}) /AP << /N {6} 0 R >>"
    shape = "/Type /XObject /Subtype /Form /BBox [0 0 120 16] FONTS"
    extra = Extra(
        {
            100: f"<< {widget.format(170, 696, 290, 712, 'a', '3,7 ha', 102)} >>",
            101: f"<< {widget.format(180, 666, 300, 682, 'b', '45', 103)} >>",
            102: (shape, line("3,7 hectares", 2, 4)),
            103: (shape, line("45 logements", 2, 4)),
            104: "<< /Type /Annot /Subtype /Text /F 4 /Rect [400 700 420 720] /Contents (Revoir la marge.) >>",
        },
        "/AcroForm << /Fields [100 0 R 101 0 R] >>",
    )
    path = draw(tmp_path / "a.pdf", [DrawnPage(content, "/Annots [100 0 R 101 0 R 104 0 R]")], extra)
    piece = read_piece(path)
    assert text_of(piece) == "Surface du secteur : 3,7 hectares Nombre de logements : 45 logements"
    assert any("Revoir la marge." in warning for warning in piece.warnings)
    assert [(entry.fate, entry.count) for entry in piece.pages[0].ledger if entry.content is Content.FIELD] == [
        (Fate.READ, 2)
    ]
    start = piece.pages[0].text.index("3,7")
    (boxes,) = sentence_boxes(path, 1, [(start, start + 3)], text=piece.pages[0].text)
    assert 170 < boxes[0].x0 < 180


def test_a_dynamic_form_is_said_and_not_quoted(tmp_path: Path) -> None:
    extra = Extra(
        {100: ("", "<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")},
        "/AcroForm << /Fields [] /XFA 100 0 R >> /NeedsRendering true",
    )
    piece = read_piece(draw(tmp_path / "a.pdf", [DrawnPage(line("Please wait...", 60, 700))], extra))
    assert not piece.sentences
    assert piece.pages[0].status is PageStatus.UNREADABLE
    assert any("XFA" in warning for warning in piece.warnings)


@pytest.mark.parametrize("tail", [b"%%EOF\n" + bytes(20_000), b"%%EOF\n<html>" + b" page " * 3000, b"%%EO", b""])
def test_what_follows_the_end_does_no_harm(tail: bytes, tmp_path: Path) -> None:
    assert text_of(read_piece(draw(tmp_path / "a.pdf", [DrawnPage(line(SEEN, 60, 700))], tail=tail))) == SEEN


def test_a_new_version_that_is_cut_is_refused(tmp_path: Path) -> None:
    cut = b"%%EOF\n12 0 obj\n<< /Type /Page " + b"x" * 9000
    with pytest.raises(DamagedFile, match="incomplet"):
        read_piece(draw(tmp_path / "a.pdf", [DrawnPage(line(SEEN, 60, 700))], tail=cut))


def test_forms_filled_in_page_after_page_keep_their_labels(tmp_path: Path) -> None:
    pages = [
        DrawnPage(
            line("Plan de Nulleville", 60, 810, 9)
            + line(f"Élément {name}", 60, 760, 14)
            + line("Statut : protégé.", 60, 735)
            + line("La coupe est interdite.", 60, 715)
            + line(f"Compensation : {number + 2} arbres.", 60, 695)
            + line(f"{number}", 290, 30, 9)
        )
        for number, name in enumerate(("mare", "haie", "verger", "muret", "bosquet", "allée"), 1)
    ]
    piece = read_piece(draw(tmp_path / "a.pdf", pages))
    for page in piece.pages:
        assert page.removed == ("Plan de Nulleville", str(page.ordinal))
        assert page.label == str(page.ordinal)
        own = " ".join(sentence.text for sentence in piece.sentences if sentence.page == page.ordinal)
        assert "Statut : protégé. La coupe est interdite." in own
        assert f"Compensation : {page.ordinal + 2} arbres." in own


def test_three_columns_written_line_by_line_are_read_one_after_the_other(tmp_path: Path) -> None:
    columns = [[f"colonne {name} ligne numéro {row}" for row in range(12)] for name in "abc"]
    content = "".join(
        line(column[row], 40 + 180 * place, 700 - 14 * row, 9)
        for row in range(12)
        for place, column in enumerate(columns)
    )
    piece = read_piece(draw(tmp_path / "a.pdf", [DrawnPage(content)]))
    assert text_of(piece).split() == " ".join(" ".join(column) for column in columns).split()


def test_letters_that_a_font_does_not_give_are_counted() -> None:
    assert unread_letters("Les r\ufffdservoirs prot\x01g\x01s") == 3
    assert unread_letters("biodiver\ufffesité – \uf0a7 une puce") == 0


UPRIGHT = {0: "", 90: "0 1 -1 0 595 0 cm\n", 180: "-1 0 0 -1 595 842 cm\n", 270: "0 -1 1 0 0 842 cm\n"}
WAYS = ("covered", "white", "outside", "layer", "struck")
WORDS = st.tuples(
    st.sampled_from(["Les haies et les arbres", "La hauteur des toitures", "Une bande de pleine terre"]),
    st.sampled_from(["est protégée", "sont conservées", "reste plantée"]),
    st.integers(3, 99).map("{} m".format),
).map(" ".join)


@settings(max_examples=15, deadline=None)  # the page is drawn with and without what is suspect
@given(
    st.lists(
        st.tuples(WORDS, st.booleans(), st.sampled_from(WAYS)),
        max_size=12,
    ),
    st.sampled_from([0, 90, 180, 270]),
)
def test_text_that_is_seen_comes_out_once_in_order(lines: list[tuple[str, bool, str]], rotation: int) -> None:
    hide: dict[str, Callable[[str, float], str]] = {
        "covered": lambda text, y: line(text, 60, y) + f"55 {y - 4} 420 15 re f\n",
        "white": lambda text, y: f"1 g\n{line(text, 60, y)}0 g\n",
        "outside": lambda text, y: line(text, 900, y),
        "layer": lambda text, y: f"/OC /MC0 BDC\n{line(text, 60, y)}EMC\n",
        "struck": lambda text, y: line(text, 60, y) + _strike(text, y),
    }
    content = ""
    expected: list[str] = []
    for row, (text, seen, way) in enumerate(lines):
        y = 560 - 30 * row
        content += line(text, 60, y) if seen else hide[way](text, y)
        expected += text.split() if seen else []
    with tempfile.TemporaryDirectory() as folder:
        page = DrawnPage(UPRIGHT[rotation] + content, f"/Rotate {rotation}", resources=PROPERTIES)
        piece = read_piece(draw(Path(folder) / "a.pdf", [page], LAYERS))
    assert text_of(piece).split() == expected


def _strike(text: str, y: float) -> str:
    return f"0.6 w 60 {y + 3.2} m {60 + width(text, 11)} {y + 3.2} l S\n"

"""Objects of PDF files at random: hidden text, forms, tables, fields, comments, fonts; and what goes on over pages."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from domain import PageStatus
from domain.ledger import Content, Fate
from tests.ingestion.drawn_pdf import DrawnPage, Extra, line, table
from tests.ingestion.drawn_text import (
    FIGURE,
    LINK,
    SENTENCE,
    WORD,
    examples,
    letters,
    read_drawn,
    said,
    sentences,
    set_aside,
    width,
)

EXAMPLES = examples(10)
LAYER = "<< /Type /OCG /Name (Arrêté) >>"
SHAPE = "/Type /XObject /Subtype /Form /BBox [0 0 842 842] FONTS"
#: A page of 595 by 842 points that shows what is drawn upright, by its rotation.
UPRIGHT = {0: "", 90: "0 1 -1 0 595 0 cm\n", 180: "-1 0 0 -1 595 842 cm\n", 270: "0 -1 1 0 0 842 cm\n"}
PICTURE = ("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "A")

Hide = Callable[[str, float], str]


def _box(text: str, y: float) -> str:
    return f"55 {y - 4} {width(text, 11) + 12:.1f} 16"


WAYS: dict[Fate, tuple[Hide, ...]] = {
    Fate.COVERED: (
        lambda text, y: f"{line(text, 60, y)}0.3 g {_box(text, y)} re f\n0 g\n",
        lambda text, y: f"{line(text, 60, y)}1 g {_box(text, y)} re f\n0 g\n",
        lambda text, y: f"{line(text, 60, y)}q {width(text, 11) + 12:.1f} 0 0 16 55 {y - 4} cm /Im Do Q\n",
        lambda text, y: f"{line(text, 60, y)}0.2 G 18 w 50 {y + 3} m {width(text, 11) + 70:.1f} {y + 3} l S 1 w 0 G\n",
        lambda text, y: f"{line(text, 60, y)}1 g {_box(text, y)} re 0 0 5 5 re 6 6 5 5 re f\n0 g\n",
    ),
    Fate.INVISIBLE: (
        lambda text, y: f"1 g\n{line(text, 60, y)}0 g\n",
        lambda text, y: f"0.8 g {_box(text, y)} re f\n0.81 g\n{line(text, 60, y)}0 g\n",
        lambda text, y: f"1 Tr 1 G\n{line(text, 60, y)}0 Tr 0 G\n",
        lambda text, y: f"q 7 Tr\n{line(text, 60, y)}Q\n",
        lambda text, y: f"3 Tr\n{line(text, 60, y)}0 Tr\n",
        lambda text, y: f"/GS gs\n{line(text, 60, y)}/GN gs\n",
    ),
    Fate.TINY: (lambda text, y: line(text, 60, y, size=0.9),),
    Fate.OUTSIDE: (
        lambda text, y: line(text, 900, y),
        lambda text, y: f"q 0 0 20 20 re W n {line(text, 60, y)}Q\n",
    ),
    Fate.LAYER_OFF: (lambda text, y: f"/OC /MC0 BDC\n{line(text, 60, y)}EMC\n",),
    Fate.STRUCK: (
        lambda text, y: f"{line(text, 60, y)}0.6 w 60 {y + 3.3} m {60 + width(text, 11):.1f} {y + 3.3} l S\n",
        lambda text, y: f"{line(text, 60, y)}60 {y + 3} {width(text, 11):.1f} 0.7 re f\n",
    ),
}
HIDDEN = st.sampled_from([(fate, way) for fate, ways in WAYS.items() for way in range(len(ways))])
HIDING = Extra(
    {100: LAYER, 101: PICTURE},
    "/OCProperties << /OCGs [100 0 R] /D << /OFF [100 0 R] /Order [100 0 R] >> >>",
)
RESOURCES = (
    "/Properties << /MC0 100 0 R >> /XObject << /Im 101 0 R >> "
    "/ExtGState << /GS << /Type /ExtGState /ca 0 >> /GN << /Type /ExtGState /ca 1 >> >>"
)


@examples(20)  # each page is drawn with and without what is suspect
@given(
    st.lists(st.tuples(SENTENCE, st.none() | HIDDEN), min_size=1, max_size=12),
    st.sampled_from([0, 90, 180, 270]),
)
def test_text_that_does_not_show_is_told_with_its_reason_and_the_rest_is_read(
    rows: list[tuple[str, tuple[Fate, int] | None]], rotation: int
) -> None:
    content = ""
    for rank, (text, hidden) in enumerate(rows):
        y = 560 - 30 * rank
        content += line(text, 60, y) if hidden is None else WAYS[hidden[0]][hidden[1]](text, y)
    page = DrawnPage(UPRIGHT[rotation] + content, f"/Rotate {rotation}", resources=RESOURCES)
    piece = read_drawn([page], HIDING)
    assert said(piece) == letters(*(text for text, hidden in rows if hidden is None))
    for fate in WAYS:
        assert set_aside(piece, fate) == letters(*(text for text, hidden in rows if hidden and hidden[0] is fate))


@EXAMPLES
@given(st.lists(st.tuples(SENTENCE, st.booleans()), min_size=2, max_size=12), st.sampled_from([0, 90, 180, 270]))
def test_halves_of_a_spread_hold_their_own_text(rows: list[tuple[str, bool]], rotation: int) -> None:
    content = "".join(line(text, 625 if right else 30, 760 - 40 * rank, 9) for rank, (text, right) in enumerate(rows))
    crops = [f"/CropBox [{left} 0 {left + 595} 842] /Rotate {rotation}" for left in (0, 595)]
    piece = read_drawn([DrawnPage(content, crop, (1190, 842)) for crop in crops])
    for page in piece.pages:
        assert said(piece, page.ordinal) == letters(*(text for text, right in rows if right is (page.ordinal == 2)))


@EXAMPLES
@given(st.lists(st.tuples(SENTENCE, st.integers(0, 3)), min_size=1, max_size=12))
def test_text_in_forms_is_read_where_it_stands(rows: list[tuple[str, int]]) -> None:
    extra = Extra()
    content, names = "", []
    for rank, (text, depth) in enumerate(rows):
        y = 760 - 24 * rank
        drawn, inner = line(text, 60 - 5 * depth, y - 3 * depth), ""
        for level in range(depth):
            number = 100 + 10 * rank + level
            resources = f"/XObject << /In {number - 1} 0 R >>" if inner else ""
            extra.objects[number] = (SHAPE.replace("FONTS", f"FONTS {resources}") if not inner else
                                     SHAPE.replace("FONTS", f"/Resources << {resources} >>"), drawn)  # fmt: skip
            inner = f"/X{number}"
            drawn = "q 1 0 0 1 5 3 cm /In Do Q\n"
            names.append(f"{inner} {number} 0 R")
        content += drawn.replace("/In", inner) if inner else drawn
    piece = read_drawn([DrawnPage(content, resources=f"/XObject << {' '.join(names)} >>")], extra)
    assert said(piece) == letters(*(text for text, _ in rows))


NAMES = st.lists(
    st.sampled_from(["Zone", "Secteur", "Hauteur", "Emprise", "Pleine terre", "Recul", "Observations", "Destination"]),
    min_size=2, max_size=4, unique=True,
)  # fmt: skip
CELL = st.one_of(WORD, FIGURE, st.builds("{} {} {}".format, WORD, LINK, WORD))


@EXAMPLES
@given(
    NAMES.flatmap(
        lambda names: st.tuples(
            st.just(names),
            st.lists(st.tuples(WORD, *(CELL | st.just("") for _ in names[1:])), min_size=2, max_size=6).filter(
                lambda rows: sum(sum(map(bool, row)) > 1 for row in rows) > 0
            ),
        )
    ),
    st.sampled_from([0, 90, 180, 270]),
    st.booleans(),
    st.booleans(),
)
def test_each_row_of_a_ruled_table_is_read_with_the_names_of_its_columns(
    drawn: tuple[list[str], list[tuple[str, ...]]], rotation: int, in_form: bool, said_so: bool
) -> None:
    names, rows = drawn
    content = table([names, *rows], 60, 500, 130)
    extra = Extra({100: (SHAPE, content)})
    shown = "/X Do\n" if in_form else content
    rotate = f"/Rotate {rotation}" if said_so else ""  # or the text runs sideways on an upright page
    piece = read_drawn([DrawnPage(UPRIGHT[rotation] + shown, rotate, resources="/XObject << /X 100 0 R >>")], extra)
    expected = [" ; ".join(f"{name} : {cell}" for name, cell in zip(names, row, strict=True) if cell) for row in rows]
    assert [one.row for one in piece.sentences if one.row][-len(rows) :] == expected
    assert said(piece) == letters(*names, *("".join(row) for row in rows))


LABELS = ["Nom du secteur", "Surface du terrain", "Nombre de logements", "Hauteur au faîtage", "Nature des clôtures"]


@EXAMPLES
@given(
    st.lists(st.tuples(st.sampled_from(LABELS), st.one_of(WORD, FIGURE, st.just(""))), min_size=1, max_size=5),
    st.lists(SENTENCE, max_size=3, unique=True),
)
def test_values_of_fields_are_read_after_their_labels_and_comments_are_told(
    fields: list[tuple[str, str]], comments: list[str]
) -> None:
    extra = Extra(catalog="/AcroForm << /Fields [] >>")
    content, numbers = "", []
    for rank, (label, value) in enumerate(fields):
        y, number = 740 - 30 * rank, 100 + 2 * rank
        content += line(f"{label} :", 60, y)
        left = 60 + width(f"{label} :", 11) + 6
        extra.objects[number] = (
            f"<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /Rect [{left:.0f} {y - 4} {left + 150:.0f} {y + 12}] "
            f"/T (f{rank}) /AP << /N {number + 1} 0 R >> >>"
        )
        extra.objects[number + 1] = (SHAPE.replace("842 842", "150 16"), line(value, 2, 4) if value else "")
        numbers.append(number)
    for rank, comment in enumerate(comments):
        number = 200 + rank
        extra.objects[number] = (
            f"<< /Type /Annot /Subtype /Text /F 4 /Rect [500 {700 - 30 * rank} 520 {720 - 30 * rank}] "
            f"/Contents ({comment.replace('(', '').replace(')', '')}) >>"
        )
        numbers.append(number)
    annotations = " ".join(f"{number} 0 R" for number in numbers)
    piece = read_drawn([DrawnPage(content, f"/Annots [{annotations}]")], extra)
    assert said(piece) == letters(*(f"{label}:{value}" for label, value in fields))
    assert set_aside(piece, Fate.COMMENT) == letters(*comments).replace("(", "").replace(")", "")
    counts = [entry.count for entry in piece.pages[0].ledger if entry.content is Content.FIELD]
    assert counts == [len(fields)]


@EXAMPLES
@given(sentences(4, 10), st.sets(st.sampled_from("éèàçaeinorst"), min_size=1, max_size=4))
def test_letters_that_a_font_gives_no_name_are_missed_and_said(rows: list[str], nameless: set[str]) -> None:
    codes = " ".join(f"{ord(char)} /g{ord(char)}" for char in sorted(nameless, key=ord))
    font = (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Inconnue /FirstChar 32 /LastChar 255 "
        f"/Widths [{' '.join(['556'] * 224)}] /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [{codes}] >> >>"
    )
    content = "".join(line(row, 60, 740 - 20 * rank, font="F9") for rank, row in enumerate(rows))
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    extra = Extra({100: (f"{form} /Resources << /Font << /F9 {font} >> >>", content)})
    piece = read_drawn([DrawnPage("/X Do\n", resources="/XObject << /X 100 0 R >>")], extra)
    lost = [char for row in rows for char in row if char in nameless]
    read = said(piece)
    if piece.pages[0].status is PageStatus.READ and read != letters(*rows):
        assert lost
        assert any("illisibles" in warning for warning in piece.warnings)


@EXAMPLES
@given(sentences(1, 3), sentences(2, 5), st.data())
def test_items_of_a_list_over_pages_are_read_once_and_in_order(
    first: list[str], items: list[str], data: st.DataObject
) -> None:
    texts = [f"- {own}" for own in items]
    bodies: list[list[str]] = [[*first]]
    for text in texts:
        words = text.split()
        cut = data.draw(st.integers(0, len(words) - 1), label="cut")
        if cut < 4 or not words[cut][0].isalpha():
            bodies[-1].append(text)
        else:
            bodies[-1].append(" ".join(words[:cut]))
            bodies.append([" ".join(words[cut:])])
    head = line("Plan local de Nulleville", 60, 812)
    pages = [
        DrawnPage(head + "".join(line(text, 60, 750 - 16 * rank, 9) for rank, text in enumerate(body)))
        for body in [*bodies, ["Fin."], ["Annexe."], ["Table."]]
    ]
    piece = read_drawn(pages)
    assert said(piece) == letters(*first, *texts, "Fin.", "Annexe.", "Table.")


@EXAMPLES
@given(
    st.lists(st.tuples(WORD, CELL, SENTENCE), min_size=3, max_size=7),
    st.data(),
)
def test_a_table_over_pages_keeps_its_names_and_a_row_that_is_cut_is_one(
    rows: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    names = ("Secteur", "Objet", "Prescription")
    place = data.draw(st.integers(1, len(rows) - 1), label="row")
    words = rows[place - 1][2].split()
    cut = data.draw(st.integers(1, len(words)), label="cut")
    before, after = " ".join(words[:cut]), " ".join(words[cut:])
    whole = cut == len(words)
    joins = not whole and (after[0].islower() or after[0].isdigit()) and before[-1] not in ".:;"
    first = [*rows[: place - 1], (*rows[place - 1][:2], before)]
    second = [*([] if whole else [("", "", after)]), *rows[place:]]
    pages = [DrawnPage(table(part, 40, 780, 360), box=(1200, 842)) for part in ([names, *first], second)]
    piece = read_drawn(pages)
    read = [one.row for one in piece.sentences if one.row]
    if (joins or whole) and len(second) > 1:
        assert read[-len(rows) :] == [
            " ; ".join(f"{name} : {cell}" for name, cell in zip(names, row, strict=True)) for row in rows
        ]
    assert said(piece) == letters(*names, *("".join(row) for row in [*first, *second]))

"""Drawings and fonts at random: charts, layers, soft masks, codes that no table explains; what shows is read once."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import assume, given
from hypothesis import strategies as st

from domain import PageStatus, ReadPiece
from domain.ledger import Fate
from ingestion.ocr.quality import DOUBTFUL_LIKENESS, MANY_LETTERS, count
from tests.ingestion.drawn_pdf import DrawnPage, Extra, line, turned
from tests.ingestion.drawn_text import SENTENCE, WORD, examples, letters, read_drawn, said, sentences, set_aside, width
from tests.ingestion.test_generated_objects import SHAPE, UPRIGHT

EXAMPLES = examples(10)
ROTATION = st.sampled_from([0, 90, 180, 270])

WHERE = st.sampled_from(["over", "inside", "none"])
BARS = st.lists(st.tuples(WORD, st.integers(12, 98), WHERE), min_size=3, max_size=6)


@EXAMPLES
@given(BARS, st.booleans(), st.sampled_from(["", "Hectares", "Part des surfaces (%)"]), st.lists(SENTENCE, min_size=2,
       max_size=2, unique=True), ROTATION)  # fmt: skip
def test_texts_of_a_chart_are_read_once_and_cut_no_sentence(
    bars: list[tuple[str, int, str]], grid: bool, axis: str, around: list[str], rotation: int
) -> None:
    content, texts = line(around[0], 60, 560), []
    for share in range(0, 101, 25):
        y = 200 + 3 * share
        content += f"0.8 G 0.5 w 90 {y} m 500 {y} l S 0 G\n" if grid else ""
        content += line(f"{share}", 86 - width(f"{share}", 8), y - 3, 8)
        texts.append(f"{share}")
    content += "0.7 w 90 200 m 90 510 l S 90 200 m 500 200 l S\n"
    for rank, (name, share, where) in enumerate(bars):
        x, value = 100 + 66 * rank, f"{share},{rank} %"
        content += f"0.1 0.3 0.6 rg {x} 200 50 {3 * share} re f 0 g\n" + line(name, x, 186, 8)
        texts.append(name)
        if where != "none":
            inside = where == "inside"
            content += ("1 g\n" if inside else "") + line(value, x + 6, 200 + 3 * share + (-14 if inside else 6), 8)
            content += "0 g\n"
            texts.append(value)
    content += turned(axis.replace("(", "\\(").replace(")", "\\)"), 60, 260, 0, 1, 8) if axis else ""
    content += line(around[1], 60, 150)
    piece = read_drawn([DrawnPage(UPRIGHT[rotation] + content, f"/Rotate {rotation}")])
    assert sorted(said(piece)) == sorted(letters(*around, *texts, axis))
    whole = " ".join(one.text for one in piece.sentences)
    assert all(text in whole for text in around)


def _layers(states: Sequence[bool]) -> Extra:
    """Layers 100, 101... and a group of any or all of the first two."""
    numbers = [100 + index for index in range(len(states))]
    off = " ".join(f"{number} 0 R" for number, on in zip(numbers, states, strict=True) if not on)
    every = " ".join(f"{number} 0 R" for number in numbers)
    return Extra(
        {
            **{number: f"<< /Type /OCG /Name (Calque {number}) >>" for number in numbers},
            110: "<< /Type /OCMD /OCGs [100 0 R 101 0 R] /P /AnyOn >>",
            111: "<< /Type /OCMD /OCGs [100 0 R 101 0 R] /P /AllOn >>",
        },
        f"/OCProperties << /OCGs [{every}] /D << /OFF [{off}] /Order [{every}] >> >>",
    )


IN_LAYERS = st.lists(st.sampled_from([100, 101, 102, 110, 111]), max_size=2)


@EXAMPLES
@given(
    st.lists(st.booleans(), min_size=3, max_size=3),
    st.lists(st.tuples(SENTENCE, IN_LAYERS, st.booleans()), min_size=1, max_size=8),
    ROTATION,
)
def test_text_shows_where_all_layers_around_it_are_on(
    states: list[bool], rows: list[tuple[str, list[int], bool]], rotation: int
) -> None:
    shown = dict(zip((100, 101, 102), states, strict=True)) | {110: any(states[:2]), 111: all(states[:2])}
    extra, content, names = _layers(states), "", []
    for rank, (text, layers, in_form) in enumerate(rows):
        drawn = line(text, 60, 560 - 30 * rank)
        if in_form and layers:
            number = 120 + rank
            extra.objects[number] = (f"{SHAPE} /OC {layers[0]} 0 R", drawn)
            names.append(f"/X{number} {number} 0 R")
            drawn, layers = f"/X{number} Do\n", layers[1:]
        content += "".join(f"/OC /L{layer} BDC\n" for layer in layers) + drawn + "EMC\n" * len(layers)
    resources = f"/Properties << {' '.join(f'/L{number} {number} 0 R' for number in shown)} >>"
    page = DrawnPage(UPRIGHT[rotation] + content, f"/Rotate {rotation}",
                     resources=f"{resources} /XObject << {' '.join(names)} >>")  # fmt: skip
    piece = read_drawn([page], extra)
    seen = [text for text, layers, _ in rows if all(shown[layer] for layer in layers)]
    unseen = [text for text, layers, _ in rows if not all(shown[layer] for layer in layers)]
    assert said(piece) == letters(*seen)
    assert sorted(set_aside(piece, Fate.LAYER_OFF)) == sorted(letters(*unseen))


@EXAMPLES
@given(st.lists(st.tuples(SENTENCE, st.sampled_from([None, "0", "1", "0.6"])), min_size=1, max_size=10), ROTATION)
def test_what_a_soft_mask_lets_through_is_read(rows: list[tuple[str, str | None]], rotation: int) -> None:
    group = "/Type /XObject /Subtype /Form /BBox [0 0 842 842] /Group << /S /Transparency /CS /DeviceGray >>"
    extra = Extra({100 + rank: (group, f"{light} g 0 0 842 842 re f") for rank, light in enumerate(("0", "1", "0.6"))})
    states = " ".join(
        f"/M{rank} << /Type /ExtGState /SMask << /Type /Mask /S /Luminosity /G {100 + rank} 0 R >> >>"
        for rank in range(3)
    )
    names = {"0": "/M0", "1": "/M1", "0.6": "/M2"}
    content = UPRIGHT[rotation]
    for rank, (text, light) in enumerate(rows):
        drawn = line(text, 60, 560 - 30 * rank)
        content += drawn if light is None else f"q {names[light]} gs\n{drawn}Q\n"
    page = DrawnPage(content, f"/Rotate {rotation}", resources=f"/ExtGState << {states} >>")
    piece = read_drawn([page], extra)
    assert said(piece) == letters(*(text for text, light in rows if light != "0"))
    assert set_aside(piece, Fate.INVISIBLE) == letters(*(text for text, light in rows if light == "0"))


SMALL = "abcdefghijklmnopqrstuvwxyz"
FREQUENT = "esantirulo"
ENOUGH = 200  # letters, by which a font without a table is told


def _told(piece: ReadPiece) -> bool:
    """Whether nothing of the first page is quoted, or it is said to be doubtful."""
    doubts = [one for one in piece.warnings if "douteux" in one or "illisibles" in one]
    page = piece.pages[0]
    return bool(doubts) if page.status is PageStatus.READ else page.reason is not None and not said(piece, 1)


def _coded(rows: Sequence[str], code: dict[str, int]) -> str:
    """Lines in a font of two bytes a letter."""
    return "".join(
        f"BT /F9 11 Tf 1 0 0 1 60 {760 - 18 * rank} Tm <{''.join(f'{code[char]:04x}' for char in row)}> Tj ET\n"
        for rank, row in enumerate(rows)
    )


def _font(to_unicode: dict[int, str] | None) -> Extra:
    table = ""
    if to_unicode is not None:
        lines = "\n".join(f"<{code:04x}> <{ord(char):04x}>" for code, char in to_unicode.items())
        table = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{len(to_unicode)} beginbfchar\n{lines}\nendbfchar endcmap end end"
        )
    named = "/ToUnicode 102 0 R" if table else ""
    return Extra(
        {
            100: f"<< /Type /Font /Subtype /Type0 /BaseFont /Inconnue /Encoding /Identity-H "
            f"/DescendantFonts [101 0 R] {named} >>",
            101: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Inconnue /DW 556 /CIDToGIDMap /Identity "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
            102: ("", table),
        }
    )


def _odd(content: str) -> tuple[str, str]:
    """A form with a font of its own: that of pages is the same in all drawn files."""
    return ("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F9 100 0 R >> >>", content)


@EXAMPLES
@given(sentences(8, 12), st.integers(3, 400), sentences(2, 4))
def test_codes_that_no_table_explains_are_never_quoted_as_sound(rows: list[str], first: int, others: list[str]) -> None:
    assume(sum(map(str.isalpha, "".join(rows))) >= ENOUGH)
    code = {char: first + rank for rank, char in enumerate(sorted(set("".join(rows))))}
    extra = _font(None)
    extra.objects[103] = _odd(_coded(rows, code))
    sound = "".join(line(text, 60, 760 - 20 * rank) for rank, text in enumerate(others))
    piece = read_drawn([DrawnPage("/X Do\n", resources="/XObject << /X 103 0 R >>"), DrawnPage(sound)], extra)
    assert said(piece, 2) == letters(*others)
    assert _told(piece)


@EXAMPLES
@given(sentences(6, 12), st.integers(3, 400), st.booleans())
def test_codes_that_a_table_explains_are_read(rows: list[str], first: int, rotated: bool) -> None:
    assume(count(" ".join(rows)).likeness >= DOUBTFUL_LIKENESS)  # the same word again and again is no French
    chars = sorted(set("".join(rows)))
    code = {char: first + rank for rank, char in enumerate(chars)}
    extra = _font({code[char]: char for char in chars})
    extra.objects[103] = _odd(_coded(rows, code))
    page = DrawnPage("/X Do\n", "/Rotate 180" if rotated else "", resources="/XObject << /X 103 0 R >>")
    assert said(read_drawn([page], extra)) == letters(*rows)


@EXAMPLES
@given(sentences(10, 14), st.permutations(SMALL))
def test_a_table_that_gives_every_letter_as_another_is_told(rows: list[str], others: list[str]) -> None:
    assume(sum(map(str.isalpha, "".join(rows))) >= MANY_LETTERS)
    assume(not any(one == other for one, other in zip(FREQUENT, others, strict=False)))
    chars = sorted(set("".join(rows)))
    code = {char: 3 + rank for rank, char in enumerate(chars)}
    moved = dict(zip(map(ord, (*FREQUENT, *sorted(set(SMALL) - set(FREQUENT)))), others, strict=True))
    extra = _font({code[char]: char.translate(moved) for char in chars})
    extra.objects[103] = _odd(_coded(rows, code))
    piece = read_drawn([DrawnPage("/X Do\n", resources="/XObject << /X 103 0 R >>")], extra)
    assert _told(piece)


@EXAMPLES
@given(sentences(1, 6), st.booleans(), ROTATION)
def test_text_in_a_font_that_the_page_does_not_have_is_read(rows: list[str], in_form: bool, rotation: int) -> None:
    content = "".join(line(row, 60, 560 - 20 * rank, font="Absente") for rank, row in enumerate(rows))
    extra = Extra({100: ("/Type /XObject /Subtype /Form /BBox [0 0 842 842]", content)})
    shown = "/X Do\n" if in_form else content
    page = DrawnPage(UPRIGHT[rotation] + shown, f"/Rotate {rotation}", resources="/XObject << /X 100 0 R >>")
    assert said(read_drawn([page], extra)) == letters(*rows)


WAYS_ROUND = {90: (0, 1, 545, 60), 180: (-1, 0, 540, 40), 270: (0, -1, 575, 780)}


@EXAMPLES
@given(sentences(4, 9), st.dictionaries(st.sampled_from(sorted(WAYS_ROUND)), SENTENCE), st.booleans())
def test_text_that_runs_another_way_is_read_once_after_the_rest(
    rows: list[str], others: dict[int, str], before: bool
) -> None:
    upright = "".join(line(row, 60, 760 - 20 * rank) for rank, row in enumerate(rows))
    around = ""
    for way, text in others.items():
        cosine, sine, x, y = WAYS_ROUND[way]
        around += turned(text.replace("(", "\\(").replace(")", "\\)"), x, y, cosine, sine, 8)
    piece = read_drawn([DrawnPage(around + upright if before else upright + around)])
    assert said(piece).startswith(letters(*rows))
    assert sorted(said(piece)) == sorted(letters(*rows, *others.values()))


WAITS = st.sampled_from(
    ["Please wait...", "Veuillez patienter...", "To view the full contents, you need a later version of Adobe Reader."]
)


@EXAMPLES
@given(st.lists(SENTENCE, max_size=2), WAITS | st.none(), st.sampled_from(["", "/NeedsRendering true"]), ROTATION)
def test_the_pages_of_an_adobe_form_are_read_unless_they_ask_to_wait(
    rows: list[str], wait: str | None, catalog: str, rotation: int
) -> None:
    assume(rows and not (wait is None and catalog))
    texts = [wait, *rows] if wait else rows
    content = "".join(line(text, 60, 560 - 20 * rank) for rank, text in enumerate(texts))
    extra = Extra({100: ("", "<template/>")}, f"/AcroForm << /XFA 100 0 R /Fields [] >> {catalog}")
    piece = read_drawn([DrawnPage(UPRIGHT[rotation] + content, f"/Rotate {rotation}")], extra)
    assert said(piece) == ("" if wait else letters(*rows))
    assert any("XFA" in warning for warning in piece.warnings) or "XFA" in (piece.pages[0].reason or "")

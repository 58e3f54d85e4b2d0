"""What lies over text in other ways than a line or a rectangle: crosses, waves, stripes, soft masks, watermarks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import ReadPiece
from domain.ledger import Fate
from tests.ingestion.drawn_pdf import DrawnPage, Extra, line, table, turned
from tests.ingestion.drawn_text import examples, letters, read_drawn, said, sentences, set_aside, width

GONE = "La hauteur des constructions est de neuf mètres."
KEPT = ["Le recul est de cinq mètres au moins.", "Les haies et les arbres sont conservés."]
WIDE = width(GONE, 11)
KEPT_LINES = line(KEPT[0], 70, 730) + line(KEPT[1], 70, 700)
MASK = "/ExtGState << /G1 << /SMask << /Type /Mask /S /Luminosity /G 100 0 R >> >> >>"


def read(over: str, resources: str = "", extra: Extra | None = None) -> ReadPiece:
    return read_drawn([DrawnPage(line(GONE, 70, 760) + over + KEPT_LINES, resources=resources)], extra)


@pytest.mark.parametrize(
    ("over", "fate"),
    [
        (f"70 757 m {70 + WIDE} 770 l S 70 770 m {70 + WIDE} 757 l S\n", Fate.STRUCK),
        (f"70 757 m {70 + WIDE} 770 l 70 770 m {70 + WIDE} 757 l S\n", Fate.STRUCK),
        (f"70 762 m {70 + WIDE} 765 l S\n", Fate.STRUCK),
        ("70 763 m " + " ".join(f"{70 + 6 * n} {763 + (-1) ** n * 2} l" for n in range(1, 44)) + " S\n", Fate.STRUCK),
        ("1 g " + " ".join(f"{70 + 2 * n} 755 2 14 re f" for n in range(int(WIDE / 2) + 2)) + " 0 g\n", Fate.COVERED),
        ("1 g " + " ".join(f"68 {755 + 1.5 * n} {WIDE + 4} 1.5 re f" for n in range(10)) + " 0 g\n", Fate.COVERED),
    ],
    ids=["two lines", "one path", "leaning", "wave", "upright stripes", "level stripes"],
)
def test_text_is_crossed_out_or_covered(over: str, fate: Fate) -> None:
    piece = read(over)
    aside = set_aside(piece, fate)
    assert aside
    assert said(piece).endswith(letters(*KEPT))
    assert len(said(piece)) <= len(letters(*KEPT)) + 2  # the ends of a wave may leave a letter
    assert letters(GONE).startswith(aside)


@pytest.mark.parametrize(
    "over",
    [
        "60 690 m 330 775 l S\n",
        "400 500 m 560 650 l S 400 650 m 560 500 l S\n" + line("Bassin", 450, 570),
        f"68 752 m {70 + WIDE} 752 l S\n",
        "0.5 w " + " ".join(f"68 {690 + 12 * n} 400 0.5 re f" for n in range(9)) + "\n",
    ],
    ids=["one slanting line", "a label in a box", "underlined", "ruled paper"],
)
def test_text_beside_lines_is_read(over: str) -> None:
    piece = read(over)
    found = said(piece)
    assert all(letters(text) in found for text in (GONE, *KEPT))


def test_a_block_crossed_out_from_corner_to_corner() -> None:
    piece = read_drawn(
        [
            DrawnPage(
                line(GONE, 70, 760) + line(KEPT[0], 70, 740) + line(KEPT[1], 70, 500)
                + f"65 735 m {72 + WIDE} 772 l S 65 772 m {72 + WIDE} 735 l S\n"
            )
        ]
    )  # fmt: skip
    assert said(piece) == letters(KEPT[1])
    assert set_aside(piece, Fate.STRUCK) == letters(GONE, KEPT[0])


@pytest.mark.parametrize(("light", "seen"), [("0", False), ("0.6", True), ("1", True)])
def test_a_soft_mask_hides_what_it_lets_nothing_of_through(light: str, seen: bool) -> None:
    group = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency /CS /DeviceGray >>"
    extra = Extra(objects={100: (group, f"{light} g 0 0 595 842 re f")})
    page = DrawnPage(f"q /G1 gs {line(GONE, 70, 760)} Q " + KEPT_LINES, resources=MASK)
    piece = read_drawn([page], extra)
    assert said(piece) == letters(*([GONE] if seen else []), *KEPT)
    assert set_aside(piece, Fate.INVISIBLE) == ("" if seen else letters(GONE))


@settings(max_examples=8)
@given(sentences(8, 12), st.sampled_from(["PROJET", "DOCUMENT DE TRAVAIL", "PROVISOIRE"]), st.booleans())
def test_a_level_watermark_is_no_text_of_a_short_page(texts: list[str], mark: str, first: bool) -> None:
    pale = f"0.85 g {line(mark, 90, 700, 40)} 0 g "
    full = "".join(line(text, 70, 770 - 14 * row) for row, text in enumerate(texts[:-1]))
    short = line(texts[-1], 70, 500)
    piece = read_drawn([DrawnPage(pale + full), DrawnPage(pale + short if first else short + pale)])
    assert said(piece) == letters(*texts)


def test_a_level_watermark_over_the_only_line_of_a_page() -> None:
    piece = read_drawn([DrawnPage(f"0.85 g {line('PROJET', 90, 750, 40)} 0 g " + line(GONE, 70, 760))])
    assert said(piece) == letters(GONE)
    assert set_aside(piece, Fate.WATERMARK) == "PROJET"


SLANT = 0.7071


def test_a_slanting_watermark_is_no_text_where_it_crosses_none_or_is_set_letter_by_letter() -> None:
    whole = f"0.85 g {turned('PROJET', 120, 250, SLANT, SLANT, 60)} 0 g "
    apart = "".join(turned(sign, 120 + 42 * n, 250 + 42 * n, SLANT, SLANT, 60) for n, sign in enumerate("PROJET"))
    over = line(KEPT[0], 70, 500) + line(KEPT[1], 70, 380)
    for page in (whole + KEPT_LINES, f"{over} 0.85 g {apart} 0 g "):
        piece = read_drawn([DrawnPage(page)])
        assert said(piece) == letters(*KEPT)
        assert sorted(set_aside(piece, Fate.WATERMARK)) == sorted("PROJET")


def test_a_small_or_dark_label_that_slants_is_read() -> None:
    piece = read_drawn([DrawnPage(KEPT_LINES + turned("Ruisseau", 120, 250, SLANT, SLANT, 12))])
    assert "Ruisseau" in said(piece)


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        (f"60 750 {WIDE + 30} 30 re 50 740 {WIDE + 60} 60 re W* n", False),
        (f"50 740 m 55 740 l 55 790 l {WIDE + 90} 790 l {WIDE + 90} 800 l 50 800 l h W n", False),
        (f"50 740 m 50 800 l {WIDE + 90} 800 l {WIDE + 95} 770 l {WIDE + 90} 740 l h W n", True),
    ],
    ids=["a frame", "an angle beside the line", "a shape around the line"],
)
def test_a_clipping_path_that_is_no_rectangle(path: str, seen: bool) -> None:
    low = "La hauteur des constructions est de neuf mètres."
    piece = read_drawn([DrawnPage(f"q {path} {line(low, 70, 756)} Q " + KEPT_LINES)])
    found = said(piece)
    assert found.endswith(letters(*KEPT))
    assert (letters(low) in found) is seen


@examples(5)
@given(sentences(12, 12), st.booleans(), st.booleans(), st.booleans())
def test_what_returns_along_the_edge_of_the_paper_is_no_text_of_the_page(
    texts: list[str], right: bool, first: bool, tabled: bool
) -> None:
    side = turned("Commune de Valmont", 580 if right else 25, 300, 0, 1, 8)
    pages = []
    for number in range(4):
        body = "".join(line(text, 70, 760 - 16 * row) for row, text in enumerate(texts[3 * number : 3 * number + 3]))
        body += table([["12", "34"], ["56", "78"]], 70, 600) if tabled else ""
        pages.append(DrawnPage(side + body if first else body + side))
    piece = read_drawn(pages)
    cells = ["12345678"] if tabled else []
    assert said(piece) == letters(*(t for n in range(4) for t in (*texts[3 * n : 3 * n + 3], *cells)))

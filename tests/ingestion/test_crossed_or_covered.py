"""What lies over text in other ways than a line or a rectangle: crosses, waves, stripes, soft masks, watermarks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import ReadPiece
from domain.ledger import Fate
from tests.ingestion.drawn_pdf import DrawnPage, Extra, line
from tests.ingestion.drawn_text import letters, read_drawn, said, sentences, set_aside, width

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

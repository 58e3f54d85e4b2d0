"""Text set in the ways that plans are set, at random: what shows is read once and in order, the rest is told."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from domain.ledger import Fate
from tests.ingestion.drawn_pdf import A4, DrawnPage, line, turned
from tests.ingestion.drawn_text import (
    SENTENCE,
    WORD,
    WORDS,
    examples,
    letters,
    read_drawn,
    said,
    sentences,
    set_aside,
    width,
)

EXAMPLES = examples(10)


@dataclass(frozen=True)
class Heads:
    """What returns at the edges of pages: heads in turn, a foot that counts them, and lines of the text itself."""

    heads: tuple[str, ...]
    foot: str
    first: int
    labels: tuple[str, ...]
    counted: bool


HEADS = st.builds(
    Heads,
    st.sampled_from([(), ("Plan local de Nulleville",), ("Tome 1", "Diagnostic"), ("Règlement – version arrêtée",)]),
    st.sampled_from(["", "{}", "Page {} sur 40", "- {} -"]),
    st.integers(1, 30),
    st.lists(st.sampled_from(["Statut : protégé.", "La coupe est interdite.", "Fiche du patrimoine."]),
             max_size=2, unique=True).map(tuple),
    st.booleans(),
)  # fmt: skip


@EXAMPLES
@given(HEADS, st.lists(sentences(4, 6), min_size=6, max_size=7), st.integers(14, 20))
def test_running_heads_go_and_what_returns_in_the_text_stays(heads: Heads, bodies: list[list[str]], step: int) -> None:
    pages, expected, removed = [], [], []
    for index, body in enumerate(bodies):
        number = heads.first + index
        own = [*heads.labels, *body]
        if heads.counted:
            own.insert(2, f"Il faut planter {number} arbres.")
        edges = [heads.heads[index % len(heads.heads)]] if heads.heads else []
        foot = heads.foot.format(number)
        content = "".join(line(text, 60, 812) for text in edges)
        content += "".join(line(text, 60, 750 - step * rank) for rank, text in enumerate(own))
        pages.append(DrawnPage(content + (line(foot, 290, 30) if foot else "")))
        expected.append(letters(*own))
        removed.append((*edges, *([foot] if foot else [])))
    piece = read_drawn(pages)
    assert [said(piece, page.ordinal) for page in piece.pages] == expected
    assert [page.removed for page in piece.pages] == removed
    if heads.foot:
        assert [page.label for page in piece.pages] == [str(heads.first + index) for index in range(len(bodies))]


RAISED = st.sampled_from(["", "", "1", "12", "(3)", "2,3"])
PARTS = st.lists(st.tuples(st.one_of(WORD, st.just("320")), RAISED), min_size=2, max_size=5)


@EXAMPLES
@given(st.lists(PARTS, min_size=1, max_size=6), st.sampled_from([(6.0, 4.0), (6.5, 3.5), (7.0, 3.0)]))
def test_calls_of_notes_are_left_out_of_the_words_that_bear_them(
    rows: list[list[tuple[str, str]]], setting: tuple[float, float]
) -> None:
    size, up = setting
    content, expected, calls = "", [], []
    for rank, row in enumerate(rows):
        x, y = 60.0, 740 - 30 * rank
        for text, call in [("Le secteur compte", ""), *row, ("et plus.", "")]:
            content += line(text, x, y)
            x += width(text, 11)
            if call:
                content += line(call, x + 0.3, y + up, size)
                x += width(call, size)
            x += width(" ", 11)
            expected.append(text)
            calls.append(call)
    piece = read_drawn([DrawnPage(content)])
    assert said(piece) == letters(*expected)
    assert set_aside(piece, Fate.NOTE_CALL) == letters(*calls)


@EXAMPLES
@given(st.lists(st.tuples(st.integers(1, 999), st.sampled_from(["m", "km", "hm", "m", "dam"]),
                          st.sampled_from("23"), SENTENCE), min_size=1, max_size=6))  # fmt: skip
def test_exponents_of_units_are_kept_as_exponents(rows: list[tuple[int, str, str, str]]) -> None:
    content, expected = "", ""
    for rank, (number, unit, power, text) in enumerate(rows):
        y, start = 740 - 30 * rank, f"Il faut {number} {unit}"
        x = 60 + width(start, 11)
        content += line(start, 60, y) + line(power, x, y + 4, 6.5) + line(f"au plus. {text}", x + 7, y)
        expected += letters(start, {"2": "²", "3": "³"}[power], "au plus.", text)
    assert said(read_drawn([DrawnPage(content)])) == expected


@EXAMPLES
@given(
    sentences(10, 20),
    st.integers(1, 90),
    st.sampled_from([1, 5]),
    st.sampled_from(["left", "right"]),
    st.booleans(),
)
def test_numbers_of_lines_are_no_part_of_the_lines(
    rows: list[str], first: int, step: int, side: str, first_drawn: bool
) -> None:
    marked = [(rank, str(first + rank)) for rank in range(len(rows)) if (first + rank) % step == 0]
    numbers = "".join(
        line(number, 46 - width(number, 7) if side == "left" else 560, 780 - 16 * rank, 7) for rank, number in marked
    )
    text = "".join(line(row, 66, 780 - 16 * rank, 10) for rank, row in enumerate(rows))
    if len(marked) < 4:
        return
    piece = read_drawn([DrawnPage(numbers + text if first_drawn else text + numbers)])
    assert said(piece) == letters(*rows)
    assert set_aside(piece, Fate.LINE_NUMBER) == letters(*(number for _, number in marked))


WATERMARKS = st.sampled_from(["PROJET", "DOCUMENT DE TRAVAIL", "Copie", "Arrêté 2024"])


@EXAMPLES
@given(
    sentences(6, 14),
    WATERMARKS | st.none(),
    st.sampled_from([(0.766, 0.643), (0.643, 0.766), (0.94, 0.342), (0.707, -0.707)]),
    st.none() | st.sampled_from(["Commune de Nulleville", "Atelier d'urbanisme fictif"]),
    st.sampled_from([1, -1]),
    st.data(),
)
def test_watermarks_and_margins_cut_no_sentence(
    rows: list[str], mark: str | None, slant: tuple[float, float], margin: str | None, up: int, data: st.DataObject
) -> None:
    drawn = [line(row, 90, 620 - 18 * rank) for rank, row in enumerate(rows)]
    if mark:
        cosine, sine = slant
        y = 500 if sine > 0 else 640
        drawn.insert(
            data.draw(st.integers(0, len(drawn)), label="place"),
            f"0.8 g\n{turned(mark, 110, y, cosine, sine, min(60, 380 / width(mark, 1)))}0 g\n",
        )
    if margin:
        drawn.insert(
            data.draw(st.integers(0, len(drawn)), label="margin"), turned(margin, 30, 300 if up > 0 else 500, 0, up, 8)
        )
    piece = read_drawn([DrawnPage("".join(drawn))])
    assert said(piece) == letters(*rows, margin or "")
    assert set_aside(piece, Fate.WATERMARK) == letters(mark or "")


def _filled(words: list[str], room: float, size: float) -> str:
    """As many of the words as stand on a line."""
    text = words[0]
    for word in words[1:]:
        if width(f"{text} {word}", size) > room:
            break
        text += f" {word}"
    return text


@EXAMPLES
@given(st.integers(2, 4), st.integers(9, 14), st.booleans(), st.data())
def test_columns_are_read_one_after_the_other(
    number: int, length: int, line_by_line: bool, data: st.DataObject
) -> None:
    room = (A4[0] - 80) / number
    size = {2: 10, 3: 8, 4: 7}[number]
    words = st.permutations(WORDS).map(lambda own: _filled(own, room - 14, size))
    columns = [data.draw(st.lists(words, min_size=length, max_size=length), label="column") for _ in range(number)]
    places = [(row, place) for row in range(length) for place in range(number)]
    if not line_by_line:
        places.sort(key=lambda one: one[1])
    content = "".join(line(columns[place][row], 40 + room * place, 700 - 14 * row, size) for row, place in places)
    title = "Règles communes à toutes les zones du plan."
    piece = read_drawn([DrawnPage(line(title, 40, 740) + content + line("Fin des règles.", 40, 80))])
    assert said(piece) == letters(title, *("".join(column) for column in columns), "Fin des règles.")

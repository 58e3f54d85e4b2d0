"""What names the columns of ruled tables of a PDF: titles, two rows, the next page, running heads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import ReadPiece
from tests.ingestion.drawn_pdf import DrawnPage, line, table
from tests.ingestion.drawn_text import WORD, examples, read_drawn

NAMES = ["Zone", "Hauteur", "Emprise"]
LINES = ["Le recul est de cinq mètres au moins.", "Les haies sont conservées.", "Une place par logement est due."]
ABOVE = "".join(line(text, 70, 780 - 18 * row) for row, text in enumerate(LINES))


def rows_of(piece: ReadPiece) -> list[str]:
    return [sentence.row for sentence in piece.sentences if sentence.row]


def spanned(texts: list[str], x: float, top: float, width: float = 110, height: float = 24) -> str:
    """A row of cells of this width altogether, drawn as rectangles."""
    own = width / len(texts)
    return "".join(
        f"{x + own * place} {top - height} {own} {height} re S\n{line(text, x + own * place + 4, top - height + 8, 9)}"
        for place, text in enumerate(texts)
    )


def test_a_title_over_the_table_names_no_column_and_a_wide_row_takes_no_names() -> None:
    body = spanned(["Règles de gabarit"], 70, 700, 330) + table([NAMES, ["UA", "12 m", "80 %"]], 70, 676)
    body += spanned(["Secteurs denses"], 70, 628, 330) + table([["UB", "9 m", "50 %"]], 70, 604)
    assert rows_of(read_drawn([DrawnPage(ABOVE + body)])) == [
        "Règles de gabarit", "Zone ; Hauteur ; Emprise", "Zone : UA ; Hauteur : 12 m ; Emprise : 80 %",
        "Secteurs denses", "Zone : UB ; Hauteur : 9 m ; Emprise : 50 %",
    ]  # fmt: skip


def test_a_wide_name_is_divided_by_the_row_under_it() -> None:
    body = table([[""]], 70, 700) + spanned(["Hauteur"], 180, 700, 220)
    body += table([["Zone", "à l'égout", "au faîtage"], ["UA", "6 m", "9 m"]], 70, 676)
    assert (
        rows_of(read_drawn([DrawnPage(ABOVE + body)]))[-1]
        == "Zone : UA ; Hauteur à l'égout : 6 m ; Hauteur au faîtage : 9 m"
    )


@pytest.mark.parametrize(
    ("below", "read"),
    [
        ([["Arbre", "Force", "Nombre"], ["Chêne", "20/25", "12"]], "Arbre : Chêne ; Force : 20/25 ; Nombre : 12"),
        ([["UC", "non fixée", "non fixée"], ["UD", "5 m", "20 %"]], "Zone : UD ; Hauteur : 5 m ; Emprise : 20 %"),
        ([["UC", "7 m", "non fixée"], ["UD", "5 m", "20 %"]], "Zone : UC ; Hauteur : 7 m ; Emprise : non fixée"),
        ([NAMES, ["UD", "5 m", "20 %"]], "Zone : UD ; Hauteur : 5 m ; Emprise : 20 %"),
    ],
)
def test_a_table_of_the_next_page_has_names_of_its_own_or_goes_on(below: list[list[str]], read: str) -> None:
    above = table([NAMES, ["UA", "12 m", "80 %"], ["UB", "9 m", "50 %"]], 70, 130)
    piece = read_drawn([DrawnPage(ABOVE + above), DrawnPage(table(below, 70, 800))])
    assert read in rows_of(piece)


@examples(4)
@given(st.lists(WORD, min_size=8, max_size=8, unique=True), st.integers(0, 3))
def test_a_running_head_that_rules_join_to_a_table_is_none_of_its_rows(words: list[str], joined: int) -> None:
    head = ["Commune de Valmont", "Règlement écrit"]
    apart = line(head[0], 74, 808, 9) + line(head[1], 184, 808, 9)
    pages = []
    for number in range(4):
        first, second = words[2 * number : 2 * number + 2]
        rows = [["Zone", "Règle"], ["UA", first], ["UB", second]]
        if number == joined:
            pages.append(DrawnPage(table([head, *rows], 70, 824)))
        else:
            pages.append(DrawnPage(ABOVE + table(rows, 70, 600) + apart))
    piece = read_drawn(pages)
    assert [row for row in rows_of(piece) if "UA" in row] == [f"Zone : UA ; Règle : {words[2 * n]}" for n in range(4)]
    assert not any("Valmont" in sentence.text for sentence in piece.sentences)


def test_a_table_goes_on_under_the_heads_of_a_piece_of_two_pages() -> None:
    def page(number: int, body: str) -> DrawnPage:
        return DrawnPage(line("Commune de Valmont", 70, 815, 8) + body + line(f"Page {number} sur 2", 280, 30, 8))

    first = ABOVE + table([NAMES, ["UA", "12 m", "80 %"]], 70, 110)
    second = table([["UB", "9 m", "50 %"], ["UC", "7 m", "30 %"]], 70, 790) + line("Le reste est sans objet.", 70, 740)
    wanted = "Zone : UB ; Hauteur : 9 m ; Emprise : 50 %"
    assert wanted in rows_of(read_drawn([page(1, first), page(2, second)]))
    other = line("Emprises des bâtiments", 70, 795) + second
    assert wanted not in rows_of(read_drawn([page(1, first), page(2, other)]))


def over_rows(text: str, x: float, top: float, rows: int, width: float = 110, height: float = 24) -> str:
    """A cell over several rows."""
    return f"{x} {top - rows * height} {width} {rows * height} re S\n" + line(text, x + 4, top - 16, 9)


@pytest.mark.parametrize("repeated", [False, True])
def test_a_first_cell_over_several_rows_holds_for_those_of_the_next_page(repeated: bool) -> None:
    names = ["Zone", "Destination", "Hauteur"]
    first = table([names], 70, 130) + over_rows("UA", 70, 106, 2)
    first += table([["Habitation", "12 m"], ["Commerce", "9 m"]], 180, 106)
    second = table([names], 70, 824) if repeated else ""
    second += over_rows("", 70, 800, 2) + table([["Bureau", "8 m"], ["Industrie", "7 m"]], 180, 800)
    second += table([["UB", "Habitation", "6 m"], ["", "Commerce", "5 m"]], 70, 752)
    rows = rows_of(read_drawn([DrawnPage(ABOVE + first), DrawnPage(second)]))
    assert [row for row in rows if "Destination :" in row] == [
        "Zone : UA ; Destination : Habitation ; Hauteur : 12 m", "Zone : UA ; Destination : Commerce ; Hauteur : 9 m",
        "Zone : UA ; Destination : Bureau ; Hauteur : 8 m", "Zone : UA ; Destination : Industrie ; Hauteur : 7 m",
        "Zone : UB ; Destination : Habitation ; Hauteur : 6 m", "Destination : Commerce ; Hauteur : 5 m",
    ]  # fmt: skip


def test_an_empty_first_cell_of_the_next_page_stays_empty_in_a_table_without_such_cells() -> None:
    first = table([NAMES, ["UA", "12 m", "80 %"], ["UB", "9 m", "50 %"]], 70, 130)
    rows = rows_of(read_drawn([DrawnPage(ABOVE + first), DrawnPage(table([["", "8 m", "40 %"]] * 2, 70, 800))]))
    assert rows[-1] == "Hauteur : 8 m ; Emprise : 40 %"

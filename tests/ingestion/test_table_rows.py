from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.layout.html_tables import table_rows


def html(rows: list[list[str]]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table>"


def test_cells_carry_their_header() -> None:
    rows = [["Thème", "Surface", "Niveau"], ["Eau", "12 ha", "Fort"], ["Sols", "", "Majeur"]]
    assert table_rows(html(rows)) == [
        "Thème : Eau ; Surface : 12 ha ; Niveau : Fort",
        "Thème : Sols ; Niveau : Majeur",
    ]


def test_a_cell_over_two_columns_keeps_the_next_under_its_header() -> None:
    table = (
        "<table><tr><td>A</td><td>B</td><td>C</td></tr>"
        '<tr><td colspan="2">large</td><td>c</td></tr><tr><td>a</td><td>b</td><td>d</td></tr></table>'
    )
    assert table_rows(table) == ["A B : large ; C : c", "A : a ; B : b ; C : d"]


def test_single_column_and_single_row_have_no_header() -> None:
    assert table_rows(html([["un"], ["deux"]])) == ["un", "deux"]
    assert table_rows(html([["un", "deux"]])) == ["un ; deux"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["UA", "9 m"], ["UB", "12 m"]], ["UA ; 9 m", "UB ; 12 m"]),
        ([["Emprise", "50 %"], ["Recul", "non réglementé"]], ["Emprise ; 50 %", "Recul ; non réglementé"]),
        ([["Hauteur", "9 m au faîtage"], ["Recul", "5 m"]], ["Hauteur ; 9 m au faîtage", "Recul ; 5 m"]),
        ([["UA", "R+2"], ["UB", "R+1"]], ["UA ; R+2", "UB ; R+1"]),
        ([["UA", "≤ 9 m"], ["UB", "max. 12 m"]], ["UA ; ≤ 9 m", "UB ; max. 12 m"]),
        ([["Commune", "2014", "2020"], ["Valmont", "800", "950"]], ["Commune : Valmont ; 2014 : 800 ; 2020 : 950"]),
        ([["", "2024-01-01", "2025-01-01"], ["UA", "3", "4"]], ["UA ; 2024-01-01 : 3 ; 2025-01-01 : 4"]),
        (
            [["Approuvé", "2014", "2020"], ["Révisé", "2018", "2024"]],
            ["Approuvé ; 2014 ; 2020", "Révisé ; 2018 ; 2024"],
        ),
        (
            [["Horizon", "5 ans", "10 ans"], ["Logements", "40", "90"]],
            ["Horizon : Logements ; 5 ans : 40 ; 10 ans : 90"],
        ),
        ([["UA", "6 m", "9 m"], ["UB", "5 m", "7 m"]], ["UA ; 6 m ; 9 m", "UB ; 5 m ; 7 m"]),
        ([["Zone", "1 logement", "2 logements"], ["UA", "1", "2"]], ["Zone : UA ; 1 logement : 1 ; 2 logements : 2"]),
    ],
)
def test_quantities_name_no_columns_unless_they_make_a_scale(rows: list[list[str]], said: list[str]) -> None:
    assert table_rows(html(rows)) == said


@given(st.lists(st.tuples(st.sampled_from(["Hauteur", "Recul", "UA"]), st.integers(1, 99)), min_size=2, max_size=5))
def test_values_with_their_unit_are_never_names(rows: list[tuple[str, int]]) -> None:
    said = table_rows(html([[name, f"{number} m"] for name, number in rows]))
    assert said == [f"{name} ; {number} m" for name, number in rows]


WORDS = st.sampled_from(["", "eau", "sols", "12 ha", "Fort", "un texte un peu plus long que les autres cellules"])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=5))
def test_no_cell_is_lost(rows: list[list[str]]) -> None:
    text = " ".join(table_rows(html(rows)))
    for row in rows:
        assert all(cell in text for cell in row)


@given(st.lists(st.lists(st.tuples(WORDS, st.integers(1, 3), st.integers(1, 2)), min_size=1, max_size=4), max_size=5))
def test_no_cell_is_lost_whatever_cells_are_merged(rows: list[list[tuple[str, int, int]]]) -> None:
    lines = ""
    wanted = []
    for number, row in enumerate(rows):
        cells = [
            (f"{text} {number}-{place}" if text else "", wide, high) for place, (text, wide, high) in enumerate(row)
        ]
        lines += "".join(
            ["<tr>", *(f"<td colspan={wide} rowspan={high}>{text}</td>" for text, wide, high in cells), "</tr>"]
        )
        wanted += [text for text, _, _ in cells]
    said = " ".join(table_rows(f"<table>{lines}</table>"))
    assert [text for text in wanted if text not in said] == []

"""A table says the same whichever format it comes in: each value with the names of its column."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingestion.drawn_pdf import DrawnPage, draw, table
from tests.ingestion.in_french import read_piece
from tests.ingestion.office_files import texts
from tests.ingestion.written_tables import WAYS, Table, WrittenCell

NAMES = ("Zone", "Hauteur", "Emprise au sol", "Pleine terre", "Recul", "Stationnement")
VALUES = st.integers(1, 99).flatmap(
    lambda number: st.sampled_from([f"{number} m", f"{number} %", f"selon le plan {number}", f"{number} places"])
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, list[str]]:
    """A table with one or two rows of names, rows of values below, and what each of its rows says."""
    groups = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    deep = max(groups) > 1
    cells = [WrittenCell(0, 0, "Secteur", rows=2 if deep else 1)]
    columns = ["Secteur"]
    for number, size in enumerate(groups):
        name, column = NAMES[number], len(columns)
        divided = size > 1
        cells.append(WrittenCell(0, column, name, rows=2 if deep and not divided else 1, columns=size))
        inner = [f"{NAMES[3 + place]} {number}" for place in range(size)] if divided else []
        cells += [WrittenCell(1, column + place, text) for place, text in enumerate(inner)]
        columns += [f"{name} {text}" for text in inner] or [name]
    said = []
    row = 2 if deep else 1
    for number, height in enumerate(draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))):
        cells.append(WrittenCell(row, 0, f"U{'ABC'[number]}", rows=height))
        for down in range(height):
            line = [f"Secteur : U{'ABC'[number]}"]
            column = 1
            while column < len(columns):
                wide = draw(st.integers(1, 2)) if column + 1 < len(columns) else 1
                value = draw(VALUES)
                cells.append(WrittenCell(row + down, column, value, columns=wide))
                parts = dict.fromkeys(word for name in columns[column : column + wide] for word in _parts(name, deep))
                line.append(f"{' '.join(parts)} : {value}")
                column += wide
            said.append(" ; ".join(line))
        row += height
    return cells, said


def _parts(name: str, deep: bool) -> list[str]:
    """The names of a column, outermost first."""
    over = next((known for known in NAMES if deep and name.startswith(f"{known} ") and name[-1].isdigit()), None)
    return [name] if over is None else [over, name.removeprefix(f"{over} ")]


@settings(max_examples=20, deadline=None)
@given(tables())
def test_every_format_says_the_rows_of_a_table_alike(
    tmp_path_factory: pytest.TempPathFactory, found: tuple[Table, list[str]]
) -> None:
    cells, said = found
    folder = tmp_path_factory.mktemp("tableau")
    assert {name: texts(written(folder, cells)) for name, written in WAYS.items()} == dict.fromkeys(WAYS, said)


@pytest.mark.parametrize("name", WAYS)
def test_names_over_three_rows(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    cells = [
        WrittenCell(0, 0, "Zone", rows=3), WrittenCell(0, 1, "Hauteur", columns=3),
        WrittenCell(1, 1, "sur voie", columns=2), WrittenCell(1, 3, "sur cour"),
        WrittenCell(2, 1, "faîtage"), WrittenCell(2, 2, "égout"), WrittenCell(2, 3, "mur"),
        WrittenCell(3, 0, "UA"), WrittenCell(3, 1, "12 m"), WrittenCell(3, 2, "9 m"), WrittenCell(3, 3, "3 m"),
    ]  # fmt: skip
    assert texts(WAYS[name](tmp_path_factory.mktemp("tableau"), cells)) == [
        "Zone : UA ; Hauteur sur voie faîtage : 12 m ; Hauteur sur voie égout : 9 m ; Hauteur sur cour mur : 3 m"
    ]


def test_a_ruled_table_of_a_pdf_says_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    rows = [["Secteur", "Hauteur", "Emprise"], ["UA", "15 m", "80 %"], ["UB", "9 m", "50 %"]]
    folder = tmp_path_factory.mktemp("tableau")
    cells = [WrittenCell(y, x, text) for y, row in enumerate(rows) for x, text in enumerate(row)]
    piece = read_piece(draw(folder / "a.pdf", [DrawnPage(table(rows, 60, 700))]))
    said = [sentence.row for sentence in piece.sentences if sentence.row and " : " in sentence.row]
    assert said == texts(WAYS["Word"](folder, cells))

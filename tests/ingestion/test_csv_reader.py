"""Tables in CSV: what parts the cells, quotes, encodings, names of columns, and what is no table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import ReadPiece
from ingestion.formats.readers.csv_reader import read_csv
from tests.ingestion.office_files import texts

ROWS = ["Zone : UA ; Hauteur : 9,5 m ; Emprise : 80 %", "Zone : UB, UC ; Hauteur : 7 m"]


@pytest.mark.parametrize(
    "written",
    [
        "Zone;Hauteur;Emprise\nUA;9,5 m;80 %\nUB, UC;7 m;\n",
        'Zone,Hauteur,Emprise\r\nUA,"9,5 m",80 %\r\n"UB, UC",7 m,\r\n',
        "Zone\tHauteur\tEmprise\nUA\t9,5 m\t80 %\nUB, UC\t7 m\n",
        "Zone|Hauteur|Emprise\nUA|9,5 m|80 %\nUB, UC|7 m|\n",
        "sep=;\r\nZone;Hauteur;Emprise\r\nUA;9,5 m;80 %\r\nUB, UC;7 m;\r\n",
        '"sep=,"\nZone,Hauteur,Emprise\nUA,"9,5 m",80 %\n"UB, UC",7 m,\n',
        'Zone;Hauteur;Emprise\n"UA";="9,5 m";"80 %"\n"UB, UC";"7 m";""\n',
    ],
)
def test_a_row_carries_the_names_of_its_columns(tmp_path: Path, written: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(written, encoding="utf-8", newline="")
    assert texts(read_csv(path)) == ROWS


def test_titles_and_tables_stand_apart_where_a_row_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'Hauteurs par zone;;\n;;\nZone;Règle;\nUA;"Neuf mètres,\nsauf pignon.";\n;;\nArbre;Nombre;Rue\nChêne;4;Foch\n',
        encoding="utf-8",
    )
    assert texts(read_csv(path)) == [
        "Hauteurs par zone", "Zone : UA ; Règle : Neuf mètres, sauf pignon.",
        "Arbre : Chêne ; Nombre : 4 ; Rue : Foch",
    ]  # fmt: skip


def test_quotes_that_are_never_closed_hold_no_rows_together(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Lieu;Note\n" + "".join(f'lieu {n};"mare {n}\n' for n in range(301)), encoding="utf-8")
    found = texts(read_csv(path))
    assert len(found) == 301
    assert found[-1] == 'Lieu : lieu 300 ; Note : "mare 300'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "cp850", "utf-16"])
def test_a_piece_in_csv_is_read_in_its_encoding(
    tmp_path: Path, read: Callable[[Path], ReadPiece], encoding: str
) -> None:
    path = tmp_path / "emplacements.csv"
    path.write_bytes("N°;Bénéficiaire;Objet\r\n1;Commune;Élargissement de la chaussée\r\n".encode(encoding))
    piece = read(path)
    assert [one.row or one.text for one in piece.sentences] == [
        "N° : 1 ; Bénéficiaire : Commune ; Objet : Élargissement de la chaussée"
    ]


CELL = st.text("aé ,;|\"'\n", min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=2, max_size=6), st.sampled_from([";", ",", "\t"]))
def test_every_cell_is_read_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], delimiter: str
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows((("12", "34", "56"), *rows))
    path.write_bytes(out.getvalue().encode())
    found = "".join("".join(texts(read_csv(path))).split()).replace(";", "").replace(":", "")
    wanted = "".join("".join(cell for row in (("12", "34", "56"), *rows) for cell in row).split()).replace(";", "")
    assert found == wanted

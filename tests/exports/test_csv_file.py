from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import Citation
from exports import format_named
from exports.file_text import french
from exports.table import Column, Table
from french.value_quotes import quote_gives
from tests.exports.samples import ABSENT, CORRECTED, DOUBTED, LOST, PLEINE_TERRE, answered, export

CSV = format_named("csv")


def rows_of(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")  # or Excel reads accents wrongly
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_corrected_cell_carries_the_decision_beside_the_verdict_of_the_tool() -> None:
    first = rows_of(CSV.write(export(CORRECTED)))[0]
    assert (first["verdict"], first["verdict_outil"]) == ("Partiel", "Oui")
    assert (first["relecture"], first["relecteur"], first["date_relecture"]) == (
        "corrigée",
        "A. Relectrice",
        "02/05/2025",
    )
    assert first["commentaire"] == "La zone UA n'a que 10 %."
    assert first["justification_outil"] == PLEINE_TERRE.rationale
    assert first["lecture"] == "lecture phrase par phrase"


def test_a_value_is_beside_its_own_quote_and_beside_no_other() -> None:
    rows = rows_of(CSV.write(export(CORRECTED)))
    assert [(row["citation"][:11], row["valeurs"]) for row in rows] == [
        ("En zone UA,", "Pleine terre : 10 %"),
        ("En zone UB,", "Pleine terre : 30 %"),
        ("Il n'est pa", ""),
        ("", "Surface : 12 ha"),
    ]
    assert [row["page_imprimee"] for row in rows] == ["8", "10", "", "IX"]


def test_each_state_of_the_review_is_said_in_words() -> None:
    rows = rows_of(CSV.write(export(answered(ABSENT), LOST, DOUBTED)))
    assert [(row["relecture"], row["verdict"]) for row in rows] == [
        ("non relue", "Non"),
        ("validée", "Oui"),
        ("douteuse", "Sans verdict"),
    ]
    assert rows[1]["etat_decision"] == "preuve disparue"
    assert rows[1]["nature_citation"] == "Preuve disparue"


def test_no_row_bears_an_internal_identifier() -> None:
    text = CSV.write(export(CORRECTED, LOST)).decode()
    assert "plui-essai" not in text
    assert "evidence_gone" not in text


@given(st.text(max_size=50))
def test_no_cell_starts_a_formula(text: str) -> None:
    answer = replace(PLEINE_TERRE, rationale=text, values=(), citations=(Citation(text, 1, text, text, 1, 0, 1),))
    rows = rows_of(CSV.write(export(answered(answer))))
    assert len(rows) == 1
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in rows[0].values())


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.lists(st.integers(1, 60), max_size=6))
def test_whatever_the_values_and_citations_a_quote_gives_the_numbers_beside_it(
    said: list[int], cited: list[int]
) -> None:
    from tests.exports.samples import value_in

    quotes = {
        number: Citation("r", 1, None, f"Il faut {number} % au moins.", 1, number * 100, number * 100 + 9)
        for number in said
    }
    citations = tuple(
        Citation("r", 1, None, f"Il faut {number} % au moins.", 1, number * 100, number * 100 + 9) for number in cited
    )
    values = tuple(value_in(quotes[number], float(number), label=None) for number in said)
    rows = rows_of(CSV.write(export(replace(CORRECTED, citations=citations, values=values))))
    found = [float(amount.split()[0]) for row in rows for amount in row["valeurs"].split(" | ") if amount]
    assert sorted(found) == sorted(set(said))  # a value said twice stands once
    for row in rows:
        for amount in filter(None, row["valeurs"].split(" | ")):
            assert quote_gives(row["citation"], float(amount.split()[0]))


def test_a_table_keeps_its_rows_and_french_numbers() -> None:
    table = Table("T", "s", (Column("Nom", 10), Column("Valeur\n(m²)", 10)), (("=1", 1250.5), (None, 3)))
    assert rows_of(CSV.table(table)) == [{"Nom": "'=1", "Valeur (m²)": "1250,5"}, {"Nom": "", "Valeur (m²)": "3"}]


@pytest.mark.parametrize(
    ("number", "text"), [(60.0, "60"), (1250.5, "1250,5"), (0.1 + 0.2, "0,3"), (-0.0, "0"), (1e20, "1e+20"), (-3, "-3")]
)
def test_numbers_are_written_the_french_way(number: float, text: str) -> None:
    assert french(number) == text

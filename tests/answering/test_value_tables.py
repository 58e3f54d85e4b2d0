"""Numbers of tables with the columns, the caption and the unit that the table gives them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from answering.indicators.value_tables import TabledLine, read_tables
from domain import StoredSentence


def lines_of(texts: Sequence[str], pages: Sequence[int] | None = None) -> tuple[TabledLine, ...]:
    """Lines of one piece; those with « ; » are rows."""
    return read_tables(
        StoredSentence("doc", "rapport", 0, page, None, at, 0, len(text), text, text if " ; " in text else None)
        for at, (text, page) in enumerate(zip(texts, pages or [1] * len(texts), strict=True))
    )


def numbers_of(line: TabledLine) -> list[tuple[float, str | None]]:
    return [(one.value, one.unit.symbol if one.unit else None) for one in line.quantities]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (
            [
                "Tableau 4 – Espaces consommés",
                "Vocation ; 2009-2014 (ha) ; 2015-2020 (ha)",
                "Logement ; 31,5 ; 22,1",
                "Artisanat ; 4,0 ; 6,2",
            ],
            [(4.0, "ha"), (6.2, "ha")],
        ),
        (
            ["Tableau n° 12. Enveloppes par commune (en hectares)", "Commune ; 2025-2034 ; 2035-2044", "Oze ; 12 ; 5"],
            [(12.0, "ha"), (5.0, "ha")],
        ),
        (
            ["Tab. 3", "– Plafonds fonciers (ha)", "Secteur ; 2021 à 2030 ; Total", "Nord ; 8,5 ; 8,5"],
            [(8.5, "ha"), (8.5, "ha")],
        ),
    ],
)
def test_a_row_without_names_takes_the_columns_above_it_and_the_unit_of_its_table(
    texts: list[str], wanted: list[tuple[float, str | None]]
) -> None:
    assert numbers_of(lines_of(texts)[-1]) == wanted


def test_the_caption_of_a_table_stands_with_its_rows_and_goes_with_it() -> None:
    lines = lines_of(
        [
            "Tableau 7 – Haies repérées",
            "Commune ; Longueur (km)",
            "Oze ; 4,1",
            "Le reste suit.",
            "Code ; Total",
            "A ; 3",
        ]
    )
    assert lines[2].caption == "Tableau 7 – Haies repérées"
    assert lines[2].sentence.row == "Commune : Oze ; Longueur (km) : 4,1"
    assert lines[3].caption == lines[5].caption == ""


def test_a_running_head_names_no_column_where_the_header_stands_again_under_it() -> None:
    head = "Communauté de la Vère"
    lines = lines_of(
        [
            "N° ; Massif ; Surface (ha)",
            f"{head} : N° ; {head} : Massif ; {head} : Surface (ha)",
            f"{head} : 4 ; {head} : Bois noir ; {head} : 655",
        ],
        [1, 2, 2],
    )
    assert lines[-1].sentence.row == "N° : 4 ; Massif : Bois noir ; Surface (ha) : 655"
    assert (655.0, "ha") in numbers_of(lines[-1])


def test_the_lines_of_a_scanned_table_have_the_one_unit_of_its_header() -> None:
    lines = lines_of(
        [
            "Tableau A2 - Sites à restaurer",
            "N° Lieu Surface (ha) Travaux",
            "S1 Ancien stade 4,5 Retrait des enrobés",
            "S2 Quai nord, lot 12 2,8 | Plantation",
        ]
    )
    assert (4.5, "ha") in numbers_of(lines[2])
    assert numbers_of(lines[3])[-2:] == [(12.0, None), (2.8, "ha")]


@pytest.mark.parametrize(
    "texts",
    [
        ["Tableau 5 – Logements par commune (ha)", "Commune ; Nombre 2021", "Oze ; 40"],  # a number of something
        ["Les surfaces sont données en hectares (ha).", "Commune ; 2021", "Oze ; 40"],  # no caption
        ["Tableau 6 – Population", "Commune ; 1999 ; 2021", "Oze ; 812 ; 934"],  # no unit
    ],
)
def test_a_number_that_no_table_measures_stays_bare(texts: list[str]) -> None:
    assert all(unit is None for _, unit in numbers_of(lines_of(texts)[-1]))


def test_a_row_with_names_of_its_own_keeps_them() -> None:
    row = "Zone : UB ; Pleine terre (%) : 30"
    assert lines_of(["Secteur ; Part", row])[-1].sentence.row == row

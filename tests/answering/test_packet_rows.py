"""Rows of tables in packets: what is left out is marked, what says nothing proves nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answering.packet_outline import LEFT_OUT, outline
from domain import PacketSentence, PieceKind, StoredSentence


def row(number: int, position: int, text: str, page: int = 1) -> PacketSentence:
    sentence = StoredSentence("plu", "reglement", page, page, None, position, 0, len(text), text, text)
    return PacketSentence(number, sentence, ("Tableau 3",), text, PieceKind.REGLEMENT)


def test_rows_left_out_between_two_rows_of_a_table_are_marked() -> None:
    shown = outline(
        [row(1, 4, "Zone : UA ; Part : 10 %"), row(2, 5, "Zone : UB ; Part : 20 %"), row(3, 8, "Zone : UE")]
    )
    assert LEFT_OUT not in shown  # the last row is of another table: it has other columns
    shown = outline([row(1, 4, "Zone : UA ; Part : 10 %"), row(2, 8, "Zone : UE ; Part : 5 %")])
    told = ["[1] Zone : UA ; Part : 10 %", "(autres lignes : 3)", "[2] Zone : UE ; Part : 5 %"]
    assert shown.splitlines()[-3:] == told


def test_rows_that_are_counted_under_the_last_one_are_told_in_the_same_words_between() -> None:
    last = replace(row(2, 8, "Zone : UE ; Part : 5 %"), left_out=7)
    shown = outline([row(1, 4, "Zone : UA ; Part : 10 %"), last])
    assert [line for line in shown.splitlines() if LEFT_OUT in line] == ["(autres lignes)", "(autres lignes : 7)"]


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("N° : 16 ; Indicateur : État des réservoirs ; Départ : – ; Source : – ; Rythme : –", True),
        ("N° : 15 ; Indicateur : Haies ; Départ : – ; Source : Syndicat mixte ; Rythme : –", True),
        ("N° : 6 ; Indicateur : Haies ; Départ : 148 km ; Source : photo ; Rythme : –", False),
        ("Zone : UA ; Part : –", False),
    ],
)
def test_a_row_whose_cells_are_mostly_empty_states_nothing(text: str, *, empty: bool) -> None:
    assert row(1, 0, text).is_empty_row is empty

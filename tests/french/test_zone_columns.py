"""Rows whose columns are zones."""

from __future__ import annotations

from french.zone_columns import row_of_zone, zones_of_column

KNOWN = frozenset({"ua", "ub", "uc", "n", "nco"})
ROW = "Destination : Commerce ; UA : sans objet ; UB, UC : 1 pour 30 m²"


def test_a_column_may_be_several_zones_and_other_names_are_none() -> None:
    assert zones_of_column("UB, UC", KNOWN) == {"ub", "uc"}
    assert zones_of_column("Zone N", KNOWN) == {"n"}
    assert not zones_of_column("Destination", KNOWN)


def test_the_row_of_a_zone_leaves_out_what_is_said_of_the_others() -> None:
    assert row_of_zone(ROW, {"ub"}, KNOWN) == ("Destination : Commerce ; UB, UC : 1 pour 30 m²", "1 pour 30 m²")
    assert row_of_zone(ROW, {"n"}, KNOWN) is None
    assert row_of_zone("N : 3 ; Commune : Belpech", {"n"}, KNOWN) is None


def test_a_table_inside_the_chapter_of_a_zone_has_one_column_of_it() -> None:
    assert row_of_zone("Sous-destination : Hôtels ; UB : O", {"ub"}, KNOWN) == (
        "Sous-destination : Hôtels ; UB : O",
        "O",
    )
    assert row_of_zone("UB : O", {"ub"}, KNOWN) is None

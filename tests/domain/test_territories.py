"""Departments and regions from INSEE codes."""

from __future__ import annotations

from collections import Counter

import pytest

from domain.errors import UsageError
from domain.territories import (
    DEPARTMENTS,
    REGIONS,
    authority_departments,
    check_place,
    department_names,
    department_of,
    departments_named,
    departments_of,
    region_names,
    regions_of,
)


@pytest.mark.parametrize(
    ("siren", "codes"),
    [
        ("243400017", ("34",)), ("213401723", ("34",)), ("249740119", ("974",)), ("254200551", ("42",)),
        ("200999202", ()), ("242010056", ()), ("443061841", ()), ("34172", ("34",)), ("2A004", ("2A",)), ("", ()),
    ],
)  # fmt: skip
def test_the_department_of_an_authority_by_its_code(siren: str, codes: tuple[str, ...]) -> None:
    assert authority_departments(siren) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("DÉPARTEMENT DE L’HÉRAULT\nExtrait du registre", ("34",)),
        ("Département de la Loire-Atlantique", ("44",)),
        ("département de Seine et Marne, puis département de la Seine-et-Marne", ("77",)),
        ("Département de La Réunion ; département d’Ille-et-Vilaine", ("974", "35")),
        ("Le département voisin", ()),
    ],
)
def test_a_department_that_a_page_names(text: str, codes: tuple[str, ...]) -> None:
    assert departments_named(text) == codes


def test_the_table_is_whole() -> None:
    assert len(DEPARTMENTS) == 101
    assert {region for _, region in DEPARTMENTS.values()} == set(REGIONS)
    assert len(REGIONS) == 18
    # Departments by region, as the law of 2015 drew them.
    count = Counter(region for _, region in DEPARTMENTS.values())
    assert (count["76"], count["75"], count["84"], count["44"], count["11"], count["94"]) == (13, 12, 12, 10, 8, 2)


@pytest.mark.parametrize(
    ("insee", "department"),
    [("34172", "34"), ("01004", "01"), ("2A004", "2A"), ("2b033", "2B"), ("97411", "974"), ("97611", "976"),
     ("97502", None), ("20001", None), ("99999", None), ("200999202", None), ("", None)],
)  # fmt: skip
def test_a_commune_is_in_one_department(insee: str, department: str | None) -> None:
    assert department_of(insee) == department


def test_a_plan_may_lie_in_several() -> None:
    found = departments_of(["34172", "30014", "34001", "13001"])
    assert found == ("13", "30", "34")
    assert regions_of(found) == ("76", "93")
    assert department_names(found[1:]) == "Gard (30), Hérault (34)"
    assert region_names(["76"]) == "Occitanie"


def test_a_code_that_is_none_is_refused_with_those_that_there_are() -> None:
    check_place("", "")
    check_place("2A", "94")
    with pytest.raises(UsageError, match="département"):
        check_place("20", "")
    with pytest.raises(UsageError, match="76 Occitanie"):
        check_place("", "99")

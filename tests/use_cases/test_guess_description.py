from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import DocumentKind, Stage
from domain.identity import check_slug
from use_cases.guess_description import guess_description, guess_reasons


@pytest.mark.parametrize(
    ("names", "kind", "stage", "day"),
    [
        (["PLUi_Coteaux_arrete_2024-03-12.zip"], DocumentKind.PLUI, Stage.ARRETE, date(2024, 3, 12)),
        (["34116_reglement_20210712.pdf", "34116_PLU_padd.pdf"], DocumentKind.PLU, None, date(2021, 7, 12)),
        (["SCoT approuvé le 12-07-2021/DOO.pdf"], DocumentKind.SCOT, Stage.APPROUVE, date(2021, 7, 12)),
        (["annexe 31-02-2021.pdf"], None, None, None),
        (["arrêtés préfectoraux.pdf"], None, None, None),
    ],
)
def test_names_tell_kind_stage_and_date(
    names: list[str], kind: DocumentKind | None, stage: Stage | None, day: date | None
) -> None:
    guess = guess_description(names)
    assert (guess.kind, guess.stage, guess.date) == (kind, stage, day)


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (["PLUi_Coteaux_arrete_2024-03-12.zip"], "PLUi Coteaux"),
        (["SCoT Val d'Ambre/doo.pdf", "SCoT Val d'Ambre/pas.pdf"], "SCoT Val d'Ambre"),
        (["doo.pdf", "pas.pdf"], None),
        (["doo.pdf"], None),
    ],
)
def test_only_an_archive_or_a_folder_gives_a_name(names: list[str], title: str | None) -> None:
    assert guess_description(names).title == title


@given(st.lists(st.text(max_size=60), max_size=4))
def test_whatever_the_names_the_slug_can_be_used(names: list[str]) -> None:
    slug = guess_description(names).slug
    assert slug is None or check_slug(slug) == slug


def test_each_field_says_what_tells_it_or_that_nothing_does() -> None:
    names = ["PLUi_Coteaux_arrete_2024-03-12.zip"]
    told = {one.field: one.reason for one in guess_reasons(names, guess_description(names))}
    assert "« PLUi »" in told["kind"]
    assert "« arrete »" in told["stage"]
    assert "« 2024-03-12 »" in told["date"]
    assert "premières pages" in told["territory"]
    untold = {one.field: one.reason for one in guess_reasons(["a.pdf"], guess_description(["a.pdf"]))}
    assert len(set(untold.values())) == 1

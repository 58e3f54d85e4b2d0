"""Examples of a grid in a file beside it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from domain.errors import GridError
from indicator_queries import load_grid
from indicator_queries.examples import bundled_examples


@pytest.fixture
def grid_file(tmp_path: Path) -> Path:
    path = tmp_path / "ma-grille.yaml"
    path.write_bytes((files("indicator_queries") / "grids" / "biodiversite-erca-15.yaml").read_bytes())
    return path


def test_examples_beside_a_grid_belong_to_its_criteria(grid_file: Path) -> None:
    without = load_grid(grid_file)
    beside = grid_file.with_name("ma-grille.exemples.yaml")
    beside.write_text(
        "I01:\n  corridors:\n    established: [Onze corridors relient les réservoirs.]\n"
        "    near_miss: [Un corridor de transport dessert la zone.]\n",
        encoding="utf-8",
    )
    grid = load_grid(grid_file)
    criteria = {one.key: one for one in grid.indicators[0].rubric.criteria}
    examples = criteria["corridors"].examples
    assert examples is not None
    assert examples.established == ("Onze corridors relient les réservoirs.",)
    assert examples.no_evidence == ("Un corridor de transport dessert la zone.",)
    assert criteria["carte"].examples is None
    assert grid.digest != without.digest


@pytest.mark.parametrize(
    ("ending", "text", "said"),
    [
        ("yaml", "I99:\n  corridors:\n    established: [Une phrase.]\n", "I99"),
        ("yaml", "I01:\n  couloirs:\n    established: [Une phrase.]\n", "I01.couloirs"),
        ("yaml", "I01:\n  corridors:\n    preuves: [Une phrase.]\n", "preuves"),
        ("yaml", "I01: [\n", "lisible"),
        ("csv", "indicateur,critere,phrase\nI01,corridors,Une phrase.\n", "etat"),
        ("csv", "indicateur,critere,etat,phrase\nI01,corridors,certain,Une phrase.\n", "ligne 2"),
        ("csv", "indicateur,critere,etat,phrase\nI01,couloirs,denied,Une phrase.\n", "I01.couloirs"),
    ],
)
def test_a_slip_in_the_examples_is_told(grid_file: Path, ending: str, text: str, said: str) -> None:
    grid_file.with_name(f"ma-grille.exemples.{ending}").write_text(text, encoding="utf-8")
    with pytest.raises(GridError) as caught:
        load_grid(grid_file)
    assert any(said in fault for fault in caught.value.faults)


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_table_of_sentences_beside_a_grid_is_read_too(grid_file: Path, separator: str) -> None:
    lines = (
        ("indicateur", "critere", "etat", "phrase", "auteur"),
        ("I01", "corridors", "established", "Onze corridors relient les réservoirs.", "moi"),
        ("I01", "corridors", "quoted_from_other", "Le schéma régional demande des corridors.", "moi"),
        ("", "", "absent", "La séance est levée.", "moi"),
    )
    beside = grid_file.with_name("ma-grille.exemples.csv")
    beside.write_text("\n".join(separator.join(line) for line in lines), encoding="utf-8")
    criteria = {one.key: one for one in load_grid(grid_file).indicators[0].rubric.criteria}
    examples = criteria["corridors"].examples
    assert examples is not None
    assert examples.established == ("Onze corridors relient les réservoirs.",)
    assert examples.quoted == ("Le schéma régional demande des corridors.",)


def test_the_bundled_grid_has_examples_of_every_criterion_and_is_loaded_without_them() -> None:
    grid = load_grid()
    known = {f"{indicator.code}/{one.key}" for indicator in grid.indicators for one in indicator.rubric.criteria}
    shown = bundled_examples()
    assert shown.keys() == known
    assert all(len(one.established) >= 2 and len(one.no_evidence) >= 2 for one in shown.values())
    assert all(one.examples is None for indicator in grid.indicators for one in indicator.rubric.criteria)

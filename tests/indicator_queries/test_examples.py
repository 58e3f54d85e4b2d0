"""Examples of a grid in a file beside it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from domain.errors import GridError
from indicator_queries import load_grid


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
    ("text", "said"),
    [
        ("I99:\n  corridors:\n    established: [Une phrase.]\n", "I99"),
        ("I01:\n  couloirs:\n    established: [Une phrase.]\n", "I01.couloirs"),
        ("I01:\n  corridors:\n    preuves: [Une phrase.]\n", "preuves"),
        ("I01: [\n", "lisible"),
    ],
)
def test_a_slip_in_the_examples_is_told(grid_file: Path, text: str, said: str) -> None:
    grid_file.with_name("ma-grille.exemples.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GridError) as caught:
        load_grid(grid_file)
    assert any(said in fault for fault in caught.value.faults)

"""Heads of the scorer from the examples of a grid, beside those that were trained."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from answering.scoring.scorer_weights import shipped_weights
from indicator_queries import load_grid
from tests.fakes import FakeEmbedder
from use_cases.example_heads import heads_of_examples


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the bundled grid with its examples beside it."""
    grids = files("indicator_queries") / "grids"
    for ending in (".yaml", ".exemples.csv"):
        (tmp_path / f"copie{ending}").write_bytes((grids / f"biodiversite-erca-15{ending}").read_bytes())
    return tmp_path / "copie.yaml"


def test_in_a_copy_of_the_grid_only_what_asks_something_else_gets_a_head_from_the_examples(copied: Path) -> None:
    def own() -> set[str]:
        grid = load_grid(copied)
        return set(heads_of_examples(grid, FakeEmbedder(), shipped_weights().of_grid(grid).heads))

    assert own() == set()
    text = copied.read_text(encoding="utf-8")
    asked = "La phrase renvoie-t-elle à une carte ou un atlas"
    assert text.count(asked) == 1
    copied.write_text(text.replace(asked, f"{asked} imprimé"), encoding="utf-8")
    assert own() == {"I01/carte"}

from __future__ import annotations

from pathlib import Path

import pytest

from indicator_queries import bundled_grids, load_grid
from indicator_queries.kept_grid import parsed_yaml


@pytest.fixture
def kept_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where compiled files are kept."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.mark.parametrize("name", bundled_grids())
def test_a_grid_is_the_same_when_it_was_kept(kept_in: Path, name: str) -> None:
    first, again = load_grid(Path(name)), load_grid(Path(name))
    assert list(kept_in.rglob("*.json"))
    assert again == first
    assert again.digest == first.digest


def test_a_file_that_changed_is_read_anew(kept_in: Path, tmp_path: Path) -> None:
    source = tmp_path / "grille.yaml"
    assert parsed_yaml(b"name: une", source) == {"name": "une"}
    assert parsed_yaml(b"name: autre", source) == {"name": "autre"}
    assert parsed_yaml(b"name: une", source) == {"name": "une"}


def test_a_kept_file_that_is_cut_is_made_again(kept_in: Path, tmp_path: Path) -> None:
    source = tmp_path / "grille.yaml"
    parsed_yaml(b"name: une", source)
    (kept,) = kept_in.rglob("*.json")
    kept.write_bytes(kept.read_bytes()[:5])
    assert parsed_yaml(b"name: une", source) == {"name": "une"}


def test_where_nothing_can_be_kept_the_grid_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "file").touch()
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path / "file"))
    assert parsed_yaml(b"name: une", tmp_path / "grille.yaml") == {"name": "une"}

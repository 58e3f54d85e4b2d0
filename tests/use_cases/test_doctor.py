from __future__ import annotations

from pathlib import Path

import pytest

from settings import Settings
from use_cases import doctor
from use_cases.doctor import examine


def test_looking_changes_nothing_and_a_faulty_grid_is_an_error(data_dir: Path, tmp_path: Path) -> None:
    grid = tmp_path / "grille.yaml"
    grid.write_text("name: x\n", encoding="utf-8")
    checks = {check.name: check for check in examine(Settings(data_dir=data_dir, grid=grid, models_dir=tmp_path / "m"))}
    assert checks["Grille"].state == "erreur"
    assert checks["Dossier de données"].state == "ok"
    assert not data_dir.exists()
    assert not (tmp_path / "m").exists()


def test_eight_bits_without_their_packages_are_an_error_that_says_what_to_install(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_installed", lambda package: False)
    settings = Settings(data_dir=data_dir, models_dir=tmp_path / "m", embedding_precision="int8")
    check = next(check for check in examine(settings) if check.name == "Plongement")
    assert check.state == "erreur"
    assert "biollm[int8]" in check.detail

"""Entries of a package: each module's, in order, and a module without one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.registered import registered


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "registered_entries_of_a_test"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "second.py").write_text("ENTRY = 2\n")
    (folder / "first.py").write_text("ENTRY = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_entries_come_in_the_order_of_their_modules(package: Path) -> None:
    assert registered(package.name, "ENTRY", int) == [1, 2]


def test_a_module_without_an_entry_or_with_another_thing_is_told(package: Path) -> None:
    with pytest.raises(TypeError, match="ENTRY is no str"):
        registered(package.name, "ENTRY", str)
    with pytest.raises(AttributeError):
        registered(package.name, "OTHER", int)

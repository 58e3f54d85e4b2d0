from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus.file_store import FileStore
from domain.errors import ReadingError


def a_file(folder: Path, name: str = "Règlement.PDF", content: bytes = b"%PDF") -> tuple[Path, str]:
    path = folder / name
    path.write_bytes(content)
    return path, hashlib.sha256(content).hexdigest()


def test_a_file_is_kept_by_its_content_once(tmp_path: Path, data_dir: Path) -> None:
    store = FileStore(data_dir)
    source, sha256 = a_file(tmp_path)
    kept = store.keep(source, sha256)
    assert kept == store.path(sha256, source.name)
    assert kept.read_bytes() == b"%PDF"
    again, _ = a_file(tmp_path, "copie.pdf")
    assert store.keep(again, sha256) == kept
    assert [path.name for path in (data_dir / "files").iterdir()] == [f"{sha256}.pdf"]


def test_a_file_that_changed_since_it_was_read_is_not_kept(tmp_path: Path, data_dir: Path) -> None:
    store = FileStore(data_dir)
    source, sha256 = a_file(tmp_path)
    source.write_bytes(b"%PDF autre")
    with pytest.raises(ReadingError, match="changé"):
        store.keep(source, sha256)
    assert list((data_dir / "files").iterdir()) == []


def test_a_file_of_a_folder_that_goes_is_taken_in_without_being_written_again(tmp_path: Path, data_dir: Path) -> None:
    store = FileStore(data_dir)
    source, sha256 = a_file(tmp_path)
    kept = store.adopt(source, sha256)
    assert kept.stat().st_ino == source.stat().st_ino
    source.unlink()
    assert kept.read_bytes() == b"%PDF"
    again, _ = a_file(tmp_path, "copie.pdf")
    assert store.adopt(again, sha256) == kept


def test_where_a_file_can_have_one_name_only_it_is_copied(
    tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", refused)
    source, sha256 = a_file(tmp_path)
    kept = FileStore(data_dir).adopt(source, sha256)
    assert kept.read_bytes() == b"%PDF"
    assert kept.stat().st_ino != source.stat().st_ino


def test_a_changed_file_is_not_adopted(tmp_path: Path, data_dir: Path) -> None:
    source, sha256 = a_file(tmp_path)
    source.write_bytes(b"%PDF autre")
    with pytest.raises(ReadingError, match="changé"):
        FileStore(data_dir).adopt(source, sha256)
    assert list((data_dir / "files").iterdir()) == []


def test_sweeping_removes_what_nobody_needs(tmp_path: Path, data_dir: Path) -> None:
    store = FileStore(data_dir)
    store.sweep(frozenset())  # nothing was ever kept
    needed = store.keep(*a_file(tmp_path, "a.pdf", b"a"))
    store.keep(*a_file(tmp_path, "b.pdf", b"b"))
    (data_dir / "files" / ".copie-coupee").write_bytes(b"moitie")
    store.sweep(frozenset({needed.stem}))
    assert list((data_dir / "files").iterdir()) == [needed]

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from domain.errors import DamagedFile, DiskFull, EncryptedFile
from ingestion.dossier import archives
from ingestion.dossier.archives import unpack_archives


def zipped(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def test_a_dossier_is_unpacked_with_its_folders_and_accents(tmp_path: Path) -> None:
    source = zipped(
        tmp_path / "plui.zip",
        {"1-Rapport/diagnostic.txt": b"a", "2-Règlement/règlement écrit.txt": b"b", "__MACOSX/x.txt": b"c"},
    )
    found = unpack_archives([source], tmp_path / "ici")
    files = sorted(path.relative_to(found.paths[0]).as_posix() for path in found.paths[0].rglob("*") if path.is_file())
    assert files == ["1-Rapport/diagnostic.txt", "2-Règlement/règlement écrit.txt"]
    assert found.archives == (source,)


def test_a_zip_among_the_files_of_a_folder_is_opened_too(tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    folder.mkdir()
    zipped(folder / "annexes.ZIP", {"annexe.txt": b"a"})
    found = unpack_archives([folder], tmp_path / "ici")
    assert found.paths[0] == folder
    assert (found.paths[1] / "annexe.txt").read_bytes() == b"a"


@pytest.mark.parametrize(
    "name", ["../dehors.txt", "/etc/dehors.txt", "a/../../dehors.txt", "C:/dehors.txt", "a\\..\\b"]
)
def test_a_name_that_leaves_the_folder_refuses_the_archive(tmp_path: Path, name: str) -> None:
    source = zipped(tmp_path / "a.zip", {"bon.txt": b"a", "x" * len(name): b"b"})
    # Written over the bytes: zipfile itself would clean the name.
    source.write_bytes(source.read_bytes().replace(b"x" * len(name), name.encode()))
    with pytest.raises(DamagedFile, match=r"a\.zip.*sortirait"):
        unpack_archives([source], tmp_path / "ici")
    assert not list((tmp_path / "ici").rglob("*.txt"))
    assert not (tmp_path / "dehors.txt").exists()


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"a.txt": b"\0" * 60_000_000})
    with pytest.raises(DamagedFile, match="se décompresse en 60 Mo"):
        unpack_archives([source], tmp_path / "ici")


def test_a_broken_archive_and_a_locked_one_are_said(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"a.txt": b"texte"})
    whole = source.read_bytes()
    source.write_bytes(whole[:30])
    with pytest.raises(DamagedFile, match="endommagée"):
        unpack_archives([source], tmp_path / "ici")
    locked = bytearray(whole)
    for start in (whole.index(b"PK\x03\x04") + 6, whole.index(b"PK\x01\x02") + 8):
        locked[start] |= 1  # the flag of an encrypted entry
    source.write_bytes(bytes(locked))
    with pytest.raises(EncryptedFile, match="mot de passe"):
        unpack_archives([source], tmp_path / "la")


def test_no_room_is_said_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = zipped(tmp_path / "a.zip", {"a.txt": b"texte"})
    monkeypatch.setattr(archives.shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 2})())
    with pytest.raises(DiskFull):
        unpack_archives([source], tmp_path / "ici")
    assert not list((tmp_path / "ici").rglob("*.txt"))

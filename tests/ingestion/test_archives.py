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
def test_a_name_that_leaves_the_folder_is_left_aside_alone(tmp_path: Path, name: str) -> None:
    source = zipped(tmp_path / "a.zip", {"bon.txt": b"a", "x" * len(name): b"b"})
    # Written over the bytes: zipfile itself would clean the name.
    source.write_bytes(source.read_bytes().replace(b"x" * len(name), name.encode()))
    found = unpack_archives([source], tmp_path / "ici")
    assert [path.name for path in (tmp_path / "ici").rglob("*.txt")] == ["bon.txt"]
    assert not (tmp_path / "dehors.txt").exists()
    (said,) = found.left_aside
    assert said.startswith("a.zip : «")
    assert "sortirait de son dossier" in said
    assert str(tmp_path) not in said


def test_an_archive_of_which_nothing_can_be_unpacked_is_refused(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"../dehors.txt": b"a"})
    with pytest.raises(DamagedFile, match=r"a\.zip.*sortirait"):
        unpack_archives([source], tmp_path / "ici")


def unpacked(tmp_path: Path, source: Path) -> dict[str, bytes]:
    """What an archive holds, by place."""
    (folder,) = unpack_archives([source], tmp_path / "ici").paths
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_backslashes_part_folders(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"PLU\\UA\\reglement.md": b"a", "PLU\\UB\\reglement.md": b"b"})
    assert unpacked(tmp_path, source) == {"PLU/UA/reglement.md": b"a", "PLU/UB/reglement.md": b"b"}


def test_a_name_that_is_too_long_is_shortened_and_said(tmp_path: Path) -> None:
    long = "Règlement écrit " + "de la zone à urbaniser " * 12 + "version consolidée"
    source = zipped(tmp_path / "a.zip", {f"{long}.md": b"a", "b.md": b"b"})
    found = unpack_archives([source], tmp_path / "ici")
    (short,) = [path.name for path in found.paths[0].iterdir() if path.name != "b.md"]
    assert len(short.encode()) <= 200
    assert short.startswith("Règlement écrit")
    assert short.endswith("version consolidée.md")
    assert short in found.renamed[0]


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "utf-8", "mac_roman"])
def test_names_are_in_the_encoding_in_which_they_read_as_french(tmp_path: Path, encoding: str) -> None:
    wanted = "zone à protéger, forêt.md"
    raw = wanted.encode(encoding)
    source = zipped(tmp_path / "a.zip", {"x" * len(raw): b"a", "é" * 20: b"b"})
    source.write_bytes(source.read_bytes().replace(b"x" * len(raw), raw))
    assert wanted in unpacked(tmp_path, source)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_some_system_takes_for_one_are_kept_apart(tmp_path: Path) -> None:
    source = tmp_path / "a.zip"
    names = ("règlement.md", "re\u0300glement.md", "RÈGLEMENT.md", "PLU", "PLU/a.md", "PLU/a.md")
    with zipfile.ZipFile(source, "w") as archive:
        for number, name in enumerate(names):
            archive.writestr(name, str(number))
    assert unpacked(tmp_path, source) == {
        "règlement.md": b"0", "règlement (2).md": b"1", "RÈGLEMENT (3).md": b"2", "PLU (2)": b"3", "PLU/a.md": b"4",
        "PLU/a (2).md": b"5",
    }  # fmt: skip


def test_a_damaged_file_is_left_aside_alone(tmp_path: Path) -> None:
    source = tmp_path / "a.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("a.txt", "MAUVAIS")
        archive.writestr("b.txt", "bon")
    source.write_bytes(source.read_bytes().replace(b"MAUVAIS", b"mauvais", 1))
    found = unpack_archives([source], tmp_path / "ici")
    assert [path.name for path in found.paths[0].iterdir()] == ["b.txt"]
    assert found.left_aside == ("a.zip : « a.txt » est endommagé.",)


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


def test_what_lies_there_whole_is_not_written_again(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"entier.txt": b"un" * 99, "coupe.txt": b"deux" * 99, "abime.txt": b"trois"})
    (folder,) = unpack_archives([source], tmp_path / "ici").paths
    before = (folder / "entier.txt").stat()
    kept = tmp_path / "garde.txt"
    kept.hardlink_to(folder / "coupe.txt")
    (folder / "coupe.txt").write_bytes(b"deux")  # as a process that ended in the middle leaves it
    (folder / "abime.txt").write_bytes(b"autre")  # of the same size
    told: list[tuple[str, int, int]] = []
    unpack_archives([source], tmp_path / "ici", lambda *seen: told.append(seen))
    after = (folder / "entier.txt").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (folder / "coupe.txt").read_bytes() == b"deux" * 99
    assert (folder / "abime.txt").read_bytes() == b"trois"
    assert kept.read_bytes() == b"deux", "a second name of the old bytes is not written to"
    assert told == [("a.zip", 0, 3), ("a.zip", 1, 3), ("a.zip", 2, 3)]

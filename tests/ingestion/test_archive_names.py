"""Archives of any names: every file comes out once, inside its folder; what cannot be unpacked is left aside alone."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import EmptyFile, MisnamedFile
from domain.file_names import name_key
from ingestion.dossier.archives import unpack_archives
from tests.ingestion.test_archives import unpacked, zipped


@pytest.mark.parametrize(
    ("field", "place", "value", "said"),
    [("method", 8, 9, "n'est pas lue"), ("flag", 6, 1, "demande un mot de passe")],
)
def test_a_file_that_cannot_be_unpacked_is_left_aside_alone(
    tmp_path: Path, field: str, place: int, value: int, said: str
) -> None:
    source = zipped(tmp_path / "a.zip", {"a.txt": b"a", "b.txt": b"b"})
    data = bytearray(source.read_bytes())
    data[place] = value  # of the first file, then of its entry in the directory
    data[data.index(b"PK\x01\x02") + place + 2] = value
    source.write_bytes(bytes(data))
    found = unpack_archives([source], tmp_path / "ici")
    assert [path.name for path in found.paths[0].iterdir()] == ["b.txt"], field
    assert said in found.left_aside[0]


def test_the_name_in_utf_8_beside_an_old_one_is_taken_while_it_belongs_to_it(tmp_path: Path) -> None:
    name = "règlement œuvre.md".encode()
    source = tmp_path / "a.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for old, checked in (("r?glement.md", "r?glement.md"), ("autre.md", "ancien.md")):
            entry = zipfile.ZipInfo(old)
            entry.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(checked.encode())) + name
            archive.writestr(entry, "a")
    assert sorted(unpacked(tmp_path, source)) == ["autre.md", "règlement œuvre.md"]


NAMES = st.lists(
    st.sampled_from(["PLU", "plu", "Règlement", "re\u0300glement", "zone à protéger", "é", "a.", "CON", "x" * 240]),
    min_size=1,
    max_size=3,
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(NAMES, st.sampled_from(["/", "\\"]), st.sampled_from(["", ".md", ".PDF"])), min_size=1, max_size=6
    ),
    st.sampled_from(["utf-8", "cp850", "cp1252"]),
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_every_file_of_any_archive_comes_out_once_inside_its_folder(
    tmp_path_factory: pytest.TempPathFactory, files: list[tuple[list[str], str, str]], encoding: str
) -> None:
    folder = tmp_path_factory.mktemp("zip")
    source = folder / "a.zip"
    raws = []
    with zipfile.ZipFile(source, "w") as archive:
        for number, (parts, separator, suffix) in enumerate(files):
            name = separator.join(parts) + suffix
            raw = name.encode(encoding, "ignore")
            raws.append((f"{number}{'_' * (len(raw) - 1)}"[: len(raw)].encode(), raw))
            archive.writestr(zipfile.ZipInfo(raws[-1][0].decode()), f"texte {number}")
    data = source.read_bytes()
    for placeholder, raw in raws:
        data = _renamed(data, placeholder, raw)
    source.write_bytes(data)
    found = unpack_archives([source], folder / "ici")
    out = [path for path in found.paths[0].rglob("*") if path.is_file()]
    assert sorted(path.read_text() for path in out) == sorted(f"texte {number}" for number in range(len(files)))
    assert found.left_aside == ()
    keys = [name_key(path.relative_to(found.paths[0]).as_posix()) for path in out]
    assert len(set(keys)) == len(keys)
    assert all(len(path.name.encode()) <= 210 for path in found.paths[0].rglob("*"))  # 200, and « (2) » after it


def _renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """An archive in which one name of the same length stands for another, in the file and in the directory."""
    for sign, header in ((b"PK\x03\x04", 30), (b"PK\x01\x02", 46)):
        start = 0
        while (start := data.find(sign, start)) >= 0:
            place = start + header
            if data[place : place + len(old)] == old:
                data = data[:place] + new + data[place + len(old) :]
                break
            start += 4
    return data


def test_each_name_that_is_utf_8_is_read_as_such(tmp_path: Path) -> None:
    meant = {"a" * 13 + ".md": "zoné à part.md".encode(), "b" * 12 + ".md": "règle écrite.md".encode("cp850")}
    source = zipped(tmp_path / "a.zip", dict.fromkeys(meant, b"x"))
    data = source.read_bytes()
    for written, name in meant.items():
        data = data.replace(written.encode(), name)
    source.write_bytes(data)
    found = unpack_archives([source], tmp_path / "ici")
    assert sorted(path.name for path in found.paths[0].iterdir()) == ["règle écrite.md", "zoné à part.md"]


def test_a_link_is_told_and_marks_that_turn_names_round_are_taken_out(tmp_path: Path) -> None:
    source = tmp_path / "a.zip"
    link = zipfile.ZipInfo("lien.md")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a\u202edm.exe.md", "x")
    found = unpack_archives([source], tmp_path / "ici")
    assert [path.name for path in found.paths[0].iterdir()] == ["a_dm.exe.md"]
    assert "« lien.md » est un lien" in found.left_aside[0]


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"Rar!\x1a\x07\x01\0", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"\x1f\x8b", "gzip"),
        (b"\x28\xb5\x2f\xfd", "Zstandard"), (b"a.md".ljust(257, b"\0") + b"ustar", "TAR"), (b"PK\x07\x08", "partie"),
        (b"\n<!DOCTYPE html>", "une page"), (b"%PDF-1.7", "un PDF"),
    ],
)  # fmt: skip
def test_what_stands_under_the_name_of_a_zip_is_named(tmp_path: Path, start: bytes, kind: str) -> None:
    source = tmp_path / "a.zip"
    source.write_bytes(start + b"x" * 100)
    with pytest.raises(MisnamedFile, match=kind):
        unpack_archives([source], tmp_path / "ici")


def test_an_archive_without_files_is_told_by_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("dossier vide/", "")
    with pytest.raises(EmptyFile, match="l'archive ne contient aucun fichier"):
        unpack_archives([folder / "a.zip"], tmp_path / "ici")
    found = unpack_archives([folder], tmp_path / "là")
    assert found.left_aside == ("a.zip : l'archive ne contient aucun fichier.",)
    (folder / "b.zip").write_bytes(b"")
    with pytest.raises(EmptyFile, match="0 octet"):
        unpack_archives([folder / "b.zip"], tmp_path / "encore")


def test_names_that_windows_keeps_for_itself_are_changed_and_said(tmp_path: Path) -> None:
    source = tmp_path / "a.zip"
    names = ("CON.md", "aux/lpt1.md", "nul", "conseil.md", "Auxerre.md")
    with zipfile.ZipFile(source, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    found = unpack_archives([source], tmp_path / "ici")
    folder = found.paths[0]
    written = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert written == ["Auxerre.md", "_CON.md", "_aux/_lpt1.md", "_nul", "conseil.md"]
    assert "« CON.md » est lu sous le nom « _CON.md »" in found.renamed[0]

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import MissingPath, UnsupportedType, UsageError
from ingestion.collect import collect_pieces


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_folder_in_natural_order_without_hidden_and_lock_files(tmp_path: Path) -> None:
    touch(tmp_path, "10_annexe.pdf", "2_padd.PDF", "1_rapport/b.docx", ".cache/z.pdf", ".z.pdf", "~$2_padd.docx")
    collected = collect_pieces([tmp_path])
    assert [path.name for path in collected.pieces] == ["b.docx", "2_padd.PDF", "10_annexe.pdf"]
    assert collected.ignored == ()


def test_unsupported_files_of_a_folder_are_reported(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", "zonage.shp", "LISEZMOI")
    ignored = collect_pieces([tmp_path]).ignored
    assert {each.path.name for each in ignored} == {"zonage.shp", "LISEZMOI"}
    assert all("non pris en charge" in each.reason for each in ignored)


def test_the_same_file_named_twice_is_one_piece(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf")
    assert len(collect_pieces([tmp_path, tmp_path / "a.pdf"]).pieces) == 1


def test_two_pieces_of_one_name(tmp_path: Path) -> None:
    touch(tmp_path, "x/padd.pdf", "y/padd.docx")
    with pytest.raises(UsageError, match=r"padd\.pdf.*padd\.docx"):
        collect_pieces([tmp_path])


def test_bad_requests(tmp_path: Path) -> None:
    touch(tmp_path, "plan.dwg")
    with pytest.raises(MissingPath, match=r"n'existe pas"):
        collect_pieces([tmp_path / "absent.pdf"])
    with pytest.raises(UnsupportedType, match=r"\.dwg"):
        collect_pieces([tmp_path / "plan.dwg"])
    with pytest.raises(UsageError, match="aucune pièce"):
        collect_pieces([tmp_path])

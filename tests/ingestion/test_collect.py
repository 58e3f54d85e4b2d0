from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import MissingPath, UnsupportedType, UsageError
from ingestion.dossier.collect import collect_pieces, piece_names


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
    reasons = {each.path.name: each.reason for each in ignored}
    assert "non pris en charge" in reasons["LISEZMOI"]
    assert "lue à part" in reasons["zonage.shp"]


def test_the_same_file_named_twice_is_one_piece(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf")
    assert len(collect_pieces([tmp_path, tmp_path / "a.pdf"]).pieces) == 1


def test_two_pieces_of_one_name_are_told_apart_by_their_folder_or_their_type(tmp_path: Path) -> None:
    touch(tmp_path, "zone-a/reglement.pdf", "zone-b/reglement.pdf", "zone-b/plan.pdf", "padd.pdf", "padd.docx")
    found = collect_pieces([tmp_path])
    assert dict(zip((str(path.relative_to(tmp_path)) for path in found.pieces), found.names, strict=True)) == {
        "padd.docx": "padd.docx",
        "padd.pdf": "padd.pdf",
        "zone-a/reglement.pdf": "zone-a - reglement",
        "zone-b/plan.pdf": "plan",
        "zone-b/reglement.pdf": "zone-b - reglement",
    }


@given(
    st.sets(
        st.tuples(
            st.sampled_from(["a", "b", "a/b", "b/a"]), st.sampled_from(["x", "y"]), st.sampled_from([".pdf", ".md"])
        ),
        min_size=1,
    )
)
def test_names_of_pieces_always_differ(files: set[tuple[str, str, str]]) -> None:
    paths = [Path("/dossier") / folder / f"{name}{suffix}" for folder, name, suffix in files]
    names = piece_names(paths)
    assert len(set(names)) == len(paths)
    if len({path.stem for path in paths}) == len(paths):
        assert list(names) == [path.stem for path in paths]


def test_bad_requests(tmp_path: Path) -> None:
    touch(tmp_path, "plan.dwg")
    with pytest.raises(MissingPath, match=r"n'existe pas"):
        collect_pieces([tmp_path / "absent.pdf"])
    with pytest.raises(UnsupportedType, match=r"\.dwg"):
        collect_pieces([tmp_path / "plan.dwg"])
    with pytest.raises(UsageError, match="aucune pièce"):
        collect_pieces([tmp_path])

"""An archive is written once to the disk, and taken up again where a stop left it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.big_archive import big_archive
from domain import PieceState
from tests.fakes import application_in
from use_cases.ingest import Description


class Stopped(Exception):
    """Stands for a process that ends in the middle."""


def test_an_archive_stopped_in_the_middle_goes_on_where_it_was(data_dir: Path, tmp_path: Path) -> None:
    archive = tmp_path / "200999303_PLUi_20250101.zip"
    assert big_archive(archive, 300_000, copy=20_000) == 3
    seen: list[str] = []

    def stop(stage: str, done: int, total: int) -> None:
        name = stage.rpartition(" ")[2]
        if name not in seen:
            seen.append(name)
        if len(seen) == 2 and done == total:
            raise Stopped

    with application_in(data_dir).opened() as application:
        with pytest.raises(Stopped):
            application.dossiers.ingest([archive], "plui", Description(), stop)
        report = application.dossiers.ingest([archive], "plui", Description())
        assert [piece.state for piece in report.pieces] == [PieceState.UNCHANGED, PieceState.READ, PieceState.READ]
        assert application.corpus.documents.get("plui").authority == "200999303"
    assert not (data_dir / "archives").exists()
    copies = list((data_dir / "files").iterdir())
    assert len(copies) == 3
    assert len({copy.read_bytes() for copy in copies}) == 3

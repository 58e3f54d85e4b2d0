"""An archive is written once to the disk, and taken up again where a stop left it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.big_archive import big_archive
from domain import PieceState
from ingestion.dossier.unpacking_folder import unpacking_folder
from tests.fakes import application_in
from use_cases.ingest import Description

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal, sys
from pathlib import Path
from use_cases.ingest import Description
from tests.fakes import application_in

def progress(stage, done, total):
    if stage.startswith(sys.argv[3]) and done == int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)

with application_in(Path(sys.argv[1])).opened() as application:
    application.dossiers.ingest([Path(sys.argv[2])], "plui", Description(), progress)
"""


class Stopped(Exception):
    """Stands for a process that ends in the middle."""


def test_an_archive_stopped_in_the_middle_goes_on_where_it_was(data_dir: Path, tmp_path: Path) -> None:
    archive = tmp_path / "200999303_PLUi_20250101.zip"
    assert big_archive(archive, 300_000, copy=20_000) == 3
    seen: list[str] = []

    def stop(stage: str, done: int, total: int) -> None:
        name = stage.rpartition(" ")[2]
        if name not in seen and not stage.startswith("ouverture"):
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


@pytest.mark.parametrize(("stage", "done", "whole"), [("ouverture de", 2, 2), ("lecture de 200999303_annexe_2", 1, 3)])
def test_a_killed_command_finds_what_it_had_unpacked(
    data_dir: Path, tmp_path: Path, stage: str, done: int, whole: int
) -> None:
    archive = tmp_path / "200999303_PLUi_20250101.zip"
    big_archive(archive, 300_000, copy=20_000)
    command = [sys.executable, "-c", KILLED, str(data_dir), str(archive), stage, str(done)]
    killed = subprocess.run(command, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    left = {path.stat().st_ino for path in (data_dir / "archives").rglob("*.pdf")}
    assert len(left) == whole
    with application_in(data_dir).opened() as application:
        report = application.dossiers.ingest([archive], "plui", Description())
    assert len(report.pieces) == 3
    assert not report.refused
    # The kept copies are second names of what was unpacked: had it been written again, they would be other files.
    copies = {path.stat().st_ino for path in (data_dir / "files").iterdir()}
    assert len(copies) == 3
    assert left <= copies
    assert not (data_dir / "archives").exists()


def test_what_was_left_of_another_archive_goes(data_dir: Path, tmp_path: Path) -> None:
    archive = tmp_path / "200999303_PLUi_20250101.zip"
    big_archive(archive, 200_000, copy=20_000)
    left = data_dir / "archives" / "autre"
    left.mkdir(parents=True)
    (left / "reglement.pdf").write_bytes(b"%PDF")
    with unpacking_folder(data_dir, [archive]) as folder:
        assert not left.exists()
        folder.mkdir(parents=True)
        with pytest.raises(KeyboardInterrupt), unpacking_folder(data_dir, [archive]):
            raise KeyboardInterrupt
        assert folder.exists(), "what a user stopped is taken up by the same command"
    assert not folder.exists()

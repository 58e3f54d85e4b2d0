"""An ingestion killed by the system at any moment is finished by running the same command again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sample import sample_pieces
from tests.fakes import application_in
from tests.use_cases.dump import dump
from use_cases.ingest import Description

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal, sys
from pathlib import Path
from sample import sample_pieces
from use_cases.ingest import Description
from tests.fakes import application_in

def progress(stage, done, total):
    if stage == sys.argv[2] and done == (total if sys.argv[3] == "end" else int(sys.argv[3])):
        os.kill(os.getpid(), signal.SIGKILL)

with application_in(Path(sys.argv[1])).opened() as application:
    application.dossiers.ingest(sample_pieces(), "exemple", Description(), progress)
"""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with application_in(tmp_path_factory.mktemp("entier") / "data").opened() as application:
        application.dossiers.ingest(sample_pieces(), "exemple", Description())
        return dump(application)


@pytest.mark.parametrize(
    ("stage", "done"),
    [
        ("lecture de padd.pdf", "1"),
        ("indexation de rapport-de-presentation.pdf", "end"),
        ("indexation de padd.pdf", "0"),
    ],
)
def test_a_killed_ingestion_is_finished_by_the_same_command(
    data_dir: Path, undisturbed: dict[str, Any], stage: str, done: str
) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(data_dir), stage, done], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    with application_in(data_dir).opened() as application:
        application.dossiers.ingest(sample_pieces(), "exemple", Description())
        assert dump(application) == undisturbed

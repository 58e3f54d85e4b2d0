from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.lock import DataDirLock
from domain.errors import DataDirLocked

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from corpus.lock import DataDirLock
sys.argv = ["biollm", "ingest", "plui/"]
with DataDirLock(Path({folder!r})):
    print("pris", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD.format(folder=str(folder))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "pris"
    return process


def test_a_second_process_is_told_who_holds_the_folder(data_dir: Path) -> None:
    process = holder(data_dir)
    try:
        with pytest.raises(DataDirLocked, match=f"processus {process.pid}, « biollm ingest plui/ »") as raised:
            DataDirLock(data_dir).acquire()
        assert str(data_dir) in str(raised.value)
    finally:
        process.communicate("")
    with DataDirLock(data_dir):
        pass


def test_a_killed_process_leaves_the_folder_free(data_dir: Path) -> None:
    process = holder(data_dir)
    process.kill()
    process.communicate()
    with DataDirLock(data_dir):
        pass


def test_the_refused_process_does_not_free_the_folder(data_dir: Path) -> None:
    with DataDirLock(data_dir):
        refused = DataDirLock(data_dir)
        with pytest.raises(DataDirLocked):
            refused.acquire()
        refused.release()
        with pytest.raises(DataDirLocked):
            DataDirLock(data_dir).acquire()

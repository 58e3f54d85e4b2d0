"""The main job with the real models, where the only network interface is loopback: import, ingest, run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.ingestion.pdfs import raw_pdf

ROOT = Path(__file__).parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]

#: Runs the command line, and ends with 99 at the first look-up or connection meant for elsewhere: without
#: an interface such an attempt would fail unseen, and a library that tries would be taken for one that does not.
WATCHED = """
import os, socket, sys

def watch(event, args):
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in ("socket.connect", "socket.sendto") and args[0].family in (socket.AF_INET, socket.AF_INET6):
        host = args[1][0]
    else:
        return
    if host not in (None, "127.0.0.1", "::1", "localhost"):
        sys.stderr.write(f"NETWORK {event} {host}\\n")
        sys.stderr.flush()
        os._exit(99)

sys.addaudithook(watch)
import cli
cli.main()
"""


@cache
def without_network() -> tuple[str, ...]:
    """The command that gives a process no interface but loopback, empty where the system has none."""
    command = ("unshare", "--net", "--map-root-user")
    if shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
        return command
    return ()


@pytest.fixture
def biollm(tmp_path: Path, models_dir: Path) -> Run:
    """Runs a command in a process of its own that cannot reach anything."""
    if not without_network():
        pytest.skip("this system cannot take the network away from one process (unshare)")
    places = ["--data-dir", str(tmp_path / "data"), "--models-dir", str(models_dir)]

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*without_network(), sys.executable, "-c", WATCHED, *places, *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def test_the_watch_ends_a_process_that_calls_elsewhere() -> None:
    calling = WATCHED.replace("import cli\ncli.main()", "socket.create_connection(('192.0.2.1', 9), timeout=1)")
    done = subprocess.run([sys.executable, "-c", calling], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (99, "NETWORK socket.getaddrinfo 192.0.2.1\n")


@pytest.mark.llm
def test_a_dossier_is_read_and_answered_without_any_network(biollm: Run, tmp_path: Path) -> None:
    dossier = tmp_path / "dossier"
    dossier.mkdir()
    (dossier / "reglement.pdf").write_bytes(raw_pdf(["Zone UB. Au moins 40 % du terrain reste en pleine terre."]))
    (dossier / "annexe.md").write_text("# Essences\n\nLes haies sont plantées d'essences locales.\n", encoding="utf-8")
    done = biollm("ingest", str(dossier), "--document", "exemple")
    assert done.returncode == 0, done.stderr
    done = biollm("run", "exemple", "--indicator", "I14", "--profile", "rapide", "--llm", "embedded", "--json")
    assert done.returncode == 0, done.stderr
    (answer,) = json.loads(done.stdout)
    assert answer["searched"]["passages"] == 2
    assert answer["verdict"] not in ("oui", "partiel") or answer["citations"]

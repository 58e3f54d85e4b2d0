"""A dossier of several gigabytes in one ZIP, taken in, killed in the middle and taken in again: memory, time, disk.

``python -m benchmarks.big_archive [--gigabytes 3] [--models FOLDER] [--killed-only] [SCRATCH]`` makes the archive in
SCRATCH: copies of a small fictional PDF, each grown to 30 MB by an attached file of random bytes and unlike the others
by a number, stored without compression. The real command reads it, with its models. Memory is the sum of the
proportional set sizes of the command and of its children, looked at four times a second.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
import pypdfium2

from sample import sample_pieces

COPY = 30_000_000  # bytes, about
_CODE, _DAY = "200999303", "20250101"
_MARK = b"copie-00000000"
_LOOKS = 0.25  # seconds


@dataclass(frozen=True, slots=True)
class Taken:
    """One run of the command: seconds, peak memory and largest data directory in megabytes, pieces by state."""

    seconds: float
    memory: float
    disk: float
    states: Counter[str]

    def __str__(self) -> str:
        states = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items())) or "killed"
        return f"{self.seconds:.0f} s, {self.memory:.0f} MB of memory, {self.disk:.0f} MB of data at most: {states}"


def grown_pdf(size: int) -> bytes:
    """The small PDF with an attached file that makes it about ``size`` bytes long."""
    with pypdfium2.PdfDocument(sample_pieces()[1]) as pdf, tempfile.TemporaryFile() as written:
        attached = pdf.new_attachment("remplissage.bin")
        attached.set_data(_MARK + random.Random(1).randbytes(size))
        pdf.save(written)
        written.seek(0)
        return written.read()


def big_archive(target: Path, size: int, copy: int = COPY) -> int:
    """Writes an archive of about ``size`` bytes in the layout of the CNIG; returns how many pieces it holds."""
    data = grown_pdf(copy)
    if data.count(_MARK) != 1:
        raise ValueError("the mark of the copies does not stand once in the PDF")
    before, after = data.split(_MARK)
    count = max(2, round(size / len(data)))
    name = f"{_CODE}_PLUi_{_DAY}"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for number in range(1, count + 1):
            place = f"{name}/Pieces_ecrites/4_Annexes/{_CODE}_annexe_{number}_{_DAY}.pdf"
            archive.writestr(place, b"".join((before, b"copie-%08d" % number, after)))
    return count


def take_in(command: list[str], data: Path, stop: Callable[[], bool] = lambda: False) -> Taken:
    """Runs the command to its end, or kills it and its children as soon as ``stop`` says so."""
    started = time.perf_counter()
    memory = disk = 0.0
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            while process.poll() is None:
                memory = max(memory, _memory(process.pid))
                disk = max(disk, _disk(data))
                if stop():
                    break
                time.sleep(_LOOKS)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        seconds = time.perf_counter() - started
        out.seek(0)
        said = out.read()
    states = Counter(file["state"] for file in json.loads(said)["pieces"]) if process.returncode == 0 else Counter()
    return Taken(seconds, memory, disk, states)


def _memory(pid: int) -> float:
    """Megabytes of a process and its children, shared pages counted once."""
    total = 0
    try:
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            try:
                total += process.memory_full_info().pss
            except psutil.Error:
                continue  # it ended meanwhile
    except psutil.Error:
        return 0.0
    return total / 1e6


def _disk(folder: Path) -> float:
    """Megabytes of a folder; a file under two names counts once."""
    sizes = {}
    for place, _, names in os.walk(folder):  # passes over a folder that goes meanwhile
        for name in names:
            try:
                about = os.stat(os.path.join(place, name))  # noqa: PTH118, PTH116 - thousands of times
            except OSError:
                continue
            sizes[about.st_ino] = about.st_size
    return sum(sizes.values()) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description="A dossier of several gigabytes, killed in the middle.")
    parser.add_argument("scratch", nargs="?", type=Path, help="Folder for the archive and the data.")
    parser.add_argument("--gigabytes", type=float, default=3.0)
    parser.add_argument("--models", type=Path, help="Folder of the models.")
    parser.add_argument("--killed-only", action="store_true", help="Leaves the undisturbed run out.")
    given = parser.parse_args()
    size = int(given.gigabytes * 1e9)
    if shutil.disk_usage(given.scratch or tempfile.gettempdir()).free < 4 * size:
        raise SystemExit(f"{4 * size / 1e9:.0f} GB of free disk are needed.")
    with tempfile.TemporaryDirectory(dir=given.scratch) as temporary:
        folder = Path(temporary)
        archive = folder / f"{_CODE}_PLUi_{_DAY}.zip"
        count = big_archive(archive, size)
        print(f"{archive.stat().st_size / 1e9:.2f} GB, {count} pieces of {COPY / 1e6:.0f} MB", flush=True)
        whole, halves = folder / "whole", folder / "killed"
        if not given.killed_only:
            print(f"undisturbed: {take_in(_command(archive, whole, given.models), whole)}", flush=True)
            shutil.rmtree(whole)
        command = _command(archive, halves, given.models)
        files = halves / "files"
        killed = take_in(command, halves, lambda: files.is_dir() and len(list(files.iterdir())) >= count / 2)
        print(f"killed in the middle: {killed}", flush=True)
        print(f"the same command again: {take_in(command, halves)}", flush=True)


def _command(archive: Path, data: Path, models: Path | None) -> list[str]:
    more = ["--models-dir", str(models)] if models else []
    return [sys.executable, "-m", "cli", "--data-dir", str(data), *more, "ingest", str(archive), "--json"]


if __name__ == "__main__":
    main()

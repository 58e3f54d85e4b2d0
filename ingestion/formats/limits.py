"""Limits of the child processes that read files: memory, and what it takes to end them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO, Any


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading may take before it is given up.

    Attributes:
        seconds: For one page of a PDF, for the whole of another file.
        memory: Bytes of address space of the child process.
        unpacked: Bytes that an office file, which is an archive, may declare in all; None where it is none.
    """

    seconds: float
    memory: int
    unpacked: int | None = None


#: A hard page takes a tenth of a second, a page of text a hundredth of the memory.
PDF_LIMITS = ReadingLimits(seconds=60.0, memory=3 * 1024**3)
#: ``unstructured`` alone takes about 1.5 GB of address space.
OFFICE_LIMITS = ReadingLimits(seconds=300.0, memory=4 * 1024**3, unpacked=400_000_000)
TEXT_LIMITS = replace(OFFICE_LIMITS, unpacked=None)


@dataclass(frozen=True, slots=True)
class PieceLimits:
    """What one file may hold: a small one may be made so that reading it keeps everybody waiting.

    Attributes:
        pages: Of a PDF. The largest dossiers in one file have some three thousand.
        characters: Of text in a file of another kind; a thousand full pages are three millions.
    """

    pages: int = 10_000
    characters: int = 12_000_000


def in_thousands(number: int) -> str:
    """« 200 000 », with spaces that do not break."""
    return f"{number:,}".replace(",", "\u00a0")


def limit_this_process(memory: int) -> None:
    """Refuses this process more than ``memory`` bytes of address space, where the system can (not Windows)."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    # A reader that is killed by its file leaves no picture of its memory on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_child(process: subprocess.Popen[Any], memory: int) -> None:
    """The same for a program of others that was just started, where the system can (Linux)."""
    if sys.platform == "linux":
        import resource

        try:
            resource.prlimit(process.pid, resource.RLIMIT_AS, (memory, memory))
        except ProcessLookupError:
            return  # it has ended already


def child_environment() -> dict[str, str]:
    """The environment of a child that runs our own modules, with one thread for the libraries it loads."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "OMP_NUM_THREADS": "1",
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def end(process: subprocess.Popen[Any]) -> None:
    """Ends a child that still runs, with those that it started itself."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            process.kill()
    else:
        process.kill()
    process.wait()


def run_limited(
    command: Sequence[str],
    time_limit: float,
    *,
    memory: int | None = None,
    environment: Mapping[str, str] | None = None,
    folder: str | None = None,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
    stderr: int | IO[bytes] = subprocess.DEVNULL,
) -> tuple[int, bytes]:
    """Runs a program to its end, and ends it with those that it started itself, whatever happens.

    Args:
        command: The program and its arguments.
        time_limit: Seconds that it may take.
        memory: Bytes of address space that it may take, where the system can tell it so.
        environment: Its environment; that of :func:`child_environment` when None.
        folder: Where it runs.
        stdout: Where what it says goes; ``subprocess.PIPE`` to have it returned.
        stderr: The same for its errors.

    Returns:
        Its exit code, and what it said where that was asked for.

    Raises:
        subprocess.TimeoutExpired: It took too long.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        env=child_environment() if environment is None else environment,
        cwd=folder,
        start_new_session=True,
    )
    try:
        if memory is not None:
            limit_child(process, memory)
        said, _ = process.communicate(timeout=time_limit)
    finally:
        end(process)
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()  # still open where the program was ended
    return process.returncode, said or b""

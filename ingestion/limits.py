"""Limits of the child processes that read files: memory, and what it takes to end them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any


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

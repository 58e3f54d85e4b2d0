"""A service in a process of its own, as `biollm serve` starts it, for what measures it from outside."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).parents[1]
_START_WITHIN = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class RunningService:
    """The process, where it answers, and the seconds from its start to its first answer."""

    process: subprocess.Popen[bytes]
    url: str
    key: str
    started_in: float

    @property
    def megabytes(self) -> float:
        """Memory of the service and of the processes that it started, resident now."""
        return sum(one.memory_info().rss for one in self._all) / 1e6

    @property
    def processes(self) -> int:
        """How many processes that is."""
        return len(self._all)

    @property
    def _all(self) -> tuple[psutil.Process, ...]:
        own = psutil.Process(self.process.pid)
        return (own, *own.children(recursive=True))


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_service(data_dir: Path, *, port: int, key: str = "", tree: Path = ROOT) -> Iterator[RunningService]:
    """Run the service without a model for the time of the block; it is killed if it does not stop by itself.

    Args:
        data_dir: Its data.
        port: Where it listens, on loopback.
        key: Its key; none where empty.
        tree: The copy of the code.

    Raises:
        RuntimeError: It ended, or did not answer.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "PYTHONPATH": str(tree), **({"BIOLLM_API_KEY": key} if key else {})}
    command = [sys.executable, "-m", "cli", "--data-dir", str(data_dir.resolve()), "serve", "--llm", "none"]
    begun = time.monotonic()
    process = subprocess.Popen([*command, "--port", str(port)], cwd=tree, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        while True:
            if process.poll() is not None or time.monotonic() - begun > _START_WITHIN:
                raise RuntimeError("the service did not start")
            with contextlib.suppress(httpx.TransportError):
                # A long start is told by an answer of its own (503), which is not the service's.
                if httpx.get(f"{url}/api/v1/health", trust_env=False).is_success:
                    break
            time.sleep(0.05)
        yield RunningService(process, url, key, time.monotonic() - begun)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

"""A child process that answers JSON requests one at a time, with a limit on the time of each answer."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from domain import errors
from domain.errors import ReadingError
from ingestion.formats.limits import child_environment, end


class ChildDied(Exception):
    """The child ended, or was ended because it took too long (``slow``)."""

    def __init__(self, slow: bool):
        super().__init__()
        self.slow = slow


class Child:
    """Runs a module of ours; started at the first request, and again after it was ended."""

    def __init__(self, module: str):
        self._module = module
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def send(self, request: dict[str, Any]) -> None:
        """Sends a request.

        Raises:
            ChildDied: The child ended before it took the request.
        """
        process = self._process
        if process is None or process.poll() is not None:
            self.close()
            process = self._start()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
        except OSError as error:
            self.close()
            raise ChildDied(slow=False) from error

    def tell(self, request: dict[str, Any]) -> None:
        """Sends a request that has no answer to the child, if it still runs."""
        if self._process is not None and self._process.poll() is None:
            with suppress(ChildDied):
                self.send(request)

    def receive(self, limit: float) -> dict[str, Any]:
        """The next answer.

        Raises:
            ChildDied: The child ended, or did not answer within ``limit`` seconds and was ended.
            ReadingError: What the child has to say of the file.
        """
        try:
            line = self._answers.get(timeout=limit)
        except queue.Empty as error:
            self.close()
            raise ChildDied(slow=True) from error
        if line is None:
            self.close()
            raise ChildDied(slow=False)
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise error_from_wire(answer["error"])
        return answer

    def close(self) -> None:
        """Ends the child; the next request starts another."""
        if self._process is not None:
            end(self._process)
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    # A request that a dead child never read may still be in the pipe.
                    with suppress(OSError, ValueError):
                        stream.close()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=child_environment(),
            start_new_session=True,
        )
        self._answers = queue.SimpleQueue()
        threading.Thread(target=_relay, args=(self._process.stdout, self._answers), daemon=True).start()
        return self._process


class ChildReader:
    """What reads files in a child: one file at a time, the child kept for the next ones."""

    def __init__(self, module: str):
        self._child = Child(module)
        self._one_file = threading.Lock()

    def close(self) -> None:
        """Ends the child; the next file starts another."""
        self._child.close()

    @contextmanager
    def _reading(self) -> Iterator[Child]:
        """The child, for one file. Cut short otherwise than by what the child says of the file, it is ended."""
        with self._one_file:
            try:
                yield self._child
            except (ReadingError, ChildDied):
                raise  # the child has said all it had to say, or is no more
            except BaseException:
                # Answers that nobody took (a reading paused in the middle) must not meet the next file.
                self.close()
                raise


def _relay(stream: Any, answers: queue.SimpleQueue[str | None]) -> None:
    """Hands the lines of a child on, so that they can be waited for with a limit."""
    try:
        for line in stream:
            answers.put(line)
    except ValueError:
        pass  # closed under us: the child was ended
    answers.put(None)


def error_from_wire(fault: dict[str, Any]) -> ReadingError:
    """An error of ours as a child told it."""
    known = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ReadingError)]
    kinds = {kind.code: kind for kind in known}
    return kinds.get(fault["code"], ReadingError)(fault["message"], where=fault["where"], remedy=fault["remedy"])

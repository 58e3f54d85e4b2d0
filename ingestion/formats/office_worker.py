"""Child process that reads office and text files, one after the other.

Usage: ``python -m ingestion.formats.office_worker``. Each line of its standard input is a JSON request, each line
of its standard output answers one as {code}. READER is a function of ``ingestion.formats.readers``, as
« word_reader.read_word ».

- {do: "load", reader: READER}: load what reads such files. The answer is 0, whatever came of it.
- {do: "read", reader: READER, source, target, errors}: read the file ``source``. The answer is 0 when ``target``
  holds its content, or {error} that says why there is none; else how the reading ended (minus the number of the
  signal that killed it), with what it said in the file ``errors``.

Loading some libraries takes seconds, so this process loads them once and reads each file in a copy of itself
(fork). The copy has no network, a limit on its memory, and dies with its file: nothing that happens there touches
this process, the next file or the service. Where a system cannot fork (Windows), this process reads one file
itself and ends; its owner starts another for the next.
"""

from __future__ import annotations

import json
import os
import select
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from domain.errors import ReadingError
from ingestion.formats.limits import OFFICE_LIMITS, limit_this_process
from ingestion.formats.office_content import OfficeContent
from ingestion.formats.office_wire import content_to_wire

IDLE = 120.0  # seconds without a file after which this process gives its memory back
MEMORY_LIMIT = OFFICE_LIMITS.memory  # bytes of address space

ENVIRONMENT = {
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "true",
    "UNSTRUCTURED_DISABLE_NOTICE": "1",
    "HF_HUB_OFFLINE": "1",
}


def main() -> None:
    """Answers requests until there are no more; see the module's text."""
    os.environ.update(ENVIRONMENT)
    _forbid_network()
    _leave_torch_out()
    # Whatever a library prints must not be taken for an answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for request in _requests():
        if request["do"] == "load":
            code = _load(request["reader"])
        else:
            code = _in_a_copy(request) if hasattr(os, "fork") else _read(request)
        answers.write(json.dumps({"code": code}) + "\n")
        answers.flush()
        if request["do"] == "read" and not hasattr(os, "fork"):
            return


def _requests() -> Iterator[dict[str, str]]:
    """The requests as they come, one at a time; it ends when none has come for a while."""
    while not hasattr(os, "fork") or select.select([sys.stdin], [], [], IDLE)[0]:
        line = sys.stdin.readline()
        if not line:
            return
        yield json.loads(line)


def _load(name: str) -> int:
    with suppress(ImportError):  # whoever reads the file says it, with the reason
        _loader(name)()
    return 0


def _in_a_copy(request: dict[str, str]) -> int:
    """Reads a file in a copy of this process; its exit code, or minus the signal that killed it."""
    copy = os.fork()
    if copy == 0:
        code = 1
        try:
            limit_this_process(MEMORY_LIMIT)
            os.dup2(os.open(request["errors"], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), 2)
            code = _read(request)
        finally:
            os._exit(code)
    _, status = os.waitpid(copy, 0)
    return os.waitstatus_to_exitcode(status)


def _read(request: dict[str, str]) -> int:
    """Reads a file into ``target``, or writes why it could not be read into ``errors``; 0 or 1."""
    try:
        answer = content_to_wire(_reader(request["reader"])(Path(request["source"])))
    except ReadingError as error:
        fault = {"code": error.code, "message": error.message, "where": error.where, "remedy": error.remedy}
        answer = {"error": fault}
    except Exception:  # noqa: BLE001 - the file is hostile until proven otherwise; its owner is told all of it
        with Path(request["errors"]).open("a", encoding="utf-8") as errors:
            traceback.print_exc(file=errors)
        return 1
    Path(request["target"]).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8", errors="replace")
    return 0


def _forbid_network() -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError("no network in the office worker")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.getaddrinfo = refuse  # type: ignore[assignment]


def _leave_torch_out() -> None:
    """Spares half of the time it takes to load spacy, which asks for torch and does without it."""
    sys.modules["torch"] = None  # type: ignore[assignment]


def _reader(name: str) -> Callable[[Path], OfficeContent]:
    """What reads the files of a format: a function, with the module that holds it."""
    module, _, function = name.partition(".")
    found: Callable[[Path], OfficeContent] = getattr(import_module(f"ingestion.formats.readers.{module}"), function)
    return found


def _loader(name: str) -> Callable[[], None]:
    """What loads the libraries of a reader, where importing its module does not."""
    module, _, _ = name.partition(".")
    found: Callable[[], None] = getattr(import_module(f"ingestion.formats.readers.{module}"), "load", lambda: None)
    return found


if __name__ == "__main__":
    main()

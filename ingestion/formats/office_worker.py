"""Child process that reads office and text files with ``unstructured``, one after the other.

Usage: ``python -m ingestion.formats.office_worker``. Each line of its standard input is a JSON request, each line
of its standard output answers one as {code}. TYPE is what ``unstructured`` calls a format.

- {do: "load", type: TYPE}: load what reads such files. The answer is 0, whatever came of it.
- {do: "read", type: TYPE, source, target, errors}: read the file ``source``. The answer is 0 when ``target`` holds
  a list of {category, depth, text, html, part}, else how the reading ended (minus the number of the signal that
  killed it), with what it said in the file ``errors``.

Loading ``unstructured`` takes seconds, so this process loads it once and reads each file in a copy of itself
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
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from ingestion.formats.limits import OFFICE_LIMITS, limit_this_process

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
            code = _load(request["type"])
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
        _partitioner(name)
        _use_blank_french()
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
        _use_blank_french()
        partition = _partitioner(request["type"])
        elements = [_plain(element) for element in partition(filename=request["source"], languages=["fra"])]
        Path(request["target"]).write_text(json.dumps(elements, ensure_ascii=False), encoding="utf-8")
    except Exception:  # noqa: BLE001 - the file is hostile until proven otherwise; its owner is told all of it
        with Path(request["errors"]).open("a", encoding="utf-8") as errors:
            traceback.print_exc(file=errors)
        return 1
    return 0


def _forbid_network() -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError("no network in the office worker")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.getaddrinfo = refuse  # type: ignore[assignment]


def _leave_torch_out() -> None:
    """Spares half of the time it takes to load spacy, which asks for torch and does without it."""
    sys.modules["torch"] = None  # type: ignore[assignment]


@lru_cache(maxsize=1)
def _use_blank_french() -> None:
    """Puts a rule-based French pipeline where unstructured would fetch an English model."""
    import spacy
    from unstructured.nlp import tokenize

    pipeline = spacy.blank("fr")
    pipeline.add_pipe("sentencizer")
    tokenize._get_nlp = lambda: pipeline


@cache
def _partitioner(name: str) -> Any:
    return getattr(import_module(f"unstructured.partition.{name}"), f"partition_{name}")


def _plain(element: Any) -> dict[str, Any]:
    metadata = element.metadata
    return {
        "category": element.category,
        "depth": metadata.category_depth,
        "text": element.text,
        "html": metadata.text_as_html,
        "part": metadata.page_name or metadata.page_number,
    }


if __name__ == "__main__":
    main()

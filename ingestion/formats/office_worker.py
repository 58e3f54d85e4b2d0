"""Child process that reads one office or text file with ``unstructured`` and writes JSON.

Usage: ``python -m ingestion.formats.office_worker TYPE IN OUT``, where TYPE is an extension without its dot.
OUT receives a list of {category, depth, text, html, part}. The process has no network, a limit on
its memory, and dies with its file: nothing that happens here touches the service.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingestion.formats.limits import limit_this_process

MEMORY_LIMIT = 4 * 1024**3  # bytes of address space: unstructured alone takes about 1.5 GB of it

ENVIRONMENT = {
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "true",
    "UNSTRUCTURED_DISABLE_NOTICE": "1",
    "HF_HUB_OFFLINE": "1",
}


def main(arguments: list[str]) -> int:
    """Reads the file and writes what was found; see the module's text for the arguments."""
    extension, source, target = arguments
    os.environ.update(ENVIRONMENT)
    limit_this_process(MEMORY_LIMIT)
    _forbid_network()
    _use_blank_french()
    elements = [_plain(element) for element in _partition(extension, source)]
    Path(target).write_text(json.dumps(elements, ensure_ascii=False), encoding="utf-8")
    return 0


def _forbid_network() -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError("no network in the office worker")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.getaddrinfo = refuse  # type: ignore[assignment]


def _use_blank_french() -> None:
    """Puts a rule-based French pipeline where unstructured would fetch an English model."""
    import spacy
    from unstructured.nlp import tokenize

    @lru_cache(maxsize=1)
    def blank_french() -> Any:
        pipeline = spacy.blank("fr")
        pipeline.add_pipe("sentencizer")
        return pipeline

    tokenize._get_nlp = blank_french


def _partition(extension: str, source: str) -> list[Any]:
    from importlib import import_module

    module = import_module(f"unstructured.partition.{'text' if extension == 'txt' else extension}")
    partition = getattr(module, f"partition_{'text' if extension == 'txt' else extension}")
    found: list[Any] = partition(filename=source, languages=["fra"])
    return found


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
    raise SystemExit(main(sys.argv[1:]))

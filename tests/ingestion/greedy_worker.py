"""The office worker with a reader that a file can kill, by asking for more memory than it may have or outright, or
keep for ever.
"""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ingestion.formats import office_worker


def partition(filename: str, languages: list[str]) -> list[Any]:
    text = Path(filename).read_text("utf-8")
    if text == "MEMOIRE":
        bytearray(2 * office_worker.MEMORY_LIMIT)
    if text == "MORT":
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "SANS FIN":
        threading.Event().wait()
    nothing = SimpleNamespace(category_depth=None, text_as_html=None, page_name=None, page_number=None)
    return [SimpleNamespace(category="NarrativeText", text=text, metadata=nothing)]


if __name__ == "__main__":
    office_worker._partitioner = lambda extension: partition  # type: ignore[assignment]
    office_worker._use_blank_french = lambda: None  # type: ignore[assignment]
    office_worker.IDLE = float(os.environ.get("IDLE", office_worker.IDLE))
    office_worker.main()

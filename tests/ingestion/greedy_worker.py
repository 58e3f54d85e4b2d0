"""The office worker with a reader that a file can kill, by asking for more memory than it may have or outright, or
keep for ever.
"""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

from ingestion.formats import office_worker
from ingestion.formats.office_content import Category, Element, OfficeContent


def read(source: Path) -> OfficeContent:
    text = source.read_text("utf-8")
    if text == "MEMOIRE":
        bytearray(2 * office_worker.MEMORY_LIMIT)
    if text == "MORT":
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "SANS FIN":
        threading.Event().wait()
    return OfficeContent((Element(Category.TEXT, text),))


if __name__ == "__main__":
    office_worker._reader = lambda name: read  # type: ignore[assignment]
    office_worker._loader = lambda name: lambda: None  # type: ignore[assignment]
    office_worker.IDLE = float(os.environ.get("IDLE", office_worker.IDLE))
    office_worker.main()

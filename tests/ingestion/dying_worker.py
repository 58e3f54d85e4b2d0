"""A reading process that dies, hangs or eats its memory at page 2, as a hostile file would make it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from typing import Any

from ingestion.formats import pdf_worker
from ingestion.formats.limits import limit_this_process
from ingestion.formats.pdf import RawPage, raw_pages
from ingestion.layout.may_have import ANYTHING, MayHave


def hostile_pages(
    document: Any, first: int = 1, end: int | None = None, may_have: MayHave = ANYTHING
) -> Iterator[RawPage]:
    for page in raw_pages(document, first, end, may_have):
        if page.ordinal == 2:
            how = os.environ["DYING"]
            if how == "exit":
                os._exit(1)
            if how == "hang":
                time.sleep(60)
            if how == "memory":
                bytearray(8 * 1024**3)
        yield page


if __name__ == "__main__":
    pdf_worker.raw_pages = hostile_pages
    limit_this_process(pdf_worker.MEMORY_LIMIT)
    pdf_worker.serve(sys.stdin, sys.stdout)

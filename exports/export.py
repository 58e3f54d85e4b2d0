"""One call writes the answers to a file of the wanted format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, assert_never

from corpus.atomic import atomic_path, write_atomic
from domain import Answer, DocumentInfo
from exports.flat import to_csv, to_json
from indicator_queries import Grid

Format = Literal["xlsx", "csv", "json"]


def export_answers(
    documents: Sequence[DocumentInfo], answers: Sequence[Answer], grid: Grid, fmt: Format, out: Path
) -> None:
    """Write the answers to ``out``, whole or not at all.

    Args:
        documents: The documents, in the order wanted.
        answers: Their answers; those to other documents are left out.
        grid: The grid of the indicators.
        fmt: ``xlsx`` (workbook), ``csv`` (one row a citation) or ``json`` (list of answers).
        out: The file to write; its folder is made if needed.

    Raises:
        DiskFull: No package left on the disk.
        StorageError: The place cannot be written to.
    """
    wanted = [document.slug for document in documents]
    codes = [indicator.code for indicator in grid.indicators]

    def order(answer: Answer) -> tuple[int, int]:
        rank = codes.index(answer.indicator) if answer.indicator in codes else len(codes)
        return wanted.index(answer.document), rank

    kept = sorted((answer for answer in answers if answer.document in wanted), key=order)
    match fmt:
        case "xlsx":
            from exports.workbook import write_workbook  # openpyxl takes its time to import

            with atomic_path(out) as temporary:
                write_workbook(documents, kept, grid, temporary, datetime.now().astimezone())
        case "csv":
            write_atomic(out, to_csv(kept, grid))
        case "json":
            write_atomic(out, to_json(kept))
        case _:
            assert_never(fmt)

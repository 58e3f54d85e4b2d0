"""The files of an evaluation: JSON for programs, one HTML page for people, CSV of the cells."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.atomic import write_atomic
from evaluation.agreement import agreement
from evaluation.cells import CellResult
from evaluation.evaluate import Evaluation
from evaluation.gold import PageKey
from evaluation.page import answers_page, pages_text, retrieval_page
from evaluation.retrieval import RetrievalEvaluation

JSON_NAME, HTML_NAME, CSV_NAME = "evaluation.json", "evaluation.html", "cellules.csv"
_COLUMNS = (
    "document", "indicateur", "verdict_reference", "verdict_outil", "accord", "cas_douteux", "pages_reference",
    "pages_citees", "pages_retrouvees", "citations", "citations_exactes", "valeurs_reference",
    "valeurs_retrouvees", "secondes", "minutes_a_la_main", "justification",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What a reader must know before the figures.

    ``gold`` says honestly how the reference was made (by whom, on what, what it is worth);
    ``notes`` are further limits, one sentence each; ``run`` names what produced the answers.
    """

    title: str
    gold: str
    run: str = ""
    notes: Sequence[str] = ()
    made: datetime | None = None


def write_report(evaluation: Evaluation, out: Path, about: About) -> tuple[Path, ...]:
    """Write the evaluation of answers into a folder, each file whole or not at all.

    Args:
        evaluation: What :func:`evaluation.evaluate_answers` gives.
        out: The folder, made if needed; files of an earlier report are replaced.
        about: What the page says of the gold and of the run.

    Returns:
        The paths of evaluation.json, evaluation.html and cellules.csv.

    Raises:
        DiskFull: No room left on the disk.
        StorageError: The folder cannot be written to.
    """
    made = about.made or datetime.now().astimezone()
    content = {
        "about": _about_json(about, made),
        **evaluation.to_json(),
        "cells": [_cell_json(c) for c in evaluation.cells],
    }
    page = answers_page(evaluation, about.title, about.gold, about.run, about.notes, made)
    paths = out / JSON_NAME, out / HTML_NAME, out / CSV_NAME
    write_atomic(paths[0], _json(content))
    write_atomic(paths[1], page.encode("utf-8", "replace"))
    write_atomic(paths[2], _csv(evaluation.cells))
    return paths


def write_retrieval_report(evaluation: RetrievalEvaluation, out: Path, about: About) -> tuple[Path, ...]:
    """Write the evaluation of ranked pages into a folder, each file whole or not at all.

    Returns:
        The paths of evaluation.json and evaluation.html.

    Raises:
        DiskFull: No room left on the disk.
        StorageError: The folder cannot be written to.
    """
    made = about.made or datetime.now().astimezone()
    paths = out / JSON_NAME, out / HTML_NAME
    write_atomic(paths[0], _json({"about": _about_json(about, made), **evaluation.to_json()}))
    page = retrieval_page(evaluation, about.title, about.gold, about.run, about.notes, made)
    write_atomic(paths[1], page.encode("utf-8", "replace"))
    return paths


def _about_json(about: About, made: datetime) -> dict[str, object]:
    return {
        "title": about.title,
        "gold": about.gold,
        "run": about.run,
        "notes": list(about.notes),
        "made": made.isoformat(timespec="seconds"),
    }


def _cell_json(cell: CellResult) -> dict[str, object]:
    return {
        "document": cell.document,
        "indicator": cell.indicator,
        "gold": cell.gold.value,
        "answer": cell.answer.value if cell.answer else None,
        "agreement": agreement(cell),
        "doubtful": cell.doubtful,
        "gold_pages": _pages_json(cell.gold_pages(2)),
        "cited_pages": _pages_json(cell.cited),
        "quotes": len(cell.citations),
        "verbatim": sum(c.verbatim for c in cell.citations),
        "gold_values": cell.gold_values,
        "value_hits": cell.value_hits,
        "seconds": cell.seconds,
        "minutes_by_hand": cell.minutes,
    }


def _pages_json(pages: frozenset[PageKey]) -> list[dict[str, object]]:
    return [{"piece": piece, "page": page} for piece, page in sorted(pages, key=_page_order)]


def _json(content: object) -> bytes:
    # allow_nan=False: an undefined figure is null, and NaN would be no JSON at all.
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8", "replace")


def _csv(cells: Sequence[CellResult]) -> bytes:
    """One row a cell: semicolons, decimal commas, UTF-8 with BOM, nothing that a spreadsheet computes."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for cell in cells:
        row = (
            cell.document,
            cell.indicator,
            cell.gold.value,
            cell.answer.value if cell.answer else "",
            agreement(cell),
            "oui" if cell.doubtful else "",
            pages_text(cell.gold_pages(2)),
            pages_text(cell.cited),
            str(len(cell.cited & cell.gold_pages(2))),
            str(len(cell.citations)),
            str(sum(c.verbatim for c in cell.citations)),
            str(cell.gold_values),
            str(cell.value_hits),
            _decimal(cell.seconds),
            "" if cell.minutes is None else _decimal(cell.minutes),
            cell.rationale,
        )
        writer.writerow([_harmless(text) for text in row])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "replace")


def _page_order(page: PageKey) -> tuple[str, int]:
    return page[0], page[1] or 0


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _harmless(text: str) -> str:
    flat = " ".join(text.replace("\0", "").split())
    return f"'{flat}" if flat.startswith(("=", "+", "-", "@")) else flat

"""The files of an evaluation: JSON for programs, an HTML page and a workbook for people, CSV of the cells."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.atomic import write_atomic
from evaluation.agreement import agreement
from evaluation.causes import Causes, find_causes
from evaluation.cell_results import CellResult
from evaluation.evaluate import Evaluation
from evaluation.figure_wording import in_order, pages_text
from evaluation.gain import Gain
from evaluation.gold_cells import PageKey
from evaluation.report_about import About, PageLink
from evaluation.report_page import answers_page
from evaluation.report_workbook import answers_book
from evaluation.retrieval_figures import RetrievalEvaluation
from evaluation.retrieval_page import retrieval_page
from evaluation.sheets import harmless

JSON_NAME, HTML_NAME, CSV_NAME = "evaluation.json", "evaluation.html", "cellules.csv"
XLSX_NAME = "evaluation.xlsx"
_COLUMNS = (
    "document", "indicateur", "verdict_reference", "verdict_outil", "accord", "cas_douteux", "pages_reference",
    "pages_citees", "pages_retrouvees", "citations", "citations_exactes", "valeurs_reference",
    "valeurs_retrouvees", "secondes", "minutes_a_la_main", "justification",
)  # fmt: skip


def no_link(document: str, piece: str, page: int | None) -> None:
    """No page can be opened from the report."""


def write_report(
    evaluation: Evaluation,
    out: Path,
    about: About,
    *,
    causes: Causes | None = None,
    gain: Gain | None = None,
    people: Mapping[str, Any] | None = None,
    link: PageLink = no_link,
) -> tuple[Path, ...]:
    """Write the evaluation of answers into a folder, each file whole or not at all.

    Args:
        evaluation: What :func:`evaluation.evaluate_answers` gives.
        out: The folder, made if needed; files of an earlier report are replaced.
        about: What the page says of the gold and of the run.
        causes: Why cells are wrong; without it, what the cells alone tell.
        gain: Time gained; without it, the report says that it was not measured.
        people: Agreement of the annotators among themselves, as JSON.
        link: Where a page can be read.

    Returns:
        The paths of evaluation.json, evaluation.html, cellules.csv and evaluation.xlsx.

    Raises:
        DiskFull: No package left on the disk.
        StorageError: The folder cannot be written to.
    """
    found = causes or find_causes(evaluation.cells, {}, {})
    time = gain or no_gain(evaluation)
    made = about.made or datetime.now().astimezone()
    files = {
        JSON_NAME: _json(report_json(evaluation, about, found, time, people, made)),
        HTML_NAME: report_html(evaluation, about, found, time, people, link, made).encode("utf-8", "replace"),
        CSV_NAME: _csv(evaluation.cells),
        XLSX_NAME: answers_book(evaluation, found, time, about, people),
    }
    paths = []
    for name, content in files.items():
        write_atomic(out / name, content)
        paths.append(out / name)
    return tuple(paths)


def report_json(
    evaluation: Evaluation,
    about: About,
    causes: Causes,
    gain: Gain,
    people: Mapping[str, Any] | None = None,
    made: datetime | None = None,
) -> dict[str, Any]:
    """The whole report as JSON: figures, causes, time and cells."""
    return {
        "about": about.to_json(made or about.made or datetime.now().astimezone()),
        **evaluation.to_json(),
        "causes": causes.to_json(),
        "time": gain.to_json(),
        "annotators": people,
        "cells": [_cell_json(cell) for cell in evaluation.cells],
    }


def report_html(
    evaluation: Evaluation,
    about: About,
    causes: Causes,
    gain: Gain,
    people: Mapping[str, Any] | None = None,
    link: PageLink = no_link,
    made: datetime | None = None,
) -> str:
    """The page alone."""
    return answers_page(
        evaluation, causes, gain, about, made or about.made or datetime.now().astimezone(), link, people
    )


def write_retrieval_report(evaluation: RetrievalEvaluation, out: Path, about: About) -> tuple[Path, ...]:
    """Write the evaluation of ranked pages into a folder, each file whole or not at all.

    Returns:
        The paths of evaluation.json and evaluation.html.

    Raises:
        DiskFull: No package left on the disk.
        StorageError: The folder cannot be written to.
    """
    made = about.made or datetime.now().astimezone()
    paths = out / JSON_NAME, out / HTML_NAME
    write_atomic(paths[0], _json({"about": about.to_json(made), **evaluation.to_json()}))
    page = retrieval_page(evaluation, about.title, about.gold, about.run, about.notes, made)
    write_atomic(paths[1], page.encode("utf-8", "replace"))
    return paths


def no_gain(evaluation: Evaluation) -> Gain:
    """Time when nothing was timed with the tool."""
    machine = evaluation.overall.figures.seconds / 60
    by_hand = sum(cell.minutes is not None for cell in evaluation.cells)
    return Gain((), None, None, None, 0.0, 0.0, 0, machine, by_hand, 0)


def _cell_json(cell: CellResult) -> dict[str, object]:
    return {
        "document": cell.document,
        "indicator": cell.indicator,
        "gold": cell.gold.value,
        "answer": cell.answer.value if cell.answer else None,
        "agreement": agreement(cell),
        "confidence": cell.confidence,
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
    return [{"piece": piece, "page": page} for piece, page in in_order(pages)]


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
        writer.writerow([harmless(text) for text in row])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "replace")


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")

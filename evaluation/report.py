"""The files of an evaluation: JSON for programs, an HTML page and a workbook for people, CSV of the cells."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel

from corpus.atomic import write_atomic
from evaluation.agreement import agreement
from evaluation.annotators import AnnotatorAgreement
from evaluation.causes import Causes, find_causes
from evaluation.cell_results import CellResult
from evaluation.evaluate import Evaluation
from evaluation.figure_wording import AGREEMENTS, pages_text
from evaluation.gain import Gain
from evaluation.report_about import About, PageLink
from evaluation.report_json import ReportJson
from evaluation.report_page import answers_page
from evaluation.report_workbook import answers_book
from evaluation.retrieval_figures import RetrievalEvaluation
from evaluation.retrieval_json import RetrievalReportJson
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
    people: AnnotatorAgreement | None = None,
    link: PageLink = no_link,
) -> tuple[Path, ...]:
    """Write the evaluation of answers into a folder, each file whole or not at all.

    Args:
        evaluation: What :func:`evaluation.evaluate_answers` gives.
        out: The folder, made if needed; files of an earlier report are replaced.
        about: What the page says of the gold and of the run.
        causes: Why cells are wrong; without it, what the cells alone tell.
        gain: Time gained; without it, the report says that it was not measured.
        people: Agreement of the annotators among themselves.
        link: Where a page can be read.

    Returns:
        The paths of evaluation.json, evaluation.html, cellules.csv and evaluation.xlsx.

    Raises:
        DiskFull: No space left on the disk.
        StorageError: The folder cannot be written to.
    """
    found = causes or find_causes(evaluation.cells, {}, {})
    time = gain or no_gain(evaluation)
    about = replace(about, made=about.made_at())
    files = {
        JSON_NAME: _json(ReportJson.of_report(evaluation, about, found, time, people)),
        HTML_NAME: report_html(evaluation, about, found, time, people, link).encode("utf-8", "replace"),
        CSV_NAME: _csv(evaluation.cells),
        XLSX_NAME: answers_book(evaluation, found, time, about, people),
    }
    paths = []
    for name, content in files.items():
        write_atomic(out / name, content)
        paths.append(out / name)
    return tuple(paths)


def report_html(
    evaluation: Evaluation,
    about: About,
    causes: Causes,
    gain: Gain,
    people: AnnotatorAgreement | None = None,
    link: PageLink = no_link,
) -> str:
    """The page alone."""
    return answers_page(evaluation, causes, gain, about, about.made_at(), link, people)


def write_retrieval_report(evaluation: RetrievalEvaluation, out: Path, about: About) -> tuple[Path, ...]:
    """Write the evaluation of ranked pages into a folder, each file whole or not at all.

    Returns:
        The paths of evaluation.json and evaluation.html.

    Raises:
        DiskFull: No space left on the disk.
        StorageError: The folder cannot be written to.
    """
    about = replace(about, made=about.made_at())
    paths = out / JSON_NAME, out / HTML_NAME
    write_atomic(paths[0], _json(RetrievalReportJson.of_report(evaluation, about)))
    page = retrieval_page(evaluation, about.title, about.gold, about.run, about.notes, about.made_at())
    write_atomic(paths[1], page.encode("utf-8", "replace"))
    return paths


def no_gain(evaluation: Evaluation) -> Gain:
    """Time when nothing was timed with the tool."""
    machine = evaluation.overall.figures.seconds / 60
    by_hand = sum(cell.minutes is not None for cell in evaluation.cells)
    return Gain((), None, None, None, 0.0, 0.0, 0, machine, by_hand, 0)


def _json(content: BaseModel) -> bytes:
    # allow_nan=False: an undefined figure is null, and NaN would be no JSON at all.
    text = json.dumps(content.model_dump(mode="json"), ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode("utf-8", "replace")


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
            AGREEMENTS[agreement(cell)].label,
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

"""The evaluation as one XLSX: a sheet to read, a sheet of cells to sort, the rest to check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.labels import VERDICTS
from evaluation.agreement import agreement
from evaluation.annotators import AnnotatorAgreement, PairAgreement
from evaluation.causes import Causes
from evaluation.evaluate import Evaluation
from evaluation.figure_wording import AGREEMENTS, pages_text
from evaluation.figures import Group
from evaluation.gain import Gain
from evaluation.metric_registry import Metric, metrics
from evaluation.report_about import About
from evaluation.report_page import LIMITS, provenance, worst_cells
from evaluation.sheets import Share, add_rows, book_bytes, new_book
from evaluation.summary import brings, fails, headline_sentence, time_sentence, unknowns, use_sentence

_COLOURS = {look.label: look.colour for look in AGREEMENTS.values()}


def answers_book(
    evaluation: Evaluation, causes: Causes, gain: Gain, about: About, people: AnnotatorAgreement | None = None
) -> bytes:
    """The workbook of an evaluation of answers, as the bytes of an .xlsx file."""
    book = new_book("Évaluation d'un outil")
    _summary(book, evaluation, causes, gain, about)
    _figures(book, evaluation)
    _cells(book, evaluation, causes, about)
    _groups(book, "Par indicateur", "indicateur", evaluation.indicators, about.names)
    _groups(book, "Par document", "document", evaluation.documents, {})
    _wrong(book, evaluation, causes, about)
    add_rows(
        book,
        "Causes",
        ("cause", "cases", "ce que cela veut dire"),
        [[cause.label, count, cause.meaning] for cause, count in causes.counts.items()],
        (34, 8, 100),
    )
    add_rows(
        book,
        "Temps",
        ("document", "indicateur", "minutes à la main", "minutes en relecture", "gain"),
        [
            [pair.document, pair.indicator or "document entier", pair.by_hand, pair.assisted, Share(pair.gain)]
            for pair in gain.pairs
        ],
        (30, 16, 18, 20, 10),
    )
    if people:
        header = ("annotateurs", "cases", "même verdict", "kappa", "kappa pondéré", "AC1", "mêmes pages utiles")
        add_rows(book, "Annotateurs", header, [_pair(pair) for pair in people.pairs], (34, 8, 14, 10, 14, 10, 18))
    add_rows(
        book,
        "Méthode",
        ("méthode et limites", "valeur"),
        [[line, ""] for line in (*about.notes, *LIMITS)]
        + [[metric.label, metric.meaning] for metric in metrics()]
        + [[name, value] for name, value in provenance(about, evaluation)],
        (110, 80),
    )
    return book_bytes(book)


def _pair(pair: PairAgreement) -> list[object]:
    same, pages = (None if share is None else Share(share) for share in (pair.same, pair.pages))
    return [f"{pair.left} / {pair.right}", pair.n, same, pair.kappa, pair.kappa_weighted, pair.ac1, pages]


def _summary(book: Any, evaluation: Evaluation, causes: Causes, gain: Gain, about: About) -> None:
    rows = [
        ["La référence", about.gold],
        ["L'essentiel", headline_sentence(evaluation)],
        ["Ce qu'on peut en faire", use_sentence(evaluation)],
        ["Temps", time_sentence(gain)],
        *(["Ce que l'outil apporte", line] for line in brings(evaluation, gain)),
        *(["Où il échoue", line] for line in fails(evaluation, causes)),
        *(["Ce qu'on ne sait pas encore", line] for line in unknowns(evaluation, gain, causes)),
    ]
    add_rows(book, "À lire d'abord", (about.title, about.run), rows, (30, 130))


def _figures(book: Any, evaluation: Evaluation) -> None:
    figures, sure = evaluation.overall.figures, evaluation.overall.without_doubtful
    rows = []
    for metric in metrics():
        interval = figures.of(metric).interval
        rows.append(
            [
                metric.label,
                _number(metric, figures.of(metric).value),
                _number(metric, interval.low) if interval else None,
                _number(metric, interval.high) if interval else None,
                interval.method if interval else "",
                figures.of(metric).n,
                _number(metric, sure.of(metric).value),
                metric.meaning,
            ]
        )
    header = ("chiffre", "résultat", "de", "à", "intervalle à 95 %", "n", "sans cas douteux", "ce que c'est")
    add_rows(book, "Chiffres", header, rows, (34, 10, 8, 8, 22, 8, 16, 90))


def _cells(book: Any, evaluation: Evaluation, causes: Causes, about: About) -> None:
    why = {(wrong.cell.document, wrong.cell.indicator): wrong for wrong in causes.found}
    rows = []
    for cell in evaluation.cells:
        wrong = why.get((cell.document, cell.indicator))
        rows.append(
            [
                cell.document,
                cell.indicator,
                about.names.get(cell.indicator, ""),
                VERDICTS[cell.gold],
                VERDICTS[cell.answer] if cell.answer else "",
                AGREEMENTS[agreement(cell)].label,
                "oui" if cell.doubtful else "",
                wrong.cause.label if wrong else "",
                wrong.explanation if wrong else "",
                pages_text(cell.gold_pages(3)),
                pages_text(cell.gold_pages(2)),
                pages_text(cell.cited),
                len(cell.cited & cell.gold_pages(2)),
                len(cell.citations),
                sum(citation.verbatim for citation in cell.citations),
                cell.gold_values,
                cell.value_hits,
                round(cell.seconds, 1),
                cell.minutes,
                cell.rationale,
            ]
        )
    header = (
        "document", "indicateur", "nom", "référence", "outil", "accord", "douteux", "cause", "explication",
        "pages décisives", "pages utiles", "pages citées", "utiles citées", "citations", "citations exactes",
        "valeurs de la référence", "valeurs retrouvées", "secondes machine", "minutes à la main", "justification",
    )  # fmt: skip
    widths = (24, 11, 30, 11, 11, 12, 9, 24, 34, 24, 30, 30, 9, 10, 10, 11, 11, 10, 10, 60)
    sheet = add_rows(book, "Cases", header, rows, widths)
    from openpyxl.styles import PatternFill

    for row in sheet.iter_rows(min_row=2, min_col=6, max_col=6):
        row[0].fill = PatternFill("solid", start_color=_COLOURS[row[0].value])


def _groups(book: Any, title: str, key: str, groups: Mapping[str, Group], names: Mapping[str, str]) -> None:
    header = [key, "nom", "cases"] if names else [key, "cases"]
    for metric in metrics():
        header += [metric.label, "n"]
    rows = []
    for name, group in groups.items():
        row: list[object] = [name, names.get(name, "")] if names else [name]
        row.append(group.figures.cells)
        for metric in metrics():
            row += [_number(metric, group.figures.of(metric).value), group.figures.of(metric).n]
        rows.append(row)
    add_rows(book, title, header, rows, (26, 34) if names else (34,))


def _wrong(book: Any, evaluation: Evaluation, causes: Causes, about: About) -> None:
    why = {id(wrong.cell): wrong.cause.label for wrong in causes.found}
    rows = [
        [
            cell.document,
            f"{cell.indicator} {about.names.get(cell.indicator, '')}".strip(),
            VERDICTS[cell.gold],
            VERDICTS[cell.answer] if cell.answer else "",
            why.get(id(cell), ""),
            "\n".join(f"{item.piece} p. {item.page or '—'} : {item.quote or ''}" for item in cell.evidence[:6]),
            "\n".join(f"{item.piece} p. {item.page or '—'} : {item.quote}" for item in cell.citations[:6]),
            cell.rationale,
        ]
        for cell in worst_cells(evaluation.cells)
    ]
    header = ("document", "indicateur", "référence", "outil", "cause", "preuves de la référence", "citations", "raison")
    add_rows(book, "Désaccords", header, rows, (24, 30, 11, 11, 24, 60, 60, 50))


def _number(metric: Metric, figure: float | None) -> float | None:
    if figure is None:
        return None
    return Share(figure) if metric.is_share else figure

"""What the report page shows, row by row, as frozen values of texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain import Verdict
from domain.labels import VERDICTS
from evaluation.agreement import agreement
from evaluation.annotators import AnnotatorAgreement
from evaluation.causes import Causes
from evaluation.cell_results import CellResult
from evaluation.evaluate import Evaluation
from evaluation.figure_wording import (
    AGREEMENTS,
    AgreementLook,
    between,
    decimal,
    gain_between,
    more_or_less,
    page_name,
    percent,
    shown,
)
from evaluation.figures import NO_ANSWER, Figures, Group
from evaluation.gain import Gain
from evaluation.metric_registry import Place, metrics, metrics_at
from evaluation.report_about import About, PageLink

_QUOTES = 4  # evidence shown for a disagreement: enough to judge, not to drown
_QUOTE_LENGTH = 320
_ROWS = (Verdict.OUI, Verdict.PARTIEL, Verdict.NON, Verdict.SANS_OBJET)


@dataclass(frozen=True, slots=True)
class FigureCard:
    """A large figure with what it means under it."""

    label: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class GoldMatrixCell:
    """Both verdicts of a cell, and how they agree."""

    look: AgreementLook
    doubtful: bool
    gold: str
    said: str


@dataclass(frozen=True, slots=True)
class GoldMatrixRow:
    """An indicator over the documents; None where it has no cell."""

    code: str
    name: str
    cells: tuple[GoldMatrixCell | None, ...]


@dataclass(frozen=True, slots=True)
class QuotedPage:
    """A quote, the name of its page and where the page can be read."""

    page: str
    link: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A wrong cell with the evidence of both sides."""

    cell: GoldMatrixCell
    document: str
    code: str
    name: str
    cause: str
    explanation: str
    rationale: str
    evidence: tuple[QuotedPage, ...]
    citations: tuple[QuotedPage, ...]


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A cause, how many cells it explains, and some of them."""

    label: str
    count: int
    meaning: str
    examples: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A metric with its value, interval and n; ``sure`` is the value without the doubtful cells."""

    label: str
    value: str
    interval: str
    n: int
    sure: str
    meaning: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The figures of a document or of an indicator, each with its n."""

    name: str
    cells: int
    figures: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """Two annotators, or the tool and the gold."""

    name: str
    n: int
    same: str
    kappa: str
    ac1: str
    pages: str


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The agreement of the annotators, the tool's under it."""

    rows: tuple[PeopleRow, ...]
    alpha: str
    n: int
    disputed: int


@dataclass(frozen=True, slots=True)
class ConfusionRow:
    """Cells of a verdict of the gold by the tool's; ``at`` is the column where both agree."""

    name: str
    counts: tuple[int, ...]
    at: int


@dataclass(frozen=True, slots=True)
class ConfusionTable:
    """Verdicts of the gold (rows) and of the tool (columns)."""

    columns: tuple[str, ...]
    rows: tuple[ConfusionRow, ...]


def cards(evaluation: Evaluation, gain: Gain) -> list[FigureCard]:
    """The large figures, time last."""
    figures, sure = evaluation.overall.figures, evaluation.overall.without_doubtful
    found = []
    for metric in metrics_at(Place.REPORT_CARD):
        figure = figures.of(metric)
        margin = between(figure.interval, share=metric.is_share)
        detail = f"{metric.meaning} · sur {figure.n}{'' if margin == '—' else f' · marge : {margin}'}"
        if sure.cells < figures.cells:
            detail += f" · sans cas douteux : {shown(metric, sure.of(metric).value)}"
        found.append(FigureCard(metric.label, shown(metric, figure.value), detail))
    if gain.median is None:
        wanted = "il faut des cases chronométrées à la main et en relecture"
        return [*found, FigureCard("Temps gagné", "non mesuré", wanted)]
    detail = f"que l'analyse à la main, relecture comprise · {len(gain.pairs)} mesures faites des deux façons"
    if gain.interval is not None:
        detail += f" · {gain_between(gain.interval)}"
    return [*found, FigureCard("Temps passé avec l'outil", more_or_less(gain.median), detail)]


def matrix_rows(cells: Sequence[CellResult], documents: Sequence[str], names: Mapping[str, str]) -> list[GoldMatrixRow]:
    """Indicators by documents."""
    known = {(cell.document, cell.indicator): matrix_cell(cell) for cell in cells}
    return [
        GoldMatrixRow(code, names.get(code, ""), tuple(known.get((document, code)) for document in documents))
        for code in sorted({cell.indicator for cell in cells})
    ]


def matrix_cell(cell: CellResult) -> GoldMatrixCell:
    """A cell in words."""
    return GoldMatrixCell(
        AGREEMENTS[agreement(cell)],
        cell.doubtful,
        VERDICTS[cell.gold],
        VERDICTS[cell.answer] if cell.answer else "—",
    )


def disagreement(cell: CellResult, causes: Causes, about: About, link: PageLink) -> Disagreement:
    """A wrong cell with its cause, and the evidence of both sides, the decisive first."""
    wrong = next((wrong for wrong in causes.found if wrong.cell is cell), None)
    evidence = sorted(cell.evidence, key=lambda item: -item.pertinence)[:_QUOTES]

    def quoted(piece: str, page: int | None, quote: str | None) -> QuotedPage:
        text = quote or ""
        if len(text) > _QUOTE_LENGTH:
            text = text[:_QUOTE_LENGTH].rstrip() + "…"
        return QuotedPage(page_name((piece, page)), link(cell.document, piece, page), text)

    return Disagreement(
        cell=matrix_cell(cell),
        document=cell.document,
        code=cell.indicator,
        name=about.names.get(cell.indicator, ""),
        cause=wrong.cause.label if wrong else "—",
        explanation=wrong.explanation if wrong else "",
        rationale=cell.rationale,
        evidence=tuple(quoted(item.piece, item.page, item.quote) for item in evidence),
        citations=tuple(quoted(item.piece, item.page, item.quote) for item in cell.citations[:_QUOTES]),
    )


def cause_rows(causes: Causes) -> list[CauseRow]:
    """Causes, the most frequent first."""
    rows = []
    for cause, count in causes.counts.items():
        examples = [f"{wrong.cell.document} / {wrong.cell.indicator}" for wrong in causes.found if wrong.cause is cause]
        more = f" et {len(examples) - 3} autres" if len(examples) > 3 else ""
        rows.append(CauseRow(cause.label, count, cause.meaning, ", ".join(examples[:3]) + more))
    return rows


def figure_rows(group: Group, *, folded: bool) -> list[FigureRow]:
    """Every metric, those that a page keeps folded or the others."""
    figures, sure = group.figures, group.without_doubtful
    return [
        FigureRow(
            label=metric.label,
            value=shown(metric, figures.of(metric).value),
            interval=between(figures.of(metric).interval, share=metric.is_share),
            n=figures.of(metric).n,
            sure=shown(metric, sure.of(metric).value),
            meaning=metric.meaning,
        )
        for metric in metrics()
        if metric.folded is folded
    ]


def group_rows(groups: Mapping[str, Group]) -> Iterable[GroupRow]:
    """The chosen figures of each document or indicator."""
    chosen = metrics_at(Place.REPORT_GROUPS)
    return [
        GroupRow(
            name,
            group.figures.cells,
            tuple((shown(metric, group.figures.of(metric).value), group.figures.of(metric).n) for metric in chosen),
        )
        for name, group in groups.items()
    ]


def people_table(people: AnnotatorAgreement, figures: Figures) -> PeopleTable:
    """The annotators' agreement, and the tool's with the gold under it, on the same scale."""
    rows = [
        PeopleRow(
            name=f"{pair.left} / {pair.right}",
            n=pair.n,
            same=percent(pair.same),
            kappa=decimal(pair.kappa_weighted),
            ac1=decimal(pair.ac1),
            pages=percent(pair.pages),
        )
        for pair in people.pairs
    ]
    tool = PeopleRow(
        name="outil / référence",
        n=figures.cells,
        same=percent(figures["verdict_accuracy"]),
        kappa=decimal(figures["kappa_weighted"]),
        ac1=decimal(figures["ac1"]),
        pages="—",
    )
    return PeopleTable((*rows, tool), decimal(people.alpha), people.n, len(people.disputed))


def confusion_table(figures: Figures) -> ConfusionTable:
    """Verdicts of the gold by those of the tool."""
    columns = [*(verdict.value for verdict in _ROWS), Verdict.A_VERIFIER.value, NO_ANSWER]
    said = {verdict.value: label for verdict, label in VERDICTS.items()} | {NO_ANSWER: "Sans réponse"}
    return ConfusionTable(
        tuple(said[name] for name in columns),
        tuple(
            ConfusionRow(
                name=said[verdict.value],
                counts=tuple(figures.confusion.get(verdict.value, {}).get(name, 0) for name in columns),
                at=columns.index(verdict.value),
            )
            for verdict in _ROWS
        ),
    )

"""The evaluation as one self-contained French HTML page, that prints on A4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain import Verdict
from domain.labels import VERDICTS
from evaluation.agreement import Agreement, agreement
from evaluation.causes import MEANINGS, Causes
from evaluation.cell_results import CellResult
from evaluation.evaluate import Evaluation
from evaluation.figure_wording import (
    BY_NAME,
    CLASSES,
    METRICS,
    SIGNS,
    between,
    decimal,
    gain_between,
    minutes,
    more_or_less,
    page_name,
    percent,
    plural,
    shown,
)
from evaluation.figures import Figures, Group
from evaluation.gain import Gain
from evaluation.metrics import NO_ANSWER
from evaluation.plots import cause_plot, headline_plot, indicator_plot, risk_plot
from evaluation.report_about import About, PageLink
from evaluation.summary import (
    brings,
    coverage_sentence,
    fails,
    headline_sentence,
    time_sentence,
    unknowns,
    use_sentence,
)
from evaluation.templating import render

WORST = 10
_QUOTES = 4  # evidence shown for a disagreement: enough to judge, not to drown
_QUOTE_LENGTH = 320
_GROUP_METRICS = (
    "verdict_accuracy", "coverage", "page_recall_p3", "page_recall_p2", "page_precision", "verbatim", "value_exact",
)  # fmt: skip
_ROWS = (Verdict.OUI, Verdict.PARTIEL, Verdict.NON, Verdict.SANS_OBJET)
LIMITS = (
    "Une case est un indicateur d'un document. Les pages sont comparées sans tolérance, puis à une page près, à part ; "
    "une pièce sans pages (docx) compte pour une page.",
    "« À vérifier » est une abstention : elle n'est jamais comptée juste.",
    "Les intervalles à 95 % viennent de 10 000 tirages de documents entiers (bootstrap), car les cases d'un même "
    "document se ressemblent ; avec moins d'une dizaine de documents, ils sont très incertains. Avec un seul "
    "document, ou des documents tous semblables, l'intervalle est celui de Wilson, qui suppose les cases "
    "indépendantes : il est alors trop étroit.",
    "« — » veut dire que le chiffre n'a pas de sens ici (rien à compter), et non qu'il vaut zéro.",
    "Le temps de calcul de la machine n'est pas du temps gagné. Le gain ne compte que des cases chronométrées des deux "
    "façons ; un silence de plus de deux minutes arrête le chronomètre, et compte deux minutes.",
    "Un « non » de l'outil veut dire : pas trouvé dans les phrases lues. Ce n'est pas la preuve d'une absence.",
    "Ces chiffres valent pour ces documents, cette grille et ce modèle. Un autre modèle se juge en refaisant "
    "l'évaluation.",
)


def answers_page(
    evaluation: Evaluation,
    causes: Causes,
    gain: Gain,
    about: About,
    made: datetime,
    link: PageLink,
    people: Mapping[str, Any] | None = None,
) -> str:
    """The page of an evaluation of answers; every text of a document or of the user is escaped."""
    figures = evaluation.overall.figures
    documents = list(evaluation.documents)
    worst = worst_cells(evaluation.cells)
    return render(
        "evaluation.html",
        about=about,
        made=f"{made:%d/%m/%Y à %H:%M}",
        evaluation=evaluation,
        coverage=coverage_sentence(evaluation.overall.figures.cells, int(about.parameters.get("left_out", 0))),
        headline=headline_sentence(evaluation),
        use=use_sentence(evaluation),
        plural=plural,
        cards=_cards(evaluation, gain),
        brings=brings(evaluation, gain),
        fails=fails(evaluation, causes),
        unknowns=unknowns(evaluation, gain, causes),
        headline_plot=headline_plot(figures) if figures.cells else None,
        indicator_plot=indicator_plot(evaluation.indicators, about.names) if figures.cells else None,
        cause_plot=cause_plot(causes) if causes.found else None,
        risk_plot=risk_plot(evaluation.risk) if evaluation.risk else None,
        legend=[{"css": CLASSES[kind], "sign": SIGNS[kind], "label": kind.value} for kind in Agreement],
        documents=documents,
        matrix=_matrix(evaluation.cells, documents, about.names),
        worst=[_case(cell, causes, about, link) for cell in worst[:WORST]],
        wrong_count=len(worst),
        causes=causes,
        cause_rows=_cause_rows(causes),
        time=time_sentence(gain),
        gain=gain,
        minutes=minutes,
        percent=percent,
        figures=_figure_rows(evaluation.overall, method=False),
        method_figures=_figure_rows(evaluation.overall, method=True),
        more_or_less=more_or_less,
        group_labels=[BY_NAME[name].label for name in _GROUP_METRICS],
        indicator_rows=_group_rows(
            {f"{code} {about.names.get(code, '')}".strip(): group for code, group in evaluation.indicators.items()}
        ),
        document_rows=_group_rows(evaluation.documents),
        confusion=_confusion(figures),
        people=_people(people, figures) if people else None,
        notes=about.notes,
        limits=[
            f"Tolérance sur les valeurs : {percent(evaluation.tolerance, 1)} après conversion des unités.",
            *LIMITS,
        ],
        provenance=provenance(about, evaluation),
    )


def worst_cells(cells: Sequence[CellResult]) -> list[CellResult]:
    """The wrong verdicts, those that are sure in the gold and far apart first."""
    order = {Agreement.FAUX: 0, Agreement.VOISIN: 1}
    wrong = [cell for cell in cells if agreement(cell) in order]
    wrong.sort(key=lambda cell: (cell.doubtful, order[agreement(cell)], -len(cell.gold_pages(3) - cell.cited)))
    return wrong


def provenance(about: About, evaluation: Evaluation) -> list[tuple[str, str]]:
    """What made the figures, as (name, value): what a reader needs to make them again."""
    kept = about.parameters
    rows = [("Évaluation", about.identifier), ("Empreinte de la référence", evaluation.gold_digest)]
    for name, label in (
        ("model", "Modèle"), ("model_digest", "Empreinte du modèle"), ("quantisation", "Quantification"),
        ("backend", "Moteur"), ("prompt_version", "Version de la consigne"), ("profile", "Profil"),
        ("context_window", "Contexte (jetons)"),
    ):  # fmt: skip
        made = kept.get("made_from", {}).get(name, [])
        rows.append((label, ", ".join("aucun (règles seules)" if one == "none" else one for one in made)))
    rows.append(("Empreinte de la grille", str(kept.get("grid", ""))))
    rows += [(f"Empreinte de {slug}", str(digest)) for slug, digest in kept.get("corpus", {}).items()]
    if "prompt_tokens" in kept:
        rows.append(("Jetons lus / écrits", f"{kept['prompt_tokens']} / {kept['completion_tokens']}"))
        rows.append(("Temps machine", minutes(kept["seconds"] / 60)))
    rows.append(("Tirages du bootstrap", str(evaluation.draws)))
    return [(name, value) for name, value in rows if value]


def _cards(evaluation: Evaluation, gain: Gain) -> list[dict[str, str]]:
    figures, sure = evaluation.overall.figures, evaluation.overall.without_doubtful
    cards = []
    for name in ("verdict_accuracy", "exhaustivite", "page_recall_p3", "verbatim"):
        metric = BY_NAME[name]
        margin = between(figures.intervals.get(name))
        detail = f"{metric.meaning} · sur {figures.n[name]}{'' if margin == '—' else f' · marge : {margin}'}"
        if sure.cells < figures.cells:
            detail += f" · sans cas douteux : {percent(sure[name])}"
        cards.append({"label": metric.label, "value": percent(figures[name]), "detail": detail})
    if gain.median is None:
        cards.append({"label": "Temps gagné", "value": "non mesuré", "detail": "il faut des cases chronométrées à la "
                      "main et en relecture"})  # fmt: skip
    else:
        detail = f"que l'analyse à la main, relecture comprise · {len(gain.pairs)} mesures faites des deux façons"
        if gain.interval is not None:
            detail += f" · {gain_between(gain.interval)}"
        cards.append({"label": "Temps passé avec l'outil", "value": more_or_less(gain.median), "detail": detail})
    return cards


def _matrix(
    cells: Sequence[CellResult], documents: Sequence[str], names: Mapping[str, str]
) -> list[dict[str, Any]]:  # fmt: skip
    known = {(cell.document, cell.indicator): cell for cell in cells}
    return [
        {
            "code": code,
            "name": names.get(code, ""),
            "cells": [_matrix_cell(known.get((document, code))) for document in documents],
        }
        for code in sorted({cell.indicator for cell in cells})
    ]


def _matrix_cell(cell: CellResult | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    kind = agreement(cell)
    return {
        "css": CLASSES[kind],
        "kind": kind.value,
        "sign": SIGNS[kind],
        "doubtful": cell.doubtful,
        "gold": VERDICTS[cell.gold],
        "said": VERDICTS[cell.answer] if cell.answer else "—",
    }


def _case(cell: CellResult, causes: Causes, about: About, link: PageLink) -> dict[str, Any]:
    cause = next((wrong for wrong in causes.found if wrong.cell is cell), None)
    evidence = sorted(cell.evidence, key=lambda item: -item.pertinence)[:_QUOTES]
    return {
        **(_matrix_cell(cell) or {}),
        "document": cell.document,
        "code": cell.indicator,
        "name": about.names.get(cell.indicator, ""),
        "cause": cause.cause.value if cause else "—",
        "explanation": cause.explanation if cause else "",
        "rationale": cell.rationale,
        "evidence": [_quoted(cell.document, item.piece, item.page, item.quote, link) for item in evidence],
        "citations": [
            _quoted(cell.document, item.piece, item.page, item.quote, link) for item in cell.citations[:_QUOTES]
        ],
    }


def _quoted(document: str, piece: str, page: int | None, quote: str | None, link: PageLink) -> dict[str, Any]:
    text = quote or ""
    if len(text) > _QUOTE_LENGTH:
        text = text[:_QUOTE_LENGTH].rstrip() + "…"
    return {"page": page_name((piece, page)), "link": link(document, piece, page), "quote": text}


def _cause_rows(causes: Causes) -> list[dict[str, Any]]:
    rows = []
    for cause, count in causes.counts.items():
        examples = [f"{w.cell.document} / {w.cell.indicator}" for w in causes.found if w.cause is cause]
        more = f" et {len(examples) - 3} autres" if len(examples) > 3 else ""
        rows.append(
            {
                "cause": cause.value,
                "count": count,
                "meaning": MEANINGS[cause],
                "examples": ", ".join(examples[:3]) + more,
            }
        )
    return rows


def _figure_rows(group: Group, *, method: bool) -> list[dict[str, Any]]:
    figures, sure = group.figures, group.without_doubtful
    return [
        {
            "label": metric.label,
            "value": shown(metric, figures[metric.name]),
            "interval": between(figures.intervals.get(metric.name), share=metric.share),
            "n": figures.n[metric.name],
            "sure": shown(metric, sure[metric.name]),
            "meaning": metric.meaning,
        }
        for metric in METRICS
        if metric.method is method
    ]


def _group_rows(groups: Mapping[str, Group]) -> Iterable[dict[str, Any]]:
    return [
        {
            "name": name,
            "cells": group.figures.cells,
            "figures": [(percent(group.figures[metric]), group.figures.n[metric]) for metric in _GROUP_METRICS],
        }
        for name, group in groups.items()
    ]


def _people(people: Mapping[str, Any], figures: Figures) -> dict[str, Any]:
    """The annotators' agreement, and the tool's with the gold under it, on the same scale."""
    rows = [
        {
            "name": " / ".join(pair["annotators"]),
            "n": pair["n"],
            "same": percent(pair["same"]),
            "kappa": decimal(pair["kappa_weighted"]),
            "ac1": decimal(pair["ac1"]),
            "pages": percent(pair["pages"]),
        }
        for pair in people["pairs"]
    ]
    tool = {
        "name": "outil / référence",
        "n": figures.cells,
        "same": percent(figures["verdict_accuracy"]),
        "kappa": decimal(figures["kappa_weighted"]),
        "ac1": decimal(figures["ac1"]),
        "pages": "—",
    }
    return {
        "rows": [*rows, tool],
        "alpha": decimal(people["alpha"]),
        "n": people["n"],
        "disputed": len(people["disputed"]),
    }


def _confusion(figures: Figures) -> dict[str, Any]:
    columns = [*(verdict.value for verdict in _ROWS), Verdict.A_VERIFIER.value, NO_ANSWER]
    said = {verdict.value: label for verdict, label in VERDICTS.items()} | {NO_ANSWER: "Sans réponse"}
    return {
        "columns": [said[name] for name in columns],
        "rows": [
            {
                "name": said[verdict.value],
                "counts": [figures.confusion.get(verdict.value, {}).get(name, 0) for name in columns],
                "at": columns.index(verdict.value),
            }
            for verdict in _ROWS
        ],
    }

"""The evaluation as one self-contained French HTML page, that prints on A4."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from evaluation.agreement import Agreement, agreement
from evaluation.annotators import AnnotatorAgreement
from evaluation.causes import Causes
from evaluation.cell_results import CellResult
from evaluation.evaluate import Evaluation
from evaluation.evaluation_inputs import EvaluationInputs
from evaluation.figure_wording import AGREEMENTS, minutes, more_or_less, percent, plural
from evaluation.gain import Gain
from evaluation.metric_registry import Place, metrics_at
from evaluation.plots import cause_plot, headline_plot, indicator_plot, risk_plot
from evaluation.report_about import About, PageLink
from evaluation.report_rows import (
    cards,
    cause_rows,
    confusion_table,
    disagreement,
    figure_rows,
    group_rows,
    matrix_rows,
    people_table,
)
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
    people: AnnotatorAgreement | None = None,
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
        coverage=coverage_sentence(evaluation.overall.figures.cells, about.left_out),
        headline=headline_sentence(evaluation),
        use=use_sentence(evaluation),
        plural=plural,
        cards=cards(evaluation, gain),
        brings=brings(evaluation, gain),
        fails=fails(evaluation, causes),
        unknowns=unknowns(evaluation, gain, causes),
        headline_plot=headline_plot(figures) if figures.cells else None,
        indicator_plot=indicator_plot(evaluation.indicators, about.names) if figures.cells else None,
        cause_plot=cause_plot(causes) if causes.found else None,
        risk_plot=risk_plot(evaluation.risk) if evaluation.risk else None,
        legend=list(AGREEMENTS.values()),
        documents=documents,
        matrix=matrix_rows(evaluation.cells, documents, about.names),
        worst=[disagreement(cell, causes, about, link) for cell in worst[:WORST]],
        wrong_count=len(worst),
        causes=causes,
        cause_rows=cause_rows(causes),
        time=time_sentence(gain),
        gain=gain,
        minutes=minutes,
        percent=percent,
        figures=figure_rows(evaluation.overall, folded=False),
        method_figures=figure_rows(evaluation.overall, folded=True),
        more_or_less=more_or_less,
        group_labels=[metric.label for metric in metrics_at(Place.REPORT_GROUPS)],
        indicator_rows=group_rows(
            {f"{code} {about.names.get(code, '')}".strip(): group for code, group in evaluation.indicators.items()}
        ),
        document_rows=group_rows(evaluation.documents),
        confusion=confusion_table(figures),
        people=people_table(people, figures) if people else None,
        notes=about.notes,
        limits=[
            f"Tolérance sur les valeurs : {percent(evaluation.tolerance, 1)} après conversion des unités.",
            *LIMITS,
        ],
        provenance=provenance(about, evaluation),
    )


def worst_cells(cells: Sequence[CellResult]) -> list[CellResult]:
    """The wrong verdicts, those that are sure in the gold and far apart first."""
    order = {Agreement.WRONG: 0, Agreement.NEAR: 1}
    wrong = [cell for cell in cells if agreement(cell) in order]
    wrong.sort(key=lambda cell: (cell.doubtful, order[agreement(cell)], -len(cell.gold_pages(3) - cell.cited)))
    return wrong


def provenance(about: About, evaluation: Evaluation) -> list[tuple[str, str]]:
    """What made the figures, as (name, value): what a reader needs to make them again."""
    rows = [("Évaluation", about.identifier), ("Empreinte de la référence", evaluation.gold_digest)]
    if about.inputs is not None:
        rows += _inputs(about.inputs)
    rows.append(("Tirages du bootstrap", str(evaluation.draws)))
    return [(name, value) for name, value in rows if value]


def _inputs(inputs: EvaluationInputs) -> list[tuple[str, str]]:
    made = inputs.made_from
    rows = [
        (label, ", ".join("aucun (règles seules)" if one == "none" else one for one in names))
        for label, names in (
            ("Modèle", made.model),
            ("Empreinte du modèle", made.model_digest),
            ("Quantification", made.quantisation),
            ("Moteur", made.backend),
            ("Version de la consigne", made.prompt_version),
            ("Profil", made.profile),
            ("Contexte (jetons)", made.context_window),
        )
    ]
    rows.append(("Empreinte de la grille", inputs.grid))
    rows += [(f"Empreinte de {slug}", digest) for slug, digest in inputs.corpus.items()]
    rows.append(("Jetons lus / écrits", f"{inputs.prompt_tokens} / {inputs.completion_tokens}"))
    rows.append(("Temps machine", minutes(inputs.seconds / 60)))
    return rows

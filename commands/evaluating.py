"""The command that compares answers with a manual analysis."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from commands import show
from commands.answers import GridFile, Llm, Profile
from commands.dossiers import AsJson
from commands.state import state_of
from evaluation import About, Evaluation, RetrievalEvaluation, write_report, write_retrieval_report
from services.evaluating import Evaluator

_GOLD_NOTE = (
    "Référence importée de {files}. L'outil ne sait pas comment elle a été faite : une référence produite par un "
    "modèle de langage, ou par l'auteur du document, n'est pas une analyse humaine indépendante."
)
_LABELS = {
    "verdict_accuracy": "Verdicts justes",
    "kappa_weighted": "Kappa pondéré",
    "page_recall_p2": "Pages retrouvées (pertinence ≥ 2)",
    "page_recall_p3": "Pages retrouvées (pertinence 3)",
    "page_precision": "Pages citées à raison",
    "verbatim": "Citations littérales",
    "value_exact": "Valeurs exactes",
    "abstention_precision": "« non » à raison",
    "abstention_recall": "« non » retrouvés",
}


def evaluate(
    context: typer.Context,
    gold: Annotated[list[Path], typer.Option(help="Fichier de référence (CSV ou XLSX) ; plusieurs fois possible.")],
    document: Annotated[list[str] | None, typer.Option(help="Document à évaluer ; plusieurs fois possible.")] = None,
    out: Annotated[Path | None, typer.Option(help="Dossier où écrire le rapport (HTML, JSON, CSV).")] = None,
    retrieval_only: Annotated[
        bool, typer.Option("--retrieval-only", help="N'évalue que la recherche de pages, sans modèle de langage.")
    ] = False,
    existing: Annotated[
        bool, typer.Option("--existing", help="N'évalue que les réponses déjà données, sans en demander.")
    ] = False,
    profile: Profile = None,
    llm: Llm = None,
    grid: GridFile = None,
    as_json: AsJson = False,
) -> None:
    """Compare les réponses à une analyse manuelle ; demande d'abord celles qui manquent."""
    state = state_of(context).with_settings(llm=llm, grid=grid)
    with state.application() as application, state.progress() as progress:
        evaluator = Evaluator(application.corpus, application.grid, application.retriever)
        cells, missing = evaluator.gold(gold, document or ())
        about = About(
            title="Comparaison avec l'analyse manuelle",
            gold=_GOLD_NOTE.format(files=", ".join(file.name for file in gold)),
            notes=[f"Documents de la référence qui n'ont pas été lus : {', '.join(missing)}."] if missing else [],
        )
        result: Evaluation | RetrievalEvaluation
        if retrieval_only:
            result = evaluator.score_retrieval(cells, progress)
            written = write_retrieval_report(result, out, about) if out else ()
        else:
            if not existing:
                evaluator.answer_missing(cells, application.analysis(profile), progress)
            result = evaluator.score(cells)
            written = write_report(result, out, about) if out else ()
    if as_json:
        state.print_json(result.to_json())
    elif isinstance(result, Evaluation):
        show_evaluation(state.out, result)
    else:
        _show_retrieval(state.out, result)
    if missing:
        state.err.print(f"Non lus, donc non évalués : {', '.join(missing)}.", style="yellow", highlight=False)
    for path in written:
        state.err.print(f"Écrit : {path}", highlight=False)


def show_evaluation(out: Console, result: Evaluation) -> None:
    """Every metric, a column a document, each with the number of things it was computed on."""
    groups = {"ensemble": result.overall, **result.documents} if len(result.documents) > 1 else dict(result.documents)
    table = Table("Comparaison avec la référence", *groups)
    for name, label in _LABELS.items():
        row = []
        for group in groups.values():
            value, n = group.figures.main[name], group.figures.n.get(name)
            row.append("–" if value is None else show.number(round(value, 2)) + (f" (n = {n})" if n else ""))
        table.add_row(label, *row)
    table.add_row("Cellules", *(str(group.figures.cells) for group in groups.values()))
    table.add_row("Temps machine", *(show.duration(group.figures.seconds) for group in groups.values()))
    out.print(table)


def _show_retrieval(out: Console, result: RetrievalEvaluation) -> None:
    content = result.to_json()
    groups = {"ensemble": content["overall"], **content["documents"]}
    table = Table("Pages retrouvées", *groups)
    for key, label in (("page_recall_at", "pertinence ≥ 2"), ("page_recall_p3_at", "pertinence 3")):
        for depth in content["overall"][key]:
            row = [group[key][depth] for group in groups.values()]
            shown = ["–" if value is None else show.number(round(value, 2)) for value in row]
            table.add_row(f"{depth} pages, {label}", *shown)
    out.print(table)

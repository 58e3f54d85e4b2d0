"""The commands that compare answers with a manual analysis, and evaluations with one another."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from commands import show
from commands.answers import GridFile, Llm, Profile
from commands.dossiers import AsJson
from commands.gold import Slugs
from commands.state import State, state_of
from domain.errors import QualityBelow, UsageError
from evaluation import About, Evaluation, RetrievalEvaluation, write_report, write_retrieval_report
from evaluation.comparison_json import ComparisonJson
from evaluation.figure_wording import between, percent, shown
from evaluation.gates import always_held, broken_gates, parse_gates
from evaluation.metric_registry import metrics, metrics_by_key
from evaluation.outcome_json import OutcomeJson
from evaluation.retrieval_json import RetrievalJson
from evaluation.run_comparison import Comparison
from evaluation.summary import headline_sentence, time_sentence
from use_cases.compare import Wanted, compare_with_gold
from use_cases.container import Application
from use_cases.gold_documents import named_as
from use_cases.gold_imports import GoldImports
from use_cases.page_links import file_links
from use_cases.run_evaluation import Evaluator, Report

_GOLD_NOTE = (
    "Référence importée de {files}. L'outil ne sait pas comment elle a été faite : une référence produite par un "
    "modèle de langage, ou par l'auteur du document, n'est pas une analyse humaine indépendante."
)


def evaluate(
    context: typer.Context,
    gold: Annotated[
        list[Path] | None, typer.Option(help="Fichier de référence (CSV ou XLSX) ; plusieurs fois possible.")
    ] = None,
    document: Annotated[list[str] | None, typer.Option(help="Document à évaluer ; plusieurs fois possible.")] = None,
    slug: Slugs = None,
    out: Annotated[Path | None, typer.Option(help="Dossier où écrire le rapport (HTML, XLSX, JSON, CSV).")] = None,
    retrieval_only: Annotated[
        bool, typer.Option("--retrieval-only", help="N'évalue que la recherche de pages, sans modèle de langage.")
    ] = False,
    existing: Annotated[
        bool, typer.Option("--existing", help="N'évalue que les réponses déjà données, sans en demander.")
    ] = False,
    oracle: Annotated[
        bool,
        typer.Option("--oracle", help="Redonne au modèle les passages de la référence, pour départager les causes."),
    ] = False,
    annotators: Annotated[
        list[Path] | None,
        typer.Option(help="Annotations de plusieurs personnes : leur accord est montré à côté de celui de l'outil."),
    ] = None,
    gold_note: Annotated[
        str | None, typer.Option(help="Comment la référence a été faite, en une phrase, pour le rapport.")
    ] = None,
    compare: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="RUN RUN", help="Compare deux évaluations gardées (début d'identifiant suffisant)."),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Liste les évaluations gardées.")] = False,
    report: Annotated[
        str | None, typer.Option(metavar="RUN", help="Refait le rapport d'une évaluation gardée.")
    ] = None,
    fail_below: Annotated[
        list[str] | None,
        typer.Option(metavar="NOM=SEUIL", help="Échoue (code 1) sous ce seuil ; plusieurs fois possible."),
    ] = None,
    profile: Profile = None,
    llm: Llm = None,
    grid: GridFile = None,
    as_json: AsJson = False,
) -> None:
    """Compare les réponses à une analyse manuelle ; demande d'abord celles qui manquent."""
    state = state_of(context).with_settings(llm=llm, grid=grid)
    slugs = dict(named_as(one) for one in slug or ())
    gates = {**always_held(), **parse_gates(fail_below or ())}
    if listed:
        _list(state, as_json)
    elif compare is not None:
        _compare(state, compare, as_json)
    elif report is not None:
        with state.application(owner=False) as application:
            kept = Evaluator(application.corpus, application.grid).stored(report)
            written = _write(application, kept, out)
        _show(state, kept, written, as_json)
        _hold(kept.evaluation, gates)
    elif not gold:
        raise UsageError("il manque la référence.", remedy="Donnez --gold FICHIER (ou --list, --compare, --report).")
    elif retrieval_only:
        _evaluate_retrieval(state, gold, document or [], slugs, out, as_json)
    else:
        note = gold_note or _GOLD_NOTE.format(files=_named(gold))
        with state.application() as application, state.progress() as progress:
            cells, missing = Evaluator(application.corpus, application.grid).gold(gold, document or (), slugs=slugs)
            unknown = Evaluator(application.corpus, application.grid).unknown_pieces(cells)
            about = About("Comparaison avec l'analyse manuelle", note, notes=_missing_note(missing, unknown))
            people = GoldImports(application.corpus, application.grid).agreement(annotators) if annotators else None
            wanted = Wanted(profile, answer_missing=not existing, oracle=oracle)
            done = compare_with_gold(application, cells, about, wanted, people=people, progress=progress)
            written = _write(application, done, out)
        _show(state, done, written, as_json)
        compared = (
            f"{len(cells.cells)} cases comparées, {done.evaluation.draws} tirages, en {show.duration(done.seconds)}."
        )
        state.err.print(compared, highlight=False)
        if missing:
            state.err.print(f"Non lus, donc non évalués : {', '.join(missing)}.", style="yellow", highlight=False)
        if unknown:
            state.err.print(_UNKNOWN_PIECES.format(", ".join(unknown)), style="yellow", highlight=False)
        _hold(done.evaluation, gates)


_UNKNOWN_PIECES = "Pièces que la référence nomme et que les dossiers n'ont pas : {}."


def _named(files: list[Path]) -> str:
    """The names of files, each with its folder where two have the same."""
    names = [file.name for file in files]
    return ", ".join(
        f"{file.absolute().parent.name}/{file.name}" if names.count(file.name) > 1 else file.name for file in files
    )


def _missing_note(missing: tuple[str, ...], unknown: tuple[str, ...]) -> tuple[str, ...]:
    documents = (f"Documents de la référence qui n'ont pas été lus : {', '.join(missing)}.",) if missing else ()
    return (*documents, *((_UNKNOWN_PIECES.format(", ".join(unknown)),) if unknown else ()))


def _evaluate_retrieval(
    state: State, gold: list[Path], documents: list[str], slugs: dict[str, str], out: Path | None, as_json: bool
) -> None:
    with state.application() as application, state.progress() as progress:
        evaluator = Evaluator(application.corpus, application.grid, application.retriever)
        cells, missing = evaluator.gold(gold, documents, slugs=slugs)
        note = _GOLD_NOTE.format(files=_named(gold))
        result = evaluator.score_retrieval(cells, progress)
        about = About(
            "Recherche de pages : comparaison avec l'analyse manuelle",
            note,
            notes=_missing_note(missing, evaluator.unknown_pieces(cells)),
        )
        written = write_retrieval_report(result, out, about) if out else ()
    if as_json:
        state.print_json(RetrievalJson.of(result).model_dump(mode="json"))
    else:
        _show_retrieval(state.out, result)
    for path in written:
        state.err.print(f"Écrit : {path}", highlight=False)


def _write(application: Application, done: Report, out: Path | None) -> tuple[Path, ...]:
    if out is None:
        return ()
    return write_report(
        done.evaluation,
        out,
        done.about,
        causes=done.causes,
        gain=done.gain,
        people=done.people,
        link=file_links(application.corpus),
    )


def _show(state: State, done: Report, written: tuple[Path, ...], as_json: bool) -> None:
    if as_json:
        outcome = OutcomeJson.of_outcome(done.evaluation, done.causes, done.gain, done.people)
        state.print_json({"run": done.run, **outcome.model_dump(mode="json")})
    else:
        show_evaluation(state.out, done.evaluation)
        state.out.print(headline_sentence(done.evaluation), highlight=False)
        state.out.print(time_sentence(done.gain), highlight=False)
        for cause, count in done.causes.counts.items():
            state.out.print(f"  {count} × {cause.label}", highlight=False)
        state.out.print(f"Évaluation gardée : {done.run[:8]}", highlight=False)
    for path in written:
        state.err.print(f"Écrit : {path}", highlight=False)


def _hold(result: Evaluation, gates: dict[str, float]) -> None:
    broken = broken_gates(result.overall.figures, gates)
    if broken:
        raise QualityBelow(tuple(broken))


def _list(state: State, as_json: bool) -> None:
    with state.application(owner=False) as application:
        runs = Evaluator(application.corpus, application.grid).runs()
    if as_json:
        state.print_json(
            [{"run": run.id, "made": run.made.isoformat(), "parameters": asdict(run.inputs)} for run in runs]
        )
        return
    if not runs:
        state.out.print("Aucune évaluation gardée. Commencez par : biollm evaluate --gold FICHIER", highlight=False)
        return
    accuracy = metrics_by_key()["verdict_accuracy"].label
    table = Table("Évaluation", "Faite le", "Modèle", "Profil", "Documents", "Cases", accuracy)
    for run in runs:
        table.add_row(
            run.id[:8],
            f"{run.made:%Y-%m-%d %H:%M} UTC",
            ", ".join(run.inputs.made_from.model),
            ", ".join(run.inputs.made_from.profile),
            ", ".join(run.inputs.documents),
            str(run.cells),
            percent(run.verdict_accuracy),
        )
    state.out.print(table)


def _compare(state: State, runs: tuple[str, str], as_json: bool) -> None:
    with state.application(owner=False) as application:
        found = Evaluator(application.corpus, application.grid).compare(*runs)
    if as_json:
        state.print_json(ComparisonJson.of(found).model_dump(mode="json"))
        return
    show_comparison(state.out, found)


def show_comparison(out: Console, found: Comparison) -> None:
    """Every figure of both runs with the interval of its change, then McNemar overall and by indicator."""
    table = Table(f"{found.cells} cases communes", "première", "seconde", "écart", "intervalle à 95 % de l'écart")
    for name, difference in found.figures.items():
        metric = metrics_by_key()[name]
        change = difference.difference
        table.add_row(
            metric.label,
            shown(metric, difference.first),
            shown(metric, difference.second),
            "—" if change is None else f"{change * 100:+.0f} points",
            between(difference.interval).replace(" %", " points"),
        )
    out.print(table)
    test = found.overall
    out.print(
        f"Justes dans la première seule : {test.first_only} ; dans la seconde seule : {test.second_only} ; "
        f"McNemar exact p = {test.p:.3g} (cases supposées indépendantes : p plutôt trop petit).",
        highlight=False,
    )
    moved = {code: one for code, one in found.indicators.items() if one.first_only or one.second_only}
    for code, one in moved.items():
        out.print(
            f"  {code} : {one.first_only} perdue(s), {one.second_only} gagnée(s), p = {one.p:.3g}, "
            f"corrigé (Holm) {one.p_holm:.3g}",
            highlight=False,
        )
    if found.first_alone or found.second_alone:
        left_out = f"Laissées de côté, car d'un seul côté : {found.first_alone} et {found.second_alone} cases."
        out.print(left_out, highlight=False)


def show_evaluation(out: Console, result: Evaluation) -> None:
    """Every metric, a column a document, each with the number of things it was computed on."""
    groups = {"ensemble": result.overall, **result.documents} if len(result.documents) > 1 else dict(result.documents)
    table = Table("Comparaison avec la référence", *groups)
    for metric in metrics():
        row = []
        for group in groups.values():
            figure = group.figures.of(metric)
            n = f" (n = {figure.n})" if figure.n else ""
            row.append("–" if figure.value is None else f"{shown(metric, figure.value)}{n}")
        table.add_row(metric.label, *row)
    table.add_row("Cases", *(str(group.figures.cells) for group in groups.values()))
    table.add_row("Temps machine", *(show.duration(group.figures.seconds) for group in groups.values()))
    out.print(table)


def _show_retrieval(out: Console, result: RetrievalEvaluation) -> None:
    groups = {"ensemble": result.overall, **result.documents}
    table = Table("Pages retrouvées", *groups)
    figures = [group.figures for group in groups.values()]
    for label, shares in (
        ("pertinence ≥ 2", [one.page_recall_at for one in figures]),
        ("pertinence 3", [one.page_recall_p3_at for one in figures]),
    ):
        for depth in shares[0]:
            row = [share[depth] for share in shares]
            said = ["–" if value is None else show.number(round(value, 2)) for value in row]
            table.add_row(f"{depth} pages, {label}", *said)
    out.print(table)

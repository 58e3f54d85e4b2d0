"""Commands on the installation: demo, doctor, settings, grid check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr
from rich.table import Table
from rich.text import Text

from commands import show, show_answer
from commands.dossiers import AsJson
from commands.state import state_of
from settings import PREFIX, Settings


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Dossier où écrire le classeur Excel.")] = Path("out"),
    llm: Annotated[str | None, typer.Option(help="embedded, ollama:MODELE ou openai:URL#MODELE.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Refait les réponses déjà données.")] = False,
    versions: Annotated[
        bool, typer.Option("--versions", help="Lit aussi la version approuvée du plan, et compare les deux.")
    ] = False,
) -> None:
    """Fait tout le travail sur le dossier d'exemple (fictif) et montre le résultat."""
    from commands.evaluating import show_evaluation
    from corpus.atomic import write_atomic
    from exports import format_named
    from sample import SAMPLE_SLUG
    from use_cases.demo import add_approved, run_demo

    state = state_of(context).with_settings(llm=llm)
    with state.application() as application:
        with state.progress() as progress:
            report = run_demo(application, fresh=fresh, progress=progress)
        target = out / f"{SAMPLE_SLUG}.xlsx"
        application.exporting.write([SAMPLE_SLUG], format_named("xlsx"), target)
        show_answer.answers(state.out, report.run.answers, application.grid)
        show_answer.run_footer(state.out, report.run)
        show_evaluation(state.out, report.evaluation)
        if versions:
            with state.progress() as progress:
                compared = add_approved(application, fresh=fresh, progress=progress)
            write_atomic(out / "comparaison.xlsx", format_named("xlsx").table(compared))
    table = Table("Étape", "Durée")
    for stage, seconds in report.seconds.items():
        table.add_row(stage, show.duration(seconds))
    table.add_row("total", show.duration(sum(report.seconds.values())), style="bold")
    state.out.print(table)
    state.out.print(f"Classeur Excel : {target}", highlight=False)
    if versions:
        state.out.print(f"Deux versions comparées : {out / 'comparaison.xlsx'}", highlight=False)


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Dit ce qui est prêt, ce qui manque, et quel modèle répondra."""
    from use_cases.doctor import examine

    state = state_of(context)
    checks = examine(state.settings)
    if as_json:
        state.print_json([{"name": check.name, "state": check.state, "detail": check.detail} for check in checks])
    else:
        styles = {"ok": "green", "attention": "yellow", "erreur": "bold red"}
        table = Table("", "État", "Détail")
        for check in checks:
            table.add_row(check.name, Text(check.state, style=styles[check.state]), Text(check.detail))
        state.out.print(table)
    if any(check.state == "erreur" for check in checks):
        raise typer.Exit(1)


def show_settings(context: typer.Context, as_json: AsJson = False) -> None:
    """Affiche tous les réglages, leur valeur et leur sens."""
    state = state_of(context)
    rows = [
        (name, _shown(getattr(state.settings, name)), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    if as_json:
        state.print_json({name: {"value": value, "meaning": meaning} for name, value, meaning in rows})
        return
    table = Table("Réglage", "Variable", "Valeur", "Sens")
    for name, value, meaning in rows:
        table.add_row(name, PREFIX + name.upper(), Text(value), Text(meaning))
    state.out.print(table)


def check_grid_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Grille à vérifier (YAML).")],
    as_json: AsJson = False,
) -> None:
    """Vérifie une grille ; chaque faute est donnée avec sa ligne et son champ."""
    from indicator_queries import check_grid

    state = state_of(context)
    grid = check_grid(file)
    if as_json:
        codes = [indicator.code for indicator in grid.indicators]
        state.print_json({"name": grid.name, "version": grid.version, "indicators": codes, "digest": grid.digest})
    else:
        state.out.print(f"{grid.title} : {len(grid.indicators)} indicateurs, aucune faute.", highlight=False)


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "(définie)"
    return "" if value is None else str(value)

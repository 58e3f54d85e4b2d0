"""The command line: `biollm COMMAND`. Commands are in commands/; here they are put together."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from commands import answers, dossiers, evaluating, gold, qualifying, studying, system
from commands.state import State
from domain.errors import BiollmError

app = typer.Typer(
    name="biollm",
    help="Lit les dossiers de SCoT et de PLU(i) et répond à une grille d'indicateurs, citations à l'appui.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
grid_app = typer.Typer(help="Grille d'indicateurs.", no_args_is_help=True)
app.add_typer(grid_app, name="grid")
gold_app = typer.Typer(help="Analyse manuelle : modèle à remplir, vérification, annotateurs.", no_args_is_help=True)
app.add_typer(gold_app, name="gold")

app.command()(system.demo)
app.command()(dossiers.ingest)
app.command()(dossiers.documents)
app.command()(dossiers.report)
app.command()(dossiers.piece)
app.command()(dossiers.rename)
app.command()(answers.search)
app.command()(answers.run)
app.command()(answers.ask)
app.command("answers")(answers.show_answers)
app.command()(evaluating.evaluate)
app.command()(studying.study)
app.command()(answers.export)
app.command()(system.serve)
app.command()(dossiers.reindex)
app.command()(dossiers.delete)
app.command()(system.doctor)
app.command()(qualifying.qualify)
app.command("settings")(system.show_settings)
grid_app.command("check")(system.check_grid_file)
gold_app.command()(gold.template)
gold_app.command()(gold.check)
gold_app.command()(gold.names)
gold_app.command("import")(gold.keep)
gold_app.command("list")(gold.versions)
gold_app.command()(gold.agreement)
gold_app.command("adjudicate")(gold.settle)
gold_app.command()(gold.split)
gold_app.command("reviews")(gold.reviewed)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"biollm {version('biollm')}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    data_dir: Annotated[Path | None, typer.Option(help="Dossier de données (par défaut : ./data).")] = None,
    models_dir: Annotated[Path | None, typer.Option(help="Dossier des modèles embarqués.")] = None,
    show_version: Annotated[  # noqa: ARG001 - eager, acts in its callback
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Affiche la version.")
    ] = False,
) -> None:
    """Build the settings of this call."""
    context.obj = State.from_flags(data_dir=data_dir, models_dir=models_dir)


def main() -> None:
    """Run the command line. Exit code: 0 done, 1 the work failed, 2 wrong request, 130 interrupted."""
    # Libraries of the model world report home or look for updates unless told not to, before import.
    os.environ.update(
        {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "DO_NOT_TRACK": "1", "ANONYMIZED_TELEMETRY": "False"}
    )
    try:
        app()
    except BiollmError as error:
        sys.stderr.write(f"Erreur. {error}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("Interrompu. La même commande reprendra où elle s'est arrêtée.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()

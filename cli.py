"""The command line: `biollm COMMAND`. Commands are in commands/; here they are listed, none is imported."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.lazy import Table, add_commands

#: The root's commands, in the order of the list.
COMMANDS: Table = {
    "demo": ("commands.system:demo", "Fait tout le travail sur le dossier d'exemple (fictif) et montre le résultat."),
    "ingest": (
        "commands.ingesting:ingest",
        "Lit les pièces d'un document, les découpe et les indexe. Interrompue, la même commande reprend.",
    ),
    "documents": ("commands.dossiers:documents", "Liste les documents lus."),
    "report": (
        "commands.dossiers:report",
        "Dit ce qui a été lu d'un document et ce qui ne l'a pas été, page par page.",
    ),
    "piece": (
        "commands.dossiers:piece",
        "Corrige la nature d'une pièce, ou la retire du document. Pour la remplacer : biollm ingest.",
    ),
    "intake": (
        "commands.dossiers:intake",
        "Dit ce que les fichiers d'un document ont appris de lui, d'après quoi, et ce qui manque au dossier.",
    ),
    "rename": (
        "commands.dossiers:rename",
        "Change l'identifiant d'un document ; ses réponses, décisions, références et conversations suivent.",
    ),
    "search": (
        "commands.answers:search",
        "Cherche des passages dans un document, ou dans ceux d'un lieu, sans modèle de langage.",
    ),
    "run": ("commands.answers:run", "Répond aux indicateurs de la grille pour un document."),
    "ask": (
        "commands.answers:ask",
        "Répond à une question libre avec le seul texte d'un document, de plusieurs, ou de ceux d'un lieu.",
    ),
    "answers": ("commands.answers:show_answers", "Affiche les dernières réponses données pour un document."),
    "evaluate": (
        "commands.evaluating:evaluate",
        "Compare les réponses à une analyse manuelle ; demande d'abord celles qui manquent.",
    ),
    "study": (
        "commands.studying:study",
        "Éprouve les indicateurs : stabilité, discrimination, redondance ; propose, et une personne décide.",
    ),
    "export": (
        "commands.answers:export",
        "Écrit les réponses et les décisions dans un fichier, ou toute la base de référence.",
    ),
    "restore": (
        "commands.delivering:restore",
        "Importe une base de référence : dossiers, réponses, décisions et bonnes pratiques, tels qu'exportés.",
    ),
    "deliverables": (
        "commands.delivering:deliverables",
        "Liste les livrables, leurs formats, et ce qui manque à chacun avant de pouvoir être remis.",
    ),
    "deliverable": (
        "commands.delivering:deliverable",
        "Fait un livrable depuis les réponses relues, en le gardant dans l'historique.",
    ),
    "made": (
        "commands.delivering:made",
        "Liste les livrables déjà faits, ou dit de quelles réponses et décisions l'un d'eux est fait.",
    ),
    "charts": (
        "commands.delivering:charts",
        "Liste les graphiques, et ce que chacun dit de ces documents.",
    ),
    "chart": (
        "commands.delivering:chart",
        "Dessine un graphique des cases établies, en SVG ou en PNG.",
    ),
    "template": (
        "commands.delivering:template",
        "Écrit le modèle des livrables (Word, PowerPoint) dans un dossier, pour que le service en fasse le sien.",
    ),
    "practices": (
        "commands.delivering:practices",
        "Liste les bonnes pratiques retenues, ou les écrit en Markdown pour un site.",
    ),
    "serve": (
        "commands.serving:serve",
        "Démarre le service et ses pages, sur cette machine seulement sauf réglage contraire.",
    ),
    "reindex": (
        "commands.dossiers:reindex",
        "Refait les index depuis le corpus (après un changement de modèle de plongement, par exemple).",
    ),
    "delete": (
        "commands.dossiers:delete",
        "Supprime un document, ses réponses et ses index. Les décisions prises sont gardées, sauf avec --decisions.",
    ),
    "doctor": ("commands.system:doctor", "Dit ce qui est prêt, ce qui manque, et quel modèle répondra."),
    "qualify": (
        "commands.qualifying:qualify",
        "Met un modèle de langage à l'épreuve de deux dossiers fictifs, à côté de l'outil sans modèle.",
    ),
    "train-scorer": (
        "commands.training:train_scorer",
        "Apprend des relectures de cette installation, pour répondre sans modèle ; gardé seulement si c'est mieux.",
    ),
    "settings": ("commands.system:show_settings", "Affiche tous les réglages, leur valeur et leur sens."),
}
GRID: Table = {
    "check": (
        "commands.system:check_grid_file",
        "Vérifie une grille ; chaque faute est donnée avec sa ligne et son champ.",
    ),
}
GOLD: Table = {
    "template": ("commands.gold:template", "Écrit un fichier de référence vide, à remplir dans un tableur."),
    "check": (
        "commands.gold:check",
        "Vérifie des fichiers de référence : tous les défauts à la fois, avec leur ligne et leur colonne.",
    ),
    "names": (
        "commands.gold:names",
        "Dit quels dossiers des fichiers de référence nomment, et lesquels ce sont ici ; rien n'est gardé.",
    ),
    "import": (
        "commands.gold:keep",
        "Garde une version de la référence dans le corpus (rien n'est importé s'il y a un défaut).",
    ),
    "list": ("commands.gold:versions", "Liste les versions gardées de la référence."),
    "agreement": (
        "commands.gold:agreement",
        "Mesure l'accord entre annotateurs : ce qu'on peut demander à un outil n'est pas plus haut.",
    ),
    "adjudicate": (
        "commands.gold:settle",
        "Fait de plusieurs annotations une référence commune, gardée avec son empreinte.",
    ),
    "split": (
        "commands.gold:split",
        "Partage une référence par document : mise au point d'un côté, mesure de l'autre.",
    ),
    "reviews": (
        "commands.gold:reviewed",
        "Écrit les relectures comme une référence. Elles penchent vers l'outil : le rapport doit le dire.",
    ),
}

KEPT: Table = {
    "list": (
        "commands.keeping:show_kept",
        "Liste les réponses gardées, ou les écrit dans un fichier avec leurs citations.",
    ),
    "judge": ("commands.keeping:judge_kept", "Dit ce que vaut une réponse gardée."),
    "remove": ("commands.keeping:remove_kept", "Ne garde plus une réponse."),
}

app = typer.Typer(
    name="biollm",
    help="Lit les dossiers de SCoT et de PLU(i) et répond à une grille d'indicateurs, citations à l'appui.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
grid_app = typer.Typer(help="Grille d'indicateurs.", no_args_is_help=True)
gold_app = typer.Typer(help="Analyse manuelle : modèle à remplir, vérification, annotateurs.", no_args_is_help=True)
kept_app = typer.Typer(help="Réponses gardées (biollm ask --keep).", no_args_is_help=True)
for group, table in ((app, COMMANDS), (grid_app, GRID), (gold_app, GOLD), (kept_app, KEPT)):
    add_commands(group, table)
app.add_typer(grid_app, name="grid")
app.add_typer(gold_app, name="gold")
app.add_typer(kept_app, name="kept")


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

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
    from commands.state import State

    context.obj = State.from_flags(data_dir=data_dir, models_dir=models_dir)


def main() -> None:
    """Run the command line. Exit code: 0 done, 1 the work failed, 2 wrong request, 130 interrupted."""
    # A start makes thousands of classes, none of which goes: to look for what could, every few hundred objects, is a
    # fifth of its time.
    gc.set_threshold(50_000, 20, 20)
    # Libraries of the model world report home or look for updates unless told not to, before import. pydantic would
    # look for plugins in what is known of every package that is installed.
    os.environ.update(
        {
            "HF_HUB_OFFLINE": "1",
            "TRANSFORMERS_OFFLINE": "1",
            "DO_NOT_TRACK": "1",
            "ANONYMIZED_TELEMETRY": "False",
            "PYDANTIC_DISABLE_PLUGINS": "__all__",
        }
    )
    from domain.errors import BiollmError

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

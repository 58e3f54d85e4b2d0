"""The command that reads dossiers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from commands import show_ingest
from commands.dossiers import AsJson
from commands.state import State, state_of
from domain import DocumentKind, Procedure, Stage
from domain.errors import UsageError
from use_cases.accepted_files import accepted_names


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(help=f"Fichiers ({accepted_names()}), dossier ou archive ZIP des pièces du document."),
    ],
    document: Annotated[
        str | None,
        typer.Option(
            help="Identifiant du document, par exemple plui-mon-territoire ; facultatif pour un dossier ou une archive."
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Titre.")] = None,
    kind: Annotated[DocumentKind | None, typer.Option(help="Nature du document.")] = None,
    territory: Annotated[str | None, typer.Option(help="Territoire.")] = None,
    stage: Annotated[Stage | None, typer.Option(help="État de la procédure.")] = None,
    date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], help="Date du document.")] = None,
    plan: Annotated[str | None, typer.Option(help="Identifiant commun aux versions d'un même plan.")] = None,
    version: Annotated[
        str | None, typer.Option(help="Nom de cette version, par exemple « modification n° 2 ».")
    ] = None,
    procedure: Annotated[Procedure | None, typer.Option(help="Procédure qui a fait cette version.")] = None,
    procedure_number: Annotated[int | None, typer.Option(min=1, max=999, help="Son numéro.")] = None,
    scope: Annotated[str | None, typer.Option(help="Sur quoi porte une procédure partielle.")] = None,
    each: Annotated[
        bool, typer.Option("--each", help="Lit chaque sous-dossier et chaque ZIP comme un document à part.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Lit les pièces d'un document, les découpe et les indexe. Interrompue, la même commande reprend.

    Ce que les fichiers disent du document (tables et noms du standard CNIG) complète ce que vous n'en dites pas.
    """
    from domain.job_codec import encode_result
    from use_cases.ingest import Description

    state = state_of(context)
    description = Description(
        title, kind, territory, stage, date.date() if date else None, plan, version, procedure, procedure_number, scope
    )
    if each:
        if document is not None or len(paths) != 1 or description != Description():
            raise UsageError("--each prend un seul dossier, sans identifiant ni description : chacun dit les siens.")
        _each(state, paths[0], as_json=as_json)
        return
    if document is None:
        if len(paths) != 1 or not (paths[0].is_dir() or paths[0].suffix.lower() == ".zip"):
            raise UsageError("Donnez l'identifiant du document : --document, par exemple plui-mon-territoire.")
        from use_cases.ingest_each import slug_for

        with state.application(owner=False) as application:
            document = slug_for(application.corpus, paths[0])
        state.err.print(f"Identifiant : {document}", highlight=False)
    with state.application() as application, state.progress() as progress:
        done = application.dossiers.ingest(paths, document, description, progress)
    if as_json:
        state.print_json(encode_result(done.result))
    else:
        show_ingest.ingest_report(state.out, done)
    if done.refused:
        raise typer.Exit(1)


def _each(state: State, folder: Path, *, as_json: bool) -> None:
    """Every dossier of a folder; ends with 1 when one was refused, once the others are read."""
    from commands import show_intake
    from domain.job_codec import encode_result
    from use_cases.ingest_each import ingest_each

    if not folder.is_dir():
        raise UsageError("--each prend un dossier qui en contient d'autres, ou des archives ZIP.", where=str(folder))
    with state.application() as application, state.progress() as progress:
        done = ingest_each(application.dossiers, application.corpus, folder, progress)
    if as_json:
        state.print_json(
            [
                {
                    "name": one.name,
                    "document": one.document,
                    "unchanged": one.unchanged,
                    "error": one.error,
                    "result": encode_result(one.report.result) if one.report else None,
                }
                for one in done
            ]
        )
    else:
        show_intake.each_report(state.out, done)
    if any(one.error or (one.report and one.report.refused) for one in done):
        raise typer.Exit(1)

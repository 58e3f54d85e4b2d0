"""The command that reads dossiers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from commands import show
from commands.dossiers import AsJson
from commands.state import state_of
from domain import DocumentKind, Stage
from use_cases.accepted_files import accepted_names


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(help=f"Fichiers ({accepted_names()}), dossier ou archive ZIP des pièces du document."),
    ],
    document: Annotated[str, typer.Option(help="Identifiant du document, par exemple plui-mon-territoire.")],
    title: Annotated[str | None, typer.Option(help="Titre.")] = None,
    kind: Annotated[DocumentKind | None, typer.Option(help="Nature du document.")] = None,
    territory: Annotated[str | None, typer.Option(help="Territoire.")] = None,
    stage: Annotated[Stage | None, typer.Option(help="État de la procédure.")] = None,
    date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], help="Date du document.")] = None,
    plan: Annotated[str | None, typer.Option(help="Identifiant commun aux versions d'un même plan.")] = None,
    version: Annotated[
        str | None, typer.Option(help="Nom de cette version, par exemple « modification n° 2 ».")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Lit les pièces d'un document, les découpe et les indexe. Interrompue, la même commande reprend."""
    from domain.job_codec import encode_result
    from use_cases.ingest import Description

    state = state_of(context)
    description = Description(title, kind, territory, stage, date.date() if date else None, plan, version)
    with state.application() as application, state.progress() as progress:
        done = application.dossiers.ingest(paths, document, description, progress)
    if as_json:
        state.print_json(encode_result(done.result))
    else:
        show.ingest_report(state.out, done)
    if done.refused:
        raise typer.Exit(1)

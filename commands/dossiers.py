"""Commands on dossiers: ingest, documents, reindex, delete."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from commands import show
from commands.state import state_of
from corpus.types import DocumentKind, Stage
from services.dossiers import Description
from services.shapes import document_to_json, report_to_json

AsJson = Annotated[bool, typer.Option("--json", help="Écrit le résultat en JSON sur la sortie standard.")]


def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Fichiers, ou dossier de toutes les pièces du document.")],
    document: Annotated[str, typer.Option(help="Identifiant du document, par exemple plui-mon-territoire.")],
    title: Annotated[str | None, typer.Option(help="Titre.")] = None,
    kind: Annotated[DocumentKind | None, typer.Option(help="Nature du document.")] = None,
    territory: Annotated[str | None, typer.Option(help="Territoire.")] = None,
    stage: Annotated[Stage | None, typer.Option(help="État de la procédure.")] = None,
    date: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], help="Date du document.")] = None,
    as_json: AsJson = False,
) -> None:
    """Lit les pièces d'un document, les découpe et les indexe."""
    state = state_of(context)
    description = Description(title, kind, territory, stage, date.date() if date else None)
    with state.application() as application, state.progress() as progress:
        report = application.dossiers.ingest(paths, document, description, progress)
    if as_json:
        state.print_json(report_to_json(report))
    else:
        show.ingest_report(state.out, report)
    if report.refused:
        raise typer.Exit(1)


def documents(context: typer.Context, as_json: AsJson = False) -> None:
    """Liste les documents lus."""
    state = state_of(context)
    with state.application(owner=False) as application:
        found = application.corpus.documents.all()
    if as_json:
        state.print_json([document_to_json(document) for document in found])
    else:
        show.documents(state.out, found)


def reindex(context: typer.Context, as_json: AsJson = False) -> None:
    """Refait les index depuis le corpus (après un changement de modèle de plongement, par exemple)."""
    state = state_of(context)
    with state.application() as application, state.progress() as progress:
        passages = application.rebuild_indexes(progress)
    if as_json:
        state.print_json({"passages": passages})
    else:
        state.out.print(f"{passages} passages indexés.", highlight=False)


def delete(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="SLUG", help="Identifiant du document.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ne demande pas de confirmation.")] = False,
) -> None:
    """Supprime un document, ses réponses et ses index."""
    state = state_of(context)
    with state.application() as application:
        info = application.corpus.documents.get(document)
        if not yes:
            question = f"Supprimer « {info.title} » ({len(info.pieces)} pièces) et toutes ses réponses ?"
            typer.confirm(question, abort=True)
        application.dossiers.delete(document)
    state.err.print(f"« {document} » est supprimé.", highlight=False)

"""Commands on dossiers: documents, report, piece, rename, reindex, delete."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from commands import show
from commands.state import state_of
from domain import PieceKind
from domain.errors import UsageError
from domain.territories import check_place

if TYPE_CHECKING:
    from use_cases.container import Application

AsJson = Annotated[bool, typer.Option("--json", help="Écrit le résultat en JSON sur la sortie standard.")]


def documents(
    context: typer.Context,
    as_json: AsJson = False,
    deleted: Annotated[
        bool, typer.Option("--deleted", help="Liste les documents supprimés dont des décisions sont gardées.")
    ] = False,
    department: Annotated[str, typer.Option(help="Seulement ceux de ce département (34, 2A, 974).")] = "",
    region: Annotated[str, typer.Option(help="Seulement ceux de cette région (code INSEE, 76 par exemple).")] = "",
) -> None:
    """Liste les documents lus."""
    check_place(department, region)
    state = state_of(context)
    if deleted:
        with state.application(owner=False) as application:
            gone = application.corpus.deleted.all()
        if as_json:
            state.print_json([asdict(document) | {"last": document.last.isoformat()} for document in gone])
        else:
            show.deleted_documents(state.out, gone)
        return
    with state.application(owner=False) as application:
        found = [one for one in application.corpus.document_lists.all() if one.lies_in(department, region)]
    if as_json:
        from use_cases.json_shapes import DocumentView

        state.print_json([DocumentView.of(document).model_dump(mode="json") for document in found])
    elif not found and (department or region):
        state.out.print("Aucun document de ce lieu ; la page d'un dossier dit ses communes.", highlight=False)
    else:
        show.documents(state.out, found)


def report(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="SLUG", help="Identifiant du document.")],
    as_json: AsJson = False,
) -> None:
    """Dit ce qui a été lu d'un document et ce qui ne l'a pas été, page par page."""
    from commands import show_reading
    from use_cases.reading_json import ReadingReportJson
    from use_cases.reading_report import reading_report

    state = state_of(context)
    with state.application(owner=False) as application:
        found = reading_report(application.corpus, document)
    if as_json:
        state.print_json(ReadingReportJson.of(found).model_dump(mode="json"))
    else:
        show_reading.reading_report(state.out, found)


def intake(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="SLUG", help="Identifiant du document.")],
    again: Annotated[
        bool, typer.Option("--again", help="Relit d'abord les tables et les couches gardées, sans relire une pièce.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Dit ce que les fichiers d'un document ont appris de lui, d'après quoi, et ce qui manque au dossier."""
    from commands import show_intake
    from use_cases.intake_json import IntakeView

    state = state_of(context)
    if again:
        with state.application() as application:
            for line in application.dossiers.take_in_again(document):
                state.err.print(line, markup=False, highlight=False)
    with state.application(owner=False) as application:
        found = application.corpus.intake.get(document)
    if as_json:
        state.print_json(IntakeView.of(found).model_dump(mode="json"))
    else:
        show_intake.intake(state.out, document, found)


def piece(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="SLUG", help="Identifiant du document.")],
    name: Annotated[str, typer.Argument(metavar="PIECE", help="Nom de la pièce (fichier sans extension).")],
    kind: Annotated[PieceKind | None, typer.Option(help="Corrige la nature de la pièce.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Retire la pièce du document.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ne demande pas de confirmation.")] = False,
) -> None:
    """Corrige la nature d'une pièce, ou la retire du document. Pour la remplacer : biollm ingest."""
    state = state_of(context)
    if (kind is None) != remove:
        raise UsageError("Donnez --kind NATURE pour corriger la pièce, ou --remove pour la retirer.")
    with state.application() as application:
        if kind is not None:
            application.dossiers.set_kind(document, name, kind)
            state.err.print(f"« {name} » est de nature « {kind.value} ».", highlight=False)
            return
        if not yes:
            typer.confirm(f"Retirer « {name} » de « {document} » ?", abort=True)
        application.dossiers.remove_piece(document, name)
    state.err.print(f"« {name} » est retirée.", highlight=False)


def rename(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="SLUG", help="Identifiant du document.")],
    slug: Annotated[str, typer.Argument(metavar="NOUVEAU", help="Identifiant qu'il doit avoir.")],
) -> None:
    """Change l'identifiant d'un document ; ses réponses, décisions, références et conversations suivent."""
    state = state_of(context)
    with state.application() as application:
        application.renaming.rename(document, slug)
    state.err.print(f"« {document} » s'appelle maintenant « {slug} ».", highlight=False)


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
    decisions: Annotated[
        bool, typer.Option("--decisions", help="Supprime aussi les décisions et les analyses à la main.")
    ] = False,
) -> None:
    """Supprime un document, ses réponses et ses index. Les décisions prises sont gardées, sauf avec --decisions."""
    state = state_of(context)
    with state.application() as application:
        if not yes:
            typer.confirm(_what_goes(application, document, decisions=decisions), abort=True)
        application.dossiers.delete(document, decisions=decisions)
    state.err.print(f"« {document} » est supprimé.", highlight=False)


def _what_goes(application: Application, document: str, *, decisions: bool) -> str:
    """The question before a document is deleted: what goes with it."""
    held = application.dossiers.decided(document)
    if decisions and application.dossiers.was_deleted(document):
        return f"« {document} » est déjà supprimé. Effacer aussi ses décisions et analyses à la main ({held}) ?"
    info = application.corpus.documents.get(document)
    fate = "supprimées elles aussi" if decisions else "gardées pour un dossier de même identifiant"
    said = f" Décisions et analyses à la main : {held}, {fate}." if held else ""
    return f"Supprimer « {info.title} » ({len(info.pieces)} pièces) et toutes ses réponses ?{said}"

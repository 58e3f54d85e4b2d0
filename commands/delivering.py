"""Commands on what a service hands in: deliverables, deliverable, made, charts, chart, template, practices, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.state import state_of
from domain.errors import UsageError

Slugs = Annotated[list[str], typer.Argument(metavar="SLUG...", help="Identifiants des documents.")]


def deliverables(context: typer.Context, documents: Slugs) -> None:
    """Liste les livrables, leurs formats, et ce qui manque à chacun avant de pouvoir être remis."""
    state = state_of(context)
    with state.application(owner=False) as application:
        found = application.delivering.readiness(documents)
    for one in found:
        state.out.print(f"{one.kind.name} ({', '.join(one.kind.forms)}) – {one.kind.purpose}", highlight=False)
        for line in one.missing:
            state.out.print(f"    {line}", highlight=False)


def deliverable(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NOM", help="Nom du livrable : biollm deliverables les liste.")],
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[SLUG...]", help="Identifiants des documents.")
    ] = None,
    fmt: Annotated[str | None, typer.Option("--format", help="Format : docx, xlsx, pptx, html, md.")] = None,
    out: Annotated[Path | None, typer.Option(help="Fichier à écrire (par défaut : son nom, ici).")] = None,
    template: Annotated[Path | None, typer.Option(help="Dossier du modèle de votre service.")] = None,
    practice: Annotated[
        list[int] | None, typer.Option(help="Numéro d'une bonne pratique ; répétable (toutes par défaut).")
    ] = None,
) -> None:
    """Fait un livrable depuis les réponses relues, en le gardant dans l'historique."""
    from corpus.atomic import write_atomic

    state = state_of(context)
    with state.application() as application:
        made = application.delivering.make(name, documents or [], form=fmt, practices=practice or [], template=template)
        target = out or Path(made.record.filename)
        write_atomic(target, made.content)
        missing = application.delivering.missing(name, documents or [], practices=practice or [])
    state.err.print(f"{target} écrit.", highlight=False)
    for line in missing:
        state.err.print(f"Avant de le remettre : {line}", highlight=False)


def made(
    context: typer.Context,
    identifier: Annotated[
        str | None, typer.Argument(metavar="[IDENTIFIANT]", help="D'un livrable déjà fait : dit de quelles réponses.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Où écrire de nouveau son fichier, tel qu'il a été fait.")] = None,
) -> None:
    """Liste les livrables déjà faits, ou dit de quelles réponses et décisions l'un d'eux est fait."""
    from corpus.atomic import write_atomic
    from domain import Verdict
    from exports.file_text import verdict_text

    state = state_of(context)
    with state.application(owner=False) as application:
        if identifier is None:
            for line in application.delivering.history():
                by = f", par {line.person}" if line.person else ""
                told = f"{line.id}  {line.made_at:%d/%m/%Y %H:%M}  {line.filename}{by}"
                state.out.print(told, highlight=False, soft_wrap=True)
            return
        record = application.delivering.made(identifier)
        if out is not None:
            write_atomic(out, application.delivering.file(identifier).content)
    for cell in record.cells:
        decided = f"décision {cell.decision}" if cell.decision is not None else "sans décision"
        verdict = verdict_text(Verdict(cell.verdict) if cell.verdict else None)
        said = f"{cell.document} {cell.indicator} : {verdict} ({cell.status})"
        state.out.print(f"{said}, réponse {cell.answer or '–'}, {decided}", highlight=False, soft_wrap=True)


def charts(context: typer.Context, documents: Slugs) -> None:
    """Liste les graphiques, et ce que chacun dit de ces documents."""
    state = state_of(context)
    with state.application(owner=False) as application:
        found = application.charting.offered(documents)
    for one in found:
        state.out.print(f"{one.kind.name} – {one.kind.label}", highlight=False)
        state.out.print(f"    {one.missing or one.text}", highlight=False)


def chart(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NOM", help="Nom du graphique : biollm charts les liste.")],
    documents: Slugs,
    fmt: Annotated[str, typer.Option("--format", help="Format : svg, png.")] = "svg",
    out: Annotated[Path | None, typer.Option(help="Fichier à écrire (par défaut : son nom, ici).")] = None,
) -> None:
    """Dessine un graphique des cases établies, en SVG ou en PNG."""
    from corpus.atomic import write_atomic

    state = state_of(context)
    with state.application(owner=False) as application:
        content = application.charting.content(name, documents, fmt)
    target = out or Path(f"{name}.{fmt}")
    write_atomic(target, content)
    state.err.print(f"{target} écrit.", highlight=False)


def template(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Dossier à écrire ; il ne doit pas exister.")],
) -> None:
    """Écrit le modèle des livrables (Word, PowerPoint) dans un dossier, pour que le service en fasse le sien."""
    from corpus.atomic import write_atomic
    from exports.template_folder import template_files

    if folder.exists():
        raise UsageError("Ce dossier existe déjà.", where=str(folder), remedy="Donnez un dossier qui n'existe pas.")
    for name, content in template_files().items():
        write_atomic(folder / name, content)
    state_of(context).err.print(f"Modèle écrit dans {folder}.", highlight=False)


def practices(
    context: typer.Context,
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[SLUG...]", help="De ces documents seulement.")
    ] = None,
    text: Annotated[str, typer.Option(help="Avec tous ces mots.")] = "",
    theme: Annotated[str, typer.Option(help="De ce thème.")] = "",
    out: Annotated[Path | None, typer.Option(help="Dossier où écrire une fiche Markdown par passage.")] = None,
) -> None:
    """Liste les bonnes pratiques retenues, ou les écrit en Markdown pour un site."""
    from corpus.atomic import write_atomic

    state = state_of(context)
    with state.application(owner=False) as application:
        found = application.corpus.practices.all(documents=tuple(documents or ()), theme=theme, text=text)
        notes = application.delivering.practice_files([one.number for one in found]) if out is not None else {}
    for one in found:
        state.out.print(f"{one.number}. {one.title} ({one.theme or 'sans thème'}) – {one.document}", highlight=False)
    for name, content in notes.items():
        assert out is not None
        write_atomic(out / name, content)
    if out is not None:
        state.err.print(f"{len(notes)} fiches écrites dans {out}.", highlight=False)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Base de référence : datapackage (.zip) ou .sqlite.")],
) -> None:
    """Importe une base de référence : dossiers, réponses, décisions et bonnes pratiques, tels qu'exportés."""
    from use_cases.reference_import import ReferenceImport

    state = state_of(context)
    with state.application() as application:
        done = ReferenceImport(application.corpus).restore(file)
    state.err.print(
        f"{done.documents} dossiers, {done.answers} réponses, {done.decisions} décisions et {done.practices} bonnes "
        "pratiques importés.",
        highlight=False,
    )

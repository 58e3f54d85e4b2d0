"""The commands on the manual analysis: template, check, names, import, agreement, adjudication, split, reviews."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from commands.answers import GridFile
from commands.dossiers import AsJson
from commands.state import state_of
from evaluation import read_gold, split_by_document, write_gold
from evaluation.figure_wording import between, decimal, percent
from evaluation.outcome_json import AnnotatorsJson
from use_cases.gold_documents import NamedDocument, named_as, named_documents
from use_cases.gold_imports import GoldImports
from use_cases.reviewed_gold import reviewed_gold

Files = Annotated[list[Path], typer.Argument(metavar="FICHIER...", help="Fichiers de référence (CSV ou XLSX).")]
Documents = Annotated[list[str], typer.Option("--document", help="Document ; plusieurs fois possible.")]
Slugs = Annotated[
    list[str] | None,
    typer.Option(
        "--slug",
        metavar="NOM=IDENTIFIANT",
        help="Dossier que le fichier nomme autrement ; plusieurs fois possible (voir biollm gold names).",
    ),
]


def template(
    context: typer.Context,
    document: Documents,
    out: Annotated[Path | None, typer.Option(help="Fichier à écrire, .xlsx ou .csv.")] = None,
    annotator: Annotated[str, typer.Option(help="Nom à mettre dans la colonne annotateur.")] = "",
    grid: GridFile = None,
) -> None:
    """Écrit un fichier de référence vide, à remplir dans un tableur."""
    state = state_of(context).with_settings(grid=grid)
    target = out or Path(f"reference-{document[0] if len(document) == 1 else 'documents'}.xlsx")
    with state.application(owner=False) as application:
        GoldImports(application.corpus, application.grid).template(target, document, annotator)
    state.err.print(f"Écrit : {target}", highlight=False)


def check(context: typer.Context, files: Files, grid: GridFile = None, as_json: AsJson = False) -> None:
    """Vérifie des fichiers de référence : tous les défauts à la fois, avec leur ligne et leur colonne."""
    state = state_of(context).with_settings(grid=grid)
    with state.application(owner=False) as application:
        found = GoldImports(application.corpus, application.grid).check(files)
    cells = found.gold.cells
    doubtful = sum(cell.doubtful for cell in cells)
    timed = sum(cell.minutes is not None for cell in cells)
    if as_json:
        state.print_json(
            {"cells": len(cells), "documents": list(found.documents), "annotators": [p for p in found.annotators if p],
             "doubtful": doubtful, "timed": timed, "blank": found.blank,
             "unknown_pieces": list(found.unknown_pieces), "digest": found.gold.digest}
        )  # fmt: skip
        return
    state.out.print(
        f"Aucun défaut. {len(cells)} cases, {len(found.documents)} document(s), dont {doubtful} douteuses et "
        f"{timed} avec leur temps ; {found.blank} ligne(s) encore vides. Empreinte {found.gold.digest[:12]}.",
        highlight=False,
    )
    if found.unknown_pieces:
        state.err.print(
            f"Pièces que les dossiers lus n'ont pas : {', '.join(found.unknown_pieces)}.",
            style="yellow",
            highlight=False,
        )


def names(context: typer.Context, files: Files, grid: GridFile = None, as_json: AsJson = False) -> None:
    """Dit quels dossiers des fichiers de référence nomment, et lesquels ce sont ici ; rien n'est gardé."""
    state = state_of(context).with_settings(grid=grid)
    with state.application(owner=False) as application:
        found = GoldImports(application.corpus, application.grid).named(files)
    if as_json:
        state.print_json(
            [{"name": one.name, "cells": one.cells, "document": one.slug, "guess": one.guess} for one in found]
        )
        return
    for one in found:
        if one.slug is not None:
            state.out.print(f"« {one.name} » : dossier lu.", markup=False, highlight=False)
        else:
            state.out.print(_asked(one), markup=False, highlight=False)


def keep(
    context: typer.Context,
    files: Files,
    name: Annotated[str, typer.Option(help="Nom de cette version de la référence.")] = "",
    slug: Slugs = None,
    grid: GridFile = None,
) -> None:
    """Garde une version de la référence dans le corpus (rien n'est importé s'il y a un défaut)."""
    state = state_of(context).with_settings(grid=grid)
    slugs = dict(named_as(one) for one in slug or ())
    with state.application() as application:
        imports = GoldImports(application.corpus, application.grid)
        done = imports.keep(files, name=name, slugs=slugs)
        unknown = [one for one in named_documents(done.gold, application.corpus.documents.all()) if one.slug is None]
    state.out.print(f"{len(done.gold.cells)} cases gardées : version {done.gold.digest[:12]}.", highlight=False)
    for one in unknown:
        state.err.print(_asked(one), style="yellow", markup=False, highlight=False)


def _asked(named: NamedDocument) -> str:
    """The question of a name that is no document here, with how to answer it."""
    if named.guess is None:
        return f'{named.question} Dites-le par --slug "{named.name}=IDENTIFIANT".'
    return f'{named.question} Proposé d\'après le nom, vérifiez : --slug "{named.name}={named.guess}".'


def versions(context: typer.Context, as_json: AsJson = False) -> None:
    """Liste les versions gardées de la référence."""
    state = state_of(context)
    with state.application(owner=False) as application:
        found = application.corpus.runs.golds()
    if as_json:
        from corpus.annotation_content import encode_details

        state.print_json(
            [{"digest": one.digest, "name": one.name, "origin": one.origin, "cells": one.cells,
              "details": encode_details(one.details), "created_at": one.created_at.isoformat()} for one in found]
        )  # fmt: skip
        return
    table = Table("Version", "Nom", "Origine", "Cases", "Gardée le")
    for one in found:
        table.add_row(one.digest[:12], one.name, one.origin, str(one.cells), f"{one.created_at:%Y-%m-%d %H:%M} UTC")
    state.out.print(table)


def agreement(context: typer.Context, files: Files, grid: GridFile = None, as_json: AsJson = False) -> None:
    """Mesure l'accord entre annotateurs : ce qu'on peut demander à un outil n'est pas plus haut."""
    state = state_of(context).with_settings(grid=grid)
    with state.application(owner=False) as application:
        found = GoldImports(application.corpus, application.grid).agreement(files)
    if as_json:
        state.print_json(AnnotatorsJson.of(found).model_dump(mode="json"))
        return
    table = Table("Annotateurs", "Cases", "Même verdict", "Kappa", "Kappa pondéré", "AC1", "Mêmes pages")
    for pair in found.pairs:
        table.add_row(
            f"{pair.left} / {pair.right}",
            str(pair.n),
            f"{percent(pair.same)} ({between(pair.intervals['same'])})",
            decimal(pair.kappa),
            decimal(pair.kappa_weighted),
            decimal(pair.ac1),
            percent(pair.pages),
        )
    state.out.print(table)
    state.out.print(
        f"Alpha de Krippendorff sur {found.n} cases : {decimal(found.alpha)} "
        f"({between(found.alpha_interval, share=False)}).",
        highlight=False,
    )
    for document, indicator in found.disputed:
        state.out.print(f"  vu autrement : {document} / {indicator}", highlight=False)


def settle(
    context: typer.Context,
    files: Files,
    decisions: Annotated[Path | None, typer.Option(help="Cases tranchées, au format de la référence.")] = None,
    out: Annotated[Path | None, typer.Option(help="Où écrire la référence commune (.xlsx ou .csv).")] = None,
    name: Annotated[str, typer.Option(help="Nom de cette version.")] = "",
    grid: GridFile = None,
) -> None:
    """Fait de plusieurs annotations une référence commune, gardée avec son empreinte."""
    state = state_of(context).with_settings(grid=grid)
    with state.application() as application:
        done = GoldImports(application.corpus, application.grid).settle(files, decisions, name=name)
    if out is not None:
        write_gold(out, done.gold.cells)
        state.err.print(f"Écrit : {out}", highlight=False)
    state.out.print(
        f"{len(done.gold.cells)} cases : {done.agreed} d'accord, {done.decided} tranchées, {done.single} vues par "
        f"une seule personne. Version {done.gold.digest[:12]}.",
        highlight=False,
    )


def split(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Fichier de référence.")],
    held_out: Annotated[float, typer.Option(help="Part des documents mise de côté.")] = 0.3,
    seed: Annotated[str, typer.Option(help="Graine : une autre graine donne un autre partage.")] = "biollm",
) -> None:
    """Partage une référence par document : mise au point d'un côté, mesure de l'autre."""
    state = state_of(context)
    development, test = split_by_document(read_gold(file), held_out, seed)
    for part, gold in (("mise-au-point", development), ("mesure", test)):
        target = file.with_name(f"{file.stem}-{part}.csv")
        write_gold(target, gold.cells)
        documents = ", ".join(gold.documents)
        state.out.print(f"{part} : {len(gold.cells)} cases ({documents}) dans {target}", highlight=False)


def reviewed(
    context: typer.Context,
    document: Documents,
    out: Annotated[Path | None, typer.Option(help="Fichier à écrire, .xlsx ou .csv.")] = None,
) -> None:
    """Écrit les relectures comme une référence. Elles penchent vers l'outil : le rapport doit le dire."""
    state = state_of(context)
    target = out or Path("relectures.xlsx")
    with state.application(owner=False) as application:
        done = reviewed_gold(application.cells, document)
    write_gold(target, done.gold.cells, done.comments)
    left = f" {done.undecided} doute(s) sans verdict laissés de côté." if done.undecided else ""
    state.out.print(f"{len(done.gold.cells)} cases relues dans {target}.{left}", highlight=False)

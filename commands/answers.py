"""Commands on answers: search, run, ask, answers, export."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from commands import show_answer
from commands.dossiers import AsJson
from commands.keeping import NoteText, Worth, WorthOption
from commands.state import state_of
from domain import PieceKind, QuestionKind
from domain.errors import UsageError
from settings import ProfileName

if TYPE_CHECKING:
    from use_cases.container import Application

Slug = Annotated[str, typer.Argument(metavar="SLUG", help="Identifiant du document.")]
SlugOrAll = Annotated[
    str, typer.Argument(metavar="SLUG", help="Identifiant du document, ou « - » : tous, ou tous ceux d'un lieu.")
]
Department = Annotated[str, typer.Option(help="Avec « - » : ceux de ce département (34, 2A, 974).")]
Region = Annotated[str, typer.Option(help="Avec « - » : ceux de cette région (code INSEE, 76 par exemple).")]
Territory = Annotated[str, typer.Option(help="Avec « - » : ceux dont le territoire a ces mots dans son nom.")]
#: What stands for all documents where a slug is asked for.
ALL = "-"
Llm = Annotated[
    str | None,
    typer.Option(
        help="embedded, ollama:MODELE, openai:URL#MODELE, ou none : sans modèle (par défaut : voir biollm doctor)."
    ),
]
GridFile = Annotated[Path | None, typer.Option("--grid", help="Grille d'indicateurs (YAML) à la place de la nôtre.")]
Profile = Annotated[
    ProfileName | None,
    typer.Option(
        help="Profondeur de lecture ; « exhaustif » fait d'abord lire chaque passage au modèle : des heures sans carte "
        "graphique."
    ),
]
Protocol = Annotated[
    Literal["auto", "packets", "sentences"] | None,
    typer.Option(
        help="Ce que lit le modèle : packets (des paquets de phrases), sentences (une phrase à la fois), "
        "auto (selon ce que biollm qualify a mesuré)."
    ),
]
Wait = Annotated[
    float | None,
    typer.Option(min=1, help="Attente maximale d'une réponse du modèle, en secondes (réglage llm_timeout)."),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Refait les réponses au lieu de reprendre celles déjà données.")]


def search(
    context: typer.Context,
    document: SlugOrAll,
    text: Annotated[str, typer.Argument(help="Mots ou phrase à chercher (facultatif avec --indicator).")] = "",
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="Nombre de passages.")] = 10,
    indicator: Annotated[str | None, typer.Option(help="Code d'un indicateur : ses requêtes sont posées.")] = None,
    piece: Annotated[list[str] | None, typer.Option(help="Nom d'une pièce ; plusieurs fois possible.")] = None,
    kind: Annotated[list[PieceKind] | None, typer.Option(help="Nature de pièce ; plusieurs fois possible.")] = None,
    section: Annotated[str, typer.Option(help="Mots d'un titre au-dessus du passage.")] = "",
    beside: Annotated[
        list[str] | None, typer.Option("--with", help="Autre document à chercher aussi ; plusieurs fois possible.")
    ] = None,
    trace: Annotated[bool, typer.Option("--trace", help="Dit pourquoi chaque passage est venu.")] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help="Compte et montre d'abord le texte tel qu'il est écrit.")
    ] = False,
    include_hidden: Annotated[
        bool, typer.Option("--include-hidden", help="Avec --exact : aussi le texte non visible ou barré, jamais cité.")
    ] = False,
    department: Department = "",
    region: Region = "",
    territory: Territory = "",
    as_json: AsJson = False,
) -> None:
    """Cherche des passages dans un document, ou dans ceux d'un lieu, sans modèle de langage."""
    from commands import show_search
    from indicator_queries import find
    from retrieval import Filter
    from use_cases.exact_search import exact_search
    from use_cases.json_shapes import ExactView, HitView
    from use_cases.search_passages import search as search_passages
    from use_cases.search_passages import searched_texts

    state = state_of(context)
    if exact and indicator:
        raise UsageError("Une recherche exacte porte sur un texte, pas sur un indicateur.")
    if include_hidden and not exact:
        raise UsageError("Le texte non visible ne se cherche que tel qu'il est écrit.", remedy="Ajoutez --exact.")
    with state.application() as application:
        documents = _chosen(application, [document, *(beside or ())], department, region, territory)
        asked = find(application.grid, indicator) if indicator else None
        where = Filter(tuple(piece or ()), tuple(kind or ()), section)
        if exact:
            corpus, retriever = application.corpus, application.retriever
            places = exact_search(
                corpus, retriever, text, documents=documents, k=k, where=where, include_hidden=include_hidden
            )
            if as_json:
                state.print_json(ExactView.of(places).model_dump(mode="json"))
            else:
                show_search.exact(state.out, places, several=len(documents) > 1, trace=trace)
            return
        found = {
            slug: search_passages(application.retriever, text, documents=[slug], k=k, where=where, indicator=asked)
            for slug in documents
        }
    if as_json:
        state.print_json([HitView.of(hit).model_dump(mode="json") for hits in found.values() for hit in hits])
        return
    queries = searched_texts(text, asked)
    for slug, hits in found.items():
        if len(documents) > 1:
            state.out.rule(slug)
        show_search.hits(state.out, hits, trace=trace)
        if trace or not hits:
            show_search.searched(state.out, queries)


def _chosen(application: Application, named: Sequence[str], department: str, region: str, territory: str) -> list[str]:
    """The documents that a command names, each once, or all of a place."""
    from use_cases.search_passages import DocumentBounds, chosen_documents

    bounds = DocumentBounds(department=department, region=region, territory=territory)
    if ALL not in named:
        if bounds != DocumentBounds():
            raise UsageError(
                "Un lieu choisit parmi tous les documents.", remedy=f"Donnez « {ALL} » à la place de l'identifiant."
            )
        return list(chosen_documents(application.corpus, list(dict.fromkeys(named)), bounds))
    found = chosen_documents(application.corpus, (), bounds)
    return list(found) or [info.slug for info in application.corpus.documents.all()]


def run(
    context: typer.Context,
    document: Slug,
    indicator: Annotated[
        list[str] | None, typer.Option(help="Code d'un indicateur ; plusieurs fois possible (par défaut : tous).")
    ] = None,
    profile: Profile = None,
    llm: Llm = None,
    protocol: Protocol = None,
    wait: Wait = None,
    grid: GridFile = None,
    fresh: Fresh = False,
    as_json: AsJson = False,
) -> None:
    """Répond aux indicateurs de la grille pour un document."""
    from exports import answer_to_json

    state = state_of(context).with_settings(llm=llm, llm_protocol=protocol, llm_timeout=wait, grid=grid)
    with state.application() as application, state.progress() as progress:
        application.corpus.documents.get(document)
        report = application.analysis(profile).run(document, indicator or (), fresh=fresh, progress=progress)
    if as_json:
        state.print_json([answer_to_json(answer) for answer in report.answers])
    else:
        show_answer.answers(state.out, report.answers, application.grid)
        show_answer.run_footer(state.out, report)
    for failure in report.failures:
        state.err.print(f"{failure.indicator} : sans réponse, {failure.message}", markup=False, highlight=False)
    if report.failures:
        raise typer.Exit(1)


def ask(
    context: typer.Context,
    document: SlugOrAll,
    question: Annotated[str, typer.Argument(help="Question libre, en français.")],
    profile: Profile = None,
    llm: Llm = None,
    protocol: Protocol = None,
    wait: Wait = None,
    fresh: Fresh = False,
    also: Annotated[
        list[str] | None, typer.Option("--document", help="Autre document où chercher ; plusieurs fois possible.")
    ] = None,
    before: Annotated[
        list[str] | None, typer.Option("--apres", help="Question posée avant, si celle-ci en est la suite.")
    ] = None,
    kind: Annotated[
        QuestionKind | None, typer.Option(help="Ce que demande la question (par défaut : dit par ses mots).")
    ] = None,
    scope: Annotated[
        str | None, typer.Option(help="Où elle cherche, par exemple « zone N-3, article 13 » ; « » : partout.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Garder la réponse : biollm kept list.")] = False,
    worth: WorthOption = Worth.UNSAID,
    note: NoteText = "",
    department: Department = "",
    region: Region = "",
    territory: Territory = "",
    as_json: AsJson = False,
) -> None:
    """Répond à une question libre avec le seul texte d'un document, de plusieurs, ou de ceux d'un lieu."""
    from exports import answer_to_json

    state = state_of(context).with_settings(llm=llm, llm_protocol=protocol, llm_timeout=wait)
    with state.application() as application:
        slugs = _chosen(application, [document, *(also or ())], department, region, territory)
        answer = application.analysis(profile).ask(
            slugs, question, before=before or (), fresh=fresh, kind=kind, scope=scope
        )
        if keep:
            kept = application.keeping_answers.keep_answer(slugs, question, answer, note=note, useful=worth.useful)
            state.err.print(f"Réponse gardée sous le numéro {kept.number}.", highlight=False)
    if as_json:
        state.print_json(answer_to_json(answer))
    else:
        show_answer.answer(state.out, answer)


def show_answers(context: typer.Context, document: Slug, as_json: AsJson = False) -> None:
    """Affiche les dernières réponses données pour un document."""
    state = state_of(context)
    with state.application(owner=False) as application:
        found = application.corpus.answer_lists.current(document)
        if as_json:
            from exports import answer_to_json

            state.print_json([answer_to_json(answer) for answer in found])
        else:
            show_answer.answers(state.out, found, application.grid)


def export(
    context: typer.Context,
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[SLUG...]", help="Identifiants des documents ; tous par défaut.")
    ] = None,
    fmt: Annotated[
        str,
        typer.Option("--format", help="Format : xlsx, csv, json, docx, pptx, datapackage, parquet, sqlite, geojson."),
    ] = "xlsx",
    out: Annotated[Path | None, typer.Option(help="Fichier à écrire (par défaut : biollm-SLUG.FORMAT).")] = None,
    grid: GridFile = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Base de référence : seulement depuis ce jour (AAAA-MM-JJ)."),
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Base de référence : avec les noms des relecteurs, sans pseudonymes.")
    ] = False,
) -> None:
    """Écrit les réponses et les décisions dans un fichier, ou toute la base de référence."""
    from exports import format_named

    state = state_of(context).with_settings(grid=grid)
    form = format_named(fmt)
    slugs = documents or []
    target = out or Path(f"biollm-{slugs[0] if len(slugs) == 1 else 'reponses'}{form.extension}")
    with state.application(owner=False) as application:
        written = application.exporting.write(slugs, form, target, since=since, names=names)
    state.err.print(f"{written} réponses écrites dans {target}", highlight=False)

"""Files: of a document, and of whatever is on a screen."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.bounds import Department, Region
from api.dependencies import ServiceDep
from api.waiting import waits
from domain import DocumentKind, Stage
from domain.territories import check_place
from exports import ExportFormat, Table, format_named
from use_cases.matrix_selection import CellState, Choice, MatrixSort
from use_cases.search_passages import search

router = APIRouter(tags=["exports"], default_response_class=Response)

PASSAGES = 50
"""Passages of a search that are carried away; a screen shows the first of them."""


async def choice_of(
    text: Annotated[str, Query(max_length=200)] = "",
    kind: DocumentKind | None = None,
    stage: Stage | None = None,
    territory: Annotated[str, Query(max_length=300)] = "",
    theme: Annotated[str, Query(max_length=300)] = "",
    sort: MatrixSort = MatrixSort.TITLE,
    state: CellState | None = None,
    department: Department = "",
    region: Region = "",
) -> Choice:
    """What is to be seen of the matrix."""
    check_place(department, region)
    return Choice(text, kind, stage, territory, theme, sort, state, department, region)


ChoiceDep = Annotated[Choice, Depends(choice_of)]


@router.get(
    "/documents/{slug}/answers.{fmt}",
    summary="Les réponses et les décisions d'un document, en fichier",
    response_class=Response,
)
def export_document(service: ServiceDep, slug: str, fmt: str) -> Response:
    """Each cell with what was decided and, beside it, what the tool answers; formats: those of the registry."""
    form = format_named(fmt)
    return _file(service.application.exporting.content([slug], form), slug, form)


@router.get("/matrix.{fmt}", summary="La matrice documents × indicateurs, en fichier")
def export_matrix(service: ServiceDep, choice: ChoiceDep, fmt: str) -> Response:
    """The documents and indicators that the same filters show on the page, in the same order."""
    return _table(service.application.tables.matrix(choice), "matrice", fmt)


@router.get("/comparison.{fmt}", summary="Deux documents côte à côte, en fichier")
def export_comparison(
    service: ServiceDep,
    fmt: str,
    first: Annotated[str, Query(max_length=100)],
    second: Annotated[str, Query(max_length=100)],
    only_changes: bool = False,
) -> Response:
    """Every indicator of the grid, or only those that differ."""
    table = service.application.tables.comparison(first, second, only_changes=only_changes)
    return _table(table, f"comparaison-{first}-{second}", fmt)


@router.get("/text-changes.{fmt}", summary="Ce qui change dans le texte d'une version à l'autre, en fichier")
def export_text_changes(
    service: ServiceDep,
    fmt: str,
    first: Annotated[str, Query(max_length=100)],
    second: Annotated[str, Query(max_length=100)],
) -> Response:
    """Passages that changed, appeared or disappeared, article by article, with both pages; versions of one plan."""
    return _table(service.application.tables.text_changes(first, second), f"texte-{first}-{second}", fmt)


@router.get("/plans/{plan}/series.{fmt}", summary="Un plan dans le temps, en fichier")
def export_series(service: ServiceDep, plan: str, fmt: str) -> Response:
    """Every indicator of the grid in every version of the plan, oldest first."""
    return _table(service.application.tables.series(plan), f"{plan}-serie", fmt)


@router.get(
    "/documents/{slug}/passages.{fmt}",
    summary="Les passages trouvés par une recherche, en fichier",
    response_class=Response,
)
@waits
def export_passages(
    service: ServiceDep, slug: str, fmt: str, text: Annotated[str, Query(min_length=1, max_length=2000)]
) -> Response:
    """The passages nearest to a text, nearest first."""
    application = service.application
    form = format_named(fmt)
    application.corpus.documents.get(slug)
    hits = search(application.retriever, text, documents=[slug], k=PASSAGES)
    return _table(application.tables.passages(text, hits, [slug]), f"{slug}-recherche", form.name)


@router.get(
    "/documents/{slug}/history.{fmt}",
    summary="L'historique des décisions d'un document, en fichier",
    response_class=Response,
)
def export_history(
    service: ServiceDep,
    slug: str,
    fmt: str,
    indicator: Annotated[str | None, Query(max_length=50)] = None,
) -> Response:
    """Every act on its cells: who, when, what, and what stood before."""
    return _table(service.application.tables.history(slug, indicator), f"{slug}-historique", fmt)


@router.get(
    "/documents/{slug}/reading.{fmt}",
    summary="Le compte rendu de lecture d'un document, en fichier",
    response_class=Response,
)
def export_reading(service: ServiceDep, slug: str, fmt: str) -> Response:
    """Page by page, what stood there and what became of it."""
    return _table(service.application.tables.reading(slug), f"{slug}-lecture", fmt)


@router.get("/questions.{fmt}", summary="Les questions d'une personne, en fichier")
def export_questions(service: ServiceDep, fmt: str, person: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Every question with its answer; each quote names its document."""
    return _table(service.application.tables.questions(person), "questions", fmt)


@router.get(
    "/questions/{identifier}.{fmt}", summary="Les questions d'une conversation, en fichier", response_class=Response
)
def export_conversation(service: ServiceDep, identifier: str, fmt: str) -> Response:
    """Its questions with their answers, oldest first."""
    return _table(service.application.tables.conversation(identifier), "questions", fmt)


def _table(table: Table, name: str, fmt: str) -> Response:
    form = format_named(fmt)
    return _file(form.table(table), name, form)


def _file(content: bytes, name: str, form: ExportFormat) -> Response:
    disposition = f'attachment; filename="{name}{form.extension}"'
    return Response(content, media_type=form.media_type, headers={"Content-Disposition": disposition})

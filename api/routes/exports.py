"""Answers as files: of one document, or the matrix as it is seen."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from api.dependencies import Service, ServiceDep
from api.routes.reviews import XLSX
from domain import DocumentKind, Stage
from exports import Format, export_answers
from exports.matrix import MatrixRow, matrix_book, matrix_csv
from use_cases.matrix_selection import CellState, Choice, chosen_indicators, chosen_lines
from use_cases.overview import overview

router = APIRouter(tags=["exports"])

_TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "json": "application/json"}


TableFormat = Literal["xlsx", "csv"]


def choice_of(
    text: Annotated[str, Query(alias="texte", max_length=200)] = "",
    kind: Annotated[DocumentKind | None, Query(alias="nature")] = None,
    stage: Annotated[Stage | None, Query(alias="etape")] = None,
    territory: Annotated[str, Query(alias="territoire", max_length=300)] = "",
    theme: Annotated[str, Query(max_length=300)] = "",
    sort: Annotated[str, Query(alias="tri", max_length=20)] = "titre",
    state: Annotated[CellState | None, Query(alias="etat")] = None,
) -> Choice:
    """What is to be seen of the matrix."""
    return Choice(text, kind, stage, territory, theme, sort, state)


ChoiceDep = Annotated[Choice, Depends(choice_of)]


@router.get("/documents/{slug}/answers.{fmt}", summary="Les réponses d'un document, en fichier")
def export_document(service: ServiceDep, slug: str, fmt: Format) -> Response:
    """The current answers with their citations: a workbook, a CSV of citations, or JSON with all records."""
    corpus = service.application.corpus
    info = corpus.documents.get(slug)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{slug}.{fmt}"
        export_answers([info], corpus.answers.current(slug), service.application.grid, fmt, path)
        content = path.read_bytes()
    return _file(content, f"{slug}.{fmt}", fmt)


@router.get("/matrix.{fmt}", summary="La matrice documents × indicateurs, en fichier")
def export_matrix(service: ServiceDep, choice: ChoiceDep, fmt: TableFormat) -> Response:
    """The documents and indicators that the same filters show on the page, in the same order."""
    rows = matrix_rows(service, choice)
    indicators = chosen_indicators(service.application.grid.indicators, choice)
    content = matrix_book(rows, indicators) if fmt == "xlsx" else matrix_csv(rows, indicators)
    return _file(content, f"matrice.{fmt}", fmt)


def matrix_rows(service: Service, choice: Choice) -> list[MatrixRow]:
    """The rows of the choice."""
    lines = chosen_lines(overview(service.application.corpus, service.application.cells), choice)
    return [
        MatrixRow(
            line.document,
            {
                code: (verdict, cell.decision.decision if cell.decision else None)
                for code, cell in line.cells.items()
                if (verdict := cell.verdict or cell.tool_verdict) is not None
            },
        )
        for line in lines
    ]


def _file(content: bytes, name: str, kind: str) -> Response:
    return Response(content, media_type=_TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'})

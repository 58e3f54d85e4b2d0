"""The manual analysis and the evaluations: import, compare, read the report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Response, UploadFile
from fastapi.responses import HTMLResponse

from api import links
from api.dependencies import Service, ServiceDep
from api.evaluation_schemas import (
    ComparisonRequest,
    EvaluationRequest,
    EvaluationView,
    GoldImported,
    GoldName,
    GoldView,
    RunView,
)
from api.headers import POLICY_HEADER, REPORT_POLICY
from api.job_schemas import JobView
from api.routes.reviews import XLSX
from api.waiting import waits
from domain import EvaluateRequest, GoldVersion
from domain.errors import GoldError, UnknownDocument
from evaluation import About, Gold, answers_book, gold_bytes, report_html
from evaluation.comparison_json import ComparisonJson
from use_cases.gold_documents import named_as
from use_cases.gold_imports import GoldImports
from use_cases.gold_versions import GoldVersions
from use_cases.run_evaluation import Evaluator

router = APIRouter(tags=["évaluation"])
_NOTE = (
    "Référence « {name} » ({origin}). L'outil ne sait pas comment elle a été faite : une référence produite par un "
    "modèle de langage, ou par l'auteur du document, n'est pas une analyse humaine indépendante."
)


def _evaluator(service: Service) -> Evaluator:
    return Evaluator(service.application.corpus, service.application.grid)


def _imports(service: Service) -> GoldImports:
    return GoldImports(service.application.corpus, service.application.grid)


# --- Gold --------------------------------------------------------------------------------------------


@router.get("/gold", summary="Les versions de la référence")
def list_golds(service: ServiceDep) -> list[GoldView]:
    """Every version kept, newest first."""
    return [GoldView.of(version) for version in service.application.corpus.runs.golds()]


@router.post("/gold/names", summary="Les documents que nomme un fichier de référence")
def gold_names(
    service: ServiceDep, files: Annotated[list[UploadFile], File(description="Un fichier ou plusieurs.")]
) -> list[GoldName]:
    """What each document named in the files is here, or seems to be; nothing is kept."""
    with _received(service, files) as paths:
        return [GoldName.of(named) for named in _imports(service).named(paths)]


@router.post("/gold", status_code=201, summary="Importer une référence (CSV ou XLSX)")
@waits
def import_gold(
    service: ServiceDep,
    files: Annotated[list[UploadFile], File(description="Un fichier ou plusieurs.")],
    documents: Annotated[
        list[str] | None,
        Form(description="« nom dans le fichier=identifiant du dossier », pour chaque dossier nommé autrement."),
    ] = None,
) -> GoldImported:
    """Import files as one version; all faults at once with line and column, and then nothing is kept."""
    slugs = dict(named_as(one) for one in documents or ())
    with _received(service, files) as paths:
        done = _imports(service).keep(paths, slugs=slugs)
    cells = done.gold.cells
    return GoldImported(
        digest=done.gold.digest,
        cells=len(cells),
        documents=list(done.documents),
        annotators=[person for person in done.annotators if person],
        doubtful=sum(cell.doubtful for cell in cells),
        timed=sum(cell.minutes is not None for cell in cells),
        blank=done.blank,
        unknown_pieces=list(done.unknown_pieces),
    )


@router.get("/gold/template.xlsx", summary="Une référence vide à remplir", response_class=Response)
def gold_template(
    service: ServiceDep,
    document: Annotated[list[str], Query(description="Documents, un ou plusieurs.")],
    annotator: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """An empty workbook for these documents, with lists and instructions."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "reference.xlsx"
        _imports(service).template(path, document, annotator)
        content = path.read_bytes()
    return _xlsx(content, "reference.xlsx")


@router.delete("/gold/{digest}", status_code=204, summary="Supprimer une version de la référence")
def delete_gold(service: ServiceDep, digest: str) -> None:
    """Remove a version with its cells; evaluations made with it keep their figures."""
    service.application.corpus.runs.remove_gold(digest)


@router.get("/gold/{digest}/cells.xlsx", summary="Une version de la référence", response_class=Response)
def gold_file(service: ServiceDep, digest: str) -> Response:
    """A version as a file that imports again as the same cells."""
    return _xlsx(gold_bytes(GoldVersions(service.application.corpus).get(digest).cells), "reference.xlsx")


@contextmanager
def _received(service: Service, files: list[UploadFile]) -> Iterator[list[Path]]:
    """The files sent, for the time of the block; a fault names a file as its sender knows it."""
    folder = service.uploads.receive(files)
    try:
        yield sorted(folder.iterdir())
    except GoldError as error:
        where = Path(error.where).name if error.where else None
        raise GoldError(error.message, error.faults, where=where, remedy=error.remedy) from error
    finally:
        service.uploads.discard(folder)


# --- Evaluations -------------------------------------------------------------------------------------


@router.get("/evaluations", summary="Les évaluations gardées")
def list_evaluations(service: ServiceDep) -> list[RunView]:
    """Every evaluation, newest first."""
    return [RunView.of(run) for run in _evaluator(service).runs()]


@router.post("/evaluations", status_code=201, summary="Comparer les réponses à une référence")
@waits
def evaluate(service: ServiceDep, response: Response, request: EvaluationRequest) -> EvaluationView:
    """Compare the answers already given with a version of the gold; asks the model nothing."""
    version, gold = _wanted(service, request)
    note = request.gold_note or _NOTE.format(name=version.name, origin=version.origin)
    done = _evaluator(service).score(gold, About("Comparaison avec l'analyse manuelle", note))
    response.headers["Location"] = f"/api/v1/evaluations/{done.run}"
    return EvaluationView.of_run(done)


@router.post("/evaluations/run", status_code=202, summary="Répondre à ce qui manque, puis comparer")
def run_evaluation(service: ServiceDep, response: Response, request: ComparisonRequest) -> JobView:
    """Queue the comparison; the job's result names the evaluation."""
    version, gold = _wanted(service, request)
    job = service.jobs.submit(
        EvaluateRequest(
            version.digest,
            gold.documents,
            request.gold_note or _NOTE.format(name=version.name, origin=version.origin),
            request.profile,
            request.answer_missing,
            request.oracle,
        )
    )
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return JobView.of(job)


@router.get("/evaluations/compare", summary="Comparer deux évaluations")
def compare(service: ServiceDep, first: str, second: str) -> ComparisonJson:
    """Cell by cell: McNemar, paired bootstrap by document, Holm over indicators."""
    return ComparisonJson.of(_evaluator(service).compare(first, second))


@router.get("/evaluations/{identifier}", summary="Une évaluation, en JSON")
def get_evaluation(service: ServiceDep, identifier: str) -> EvaluationView:
    """All figures, causes, time and cells."""
    return EvaluationView.of_run(_evaluator(service).stored(identifier))


@router.get("/evaluations/{identifier}/report.html", summary="Le rapport, en page", response_class=HTMLResponse)
def get_page(service: ServiceDep, identifier: str) -> HTMLResponse:
    """The self-contained page; its links open the pages in this service."""
    kept = _evaluator(service).stored(identifier)
    page = report_html(kept.evaluation, kept.about, kept.causes, kept.gain, kept.people, _page_link)
    return HTMLResponse(page, headers={POLICY_HEADER: REPORT_POLICY})


@router.get("/evaluations/{identifier}/report.xlsx", summary="Le rapport, en classeur", response_class=Response)
def get_book(service: ServiceDep, identifier: str) -> Response:
    """The workbook."""
    kept = _evaluator(service).stored(identifier)
    return _xlsx(answers_book(kept.evaluation, kept.causes, kept.gain, kept.about, kept.people), "evaluation.xlsx")


def _wanted(service: Service, request: EvaluationRequest) -> tuple[GoldVersion, Gold]:
    """The version of the gold that is asked for, and its part on documents that were read."""
    corpus = service.application.corpus
    version, _ = corpus.runs.gold(request.gold)
    everything = GoldVersions(corpus).get(version.digest)
    for slug in request.documents:
        corpus.documents.get(slug)
    known = [slug for slug in everything.documents if corpus.documents.exists(slug)]
    gold = everything.only(request.documents or known)
    if not gold.cells:
        raise UnknownDocument(
            f"Aucun document de cette référence n'a été lu ({', '.join(everything.documents)}).",
            remedy="Envoyez d'abord ses pièces ; si un dossier lu porte un autre identifiant, importez de nouveau le "
            "fichier en disant lequel, ou changez l'identifiant du dossier.",
        )
    return version, gold


def _page_link(document: str, piece: str, page: int | None) -> str | None:
    """The page of the viewer: a report opened in this service leads to what it speaks of."""
    return None if page is None else links.page(document, piece, page)


def _xlsx(content: bytes, name: str) -> Response:
    return Response(content, media_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})

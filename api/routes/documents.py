"""Documents: send, list, read a page, delete."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Response, UploadFile

from api.answer_schemas import AnswerView
from api.bounds import Department, PageNumber, Region
from api.dependencies import Service, ServiceDep
from api.document_schemas import DocumentChange, GuessRequest, GuessView, PieceChange, RenameRequest
from api.job_schemas import JobView
from api.page_schemas import BoxView, PageView, SentenceBoxes
from api.waiting import waits
from domain import DocumentKind, IngestRequest, Procedure, Stage
from domain.errors import DocumentBusy
from domain.identity import check_slug
from domain.territories import check_place
from settings import ProfileName
from use_cases.accepted_files import accepted_names
from use_cases.guess_description import guess_description, guess_reasons
from use_cases.highlight import page_boxes
from use_cases.intake_json import IntakeView
from use_cases.json_shapes import DocumentView
from use_cases.reading_json import ReadingReportJson
from use_cases.reading_report import reading_report

router = APIRouter(prefix="/documents", tags=["documents"])


@router.post("", status_code=202, summary="Envoyer les pièces d'un document")
def send_document(
    service: ServiceDep,
    response: Response,
    files: Annotated[
        list[UploadFile], File(description=f"Les pièces, une ou plusieurs : {accepted_names()}, ou un ZIP de ceux-ci.")
    ],
    slug: Annotated[str, Form(description="Identifiant du document.")],
    title: Annotated[str | None, Form()] = None,
    kind: Annotated[DocumentKind | None, Form()] = None,
    territory: Annotated[str | None, Form()] = None,
    stage: Annotated[Stage | None, Form()] = None,
    day: Annotated[date | None, Form(alias="date")] = None,
    plan: Annotated[str | None, Form(description="Identifiant commun aux versions d'un même plan.")] = None,
    version: Annotated[str | None, Form(description="Nom de cette version, par exemple « modification n° 2 ».")] = None,
    procedure: Annotated[Procedure | None, Form(description="Ce qui a fait cette version.")] = None,
    procedure_number: Annotated[int | None, Form(ge=1, le=999)] = None,
    scope: Annotated[str | None, Form(description="Sur quoi porte une procédure partielle.")] = None,
    answer: Annotated[bool, Form(description="Répondre à la grille après la lecture.")] = False,
    profile: Annotated[ProfileName | None, Form()] = None,
) -> JobView:
    """Keep the files and queue their reading; the job's result says what became of each.

    A ZIP is a dossier of its own. Sent again for the same document, a piece of the same name is
    replaced and the others stay.
    """
    check_slug(slug)
    if plan is not None:
        check_slug(plan)
    folder = service.uploads.receive(files)
    job = service.jobs.submit(
        IngestRequest(
            str(folder),
            slug,
            title,
            kind,
            territory,
            stage,
            day,
            plan,
            version,
            procedure,
            procedure_number,
            scope,
            answer=answer,
            profile=profile,
        )
    )
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return JobView.of(job)


@router.post("/guess", summary="Deviner la description d'un dossier")
def guess(request: GuessRequest) -> GuessView:
    """What the names of files tell of a document, and why; nothing is stored.

    What is not said when the files are sent is filled from their tables, names and first pages, in this order.
    """
    found = guess_description(request.names)
    return GuessView.of(found, guess_reasons(request.names, found))


@router.get("", summary="Lister les documents")
def list_documents(service: ServiceDep, department: Department = "", region: Region = "") -> list[DocumentView]:
    """Every document with its pieces, or those that lie in a department or a region."""
    check_place(department, region)
    found = service.application.corpus.documents.all()
    return [DocumentView.of(document) for document in found if document.lies_in(department, region)]


@router.get("/{slug}", summary="Un document et ses pièces")
def get_document(service: ServiceDep, slug: str) -> DocumentView:
    """One document."""
    return DocumentView.of(service.application.corpus.documents.get(slug))


@router.patch("/{slug}", summary="Corriger la description d'un document")
def change_document(service: ServiceDep, slug: str, change: DocumentChange) -> DocumentView:
    """Change what is given; an empty text or null takes a value away, what is left out stays."""
    documents = service.application.corpus.documents
    if change.plan:
        check_slug(change.plan)
    documents.amend(slug, {name: getattr(change, name) or None for name in change.model_fields_set})
    return DocumentView.of(documents.get(slug))


@router.post("/{slug}/rename", summary="Donner un autre identifiant à un document")
@waits
def rename_document(service: ServiceDep, response: Response, slug: str, request: RenameRequest) -> DocumentView:
    """Change the slug of a document and of all that points to it; refused where it is taken or a job works on it.

    Sent again after an interruption, it finishes. Pages under the former slug lead on to the new one.
    """
    service.application.renaming.rename(slug, request.slug)
    response.headers["Location"] = f"/api/v1/documents/{request.slug}"
    return DocumentView.of(service.application.corpus.documents.get(request.slug))


@router.delete("/{slug}", status_code=204, summary="Supprimer un document")
@waits
def delete_document(
    service: ServiceDep,
    slug: str,
    decisions: Annotated[bool, Query(description="Supprimer aussi les décisions et les analyses à la main.")] = False,
) -> None:
    """Remove a document, its answers and its index entries; refused while a job works on it.

    What people decided and noted by hand is kept, and comes back with a document of the same slug, unless
    ``decisions`` is asked for.
    """
    _check_free(service, slug)
    service.application.dossiers.delete(slug, decisions=decisions)


@router.get("/{slug}/intake", summary="Ce que les fichiers d'un document disent de lui")
def get_intake(service: ServiceDep, slug: str) -> IntakeView:
    """Each guess with its reason, what a complete dossier would have, what was left aside.

    Correct the description by PATCH on the document, the kind of a piece by PATCH on the piece.
    """
    return IntakeView.of(service.application.corpus.intake.get(slug))


@router.post("/{slug}/intake", summary="Relire les tables et les couches gardées d'un document")
@waits
def take_in_again(service: ServiceDep, slug: str) -> IntakeView:
    """Make what is known of a document anew from its kept tables, layers and names; no piece is read again."""
    application = service.application
    application.dossiers.take_in_again(slug)
    return IntakeView.of(application.corpus.intake.get(slug))


@router.get("/{slug}/report", summary="Le compte rendu de lecture d'un document")
def get_report(service: ServiceDep, slug: str) -> ReadingReportJson:
    """What was read and what was not: pages by kind, unread pages with reasons, recognition, tables, labels."""
    return ReadingReportJson.of(reading_report(service.application.corpus, slug))


@router.patch("/{slug}/pieces/{piece}", summary="Corriger la nature d'une pièce")
def change_piece(service: ServiceDep, slug: str, piece: str, change: PieceChange) -> DocumentView:
    """Give a piece its kind; it stays when the piece is read again. Refused while a job works on the document."""
    _check_free(service, slug)
    service.application.dossiers.set_kind(slug, piece, change.kind)
    return DocumentView.of(service.application.corpus.documents.get(slug))


@router.delete("/{slug}/pieces/{piece}", status_code=204, summary="Retirer une pièce")
@waits
def delete_piece(service: ServiceDep, slug: str, piece: str) -> None:
    """Take one piece out of a document; refused while a job works on the document."""
    _check_free(service, slug)
    service.application.dossiers.remove_piece(slug, piece)


def _check_free(service: Service, slug: str) -> None:
    """Refuse where an unfinished job reads or writes the document: what it makes would speak of another text."""
    for job in service.application.corpus.jobs.using(slug):
        raise DocumentBusy(
            f"Une tâche en cours emploie « {slug} » : {job.title}.",
            remedy="Attendez qu'elle soit finie, ou annulez-la.",
        )


@router.get("/{slug}/pieces/{piece}/pages/{n}", summary="Une page, par son numéro physique")
def get_page(service: ServiceDep, slug: str, piece: str, n: PageNumber) -> PageView:
    """A page with its text and sentences."""
    return PageView.of(service.application.corpus.texts.page(slug, piece, n))


@router.get("/{slug}/pieces/{piece}/pages/{n}/boxes", summary="Où chaque phrase se trouve sur la page")
def get_boxes(service: ServiceDep, slug: str, piece: str, n: PageNumber) -> list[SentenceBoxes]:
    """The rectangles of the sentences of a page of a PDF; none for a piece without pages."""
    found = page_boxes(service.application.corpus, slug, piece, n)
    return [
        SentenceBoxes(position=position, boxes=[BoxView(x0=box.x0, y0=box.y0, x1=box.x1, y1=box.y1) for box in boxes])
        for position, boxes in found.items()
    ]


@router.get("/{slug}/answers", summary="Les dernières réponses d'un document")
def get_answers(service: ServiceDep, slug: str) -> list[AnswerView]:
    """The newest answer of each indicator."""
    return [AnswerView.of(answer) for answer in service.application.corpus.answers.current(slug)]

"""Documents: send, list, read a page, delete."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Response, UploadFile

from api.dependencies import ServiceDep
from api.schemas import AnswerView, DocumentView, JobView, PageView, SentenceView
from api.works import INGEST
from corpus.errors import DocumentBusy
from corpus.identity import check_slug
from corpus.types import DocumentKind, Stage
from exports import answer_to_json
from services.shapes import document_to_json

router = APIRouter(prefix="/documents", tags=["documents"])


@router.post("", status_code=202, summary="Envoyer les pièces d'un document")
def send_document(
    service: ServiceDep,
    response: Response,
    files: Annotated[list[UploadFile], File(description="Les pièces, une ou plusieurs.")],
    slug: Annotated[str, Form(description="Identifiant du document.")],
    title: Annotated[str | None, Form()] = None,
    kind: Annotated[DocumentKind | None, Form()] = None,
    territory: Annotated[str | None, Form()] = None,
    stage: Annotated[Stage | None, Form()] = None,
    day: Annotated[date | None, Form(alias="date")] = None,
) -> JobView:
    """Keep the files and queue their reading; the job's result is the reading report."""
    check_slug(slug)
    folder = service.uploads.receive(files)
    payload = {
        "folder": str(folder),
        "slug": slug,
        "title": title,
        "kind": kind,
        "territory": territory,
        "stage": stage,
        "date": day.isoformat() if day else None,
    }
    job = service.jobs.submit(INGEST, payload)
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return JobView.of(job)


@router.get("", summary="Lister les documents", response_model=list[DocumentView])
def list_documents(service: ServiceDep) -> list[dict[str, Any]]:
    """Every document with its pieces."""
    return [document_to_json(document) for document in service.application.corpus.documents.all()]


@router.get("/{slug}", summary="Un document et ses pièces", response_model=DocumentView)
def get_document(service: ServiceDep, slug: str) -> dict[str, Any]:
    """One document."""
    return document_to_json(service.application.corpus.documents.get(slug))


@router.delete("/{slug}", status_code=204, summary="Supprimer un document")
def delete_document(service: ServiceDep, slug: str) -> None:
    """Remove a document, its answers and its index entries; refused while a job works on it."""
    if any(job.payload.get("slug") == slug for job in service.application.corpus.jobs.unfinished()):
        raise DocumentBusy(f"Une tâche en cours emploie « {slug} ».", remedy="Attendez qu'elle soit finie.")
    service.application.dossiers.delete(slug)


@router.get("/{slug}/pieces/{piece}/pages/{n}", summary="Une page, par son numéro physique")
def get_page(service: ServiceDep, slug: str, piece: str, n: int) -> PageView:
    """A page with its text and sentences."""
    found = service.application.corpus.texts.page(slug, piece, n)
    return PageView(
        document=found.document,
        piece=found.piece,
        page=found.page.number,
        label=found.page.label,
        status=found.page.status,
        reason=found.page.reason,
        text=found.page.text,
        sentences=[
            SentenceView(position=sentence.position, start=sentence.start, end=sentence.end, text=sentence.text)
            for sentence in found.sentences
        ],
    )


@router.get("/{slug}/answers", summary="Les dernières réponses d'un document", response_model=list[AnswerView])
def get_answers(service: ServiceDep, slug: str) -> list[dict[str, Any]]:
    """The newest answer of each indicator."""
    return [answer_to_json(answer) for answer in service.application.corpus.answers.current(slug)]

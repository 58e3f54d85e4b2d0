"""Free questions: ask, follow up, find again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.bounds import StoredId
from api.dependencies import ServiceDep
from domain.errors import UnknownConversation
from use_cases.matrix_selection import places_of
from web.conversation_view import shown
from web.person import person_of
from web.templates_setup import PagesDep

router = APIRouter()


@router.get("/questions")
def new_conversation(
    service: ServiceDep,
    pages: PagesDep,
    request: Request,
    documents: Annotated[list[str] | None, Query(alias="dossier")] = None,
) -> Response:
    """An empty conversation; ``dossier`` chooses documents beforehand."""
    corpus = service.application.corpus
    known = corpus.documents.all()
    return pages.render(
        request,
        "questions.html",
        documents=known,
        places=places_of(known),
        chosen=set(documents or ()) & {info.slug for info in known},
        conversations=corpus.questions.conversations(person_of(request)),
        conversation=None,
        questions=[],
        profile=service.application.settings.profile,
    )


@router.get("/questions/{identifier}")
def conversation(service: ServiceDep, pages: PagesDep, request: Request, identifier: str) -> Response:
    """The questions of a conversation and their answers; the next one is asked of the same documents."""
    corpus = service.application.corpus
    asked = corpus.questions.of(identifier)
    known = corpus.documents.all()
    return pages.render(
        request,
        "questions.html",
        documents=known,
        places=places_of(known),
        chosen=set() if asked[-1].everywhere else set(asked[-1].documents),
        conversations=corpus.questions.conversations(person_of(request)),
        conversation=identifier,
        questions=shown(corpus, asked),
        profile=service.application.settings.profile,
    )


@router.get("/questions/{identifier}/{number}")
def one_question(service: ServiceDep, pages: PagesDep, request: Request, identifier: str, number: StoredId) -> Response:
    """One question with its answer, as a piece of a page: what the script puts in when an answer has come."""
    corpus = service.application.corpus
    asked = [one for one in corpus.questions.of(identifier) if one.id == number]
    if not asked:
        raise UnknownConversation("Cette question n'existe pas, ou plus.")
    return pages.render(request, "question.html", shown=shown(corpus, asked)[0])

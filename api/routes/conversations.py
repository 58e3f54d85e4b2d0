"""Conversations: free questions that follow one another, kept for the person who asked."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.answer_schemas import AnswerView
from api.dependencies import CurrentUserDep, Service, ServiceDep
from api.moments import Moment
from api.question_requests import PlaceRequest
from api.streaming import NdjsonResponse, lines_of
from api.waiting import handed_on, waits
from domain import AskedQuestion, CurrentUser, QuestionKind
from domain.listening import NOBODY, Listener
from settings import ProfileName
from use_cases.conversations import Conversations
from use_cases.search_passages import chosen_documents

router = APIRouter(prefix="/conversations", tags=["questions"])

Name = Annotated[str, Field(max_length=100)]


class Asking(PlaceRequest):
    """A question, and the conversation that it goes on with; of documents, or of those of a place."""

    question: Annotated[str, Field(min_length=3, max_length=2000)]
    conversation: Annotated[str, Field(max_length=64)] | None = None
    person: Name = ""
    documents: list[str] = Field(default=[], max_length=200, description="Identifiants ; vide : tous les documents.")
    profile: ProfileName | None = None
    fresh: bool = False
    kind: QuestionKind | None = Field(None, description="Ce que demande la question ; vide : dit par ses mots.")
    scope: Annotated[str, Field(max_length=200)] | None = Field(
        None, description="Où elle cherche : « zone N-3, article 13 » ; vide : dit par ses mots."
    )


class AskedView(BaseModel):
    """A question with its answer."""

    id: int
    conversation: str
    documents: list[str]
    everywhere: bool
    question: str
    answer: AnswerView
    created_at: Moment

    @classmethod
    def of(cls, asked: AskedQuestion) -> AskedView:
        """The public side of a question."""
        return cls(
            id=asked.id,
            conversation=asked.conversation,
            documents=list(asked.documents),
            everywhere=asked.everywhere,
            question=asked.text,
            answer=AnswerView.of(asked.answer),
            created_at=asked.created_at,
        )


class ConversationView(BaseModel):
    """A conversation in a person's list."""

    id: str
    first: str
    questions: int
    last_at: Moment


@router.get("", summary="Les conversations d'une personne")
def list_conversations(
    service: ServiceDep, person: Annotated[str, Query(max_length=100)] = ""
) -> list[ConversationView]:
    """The last used first."""
    found = service.application.corpus.questions.conversations(person)
    return [ConversationView.model_validate(one, from_attributes=True) for one in found]


@router.get("/{identifier}", summary="Les questions d'une conversation")
def get_conversation(service: ServiceDep, identifier: str) -> list[AskedView]:
    """Oldest first."""
    return [AskedView.of(asked) for asked in service.application.corpus.questions.of(identifier)]


@router.delete("/{identifier}", status_code=204, summary="Oublier une conversation")
def delete_conversation(service: ServiceDep, identifier: str) -> None:
    """Forget its questions and answers."""
    service.application.corpus.questions.remove(identifier)


@router.post("", status_code=201, summary="Poser une question et la garder")
@waits
def ask(service: ServiceDep, user: CurrentUserDep, request: Asking) -> AskedView:
    """Answer and keep; a follow-up is understood from the questions before it."""
    return AskedView.of(_ask(service, user, request))


@router.post(
    "/stream", summary="Poser une question et la garder, réponse au fil de l'eau", response_class=NdjsonResponse
)
def ask_streaming(service: ServiceDep, user: CurrentUserDep, request: Asking) -> NdjsonResponse:
    """One JSON object a line (NDJSON): ``stage`` and ``draft`` lines, then the question with its answer, or ``error``.

    A draft is what the model has worded so far, unchecked: the answer that follows may say less.
    """
    if request.conversation:
        service.application.corpus.questions.of(request.conversation)  # an unknown one is a 404, not a stream
    lines = lines_of(lambda listener: AskedView.of(_ask(service, user, request, listener)))
    return NdjsonResponse(handed_on(lines, service.waiting))


def _ask(
    service: Service,
    user: CurrentUser,
    request: Asking,
    listener: Listener = NOBODY,
) -> AskedQuestion:
    application = service.application
    return Conversations(application.corpus, lambda: application.analysis(request.profile)).ask(
        request.question,
        person=user.signing(request.person).name,
        documents=chosen_documents(application.corpus, request.documents, request.bounds),
        conversation=request.conversation,
        fresh=request.fresh,
        kind=request.kind,
        scope=request.scope,
        listener=listener,
    )

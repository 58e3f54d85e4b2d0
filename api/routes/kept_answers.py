"""Answers to free questions, kept as notes on documents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.answer_schemas import AnswerView
from api.bounds import StoredId
from api.dependencies import CurrentUserDep, ServiceDep
from api.moments import Moment
from api.request_base import Request
from domain import DecisionStanding
from domain.kept_answers import KeptQuote, PlacedAnswer
from domain.whole_quotes import pages_cited, whole_quote
from use_cases.keep_answers import LONGEST_NOTE

router = APIRouter(prefix="/kept-answers", tags=["questions"])

Note = Annotated[str, Field(max_length=LONGEST_NOTE)]
Useful = Annotated[bool | None, Field(description="Si la réponse a été utile ; vide : personne ne l'a dit.")]


class KeepBody(Request):
    """The question whose answer is kept, and what a person says of it."""

    question: Annotated[StoredId, Field(description="Numéro de la question dans sa conversation.")]
    note: Note = ""
    useful: Useful = None


class JudgeBody(Request):
    """What a person says of a kept answer."""

    note: Note = ""
    useful: Useful = None


class KeptQuoteView(BaseModel):
    """A citation of a kept answer: its page when it was given, and where its words stand today."""

    document: str
    quote: str
    piece: str
    page: int | None
    label: str | None
    whole: Annotated[str | None, Field(description="La phrase entière, si elle se poursuit sur une autre page.")]
    pages: Annotated[str | None, Field(description="Ses pages, par exemple « 12-13 ».")]
    standing: DecisionStanding
    piece_today: str | None
    page_today: int | None

    @classmethod
    def of(cls, one: KeptQuote) -> KeptQuoteView:
        """The view of a citation."""
        return cls(
            document=one.document,
            quote=one.cited.quote,
            piece=one.cited.piece,
            page=one.cited.page,
            label=one.cited.label,
            whole=whole_quote(one.cited) if one.cited.on_two_pages else None,
            pages=pages_cited(one.cited) if one.cited.on_two_pages else None,
            standing=one.standing,
            piece_today=one.today.piece if one.today else None,
            page_today=one.today.page if one.today else None,
        )


class KeptAnswerView(BaseModel):
    """An answer that is kept."""

    id: int
    documents: list[str]
    question: str
    answer: AnswerView
    quotes: list[KeptQuoteView]
    note: str
    useful: bool | None
    person: str
    created_at: Moment

    @classmethod
    def of(cls, placed: PlacedAnswer) -> KeptAnswerView:
        """The view of a kept answer, as its citations stand today."""
        one = placed.kept
        return cls(
            id=one.number,
            documents=list(one.documents),
            question=one.text,
            answer=AnswerView.of(one.answer),
            quotes=[KeptQuoteView.of(quote) for quote in placed.quotes],
            note=one.note,
            useful=one.useful,
            person=one.person,
            created_at=one.created_at,
        )


@router.get("", summary="Les réponses gardées, d'un document ou de tous")
def list_kept_answers(
    service: ServiceDep, document: Annotated[list[str] | None, Query(max_length=500)] = None
) -> list[KeptAnswerView]:
    """Oldest first; each citation as it was, and where its words stand today."""
    return [KeptAnswerView.of(one) for one in service.application.keeping_answers.placed(document or ())]


@router.post("", status_code=201, summary="Garder la réponse à une question")
def keep_answer(service: ServiceDep, user: CurrentUserDep, body: KeepBody) -> KeptAnswerView:
    """Once a question: again, its note and its usefulness are replaced."""
    keeping = service.application.keeping_answers
    kept = keeping.keep(body.question, note=body.note, useful=body.useful, person=user.name)
    return KeptAnswerView.of(keeping.today(kept))


@router.patch("/{number}", summary="Dire ce que vaut une réponse gardée")
def judge_kept_answer(service: ServiceDep, number: StoredId, body: JudgeBody) -> KeptAnswerView:
    """Replace its note and its usefulness."""
    keeping = service.application.keeping_answers
    return KeptAnswerView.of(keeping.today(keeping.judge(number, note=body.note, useful=body.useful)))


@router.delete("/{number}", status_code=204, summary="Ne plus garder une réponse")
def remove_kept_answer(service: ServiceDep, number: StoredId) -> None:
    """Let it go; the question stays in its conversation."""
    service.application.corpus.kept_answers.remove(number)

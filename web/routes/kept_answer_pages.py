"""Answers kept as notes on documents: kept from the page of a question, judged, carried away, let go."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.bounds import StoredId
from api.dependencies import CurrentUserDep, ServiceDep
from use_cases.keep_answers import LONGEST_NOTE
from web.templates_setup import PagesDep

router = APIRouter()

Note = Annotated[str, Form(max_length=LONGEST_NOTE)]
Worth = Annotated[str, Form(alias="utilite", max_length=3, pattern="^(oui|non)?$")]
Slug = Annotated[str, Form(alias="dossier", max_length=100)]


@router.get("/reponses-gardees")
def kept_answers(
    service: ServiceDep,
    pages: PagesDep,
    request: Request,
    slug: Annotated[str, Query(alias="dossier", max_length=100)] = "",
) -> Response:
    """Those of a document, or of all: each citation as it was, and where its words stand today."""
    application = service.application
    titles = {info.slug: info.title for info in application.corpus.documents.all()}
    found = application.keeping_answers.placed([slug] if slug else ())
    return pages.render(request, "kept_answers.html", found=found, titles=titles, slug=slug)


@router.post("/reponses-gardees")
def keep(
    service: ServiceDep,
    user: CurrentUserDep,
    asked: Annotated[StoredId, Form(alias="question")],
    conversation: Annotated[str, Form(max_length=64, pattern="^[0-9a-f]*$")],
    worth: Worth = "",
    note: Note = "",
) -> Response:
    """Keep an answer, or say otherwise what it is worth; back to its question."""
    service.application.keeping_answers.keep(asked, note=note, useful=_useful(worth), person=user.name)
    return RedirectResponse(f"/questions/{conversation}#q{asked}", status_code=303)


@router.post("/reponses-gardees/{number}/juger")
def judge(
    service: ServiceDep, number: StoredId, worth: Worth = "", note: Note = "", slug: Slug = ""
) -> Response:  # fmt: skip
    """Say otherwise what a kept answer is worth."""
    service.application.keeping_answers.judge(number, note=note, useful=_useful(worth))
    return RedirectResponse(f"{_list_address(slug)}#r{number}", status_code=303)


@router.post("/reponses-gardees/{number}/retirer")
def let_go(service: ServiceDep, number: StoredId, slug: Slug = "") -> Response:
    """Let a kept answer go; its question stays in its conversation."""
    service.application.corpus.kept_answers.remove(number)
    return RedirectResponse(_list_address(slug), status_code=303)


def _useful(worth: str) -> bool | None:
    return {"oui": True, "non": False}.get(worth)


def _list_address(slug: str) -> str:
    return "/reponses-gardees" + (f"?{urlencode({'dossier': slug})}" if slug else "")

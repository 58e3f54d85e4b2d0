"""« Livrables »: choose, see what is missing, preview, make, and the history; good practices."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from api.bounds import PageNumber
from api.dependencies import CurrentUserDep, ServiceDep
from api.routes.reference_base import restore_base
from api.waiting import waits
from exports import file_formats
from exports.deliverables.registry_of_charts import MEDIA_TYPES
from use_cases.collect_practice import LONGEST, ChosenPassage, PracticeNote
from web.search_view import ranks_of
from web.templates_setup import PagesDep

router = APIRouter()
SHOWN = 30
"""Lines of the history on the page."""

Chosen = Annotated[list[str] | None, Query(alias="dossier", max_length=500)]


@router.get("/livrables")
def deliverables(service: ServiceDep, pages: PagesDep, request: Request, chosen: Chosen = None) -> Response:
    """Every deliverable for the documents chosen; all of them at first."""
    application = service.application
    documents = application.corpus.documents.all()
    slugs = chosen or [one.slug for one in documents]
    offered, charts = application.delivering.offered(slugs) if documents else ([], [])
    return pages.render(
        request,
        "deliverables.html",
        documents=documents,
        chosen=slugs,
        offered=offered,
        charts=charts,
        chart_forms=tuple(MEDIA_TYPES),
        query=urlencode([("document", slug) for slug in slugs]),
        history=application.delivering.history()[:SHOWN],
        laid_out=application.delivering.has_office,
        bases=[one for one in file_formats().values() if one.write_base is not None],
    )


@router.post("/livrables")
@waits
def make(
    service: ServiceDep,
    user: CurrentUserDep,
    name: Annotated[str, Form(alias="livrable", max_length=100)],
    form: Annotated[str, Form(alias="format", max_length=20)],
    chosen: Annotated[list[str] | None, Form(alias="dossier", max_length=500)] = None,
) -> Response:
    """Make a file and hand it over."""
    made = service.application.delivering.make(name, chosen or [], form=form, person=user.name)
    return RedirectResponse(f"/api/v1/deliverables/{made.record.id}/file", status_code=303)


@router.post("/livrables/base")
@waits
def restore(
    service: ServiceDep, pages: PagesDep, request: Request, file: Annotated[UploadFile, File(alias="fichier")]
) -> Response:
    """Bring a reference base into this installation, and say what came."""
    return pages.render(request, "restored.html", done=restore_base(service, file))


@router.get("/livrables/faits/{identifier}")
def made_from(service: ServiceDep, pages: PagesDep, request: Request, identifier: str) -> Response:
    """What a file was made from, cell by cell."""
    application = service.application
    here = {one.slug: one.title for one in application.corpus.documents.all()}
    return pages.render(request, "deliverable_sources.html", made=application.delivering.made(identifier), titles=here)


@router.get("/bonnes-pratiques")
def practices(
    service: ServiceDep,
    pages: PagesDep,
    request: Request,
    text: Annotated[str, Query(alias="texte", max_length=300)] = "",
    theme: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Passages collected, over all documents."""
    store = service.application.corpus.practices
    every = store.all()
    return pages.render(
        request,
        "practices.html",
        found=store.all(text=text, theme=theme),
        total=len(every),
        themes=sorted({one.theme for one in every if one.theme}),
        text=text,
        theme=theme,
        titles={one.slug: one.title for one in service.application.corpus.documents.all()},
    )


@router.get("/bonnes-pratiques/nouvelle")
def new_practice(
    service: ServiceDep,
    pages: PagesDep,
    request: Request,
    slug: Annotated[str, Query(alias="dossier", max_length=100)],
    piece: Annotated[str, Query(max_length=300)],
    page: Annotated[PageNumber, Query()],
    marks: Annotated[str, Query(alias="phrases", max_length=2000)] = "",
    code: Annotated[str, Query(alias="indicateur", max_length=20)] = "",
) -> Response:
    """Ask what a person says of a passage; the words marked on the page are there already."""
    application = service.application
    indicator = next((one for one in application.grid.indicators if one.code == code), None)
    return pages.render(
        request,
        "practice_new.html",
        document=application.corpus.documents.get(slug),
        piece=piece,
        page=page,
        quote=application.collecting.words(slug, piece, page, tuple(ranks_of(marks))),
        indicator=indicator,
        themes=sorted({one.theme for one in application.grid.indicators if one.theme}),
        longest=LONGEST,
    )


@router.post("/bonnes-pratiques")
def keep_practice(
    service: ServiceDep,
    user: CurrentUserDep,
    slug: Annotated[str, Form(alias="dossier", max_length=100)],
    piece: Annotated[str, Form(max_length=300)],
    page: Annotated[int, Form(ge=1)],
    quote: Annotated[str, Form(alias="passage", max_length=LONGEST)],
    title: Annotated[str, Form(alias="titre", max_length=300)],
    theme: Annotated[str, Form(max_length=200)] = "",
    tags: Annotated[str, Form(alias="etiquettes", max_length=500)] = "",
    note: Annotated[str, Form(max_length=LONGEST)] = "",
    tool: Annotated[str, Form(alias="outil", max_length=300)] = "",
    code: Annotated[str, Form(alias="indicateur", max_length=20)] = "",
) -> Response:
    """Keep a passage."""
    service.application.collecting.collect(
        ChosenPassage(slug, piece, page, quote),
        PracticeNote(title, theme, tuple(tags.split(",")), note, tool, code or None),
        user.name,
    )
    return RedirectResponse("/bonnes-pratiques", status_code=303)


@router.post("/bonnes-pratiques/{number}/retirer")
def drop_practice(service: ServiceDep, number: int) -> Response:
    """Let a passage go."""
    service.application.corpus.practices.remove(number)
    return RedirectResponse("/bonnes-pratiques", status_code=303)

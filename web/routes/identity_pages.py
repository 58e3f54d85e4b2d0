"""Who works here: the page where a person gives the name that signs reviews."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from web.login import local_address
from web.person import MAX_LENGTH, remember
from web.templates_setup import PagesDep

router = APIRouter()


@router.get("/vous")
def ask_name(pages: PagesDep, request: Request, back: Annotated[str, Query(alias="retour")] = "/") -> Response:
    """Ask for the name."""
    return pages.render(request, "person.html", back=local_address(back), max_length=MAX_LENGTH)


@router.post("/vous")
def keep_name(
    name: Annotated[str, Form(alias="nom", max_length=MAX_LENGTH)] = "",
    back: Annotated[str, Form(alias="retour")] = "/",
) -> Response:
    """Keep it in this browser."""
    response = RedirectResponse(local_address(back), status_code=303)
    remember(response, name)
    return response

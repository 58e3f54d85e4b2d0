"""The page that asks for the service's key, where it has one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.key_tries import address_of
from api.sessions import COOKIE, LIFETIME, Sessions
from web.templates_setup import PagesDep


def router_for(sessions: Sessions) -> APIRouter:
    """Routes that open and close sessions."""
    router = APIRouter()

    @router.get("/connexion")
    def ask_for_key(pages: PagesDep, request: Request, back: Annotated[str, Query(alias="retour")] = "/") -> Response:
        if not sessions.needed:
            return RedirectResponse("/", status_code=303)
        return pages.render(request, "login.html", back=local_address(back), wrong=False)

    @router.post("/connexion")
    def open_session(
        pages: PagesDep,
        request: Request,
        key: Annotated[str, Form(alias="cle", max_length=500)],
        back: Annotated[str, Form(alias="retour")] = "/",
    ) -> Response:
        token = sessions.open(key, address_of(request))
        if token is None:
            return pages.render(request, "login.html", status=403, back=local_address(back), wrong=True)
        response = RedirectResponse(local_address(back), status_code=303)
        response.set_cookie(
            COOKIE, token, max_age=int(LIFETIME), httponly=True, samesite="strict", secure=request.url.scheme == "https"
        )
        return response

    @router.post("/deconnexion")
    def close_session(request: Request) -> Response:
        sessions.close(request.cookies.get(COOKIE))
        response = RedirectResponse("/connexion", status_code=303)
        response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return response

    return router


def local_address(address: str) -> str:
    """The address if it is one of this service; another one would send the person elsewhere."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"

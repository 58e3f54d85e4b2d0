"""The person at this browser: a name that they gave, kept in a cookie. It is a signature, not an account."""

from __future__ import annotations

from urllib.parse import quote, unquote

from fastapi import Request, Response

from domain import CurrentUser

COOKIE = "biollm_personne"
_YEAR = 365 * 24 * 3600
MAX_LENGTH = 100


def current_user(request: Request) -> CurrentUser:
    """Who acts: the name given in this browser, or nobody."""
    return CurrentUser(unquote(request.cookies.get(COOKIE, ""))[:MAX_LENGTH])


def remember(response: Response, name: str) -> None:
    """Keep the name in this browser; an empty one is forgotten."""
    cleaned = " ".join(name.split())[:MAX_LENGTH]
    if not cleaned:
        response.delete_cookie(COOKIE, samesite="strict", httponly=True)
        return
    response.set_cookie(COOKIE, quote(cleaned), max_age=_YEAR, samesite="strict", httponly=True)

"""Who works at this browser: a name that the person gave, kept in a cookie. It is a signature, not an account."""

from __future__ import annotations

from urllib.parse import quote, unquote

from fastapi import Request, Response

COOKIE = "biollm_personne"
_YEAR = 365 * 24 * 3600
MAX_LENGTH = 100


def person_of(request: Request) -> str:
    """The name given in this browser, or nothing."""
    return unquote(request.cookies.get(COOKIE, ""))[:MAX_LENGTH]


def remember(response: Response, name: str) -> None:
    """Keep the name in this browser; an empty one is forgotten."""
    cleaned = " ".join(name.split())[:MAX_LENGTH]
    if not cleaned:
        response.delete_cookie(COOKIE)
        return
    response.set_cookie(COOKIE, quote(cleaned), max_age=_YEAR, samesite="strict", httponly=True)

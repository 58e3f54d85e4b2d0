"""What every response tells a browser to refuse: foreign content, frames, guessed types."""

from __future__ import annotations

from fastapi import Request, Response
from starlette.datastructures import MutableHeaders

#: No inline script, no style attribute, nothing of another host (https://www.w3.org/TR/CSP3/).
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
#: A report is one file with its styles inside, to be sent by mail; it runs no script at all.
REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'"
POLICY_HEADER = "Content-Security-Policy"


def harden(response: Response, request: Request) -> Response:
    """Add the headers; a route that set a policy of its own keeps it."""
    harden_headers(response.headers, request.url.path)
    return response


def harden_headers(headers: MutableHeaders, path: str) -> None:
    """The same for the headers of a response to a request of this path."""
    headers.setdefault(POLICY_HEADER, POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if path.startswith("/api/"):
        headers.setdefault("Cache-Control", "no-store")

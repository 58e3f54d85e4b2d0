"""Who may call the service: this machine alone, or holders of the key."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.command_form import COMMAND_PATH
from api.exposure import is_loopback
from api.headers import harden, harden_headers
from api.key_tries import TooManyTries, address_of
from api.problems import AccessDenied, Problem, TooLarge, is_page, problem_response
from api.sessions import COOKIE, Sessions
from settings import Settings

KEY_HEADER = "X-API-Key"
LOGIN_PATH = "/connexion"
_DIGITS = 15  # of a Content-Length: a petabyte
# Commands of this machine show a token of their own.
_OPEN_PATHS = frozenset({"/api/v1/health", LOGIN_PATH, COMMAND_PATH})
_OPEN_FOLDER = "/static/"  # the program's own style sheets: the page that asks for the key needs them
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
#: Megabytes of a request that sends no file: the longest texts that a person writes are far from it.
BODY_MB = 2


class _KeyMissing(AccessDenied):
    """The caller did not present the key."""


class Gate:
    """Middleware: checks host, origin, key and size before a route sees the request.

    Without a key, only requests addressed to a loopback name pass: a web page elsewhere that makes a
    browser call this machine, by its own name (DNS rebinding) or with its own Origin, is refused. A
    browser says with ``Sec-Fetch-Site`` where a request comes from, which no page can forge
    (https://www.w3.org/TR/fetch-metadata/): what changes something must come from our own pages.
    """

    def __init__(self, app: ASGIApp, settings: Settings, sessions: Sessions):
        self._app = app
        self._sessions = sessions
        self._max_bytes = settings.max_upload_mb * 1024 * 1024
        self._max_mb = settings.max_upload_mb

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer with the problem."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refused = self._refused(request)
        if refused is not None:
            await harden(refused, request)(scope, receive, send)
            return

        async def send_hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                harden_headers(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self._app(scope, receive, send_hardened)

    def _refused(self, request: Request) -> Response | None:
        try:
            self._check(request)
        except _KeyMissing as error:
            if is_page(request) and request.method in _SAFE_METHODS:
                back = quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
                return RedirectResponse(f"{LOGIN_PATH}?retour={back}", status_code=303)
            return problem_response(Problem.of(error), request)
        except (AccessDenied, TooLarge, TooManyTries) as error:
            return problem_response(Problem.of(error), request)
        return None

    def _check(self, request: Request) -> None:
        hosts = request.headers.getlist("host")
        if len(hosts) > 1:  # a proxy and this service could each believe another one
            raise AccessDenied("La requête nomme plusieurs serveurs (Host).", where=", ".join(hosts))
        host = hosts[0] if hosts else ""
        path = request.url.path
        if not self._sessions.needed and not is_loopback(_host_name(host)):
            raise AccessDenied("Ce service ne répond qu'à cette machine.", where=host)
        origin = request.headers.get("origin")
        site = request.headers.get("sec-fetch-site", "none")
        foreign = origin is not None and not _is_own(origin, host, request.url.scheme)
        if foreign or (request.method not in _SAFE_METHODS and site not in ("same-origin", "none")):
            raise AccessDenied("Une page d'un autre site ne peut pas employer ce service.", where=origin or site)
        request.state.holds_key = self._holds_key(request)
        if not holds_key(request) and path not in _OPEN_PATHS and not path.startswith(_OPEN_FOLDER):
            raise _KeyMissing("La clé du service manque ou n'est pas la bonne.", remedy=f"En-tête {KEY_HEADER}.")
        self._check_size(request)

    def _holds_key(self, request: Request) -> bool:
        """Whether the request shows the key, or a token that was given for it.

        Raises:
            TooManyTries: wrong keys came too often from its address.
        """
        if self._sessions.tries is None:
            return True
        given = request.headers.get(KEY_HEADER)
        if given is None:
            return self._sessions.holds(request.cookies.get(COOKIE))
        return self._sessions.tries.right(given, address_of(request))

    def _check_size(self, request: Request) -> None:
        length = request.headers.get("content-length")
        if length is None:
            if "transfer-encoding" in request.headers:
                raise TooLarge("La taille de l'envoi doit être annoncée (Content-Length).")
            return
        if not length.isdigit() or len(length) > _DIGITS or int(length) > self._max_bytes:
            raise TooLarge(
                f"L'envoi dépasse {self._max_mb} Mo.",
                remedy="Envoyez les pièces en plusieurs fois, ou changez le réglage max_upload_mb.",
            )
        files = request.headers.get("content-type", "").lower().startswith("multipart/form-data")
        if not files and int(length) > BODY_MB * 1024 * 1024:
            raise TooLarge(
                f"La requête dépasse {BODY_MB} Mo.", remedy="Seuls les envois de fichiers peuvent être plus grands."
            )


def holds_key(request: Request) -> bool:
    """Whether a request that passed the gate shows the key, or the service asks for none."""
    return bool(request.state.holds_key)


def _is_own(origin: str, host: str, scheme: str) -> bool:
    """Whether an Origin is this service; it may be https where a proxy before the service speaks it."""
    try:
        parts = urlsplit(origin)
    except ValueError:  # « http://[evil »
        return False
    return parts.netloc == host and parts.scheme in {scheme, "https"}


def _host_name(header: str) -> str:
    if header.startswith("["):
        return header.partition("]")[0] + "]"
    return header.rpartition(":")[0] if ":" in header else header

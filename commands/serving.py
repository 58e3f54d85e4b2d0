"""The service: its socket listens at once, the first page is there as soon as it can be."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from commands.state import state_of
from domain.errors import SettingsError

if TYPE_CHECKING:
    from settings import Settings

STOP_WITHIN = 3  # seconds for requests under way when the service stops
#: Seconds that a connection stays open between two requests. Programs let go of theirs after five (httpx), as uvicorn
#: does unless told: who sends at that very moment would find it closed.
KEEP_ALIVE = 30


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Adresse d'écoute (par défaut : 127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(help="Port d'écoute (par défaut : 8000).")] = None,
    llm: Annotated[str | None, typer.Option(help="embedded, ollama:MODELE ou openai:URL#MODELE.")] = None,
    show: Annotated[bool, typer.Option("--open", help="Ouvrir la page dans le navigateur.")] = False,
) -> None:
    """Démarre le service et ses pages, sur cette machine seulement sauf réglage contraire."""
    from api.exposure import check_exposure
    from commands.service_process import look_for_garbage, prepare_process
    from commands.start_page import StartPage
    from corpus import Corpus
    from corpus.lock import DataDirLock

    state = state_of(context).with_settings(host=host, port=port, llm=llm)
    settings = state.settings
    check_exposure(settings)
    prepare_process()
    with ExitStack() as stack:
        # Faults are told here, before the server starts, rather than as a traceback out of its start-up. Whoever asks
        # meanwhile waits in the queue of the socket for the first page, or is told that it takes longer.
        with DataDirLock(settings.data_dir):
            listener = stack.enter_context(listening(settings))
            with StartPage(listener):
                Corpus(settings.data_dir).close()
        with StartPage(listener):
            import uvicorn

            from commands.in_service import run_command
            from web.site import create_app

            app = create_app(settings, run_command, warm=True)
        address = f"http://{settings.host}:{settings.port}/"
        typer.echo(f"Ouvrez {address} dans un navigateur (Ctrl+C pour arrêter)", err=True)
        if show:
            import threading
            import webbrowser

            threading.Timer(2.0, webbrowser.open, [address]).start()
        # Open pages follow tasks by a stream that never ends by itself: stopping must not wait for them.
        config = uvicorn.Config(
            app,
            log_level="warning",
            timeout_graceful_shutdown=STOP_WITHIN,
            timeout_keep_alive=KEEP_ALIVE,
            ws="none",
        )
        server = uvicorn.Server(config)
        look_for_garbage()
        server.run(sockets=[listener])
    if not server.started:
        raise typer.Exit(1)


def listening(settings: Settings) -> socket.socket:
    """A socket that listens where the settings say.

    Raises:
        SettingsError: another program listens there, or the address is none of this machine.
    """
    where = f"{settings.host}:{settings.port}"
    try:
        family, _, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address, family=family)
    except OSError as error:
        raise SettingsError(
            f"Le service ne peut pas écouter sur {where} ({error.strerror}).",
            remedy="Arrêtez le programme qui y écoute déjà, ou donnez un autre port (--port) ou une autre adresse.",
        ) from error

"""The service on a data directory and a browser to look at its pages with."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from settings import Settings
from web.site import create_app


@contextmanager
def served(settings: Settings) -> Iterator[tuple[str, Any]]:
    """The address of the service, on a free port of this machine, and Chromium; both stop at the end."""
    from playwright.sync_api import sync_playwright

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(settings), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
            try:
                yield f"http://127.0.0.1:{port}", browser
            finally:
                browser.close()
    finally:
        server.should_exit = True
        thread.join(10)


def _chromium() -> str | None:
    """Chromium of the system, under the names that Debian's packages give it; None leaves Playwright its own."""
    return next((found for name in ("chromium", "chromium-headless-shell") if (found := shutil.which(name))), None)

"""A small client of WebDriver BiDi for Debian's Firefox ESR: the browser itself speaks the protocol, no driver between.

https://www.w3.org/TR/webdriver-bidi/
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://127\.0\.0\.1:\d+)")
_PATIENCE = 120.0  # seconds for the browser to start, and for anything that is waited for
#: Nothing leaves this machine: no updates, no telemetry, no first-run pages, and a proxy that is not there.
_PREFERENCES = {
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "startup.homepage_welcome_url": "about:blank",
    "browser.safebrowsing.update.enabled": False,
    "browser.download.useDownloadDir": True,
    "browser.download.folderList": 2,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1, localhost",
    "ui.prefersReducedMotion": 1,
    "intl.accept_languages": "fr-FR",
}


class BidiError(RuntimeError):
    """The browser refused a command, or what was waited for did not come."""


class FirefoxTab:
    """One tab, driven over a web socket."""

    def __init__(self, socket: Any, downloads: Path):
        self._socket = socket
        self._last = 0
        self.downloads = downloads
        self.faults: list[str] = []
        self._command("session.new", {"capabilities": {}})
        self._command("session.subscribe", {"events": ["log.entryAdded"]})
        self._tab = self._command("browsingContext.getTree", {})["contexts"][0]["context"]
        self._command("browsingContext.setViewport", {"context": self._tab, "viewport": {"width": 1280, "height": 800}})

    # --- What a person does -------------------------------------------------------------------------

    def goto(self, url: str) -> None:
        """Open a page and wait until it is loaded."""
        self._command("browsingContext.navigate", {"context": self._tab, "url": url, "wait": "complete"})

    def click(self, selector: str, *, text: str | None = None) -> None:
        """Click the middle of the first visible element, brought into sight; again when it moved away meanwhile.

        Raises:
            BidiError: it never got a click.
        """
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            element = self.wait(selector, text=text)
            self.run(
                "element => { window.missed = true; element.scrollIntoView({block: 'center', inline: 'nearest'});"
                " element.addEventListener('click', () => { window.missed = false; }, {once: true, capture: true}); }",
                element,
            )
            origin = {"type": "element", "element": {"sharedId": element["sharedId"]}}
            self._pointer([
                {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
                {"type": "pointerDown", "button": 0},
                {"type": "pointerUp", "button": 0},
            ])  # fmt: skip
            # The page that a click led to has no such mark.
            if not self.run("() => window.missed === true"):
                return
        raise BidiError(f"no click reached {selector} on {self.url}")

    def keys(self, text: str) -> None:
        """Type characters; Enter is « \\ue007 » and Tab « \\ue004 »."""
        actions = [{"type": kind, "value": char} for char in text for kind in ("keyDown", "keyUp")]
        self._command(
            "input.performActions",
            {"context": self._tab, "actions": [{"type": "key", "id": "keyboard", "actions": actions}]},
        )

    def files(self, selector: str, paths: Sequence[Path]) -> None:
        """Choose files."""
        element = {"sharedId": self.wait(selector, visible=False)["sharedId"]}
        self._command(
            "input.setFiles", {"context": self._tab, "element": element, "files": [str(path) for path in paths]}
        )

    # --- What a person sees -------------------------------------------------------------------------

    def wait(self, selector: str, *, text: str | None = None, visible: bool = True) -> dict[str, Any]:
        """The first element that fits, once it is there.

        Raises:
            BidiError: it did not come.
        """
        script = """(selector, text, visible) => [...document.querySelectorAll(selector)].find(one =>
            (!visible || one.getClientRects().length) && (!text || one.textContent.includes(text))) ?? null"""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            found = self._call(script, selector, text, visible)
            if found.get("type") == "node":
                return found
            time.sleep(0.05)
        raise BidiError(f"nothing for {selector} {text or ''} on {self.url}: {self.text()[:500]}")

    def wait_for(self, function: str, *arguments: Any) -> None:
        """Wait until a JavaScript function gives true for these arguments.

        Raises:
            BidiError: it did not.
        """
        deadline = time.monotonic() + _PATIENCE
        while not self.run(function, *arguments):
            if time.monotonic() > deadline:
                raise BidiError(f"never true on {self.url}: {function}")
            time.sleep(0.05)

    @contextmanager
    def turned(self) -> Iterator[None]:
        """Do in the block what opens a page beside the form; go on once it is shown and nothing else is on its way."""
        self.run("() => { document.querySelector('#preuve').firstElementChild.dataset.former = ''; }")
        yield
        self.wait_for("() => !document.querySelector('#preuve [data-former], #preuve[aria-busy]')")

    @contextmanager
    def drawn(self) -> Iterator[None]:
        """Do in the block what leads to another page, or draws this one anew; go on once it is loaded."""
        self.run("() => { window.former = true; }")
        yield
        self.wait_for("() => !window.former && document.readyState === 'complete'")

    def text(self, selector: str = "body") -> str:
        """The text in sight of the first element that fits."""
        return str(self.run("selector => document.querySelector(selector)?.innerText ?? ''", selector))

    def count(self, selector: str) -> int:
        """How many elements fit."""
        return int(self.run("selector => document.querySelectorAll(selector).length", selector))

    @property
    def url(self) -> str:
        """The address of the page."""
        return str(self.run("() => location.href"))

    def run(self, function: str, *arguments: Any) -> Any:
        """What a JavaScript function gives for these arguments (texts, numbers, null, elements)."""
        return self._call(function, *arguments).get("value")

    # --- The protocol -------------------------------------------------------------------------------

    def _call(self, function: str, *arguments: Any) -> dict[str, Any]:
        done = self._command(
            "script.callFunction",
            {
                "functionDeclaration": function,
                "awaitPromise": True,
                "target": {"context": self._tab},
                "arguments": [_argument(one) for one in arguments],
                "userActivation": True,
            },
        )
        if done["type"] == "exception":
            raise BidiError(str(done["exceptionDetails"]["text"]))
        result: dict[str, Any] = done["result"]
        return result

    def _pointer(self, actions: list[dict[str, Any]]) -> None:
        source = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions}
        self._command("input.performActions", {"context": self._tab, "actions": [source]})

    def _command(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=_PATIENCE))
            if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                self.faults.append(str(message["params"]["text"]))
            if message.get("id") == self._last:
                if message["type"] == "error":
                    raise BidiError(f"{method}: {message['message']}")
                result: dict[str, Any] = message["result"]
                return result


def _argument(value: Any) -> dict[str, Any]:
    if value is None:
        return {"type": "null"}
    if isinstance(value, bool):
        return {"type": "boolean", "value": value}
    if isinstance(value, int | float):
        return {"type": "number", "value": value}
    if isinstance(value, dict):
        return {"sharedId": value["sharedId"]}
    return {"type": "string", "value": str(value)}


class _Process:
    """Firefox with a profile of its own, ended with the block."""

    def __init__(self, program: str, folder: Path):
        profile = folder / "profile"
        profile.mkdir()
        downloads = folder / "downloads"
        downloads.mkdir()
        kept = {**_PREFERENCES, "browser.download.dir": str(downloads)}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in kept.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self.downloads = downloads
        self._log = (folder / "firefox.log").open("w+b")
        self._process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"],
            stdout=self._log,
            stderr=self._log,
            env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "MOZ_DISABLE_CONTENT_SANDBOX": "1", "LANG": "C.UTF-8"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def address(self) -> str:
        """Where it listens, once it does.

        Raises:
            BidiError: it ended, or did not say so in time.
        """
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            said = Path(self._log.name).read_text("utf-8", "replace")
            found = _LISTENING.search(said)
            if found:
                return found[1]
            if self._process.poll() is not None:
                break
            time.sleep(0.1)
        raise BidiError(f"Firefox does not listen: {Path(self._log.name).read_text('utf-8', 'replace')[-500:]}")


@contextmanager
def firefox(program: str) -> Iterator[FirefoxTab]:
    """A headless Firefox with one tab, for the time of the block."""
    from websockets.sync.client import connect

    with (
        tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as folder,
        _Process(program, Path(folder)) as process,
        connect(f"{process.address()}/session", max_size=None, proxy=None) as socket,
    ):
        yield FirefoxTab(socket, process.downloads)

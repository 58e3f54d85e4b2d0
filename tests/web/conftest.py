"""A real browser on a real server of this machine: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

import api.app
from sample import sample_pieces
from settings import Settings
from tests.fakes import FakeApplication, FakeBackend
from use_cases.ingest import Description
from web.site import create_app

#: The first is made to be driven: without windows to draw, it takes two thirds of the time of the others.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
#: What axe may find before a test fails: what keeps people out, not matters of taste.
SERIOUS = ("serious", "critical")


class Site:
    """A running service: its address and what it stands on."""

    def __init__(self, address: str, app: Any):
        self.address = address
        self._app = app

    @property
    def application(self) -> FakeApplication:
        application: FakeApplication = self._app.state.service.application
        return application


@contextmanager
def served(settings: Settings) -> Iterator[Site]:
    """Run the whole service on a free port of this machine for the time of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=port,
        log_level="warning",
        lifespan="on",
        timeout_graceful_shutdown=1,  # pages may hold event streams open
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        if time.monotonic() > deadline or not thread.is_alive():
            raise RuntimeError("the service did not start")
        time.sleep(0.02)
    try:
        yield Site(f"http://127.0.0.1:{port}", app)
    finally:
        server.should_exit = True
        thread.join(30)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests; each test has a context, and so cookies, of its own."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="the extra « dev » is not installed")
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium-headless-shell")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            # Drawn by the processor alone: a graphics card imitated by it takes a fifth more.
            args=[
                "--no-sandbox",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--disable-gpu",
                "--disable-software-rasterizer",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(chromium: Any) -> Iterator[Any]:
    """One window for all tests: a tab of its own for each costs little, a window of its own starts processes anew.

    A tab that stays open keeps the process that draws the pages.
    """
    context = chromium.new_context(
        viewport={"width": 1280, "height": 720}, locale="fr-FR", timezone_id="Europe/Paris", reduced_motion="reduce"
    )
    context.set_default_timeout(60_000)
    context.new_page()
    yield context
    context.close()


@pytest.fixture
def page(window: Any) -> Iterator[Any]:
    """A tab of a 13-inch laptop, without cookies nor drafts. What goes wrong in it, or leaves this machine, fails."""
    tab = window.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(f"script: {error}"))
    tab.on("console", lambda message: faults.append(message.text) if _is_refusal(message) else None)
    tab.on("request", lambda request: faults.append(f"asked for {request.url}") if _leaves(request.url) else None)
    yield tab
    tab.unroute_all(behavior="ignoreErrors")
    origin = "/".join(tab.url.split("/")[:3])
    if origin.startswith("http://127.0.0.1:"):
        drafts = {"origin": origin, "storageTypes": "local_storage"}
        window.new_cdp_session(tab).send("Storage.clearDataForOrigin", drafts)
    tab.close()
    window.clear_cookies()
    assert not faults, faults


def _is_refusal(message: Any) -> bool:
    return message.type == "error" and "Content Security Policy" in message.text


def _leaves(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:"))


@contextmanager
def served_with_fakes(data_dir: Path) -> Iterator[Site]:
    """The service on a data directory, with fake models, for the time of the block."""
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:  # for its start alone
            patch.setattr(api.app, "Application", FakeApplication)
            running = stack.enter_context(served(Settings(data_dir=data_dir)))
        yield running


@pytest.fixture
def site(data_dir: Path) -> Iterator[Site]:
    """The service on an empty corpus, with fake models."""
    with served_with_fakes(data_dir) as running:
        yield running


@pytest.fixture(scope="session")
def sample_data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory in which the sample was read and answered once, by whichever test process comes first.

    Tests work on copies of it.
    """
    several = "PYTEST_XDIST_WORKER" in os.environ
    folder = (tmp_path_factory.getbasetemp().parent if several else tmp_path_factory.mktemp("echantillon")) / "repondu"
    with _alone(folder.with_name("repondu.verrou")):
        if not folder.exists():
            making = tmp_path_factory.mktemp("echantillon") / "data"
            shutil.copytree(request.getfixturevalue("sample_read"), making)
            _answer_sample(making)
            making.rename(folder)
    return folder


def _answer_sample(folder: Path) -> None:
    """Describe and answer the sample, and draw the pages that most tests open: they are drawn once a data directory."""
    application = FakeApplication(Settings(data_dir=folder), backend=FakeBackend("e"))
    with application.opened():
        slug = "plui-piemont-ormeze"
        application.dossiers.ingest(sample_pieces(), slug, Description(title="PLUi du Piémont d’Ormèze (fictif)"))
        application.analysis().run(slug, [])
        numbered = application.corpus.answers.numbered(slug)
        opened = [one for code in ("I05", "I06") for one in numbered[code][1].citations[:3]]
        for piece, page in {(one.piece, one.ordinal) for one in opened} | {(sample_pieces()[0].stem, 1)}:
            application.page_images.geometry(slug, piece, page)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One test process at a time: the others wait."""
    import fcntl

    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def read_site(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The service on the sample, read and answered, for all tests that only look: they decide nothing, send nothing."""
    folder = tmp_path_factory.mktemp("lu") / "data"
    shutil.copytree(sample_data, folder)
    with served_with_fakes(folder) as running:
        yield running
        corpus = running.application.corpus
        assert [info.slug for info in corpus.documents.all()] == ["plui-piemont-ormeze"]
        assert corpus.reviews.current("plui-piemont-ormeze") == {}, "a test that decides takes « sample_site »"


@pytest.fixture
def sample_site(sample_data: Path, data_dir: Path) -> Iterator[Site]:
    """The service on a copy of the sample, read and answered, for a test that changes it."""
    shutil.copytree(sample_data, data_dir)
    with served_with_fakes(data_dir) as running:
        yield running


@pytest.fixture
def accessible() -> Callable[[Any], None]:
    """Fails where axe finds what keeps people out of the page as it stands."""

    def check(tab: Any) -> None:
        # The policy of our pages refuses injected scripts: the driver evaluates axe instead.
        tab.evaluate(_axe_source())
        found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [
            f"{fault['id']}: {fault['help']} ({node['html'][:160]})"
            for fault in found["violations"]
            if fault["impact"] in SERIOUS
            for node in fault["nodes"]
        ]
        assert not grave, "\n".join(grave)

    return check


def _axe_source() -> str:
    from importlib.resources import files

    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")

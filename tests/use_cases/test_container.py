"""The parts of an installation: made once, without anybody waiting who asks for another."""

from __future__ import annotations

import threading
from pathlib import Path

import anyio.to_thread
from fastapi.testclient import TestClient

from api.app import create_api
from api.dependencies import Service
from settings import Settings
from use_cases.container import Application


class SlowModel(Application):
    """An installation whose LLM takes as long to load as a test wants."""

    def __init__(self, settings: Settings):
        super().__init__(settings)
        self.begun, self.go = threading.Event(), threading.Event()

    def open_backend(self, spec: str | None):  # type: ignore[no-untyped-def]
        self.begun.set()
        assert self.go.wait(30)
        return super().open_backend("none")


def test_nothing_waits_for_a_model_that_loads(data_dir: Path) -> None:
    application = SlowModel(Settings(data_dir=data_dir))
    with application.opened():
        found: list[object] = []
        askers = [threading.Thread(target=lambda: found.append(application.backend)) for _ in range(2)]
        for one in askers:
            one.start()
        assert application.begun.wait(20)
        assert application.corpus.documents.count() == 0
        assert application.grid.indicators
        application.go.set()
        for one in askers:
            one.join(20)
        assert found[0] is found[1] is application.backend


def test_health_answers_while_every_thread_waits_for_a_model(data_dir: Path) -> None:
    app = create_api(Settings(data_dir=data_dir))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        service = app.state.service
        assert isinstance(service, Service)
        waiting, go = threading.Barrier(3), threading.Event()

        @app.get("/api/v1/few-threads")
        async def few_threads() -> None:
            anyio.to_thread.current_default_thread_limiter().total_tokens = 2

        @app.get("/api/v1/wait")
        def wait() -> None:
            waiting.wait(20)
            go.wait(20)

        assert client.get("/api/v1/few-threads").status_code == 200
        threads = [threading.Thread(target=client.get, args=("/api/v1/wait",)) for _ in range(2)]
        for one in threads:
            one.start()
        waiting.wait(20)  # all threads of the pool are taken
        try:
            assert client.get("/api/v1/health").json()["status"] == "ok"
        finally:
            go.set()
            for one in threads:
                one.join(20)

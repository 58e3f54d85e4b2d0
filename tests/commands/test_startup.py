"""What a command does not use it does not import: names of modules, since seconds depend on the machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes import application_in
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description

ROOT = Path(__file__).parents[2]
#: A second or more each, and none of it is needed to list documents or to write a file.
HEAVY = (
    "alembic",
    "chromadb",
    "llama_index",
    "matplotlib",
    "onnxruntime",
    "sentence_transformers",
    "sklearn",
    "torch",
    "transformers",
    "unstructured",
)
#: What lists are not made of, whatever they list: the tables as SQLAlchemy sees them, servers and clients, bars.
NOT_FOR_LISTS = (
    "alembic",
    "asyncio",
    "corpus.models",
    "httpx",
    "numpy",
    "pydantic_settings",
    "rich.progress",
    "sqlalchemy",
    "yaml",
)
SCRIPT = """
import json, sys
import cli
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["biollm", *arguments]
    try:
        cli.main()
    except SystemExit as ended:
        assert not ended.code, (arguments, ended.code)
sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))
"""


#: Asks the service for a page before any other, as a server would.
PAGE = """
import asyncio, json, pathlib, sys
import cli
from settings import Settings
from web.site import create_app

app = create_app(Settings(data_dir=pathlib.Path(sys.argv[1])))
scope = {
    "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
    "path": sys.argv[2], "raw_path": sys.argv[2].encode(), "root_path": "", "query_string": b"",
    "headers": [(b"host", b"127.0.0.1")],
    "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
}
said = []

async def receive():
    return {"type": "http.request", "body": b"", "more_body": False}

async def send(message):
    said.append(message)

async def main():
    async with app.router.lifespan_context(app):
        await app(scope, receive, send)
        sys.stderr.write("\\n" + json.dumps([said[0]["status"], *sorted(sys.modules)]))

asyncio.run(main())
"""


def imported(*commands: list[str]) -> set[str]:
    """The modules that a process has imported after these commands."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(commands)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_the_list_of_commands_imports_nothing_of_the_project() -> None:
    modules = imported(["--help"])
    assert modules.isdisjoint({*HEAVY, "numpy", "pydantic", "sqlalchemy", "use_cases", "commands.answers"})


def test_settings_open_no_corpus(data_dir: Path) -> None:
    assert imported(["--data-dir", str(data_dir), "settings"]).isdisjoint({*HEAVY, "numpy", "sqlalchemy"})


@pytest.fixture
def filled(data_dir: Path, tmp_path: Path) -> Path:
    path = tmp_path / "reglement.pdf"
    path.write_bytes(raw_pdf(["La pleine terre occupe 40 % du terrain."]))
    with application_in(data_dir).opened() as application:
        application.dossiers.ingest([path], "plui-a", Description())
        application.analysis().run("plui-a")
    return data_dir


def test_what_is_stored_is_listed_and_exported_without_models(filled: Path, tmp_path: Path) -> None:
    root = ["--data-dir", str(filled)]
    modules = imported(
        [*root, "documents"],
        [*root, "answers", "plui-a"],
        [*root, "export", "plui-a", "--format", "csv", "--out", str(tmp_path / "out.csv")],
    )
    assert modules.isdisjoint({*HEAVY, "filelock", "ruamel.yaml"})
    assert (tmp_path / "out.csv").exists()


def test_a_list_of_documents_makes_no_class_that_it_does_not_show(filled: Path) -> None:
    modules = imported(["--data-dir", str(filled), "documents"])
    made = {"domain.answers", "domain.intake", "domain.jobs", "domain.provenance", "domain.reviews", "domain.warnings"}
    assert modules.isdisjoint({*NOT_FOR_LISTS, *made})


def test_answers_are_shown_without_what_decisions_need(filled: Path) -> None:
    modules = imported(["--data-dir", str(filled), "answers", "plui-a"])
    assert modules.isdisjoint({*NOT_FOR_LISTS, "domain.jobs", "domain.reviews"})


def imported_by_page(data_dir: Path, address: str) -> set[str]:
    """The modules that a service has imported once it has answered with a page that nobody came before."""
    done = subprocess.run(
        [sys.executable, "-c", PAGE, str(data_dir), address],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    status, *modules = json.loads(done.stderr.splitlines()[-1])
    assert status == 200
    return set(modules)


def test_a_page_that_comes_after_the_first_needs_no_part_of_the_api(filled: Path) -> None:
    modules = imported_by_page(filled, "/aide")
    assert "web.routes.cell_pages" in modules
    elsewhere = {"api.routes.analysis", "answering.answerer", "docx", "pptx", "retrieval.retriever"}
    assert {*HEAVY, *elsewhere}.isdisjoint(modules)


def test_the_first_page_of_the_service_imports_what_it_shows(filled: Path) -> None:
    modules = imported_by_page(filled, "/")
    elsewhere = {"api.routes.documents", "web.routes.cell_pages", "answering.answerer", "evaluation.evaluate"}
    assert {*HEAVY, *elsewhere, "docx", "ingestion.parser", "numpy", "pptx", "retrieval.retriever"}.isdisjoint(modules)

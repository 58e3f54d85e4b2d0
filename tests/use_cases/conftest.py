"""A small plan that use cases work on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.fakes import FakeApplication, application_in
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description

#: Two pages of rules on hedges, wetlands and open ground.
RULES = raw_pdf(
    [
        "Les haies repérées sont protégées et leur abattage est interdit. "
        "Toute construction est interdite dans les zones humides inventoriées.",
        "Au moins 40 % de la pleine terre doit être conservée sur chaque terrain.",
    ]
)


@pytest.fixture(scope="session")
def rules_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory in which the rules were read once; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("regles-lues")
    path = folder / "reglement.pdf"
    path.write_bytes(RULES)
    with application_in(folder / "data").opened() as application:
        application.dossiers.ingest([path], "plui-a", Description())
    return folder / "data"


@pytest.fixture
def filled(rules_read: Path, data_dir: Path, application: FakeApplication, tmp_path: Path) -> FakeApplication:
    """An application whose data directory holds the rules; their file stands in the folder of the test."""
    (tmp_path / "reglement.pdf").write_bytes(RULES)
    shutil.copytree(rules_read, data_dir, ignore=shutil.ignore_patterns(".lock"), dirs_exist_ok=True)
    return application

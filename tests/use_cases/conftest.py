"""A small plan that use cases work on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description


@pytest.fixture
def filled(application: FakeApplication, tmp_path: Path) -> FakeApplication:
    """Two pages of rules on hedges, wetlands and open ground."""
    path = tmp_path / "reglement.pdf"
    path.write_bytes(
        raw_pdf(
            [
                "Les haies repérées sont protégées et leur abattage est interdit. "
                "Toute construction est interdite dans les zones humides inventoriées.",
                "Au moins 40 % de la pleine terre doit être conservée sur chaque terrain.",
            ]
        )
    )
    application.dossiers.ingest([path], "plui-a", Description())
    return application

"""Learning from reviews at the command line: what is missing is said, and nothing is learnt."""

from __future__ import annotations

from pathlib import Path

import pytest

import use_cases.learn_from_reviews
from corpus.review_store import ReviewDraft
from domain import Decision, Verdict
from tests.api.test_learning import of_fakes
from tests.commands.conftest import Biollm
from tests.fakes import application_in
from tests.ingestion.pdfs import raw_pdf
from use_cases.ingest import Description


def test_one_reviewed_dossier_is_refused_with_what_is_needed(
    command_line: Biollm, tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(use_cases.learn_from_reviews, "shipped_weights", of_fakes)
    path = tmp_path / "reglement.pdf"
    path.write_bytes(raw_pdf(["Les haies sont protégées au plan de zonage."]))
    with application_in(data_dir).opened() as application:
        application.dossiers.ingest([path], "plui-a", Description())
        for number in range(1, 11):
            draft = ReviewDraft(None, "A", Decision.CORRIGE, Verdict.NON)
            application.corpus.reviews.put("plui-a", f"I{number:02d}", draft, None)
    code, _, err = command_line("train-scorer")
    said = " ".join(err.split())
    assert code != 0
    assert "sont d'un seul dossier" in said
    assert "Relisez un second dossier" in said

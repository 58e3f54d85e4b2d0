"""Deliverables, templates and the reference base from the command line."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from cli import app
from corpus import Corpus
from corpus.practice_store import PracticeDraft

RUNNER = CliRunner()


def test_a_template_is_written_once_and_practices_become_notes(tmp_path: Path) -> None:
    folder = tmp_path / "modele"
    assert RUNNER.invoke(app, ["template", str(folder)]).exit_code == 0
    assert {one.name for one in folder.iterdir()} == {"modele.docx", "modele.pptx", "LISEZ-MOI.txt"}
    assert "existe déjà" in str(RUNNER.invoke(app, ["template", str(folder)]).exception)
    data = tmp_path / "data"
    corpus = Corpus(data)
    corpus.practices.add(PracticeDraft("plui-a", "reglement", 1, 1, None, "Des haies.", "Haies", "Bocage"))
    corpus.close()
    done = RUNNER.invoke(app, ["--data-dir", str(data), "practices", "--out", str(tmp_path / "notes")])
    assert "1. Haies (Bocage) – plui-a" in done.output
    assert 'titre: "Haies"' in (tmp_path / "notes" / "bonne-pratique-1.md").read_text("utf-8")


def test_an_empty_installation_exports_and_restores_an_empty_base(tmp_path: Path) -> None:
    base = tmp_path / "base.zip"
    data = ["--data-dir", str(tmp_path / "data")]
    done = RUNNER.invoke(app, [*data, "export", "--format", "datapackage", "--since", "2026-01-31", "--out", str(base)])
    assert (done.exit_code, base.exists()) == (0, True)
    assert "0 dossiers" in RUNNER.invoke(app, [*data, "restore", str(base)]).output

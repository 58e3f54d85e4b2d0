"""Deliverables, templates and the reference base from the command line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from typer.testing import CliRunner

from cli import app
from corpus import Corpus
from corpus.practice_store import PracticeDraft
from domain.practices import MadeDeliverable, SourceCell

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


def test_what_was_made_is_told_with_its_cells_in_words(tmp_path: Path) -> None:
    data = tmp_path / "data"
    corpus = Corpus(data)
    cells = (
        SourceCell("plui-a", "I06", 4, 2, "sans_objet", "validée"),
        SourceCell("plui-a", "I14", 5, None, None, "NON RELUE"),
    )
    corpus.deliverables.add(
        MadeDeliverable("ab12" * 8, "suivi", "docx", "suivi-plui-a.docx", ("plui-a",), cells, "0" * 64, "A. Relectrice",
                        datetime(2026, 1, 31, 12))
    )  # fmt: skip
    corpus.close()
    line = f"{'ab12' * 8}  31/01/2026 12:00  suivi-plui-a.docx, par A. Relectrice\n"
    assert line in RUNNER.invoke(app, ["--data-dir", str(data), "made"]).output
    found = RUNNER.invoke(app, ["--data-dir", str(data), "made", "ab12" * 8]).output
    assert "plui-a I06 : Sans objet (validée), réponse 4, décision 2" in found
    assert "plui-a I14 : Sans verdict (NON RELUE), réponse 5, sans décision" in found


def test_an_empty_installation_exports_and_restores_an_empty_base(tmp_path: Path) -> None:
    base = tmp_path / "base.zip"
    data = ["--data-dir", str(tmp_path / "data")]
    done = RUNNER.invoke(app, [*data, "export", "--format", "datapackage", "--since", "2026-01-31", "--out", str(base)])
    assert (done.exit_code, base.exists()) == (0, True)
    assert "0 dossiers" in RUNNER.invoke(app, [*data, "restore", str(base)]).output

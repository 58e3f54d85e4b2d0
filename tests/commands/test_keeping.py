"""Kept answers from the command line."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from cli import app
from corpus import Corpus
from domain import Answer, Citation, Searched, Verdict

RUNNER = CliRunner()


def answer() -> Answer:
    quote = Citation("reglement", 3, "1", "Les haies sont protégées.", 3, 0, 25, "plui-a")
    return Answer(
        document="plui-a", indicator=None, question="Les haies ?", verdict=Verdict.OUI, rationale="Protégées.",
        values=(), citations=(quote,), searched=Searched(("haies",), 3, ("reglement",)), warnings=(), llm="none",
        seconds=1.0,
    )  # fmt: skip


def test_kept_answers_are_listed_judged_and_let_go(tmp_path: Path) -> None:
    data = ["--data-dir", str(tmp_path)]
    corpus = Corpus(tmp_path)
    corpus.kept_answers.add(["plui-a"], "Les haies ?", answer(), note="À citer.")
    corpus.close()
    listed = RUNNER.invoke(app, [*data, "kept", "list", "plui-a"]).output
    assert "1. Les haies ? (plui-a)" in listed
    assert "reglement, p. 3 (imprimée 1), disparue depuis : « Les haies sont protégées. »" in " ".join(listed.split())
    assert RUNNER.invoke(app, [*data, "kept", "judge", "1", "--avis", "pas-utile"]).exit_code == 0
    assert "(plui-a, pas utile)" in RUNNER.invoke(app, [*data, "kept", "list"]).output
    assert RUNNER.invoke(app, [*data, "kept", "remove", "1"]).exit_code == 0
    assert RUNNER.invoke(app, [*data, "kept", "list"]).output == ""
    assert "numéro 1" in str(RUNNER.invoke(app, [*data, "kept", "remove", "1"]).exception)

"""The command line in this process, as a person calls it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
import use_cases.container
from tests.fakes import FakeApplication

Biollm = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command_line(data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Biollm:
    """Runs a command on the data directory of the test, with fake models; gives exit code, output and errors."""
    monkeypatch.setattr(use_cases.container, "Application", FakeApplication)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["biollm", "--data-dir", str(data_dir), *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), captured.out, captured.err

    return run

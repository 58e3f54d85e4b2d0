"""What the documentation names exists, and every command is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer.main

from cli import app
from settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("docker/*.md"), *ROOT.glob("sample/*.md")]
READMES = [ROOT / "README.md", ROOT / "README.fr.md"]
#: Variables of docker/compose.yaml that are no settings.
OF_COMPOSE = {"BIOLLM_API_KEY"}


def commands(command: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command of the command line."""
    if hasattr(command, "commands"):
        for name, one in command.commands.items():
            yield from commands(one, (*before, name))
    else:
        yield before


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_points_to_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [one for one in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in one]
    assert [one for one in links if not (page.parent / one).exists()] == []
    modules = set(re.findall(r"python -m (benchmarks\.\w+)", text))
    assert [one for one in modules if find_spec(one) is None] == []
    variables = {one.lower() for one in re.findall(r"\bBIOLLM_[A-Z_]+\b", text)} - {one.lower() for one in OF_COMPOSE}
    assert [one for one in variables if one.removeprefix("biollm_") not in Settings.model_fields] == []


@pytest.mark.parametrize("readme", READMES, ids=lambda page: page.name)
def test_a_readme_names_every_command(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    names = {words[0] for words in commands(typer.main.get_command(app))}
    assert [name for name in sorted(names) if not re.search(rf"(biollm |`){name}\b|make {name}\b", text)] == []


def test_every_command_that_a_page_shows_can_be_typed() -> None:
    known = {" ".join(words) for words in commands(typer.main.get_command(app))}
    groups = {words.split()[0] for words in known if " " in words}
    shown = set()
    for page in PAGES:
        for line in re.findall(r"^ {4}biollm ([a-z][a-z -]*)", page.read_text(encoding="utf-8"), re.MULTILINE):
            words = line.split()
            shown.add(" ".join(words[: 2 if words[0] in groups else 1]))
    assert shown
    assert shown - known == set()


def test_tests_that_a_page_names_are_there() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [one for one in re.findall(r"`(tests/[\w/]+(?:\.py)?)/?`", text) if not (ROOT / one).exists()] == []
    defined = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    assert [name for name in re.findall(r"`(test_\w+)…`", text) if f"def {name}" not in defined] == []


def test_each_fault_has_the_test_that_breaks_it() -> None:
    tables = (ROOT / "docs/robustness.md").read_text("utf-8").split("## What the version before did")[0]
    rows = [line for line in tables.splitlines() if line.startswith("| ")]
    faults = [line for line in rows if not line.startswith("| fault |")]
    assert len(faults) > 30
    for line in faults:
        named = re.findall(r"`(tests/[\w/]+\.py)`: ((?:`test_\w+`(?:, )?)+)", line)
        assert named, line
        for path, names in named:
            text = (ROOT / path).read_text("utf-8")
            assert [one for one in re.findall(r"\w+", names) if f"def {one}(" not in text] == [], path

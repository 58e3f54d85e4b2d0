"""What is kept in memory has a known size: a service that runs for weeks does not grow by what it remembers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.package_arrows import ROOT

#: Made once by name: the names are those of the parts of an installation, not of what people ask.
PARTS = {("use_cases/made_parts.py", "MadeOnce"), ("vectorstore/dense_on_demand.py", "MadeOnce")}
#: ``cache`` on a function of an argument, of which there are as many values as pieces of the sample or as readers.
FEW = {"sample/paging.py", "ingestion/formats/readers/unstructured_reader.py"}
NOT_OURS = ("tests", "benchmarks", ".venv")
SOURCES = [path for path in sorted(ROOT.glob("*/**/*.py")) if path.relative_to(ROOT).parts[0] not in NOT_OURS]


def unbounded(path: Path) -> Iterator[str]:
    """Each cache of a file that has no bound, by what makes it."""
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text if "cache" in text or "MadeOnce" in text else "")):
        if isinstance(node, ast.Call) and _name(node.func) == "MadeOnce" and not (node.args or node.keywords):
            yield "MadeOnce"
        if isinstance(node, ast.Call) and _name(node.func) == "lru_cache":
            sizes = [*node.args, *(one.value for one in node.keywords)]
            if any(isinstance(size, ast.Constant) and size.value is None for size in sizes):
                yield "lru_cache"
        if isinstance(node, ast.FunctionDef) and (node.args.args or node.args.kwonlyargs):
            yield from (_name(one) for one in node.decorator_list if _name(one) == "cache")


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_every_cache_has_a_bound() -> None:
    found = {(str(path.relative_to(ROOT)), kind) for path in SOURCES for kind in unbounded(path)}
    assert len(SOURCES) > 300
    assert sorted(found - PARTS - {(path, "cache") for path in FEW}) == []


@pytest.mark.parametrize("text", ["a = MadeOnce()", "@cache\ndef f(x): ...", "@lru_cache(maxsize=None)\ndef f(x): ..."])
def test_a_cache_without_one_is_seen(tmp_path: Path, text: str) -> None:
    (tmp_path / "module.py").write_text(text)
    assert list(unbounded(tmp_path / "module.py"))

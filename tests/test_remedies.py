"""What users are told to do can be done: every setting that a message names exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from settings import Settings

ROOT = Path(__file__).parent.parent
PACKAGES = (
    "answering", "api", "commands", "corpus", "domain", "evaluation", "exports", "french", "indicator_queries",
    "ingestion", "retrieval", "sample", "use_cases", "vectorstore", "web",
)  # fmt: skip
#: « réglage llm_context », « réglages ocr et office_pages »: the word after, and names with an underscore after « et ».
NAMED = re.compile(r"\br[ée]glages?\s+«?\s*([a-z][a-z0-9_]*)(?:\s+(?:et|ou)\s+([a-z]+_[a-z_]+))?")
VARIABLE = re.compile(r"\bBIOLLM_([A-Z][A-Z_]+)")
#: Words that may follow « réglage » in French.
WORDS = frozenset({"n", "qui", "de", "du", "des", "ou", "et", "contraire", "inconnu", "est", "par", "dans", "connu"})
#: Read before the settings are: where their file is.
OTHERS = frozenset({"config"})


def texts() -> Iterator[tuple[str, str]]:
    """Every string of the code that could be shown, with its file; docstrings and files that name none are left out."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            source = path.read_text("utf-8")
            if not NAMED.search(source) and not VARIABLE.search(source):
                continue
            tree = ast.parse(source)
            docstrings = {
                id(node.body[0].value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
                and node.body
                and isinstance(node.body[0], ast.Expr)
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


@cache
def named() -> list[tuple[str, str]]:
    found = []
    for where, text in texts():
        for match in NAMED.finditer(text):
            found += [(where, name) for name in match.groups() if name and name not in WORDS]
        found += [(where, name.lower()) for name in VARIABLE.findall(text)]
    return found


@pytest.mark.parametrize(("where", "name"), named())
def test_a_setting_that_a_message_names_exists(where: str, name: str) -> None:
    assert name in Settings.model_fields.keys() | OTHERS


def test_messages_that_name_settings_are_found() -> None:
    assert {name for _, name in named()} >= {"llm_context", "openai_api_key", "embedding_precision"}

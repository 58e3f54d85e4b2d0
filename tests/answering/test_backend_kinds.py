"""The registry of back ends: every kind declares itself, and nothing else knows its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from answering.llm.choice import parse_spec
from answering.llm.kinds import backend_kinds
from domain.errors import SettingsError

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("spec", "kind", "model"),
    [
        ("embedded", "embedded", ""),
        (" none ", "none", ""),
        ("ollama:mistral:7b", "ollama", "mistral:7b"),
        ("openai:http://127.0.0.1:8000/v1#qwen", "openai", "qwen"),
    ],
)
def test_a_spec_is_read_by_its_kind(spec: str, kind: str, model: str) -> None:
    read = parse_spec(spec)
    assert (read.kind, read.model) == (kind, model)


@pytest.mark.parametrize("spec", ["ollama:", "openai:ftp://x#y", "openai:http://x", "gpt", "none:x"])
def test_what_no_kind_reads_is_refused_with_the_forms_of_all(spec: str) -> None:
    with pytest.raises(SettingsError) as refused:
        parse_spec(spec)
    assert all(kind.form in str(refused.value) for kind in backend_kinds().values())


def test_no_code_compares_the_kind_of_a_back_end() -> None:
    compared = re.compile(r"card\.kind (?:==|!=|in|not in)\b|parsed\.kind ==")
    packages = ("answering", "api", "commands", "evaluation", "use_cases", "web", "benchmarks")
    files = [path for package in packages for path in (ROOT / package).rglob("*.py")]
    assert [str(path) for path in files if compared.search(path.read_text("utf-8"))] == []


def test_the_kind_without_a_model_says_so() -> None:
    assert [name for name, kind in backend_kinds().items() if not kind.traits.answers] == ["none"]

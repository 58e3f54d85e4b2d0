"""Which LLM answers when nothing is set, and what a setting may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from answering.llm import choose_backend, open_backend
from domain.errors import LlmModelMissing, LlmUnavailable, SettingsError
from tests.ollama_server import ServedModel, serving
from tests.scripted_engine import ScriptedEngine

NOBODY = "http://127.0.0.1:9"
GIGA = 1_000_000_000


def test_without_ollama_the_embedded_model_answers_and_says_why() -> None:
    choice = choose_backend(None, ollama_url=NOBODY)
    assert choice.spec == "embedded"
    assert NOBODY in choice.why


def test_what_the_user_set_wins() -> None:
    assert choose_backend("ollama:mistral", ollama_url=NOBODY).spec == "ollama:mistral"


@pytest.mark.parametrize("spec", [None, "", "auto"])
def test_the_largest_chat_model_that_fits_is_taken(spec: str | None) -> None:
    models = [
        ServedModel("nomic-embed-text:latest", family="nomic-bert", capabilities=("embedding",), size=9 * GIGA),
        ServedModel("llama3.2:3b", size=2 * GIGA),
        ServedModel("qwen2.5:7b", size=5 * GIGA),
        ServedModel("llama3.1:70b", size=40 * GIGA),
        ServedModel("gpt-oss:120b-cloud", size=1, remote_host="https://ailleurs.example"),
    ]
    with serving(ScriptedEngine(models=models)) as url:
        choice = choose_backend(spec, ollama_url=url, total_memory=16 * GIGA)
    assert choice.spec == "ollama:qwen2.5:7b"
    assert "qwen2.5:7b" in choice.why


def test_a_model_already_loaded_is_preferred() -> None:
    models = [ServedModel("qwen2.5:7b", size=5 * GIGA), ServedModel("llama3.2:3b", size=2 * GIGA, loaded=True)]
    with serving(ScriptedEngine(models=models)) as url:
        assert choose_backend(None, ollama_url=url, total_memory=16 * GIGA).spec == "ollama:llama3.2:3b"


def test_an_ollama_with_nothing_to_chat_with_leaves_the_embedded_model() -> None:
    models = [ServedModel("nomic-embed-text:latest", family="nomic-bert", capabilities=())]
    with serving(ScriptedEngine(models=models)) as url:
        assert choose_backend(None, ollama_url=url).spec == "embedded"


@pytest.mark.parametrize(
    "spec",
    ["gpt4", "ollama:", "ollama", "openai:", "openai:localhost#m", "openai:http://127.0.0.1:1/v1", "openai:ftp://x#m"],
)
def test_a_spec_that_cannot_be_read_names_the_forms(spec: str) -> None:
    with pytest.raises(SettingsError, match="openai:URL#MODÈLE"):
        choose_backend(spec)


def test_a_missing_model_names_those_present_and_how_to_get_it(tmp_path: Path) -> None:
    with serving(ScriptedEngine()) as url, pytest.raises(LlmModelMissing, match=r"qwen2\.5:7b.*ollama pull mistral"):
        open_backend("ollama:mistral", models_dir=tmp_path, ollama_url=url)


def test_a_model_run_elsewhere_is_refused(tmp_path: Path) -> None:
    models = [ServedModel("gros:cloud", remote_host="https://ailleurs.example")]
    with serving(ScriptedEngine(models=models)) as url, pytest.raises(SettingsError, match="extérieur"):
        open_backend("ollama:gros:cloud", models_dir=tmp_path, ollama_url=url)


def test_no_server_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(LlmUnavailable, match="ollama serve"):
        open_backend("ollama:mistral", models_dir=tmp_path, ollama_url=NOBODY)

"""What needs torch says how it comes, where it is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import ModelFilesMissing
from retrieval import CrossEncoderReranker
from settings import Settings
from use_cases.container import Application
from use_cases.doctor import examine
from vectorstore import LlamaIndexEmbedder, torch_packages


@pytest.fixture
def without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch_packages, "MODULES", ("torch_not_installed", "not_installed.either"))


@pytest.mark.usefixtures("without_torch")
def test_another_model_or_a_second_reading_says_what_to_install(tmp_path: Path) -> None:
    for open_model in (lambda: LlamaIndexEmbedder(tmp_path), lambda: CrossEncoderReranker("un/modele")):
        with pytest.raises(ModelFilesMissing) as caught:
            open_model()
        assert "torch_not_installed" in str(caught.value)
        assert "biollm[torch]" in str(caught.value.remedy)


@pytest.mark.usefixtures("without_torch")
def test_the_bundled_model_is_not_assembled_for_what_is_not_there(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", models_dir=tmp_path / "m", embedding_runtime="torch")
    with pytest.raises(ModelFilesMissing, match="torch_not_installed"):
        _ = Application(settings).embedder
    assert not (tmp_path / "m").exists()


@pytest.mark.usefixtures("without_torch")
@pytest.mark.parametrize(
    "chosen", [{"embedding_model": "un/modele"}, {"embedding_runtime": "torch"}, {"reranker": "un/autre"}]
)
def test_the_doctor_sees_it_before_it_is_needed(tmp_path: Path, chosen: dict[str, str]) -> None:
    settings = Settings(data_dir=tmp_path / "data", models_dir=tmp_path / "m", **chosen)
    check = next(check for check in examine(settings) if check.name == "Plongement")
    assert check.state == "erreur"
    assert "biollm[torch]" in check.detail


def test_the_bundled_model_needs_none_of_it(tmp_path: Path) -> None:
    checks = {check.name: check for check in examine(Settings(data_dir=tmp_path / "data", models_dir=tmp_path / "m"))}
    assert checks["Plongement"].state == "ok"

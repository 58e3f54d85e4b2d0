"""Answers kept by another version of the code that answers are asked again."""

from __future__ import annotations

from pathlib import Path

from use_cases.answering_code import answering_code, code_digest


def test_any_change_of_a_module_is_another_version(tmp_path: Path) -> None:
    module = tmp_path / "reading.py"
    module.write_text("MOST = 3\n", encoding="utf-8")
    before = code_digest([tmp_path])
    assert code_digest([tmp_path]) == before
    module.write_text("MOST = 4\n", encoding="utf-8")
    changed = code_digest([tmp_path])
    module.rename(tmp_path / "other.py")
    assert len({before, changed, code_digest([tmp_path])}) == 3


def test_other_weights_or_words_are_another_version_and_compiled_modules_are_none(tmp_path: Path) -> None:
    weights = tmp_path / "weights.npz"
    weights.write_bytes(b"\x00\xff")
    before = code_digest([tmp_path])
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "reading.cpython-311.pyc").write_bytes(b"compiled")
    assert code_digest([tmp_path]) == before
    weights.write_bytes(b"\x00\xfe")
    changed = code_digest([tmp_path])
    (tmp_path / "words.yaml").write_text("- haie, bocage\n", encoding="utf-8")
    assert len({before, changed, code_digest([tmp_path])}) == 3


def test_the_version_of_the_code_that_runs_is_one() -> None:
    assert answering_code() == answering_code()
    assert len(answering_code()) == 64

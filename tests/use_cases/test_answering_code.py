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


def test_the_version_of_the_code_that_runs_is_one() -> None:
    assert answering_code() == answering_code()
    assert len(answering_code()) == 64

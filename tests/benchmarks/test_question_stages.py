"""The table of stages: a line a series, a line a kind, and all."""

from __future__ import annotations

from benchmarks.question_set import ExpectedKind, Half, load_questions
from benchmarks.question_stages import STAGES, StagedQuestion, table


def test_each_question_is_counted_at_its_stage_in_its_series_and_in_its_kind() -> None:
    value, rule = (
        next(one for one in load_questions(Half.DEVELOPMENT) if one.kind is kind)
        for kind in (ExpectedKind.VALUE, ExpectedKind.RULE)
    )
    lines = table(
        [
            StagedQuestion(value, Half.DEVELOPMENT, "right"),
            StagedQuestion(rule, Half.SECOND, "ranked low"),
        ]
    ).splitlines()
    cells = {line.split("|")[1].strip(): [cell.strip() for cell in line.split("|")[2:-1]] for line in lines}
    assert lines[0].split("|")[3:-1] == [f" {stage} " for stage in STAGES]
    assert cells["development"] == ["1", "1", *[""] * (len(STAGES) - 1)]
    assert cells["rule"][0] == "1"
    assert cells["rule"][1 + STAGES.index("ranked low")] == "1"
    assert cells["all"][:2] == ["2", "1"]

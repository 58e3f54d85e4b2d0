"""The rule of a rubric, as a person writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import GridError
from indicator_queries import load_grid
from indicator_queries.rule import Degree, parse_rule


@pytest.mark.parametrize(
    ("rule", "met", "holds"),
    [
        ("a et b ou c", {"c"}, True),
        ("a et b ou c", {"a"}, False),
        ("a et b ou c", {"a", "b"}, True),
        ("a et non b", {"a"}, True),
        ("a et non b", {"a", "b"}, False),
    ],
)
def test_et_binds_tighter_than_ou_and_non_denies(rule: str, met: set[str], holds: bool) -> None:
    assert parse_rule(rule).holds(met) is holds


@pytest.mark.parametrize("rule", ["", "a b", "(a)", "a et", "non", "A et b"])
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="illisible"):
        parse_rule(rule)


def test_a_slip_in_a_criterion_is_told_with_its_line_and_the_right_word(tmp_path: Path) -> None:
    path = tmp_path / "grille.yaml"
    path.write_text(
        "name: g\nversion: '1'\ntitle: t\nindicators:\n  - code: A1\n    name: n\n    question: q ?\n"
        "    vocabulary: [v]\n"
        "    rubric:\n      oui: a\n      partiel: b\n      non: c\n      rule: {oui: k, partiel: k}\n"
        "      criteria:\n        - key: k\n          name: n\n          question: q ?\n          cue_phrase: [[mot]]\n"
        "          cue_phrases: [[mot]]\n",
        encoding="utf-8",
    )
    with pytest.raises(GridError, match=r"(?s)ligne 18.*cue_phrases"):
        load_grid(path)


@pytest.mark.parametrize(
    ("rule", "fully", "partly", "degree"),
    [
        ("a et b", {"a", "b"}, set(), Degree.FULLY),
        ("a et b", {"a"}, {"b"}, Degree.PARTLY),
        ("a et b", {"a"}, set(), Degree.NOT),
        ("a ou b", set(), {"b"}, Degree.PARTLY),
        ("a ou b", {"a"}, {"b"}, Degree.FULLY),
        ("a et non b", {"a"}, set(), Degree.FULLY),
        ("a et non b", {"a"}, {"b"}, Degree.PARTLY),
        ("a et non b", {"a", "b"}, set(), Degree.NOT),
    ],
)
def test_a_rule_holds_in_part_when_a_criterion_does(
    rule: str, fully: set[str], partly: set[str], degree: Degree
) -> None:
    assert parse_rule(rule).degree(fully, partly) is degree

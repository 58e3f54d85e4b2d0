"""The rule of a rubric, as a person writes it."""

from __future__ import annotations

import pytest

from indicator_queries.rule import parse_rule


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

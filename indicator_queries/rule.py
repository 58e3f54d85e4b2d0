"""The rule of a rubric: « reservoirs et corridors ou carte », « terrain et non limite ».

« et » binds tighter than « ou »; « non » denies the criterion that follows. There are no parentheses: a
rule that needs them is better said with one criterion more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum


class Degree(IntEnum):
    """How far a criterion is met, or a rule holds: three values, as a reader who is given sentences answers."""

    NOT = 0
    PARTLY = 1
    FULLY = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """Alternatives, each a set of (criterion, wanted) that must all agree."""

    alternatives: tuple[tuple[tuple[str, bool], ...], ...]

    @property
    def criteria(self) -> frozenset[str]:
        """The criteria that the rule names."""
        return frozenset(name for alternative in self.alternatives for name, _ in alternative)

    def holds(self, met: Collection[str]) -> bool:
        """Whether the rule holds when exactly the criteria ``met`` are met."""
        return any(all((name in met) == wanted for name, wanted in parts) for parts in self.alternatives)

    def degree(self, fully: Collection[str], partly: Collection[str]) -> Degree:
        """How far the rule holds when some criteria are fully met and others partly (Kleene's three-valued logic).

        « et » takes the least of its parts, « ou » the greatest, « non » turns fully and not round and leaves partly.
        """

        def of(name: str, wanted: bool) -> int:
            value = Degree.FULLY if name in fully else Degree.PARTLY if name in partly else Degree.NOT
            return value if wanted else Degree.FULLY - value

        return Degree(max(min(of(name, wanted) for name, wanted in parts) for parts in self.alternatives))


def rule_in_words(text: str, names: Mapping[str, str]) -> str:
    """A rule with the names of its criteria instead of their keys.

    Example:
        >>> rule_in_words("regle et non carte", {"regle": "Règle écrite", "carte": "Carte"})
        '« Règle écrite » et non « Carte »'
    """
    return re.sub(r"[a-z][a-z0-9_]*", lambda found: f"« {names[found[0]]} »" if found[0] in names else found[0], text)


def parse_rule(text: str) -> Rule:
    """Read a rule.

    Raises:
        ValueError: the rule is not made of names joined by « et », « ou », « non ».
    """
    alternatives = []
    for alternative in re.split(r"\s+ou\s+", text.strip()):
        parts = []
        for part in re.split(r"\s+et\s+", alternative):
            found = re.fullmatch(r"(non\s+)?([a-z][a-z0-9_]*)", part.strip())
            if not found or found[2] in ("et", "ou", "non"):
                raise ValueError(f"règle illisible près de « {part.strip()} » (attendu : nom et nom ou non nom)")
            parts.append((found[2], found[1] is None))
        alternatives.append(tuple(parts))
    return Rule(tuple(alternatives))

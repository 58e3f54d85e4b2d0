"""What the rules of who speaks, what is announced and what is denied recognise in sentences written for it.

    python -m benchmarks.sentence_rules

The examples of the bundled grid (``indicator_queries/grids/*.exemples.csv``) are sentences in the manner of plans,
written without looking at a dossier (columns ``indicateur``, ``critere``, ``etat``, ``nature`` of the piece,
``phrase``, ``lot``). Batch 1 has some fifteen for every criterion of the grid; batch 2 was written after the rules
had been widened by batch 1, and widened them once more; batch 3 was written last, on purpose in unusual words, and no
rule was made from it. The share of a batch that rules were made from says nothing of other sentences; that of batch 3
does.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from domain import CriterionState
from domain.sentence_features import Presence, Speaker
from indicator_queries.examples import TABLE_SUFFIX
from languages.entries.french_language import LANGUAGE as FRENCH

EXAMPLES = Path(str(files("indicator_queries"))) / "grids" / f"biodiversite-erca-15{TABLE_SUFFIX}"


@dataclass(frozen=True, slots=True)
class WrittenExample:
    """A sentence written for a criterion; ``criterion`` is « indicator/criterion », empty where it is for none."""

    criterion: str
    state: CriterionState
    piece: str
    text: str
    batch: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """How many of some sentences the rules take for denied, for announced, for said by others."""

    sentences: int
    denied: int
    announced: int
    others: int


def written_examples() -> tuple[WrittenExample, ...]:
    """All sentences of the file."""
    with EXAMPLES.open(encoding="utf-8", newline="") as lines:
        return tuple(
            WrittenExample(
                f"{row['indicateur']}/{row['critere']}" if row["critere"] else "",
                CriterionState(row["etat"]),
                row["nature"],
                row["phrase"],
                int(row["lot"]),
            )
            for row in csv.DictReader(lines)
        )


def recognised(examples: Sequence[WrittenExample]) -> Recognised:
    """Count what the rules say of some sentences."""
    rules = FRENCH.sentences
    denials = [rules.denial(one.text, False) for one in examples]
    presences = [rules.presence(one.text) for one in examples]
    return Recognised(
        len(examples),
        sum(
            found.negation or found.refused or found.inconclusive or presence is Presence.ABSENT
            for found, presence in zip(denials, presences, strict=True)
        ),
        sum(presence is Presence.ANNONCE for presence in presences),
        sum(rules.speaker(one.text) is not Speaker.PLAN for one in examples),
    )


def main() -> None:
    """Print a Markdown table by batch and state."""
    examples = written_examples()
    print("| batch | state | sentences | taken for denied | for announced | for said by others |")
    print("|---|---|---|---|---|---|")
    for batch in sorted({one.batch for one in examples}):
        for state in CriterionState:
            some = [one for one in examples if (one.batch, one.state) == (batch, state)]
            if some:
                found = recognised(some)
                print(
                    f"| {batch} | {state.value} | {found.sentences} | {found.denied} | {found.announced} "
                    f"| {found.others} |"
                )


if __name__ == "__main__":
    main()

"""Figures of answered questions by kind and by wording, their file, and how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from pydantic import BaseModel

from benchmarks.question_scoring import GivenAnswer, QuestionScore, Share
from benchmarks.question_set import SetQuestion
from domain.proportions import wilson

ALL = "all"
NOTHING = Share()


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What the answers to a group of questions came to; shares as in :class:`QuestionScore`, ``seconds`` in all.

    ``refused`` counts refusals, rightly or not, of the questions asked.
    """

    right: Share = NOTHING
    refused: Share = NOTHING
    whole: Share = NOTHING
    told: Share = NOTHING
    fitting: Share = NOTHING
    scope: Share = NOTHING
    page: Share = NOTHING
    verbatim: Share = NOTHING
    borne_out: Share = NOTHING
    proposed: Share = NOTHING
    tokens: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, given: GivenAnswer, scored: QuestionScore) -> GroupFigures:
        """The figures of one answer."""
        shares = {name: getattr(scored, name) for name in SHARES if name not in ("right", "refused")}
        right, refused = Share(scored.right, 1), Share(scored.refused, 1)
        return cls(right, refused, **shares, tokens=given.tokens, seconds=given.seconds)

    def __add__(self, other: GroupFigures) -> GroupFigures:
        return GroupFigures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


SHARES = tuple(one.name for one in fields(GroupFigures) if one.name not in ("tokens", "seconds"))

Asked = tuple[SetQuestion, GivenAnswer, QuestionScore]


def by_group(asked: Iterable[Asked]) -> dict[str, GroupFigures]:
    """Figures of each kind, in the order of the set, then of each wording that is not plain, then of all."""
    kinds: dict[str, GroupFigures] = {}
    wordings: dict[str, GroupFigures] = {}
    total = GroupFigures()
    for question, given, scored in asked:
        one = GroupFigures.of(given, scored)
        kinds[question.kind.value] = kinds.get(question.kind.value, GroupFigures()) + one
        wordings[question.wording.value] = wordings.get(question.wording.value, GroupFigures()) + one
        total = total + one
    wordings.pop("plain", None)
    return {**kinds, **wordings, ALL: total}


class GroupJson(BaseModel):
    """Figures of a group: each share is [found, of]."""

    right: tuple[int, int]
    refused: tuple[int, int]
    whole: tuple[int, int]
    told: tuple[int, int]
    fitting: tuple[int, int]
    scope: tuple[int, int]
    page: tuple[int, int]
    verbatim: tuple[int, int]
    borne_out: tuple[int, int]
    proposed: tuple[int, int] = (0, 0)
    tokens: int
    seconds: float


class QuestionRunJson(BaseModel):
    """A result file: how the questions were answered, and the figures by group. Nothing of single questions."""

    way: str
    half: str
    groups: dict[str, GroupJson]

    @classmethod
    def of(cls, way: str, half: str, groups: dict[str, GroupFigures]) -> QuestionRunJson:
        """The JSON of figures."""
        made = {}
        for name, figures in groups.items():
            shares = {share: (getattr(figures, share).found, getattr(figures, share).of) for share in SHARES}
            made[name] = GroupJson(**shares, tokens=figures.tokens, seconds=round(figures.seconds, 2))
        return cls(way=way, half=half, groups=made)

    def figures(self) -> dict[str, GroupFigures]:
        """The figures of the file."""
        made = {}
        for name, group in self.groups.items():
            shares = {share: Share(*getattr(group, share)) for share in SHARES}
            made[name] = GroupFigures(**shares, tokens=group.tokens, seconds=group.seconds)
        return made

    def write(self, file: Path) -> None:
        """Write the result file."""
        file.write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> QuestionRunJson:
        """Read a result file."""
        return cls.model_validate_json(file.read_text(encoding="utf-8"))


#: Columns of the table: what is printed above, and the share or amount.
COLUMNS = (
    ("juste", "right"),
    ("refusé", "refused"),
    ("complet", "whole"),
    ("éléments dits", "told"),
    ("citations à leur place", "fitting"),
    ("portée", "scope"),
    ("page", "page"),
    ("mot pour mot", "verbatim"),
    ("phrases portées", "borne_out"),
    ("juste, de ce qui est proposé", "proposed"),
)


def table(runs: Sequence[QuestionRunJson]) -> str:
    """A table in Markdown, one line a group and run; « juste », portée and page with their 95 % intervals."""
    heads = ["groupe", "lecteur", *(head for head, _ in COLUMNS), "jetons", "s"]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    groups = list(dict.fromkeys(name for run in runs for name in run.groups))
    for name in groups:
        for run in runs:
            if name in run.groups:
                lines.append(f"| {name} | {run.way} | " + " | ".join(_cells(run.figures()[name])) + " |")
    return "\n".join(lines)


def _cells(figures: GroupFigures) -> Iterable[str]:
    for _, share in COLUMNS:
        yield _cell(getattr(figures, share), interval=share in ("right", "scope", "page"))
    asked = max(figures.right.of, 1)
    yield f"{figures.tokens / asked:.0f}"
    yield f"{figures.seconds / asked:.2f}"


def _cell(share: Share, *, interval: bool) -> str:
    bounds = wilson(share.found, share.of) if interval else None
    if not share.of:
        return "–"
    said = f"{share.found} / {share.of}"
    return f"{said} ({bounds[0]:.2f}–{bounds[1]:.2f})" if bounds else said

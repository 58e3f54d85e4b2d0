"""Stored form of studies (a JSON file and a run of the corpus) and of the trials that they are made of.

Version 1 had no number and named proposals and kinds of variation in French. Whatever was stored by any version is
read; only this version is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter, ValidationError

from domain import Answer, Verdict
from domain.errors import StorageError
from evaluation.gold_cells import PageKey
from evaluation.stored_form import stored_version, without_version
from evaluation.study import Axis, Proposal, Study
from evaluation.study_json import StudyJson

VERSION = 2
JsonObject = dict[str, JsonValue]

_AXES_1 = {axis.label: axis for axis in Axis}
_PROPOSALS_1 = {proposal.label: proposal for proposal in Proposal}


class StoredStudy(StudyJson):
    """A study as it was kept, and when it was made."""

    made: datetime


@dataclass(frozen=True, slots=True)
class TrialAnswer:
    """What is kept of one answer of a study or of an oracle; ``seconds`` are the machine's."""

    verdict: Verdict
    rationale: str
    seconds: float = 0.0
    pages: tuple[PageKey, ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> TrialAnswer:
        """What is kept of an answer: its pages once each, in the order of their pieces."""
        pages = {(citation.piece, citation.page) for citation in answer.citations}
        return cls(answer.verdict, answer.rationale, answer.seconds, tuple(sorted(pages, key=str)))


class _Indicator1(BaseModel):
    model_config = ConfigDict(extra="allow")

    proposal: str
    by_axis: dict[str, JsonValue]


class _Study1(BaseModel):
    """What version 1 named in French; the rest is as today."""

    model_config = ConfigDict(extra="allow")

    axes: dict[str, JsonValue]
    indicators: list[_Indicator1]


@cache
def _trial() -> TypeAdapter[TrialAnswer]:
    return TypeAdapter(TrialAnswer)


def encode_study(study: Study, made: datetime) -> JsonObject:
    """The stored form of a study."""
    content = StudyJson.of(study).model_dump(mode="json")
    return {"codec": VERSION, "made": made.isoformat(timespec="seconds"), **content}


def decode_study(stored: Mapping[str, object]) -> StoredStudy:
    """A study as any version stored it.

    Raises:
        StorageError: a version after this one stored it, or it is damaged.
    """
    try:
        if stored_version(stored, VERSION, _unreadable) == 1:
            stored = _study_1(stored)
        return StoredStudy.model_validate(without_version(stored))
    except (ValidationError, KeyError) as error:
        raise _unreadable(str(error)) from error


def encode_trial(answer: TrialAnswer) -> JsonObject:
    """The stored form of a trial."""
    return {"codec": VERSION, **_trial().dump_python(answer, mode="json")}


def decode_trial(stored: Mapping[str, object]) -> TrialAnswer:
    """A trial as any version stored it.

    Raises:
        StorageError: a version after this one stored it, or it is damaged.
    """
    stored_version(stored, VERSION, _unreadable)
    try:
        return _trial().validate_python(without_version(stored))
    except ValidationError as error:
        raise _unreadable(str(error)) from error


def _study_1(stored: Mapping[str, object]) -> dict[str, object]:
    """A study of version 1 with the codes of today."""
    study = _Study1.model_validate(stored)
    study.axes = {_AXES_1[axis]: variants for axis, variants in study.axes.items()}
    for one in study.indicators:
        one.proposal = _PROPOSALS_1[one.proposal]
        one.by_axis = {_AXES_1[axis]: shares for axis, shares in one.by_axis.items()}
    return study.model_dump()


def _unreadable(why: str) -> StorageError:
    return StorageError(
        f"cette étude ne peut pas être relue ({why}).",
        remedy="Elle vient peut-être d'une version plus récente : mettez l'outil à jour, ou refaites l'étude.",
    )

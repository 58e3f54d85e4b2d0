"""Stored form of evaluations: what they were made from, and what they came to, as two JSON of a run.

Version 1 had no number and named causes in French. Whatever was stored by any version is read; only this version is
written. The cells are kept whole: a report is made again from them, with the metrics of today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter, ValidationError

from domain.errors import StorageError
from evaluation.annotators import AnnotatorAgreement
from evaluation.causes import Cause, Causes
from evaluation.cell_results import CellResult
from evaluation.evaluate import Evaluation
from evaluation.evaluation_inputs import EvaluationInputs
from evaluation.gain import Gain
from evaluation.outcome_json import AnnotatorsJson, CausesJson, OutcomeJson
from evaluation.stored_form import stored_version, without_version

VERSION = 2
JsonObject = dict[str, JsonValue]

#: Names of causes in version 1: those of today's labels, and what some were called before.
_CAUSES_1 = {cause.label: cause for cause in Cause} | {
    "passage trouvé, non montré au modèle": Cause.PASSAGE_NOT_READ,
    "rubrique ambiguë": Cause.UNCLEAR_LIMIT,
    "trace absente": Cause.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class StoredEvaluation:
    """What is kept of an evaluation besides what it was made from: enough to make its report again."""

    cells: tuple[CellResult, ...]
    causes: Causes
    people: AnnotatorAgreement | None


@dataclass(frozen=True, slots=True)
class StoredHeadline:
    """What a list of evaluations says of one: how many cells it has, and the share of right verdicts."""

    cells: int
    verdict_accuracy: float | None


class _Stored(BaseModel):
    """What is read of the JSON of an evaluation; the figures in it are for whoever opens the database."""

    model_config = ConfigDict(extra="ignore")

    cells: tuple[CellResult, ...]
    causes: CausesJson
    annotators: AnnotatorsJson | None = None


class _StoredTop(BaseModel):
    model_config = ConfigDict(extra="ignore")

    overall: StoredHeadline


class _WrongCell1(BaseModel):
    model_config = ConfigDict(extra="allow")

    cause: str
    label: str = ""


class _Causes1(BaseModel):
    """What version 1 named in French; the rest is as today."""

    model_config = ConfigDict(extra="allow")

    counts: dict[str, int]
    wrong_cells: list[_WrongCell1]


@cache
def _inputs() -> TypeAdapter[EvaluationInputs]:
    return TypeAdapter(EvaluationInputs)


@cache
def _cells() -> TypeAdapter[tuple[CellResult, ...]]:
    return TypeAdapter(tuple[CellResult, ...])


def encode_inputs(inputs: EvaluationInputs) -> JsonObject:
    """The stored form of what an evaluation was made from."""
    return {"codec": VERSION, **_inputs().dump_python(inputs, mode="json")}


def decode_inputs(stored: Mapping[str, object]) -> EvaluationInputs:
    """What an evaluation was made from, as any version stored it.

    Raises:
        StorageError: a version after this one stored it, or it is damaged.
    """
    stored_version(stored, VERSION, _unreadable)
    try:
        return _inputs().validate_python(without_version(stored))
    except ValidationError as error:
        raise _unreadable(str(error)) from error


def encode_evaluation(
    evaluation: Evaluation, causes: Causes, gain: Gain, people: AnnotatorAgreement | None
) -> JsonObject:
    """The stored form of what an evaluation came to: figures, causes, time, annotators, and every cell."""
    outcome = OutcomeJson.of_outcome(evaluation, causes, gain, people)
    return {
        "codec": VERSION,
        **outcome.model_dump(mode="json"),
        "cells": _cells().dump_python(evaluation.cells, mode="json"),
    }


def decode_evaluation(stored: Mapping[str, object]) -> StoredEvaluation:
    """What an evaluation came to, as any version stored it.

    Raises:
        StorageError: a version after this one stored it, or it is damaged.
    """
    version = stored_version(stored, VERSION, _unreadable)
    try:
        if version == 1:
            stored = {**stored, "causes": _causes_1(stored["causes"])}
        kept = _Stored.model_validate(stored)
        cells = {(cell.document, cell.indicator): cell for cell in kept.cells}
        return StoredEvaluation(
            kept.cells, kept.causes.beside(cells), kept.annotators.value() if kept.annotators else None
        )
    except (ValidationError, KeyError) as error:
        raise _unreadable(str(error)) from error


def decode_headline(stored: Mapping[str, object]) -> StoredHeadline:
    """The two figures of a list, without reading every cell.

    Raises:
        StorageError: a version after this one stored it, or it is damaged.
    """
    stored_version(stored, VERSION, _unreadable)
    try:
        return _StoredTop.model_validate(stored).overall
    except ValidationError as error:
        raise _unreadable(str(error)) from error


def _causes_1(stored: object) -> dict[str, object]:
    """Causes of version 1 with the codes of today."""
    causes = _Causes1.model_validate(stored)
    causes.counts = {_CAUSES_1[name]: count for name, count in causes.counts.items()}
    for wrong in causes.wrong_cells:
        cause = _CAUSES_1[wrong.cause]
        wrong.cause, wrong.label = cause, cause.label
    return causes.model_dump()


def _unreadable(why: str) -> StorageError:
    return StorageError(
        f"cette évaluation ne peut pas être relue ({why}).",
        remedy="Elle vient peut-être d'une version plus récente : mettez l'outil à jour, ou refaites l'évaluation.",
    )

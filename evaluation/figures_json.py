"""Figures as JSON: the same in the file of a report, in the API, on the command line and in the corpus.

Keys are English and stay. Figures are described from the registry of metrics, so that the documentation of the API
follows it.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from evaluation.confidence import RiskCurve
from evaluation.evaluate import Evaluation
from evaluation.figures import Figures, Group
from evaluation.intervals import Interval
from evaluation.metric_registry import Metric, Place, metrics, metrics_at

JsonSchema = dict[str, JsonValue]


def _described(chosen: tuple[Metric, ...]) -> dict[str, JsonValue]:
    return {
        metric.key: {"anyOf": [{"type": "number"}, {"type": "null"}], "description": metric.description}
        for metric in chosen
    }


def _describe_top(schema: JsonSchema) -> None:
    properties = schema["properties"]
    assert isinstance(properties, dict)
    properties.update(_described(metrics_at(Place.JSON_TOP)))


def _describe_more(schema: JsonSchema) -> None:
    schema["properties"] = _described(tuple(one for one in metrics() if Place.JSON_TOP not in one.places))


class FiguresJson(BaseModel):
    """Figures of a set of cells: the main ones at the top by the key of their metric, the rest under ``more``."""

    model_config = ConfigDict(extra="allow", json_schema_extra=_describe_top)
    __pydantic_extra__: dict[str, float | None]

    cells: int
    seconds: float = Field(description="Temps de calcul de la machine, en secondes.")
    tokens: int
    more: dict[str, float | None] = Field(json_schema_extra=_describe_more)
    n: dict[str, int] = Field(description="Dénominateur de chaque chiffre.")
    confusion: dict[str, dict[str, int]] = Field(description="Cases par verdict de la référence, puis de l'outil.")
    intervals: dict[str, Interval | None] = Field(description="Intervalle à 95 % de chaque chiffre.")

    @classmethod
    def of(cls, figures: Figures) -> FiguresJson:
        """The JSON of figures."""
        return cls.model_validate(_figures(figures))


class GroupJson(FiguresJson):
    """Figures of a group of cells, with ``without_doubtful``: the same without the cells that the gold doubts."""

    without_doubtful: FiguresJson

    @classmethod
    def of_group(cls, group: Group) -> GroupJson:
        """The JSON of a group."""
        return cls.model_validate(
            {**_figures(group.figures), "without_doubtful": FiguresJson.of(group.without_doubtful)}
        )


class SettingsJson(BaseModel):
    """How figures were computed."""

    value_tolerance: float
    draws: int
    page_tolerance: int = 0


class EvaluationJson(BaseModel):
    """Figures overall, by document (slug) and by indicator (code)."""

    overall: GroupJson
    documents: dict[str, GroupJson]
    indicators: dict[str, GroupJson]
    risk_coverage: RiskCurve | None
    gold: str
    answers_without_gold: int
    settings: SettingsJson

    @classmethod
    def of(cls, evaluation: Evaluation) -> EvaluationJson:
        """The JSON of an evaluation."""
        return cls(
            overall=GroupJson.of_group(evaluation.overall),
            documents={slug: GroupJson.of_group(group) for slug, group in evaluation.documents.items()},
            indicators={code: GroupJson.of_group(group) for code, group in evaluation.indicators.items()},
            risk_coverage=evaluation.risk,
            gold=evaluation.gold_digest,
            answers_without_gold=evaluation.without_gold,
            settings=SettingsJson(value_tolerance=evaluation.tolerance, draws=evaluation.draws),
        )


def _figures(figures: Figures) -> dict[str, object]:
    top = metrics_at(Place.JSON_TOP)
    return {
        "cells": figures.cells,
        **{metric.key: figures.of(metric).value for metric in top},
        "seconds": figures.seconds,
        "tokens": figures.tokens,
        "more": {metric.key: figures.of(metric).value for metric in metrics() if metric not in top},
        "n": {key: figure.n for key, figure in figures.by_key.items()},
        "confusion": figures.confusion,
        "intervals": {key: figure.interval for key, figure in figures.by_key.items()},
    }

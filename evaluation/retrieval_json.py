"""The evaluation of ranked pages as JSON, in its file and on the command line."""

from __future__ import annotations

from pydantic import BaseModel

from evaluation.intervals import Interval
from evaluation.report_about import About
from evaluation.report_json import AboutJson
from evaluation.retrieval_figures import RetrievalEvaluation, RetrievalFigures, RetrievalGroup


class RankingJson(BaseModel):
    """Figures of the order of the pages; null where no gold page exists."""

    ndcg_at_10: float | None
    mrr: float | None


class RetrievalFiguresJson(BaseModel):
    """Recall at each depth (a key is a number of pages), with ``n`` and intervals."""

    page_recall_at: dict[str, float | None]
    page_recall_p3_at: dict[str, float | None]
    more: RankingJson
    cells: int
    n: dict[str, int]
    intervals: dict[str, dict[str, Interval | None]]

    @classmethod
    def of(cls, figures: RetrievalFigures) -> RetrievalFiguresJson:
        """The JSON of figures."""
        return cls.model_validate(_figures(figures))


class RetrievalGroupJson(RetrievalFiguresJson):
    """The figures, with ``without_doubtful``: the same without the cells that the gold doubts."""

    without_doubtful: RetrievalFiguresJson

    @classmethod
    def of_group(cls, group: RetrievalGroup) -> RetrievalGroupJson:
        """The JSON of a group."""
        sure = RetrievalFiguresJson.of(group.without_doubtful)
        return cls.model_validate({**_figures(group.figures), "without_doubtful": sure})


class RetrievalSettingsJson(BaseModel):
    """How figures were computed."""

    draws: int
    page_tolerance: int = 0


class RetrievalJson(BaseModel):
    """Figures overall, by document (slug) and by indicator (code)."""

    overall: RetrievalGroupJson
    documents: dict[str, RetrievalGroupJson]
    indicators: dict[str, RetrievalGroupJson]
    gold: str
    settings: RetrievalSettingsJson

    @classmethod
    def of(cls, evaluation: RetrievalEvaluation) -> RetrievalJson:
        """The JSON of an evaluation of ranked pages."""
        return cls(
            overall=RetrievalGroupJson.of_group(evaluation.overall),
            documents={slug: RetrievalGroupJson.of_group(group) for slug, group in evaluation.documents.items()},
            indicators={code: RetrievalGroupJson.of_group(group) for code, group in evaluation.indicators.items()},
            gold=evaluation.gold_digest,
            settings=RetrievalSettingsJson(draws=evaluation.draws),
        )


class RetrievalReportJson(RetrievalJson):
    """The whole report of ranked pages."""

    about: AboutJson

    @classmethod
    def of_report(cls, evaluation: RetrievalEvaluation, about: About) -> RetrievalReportJson:
        """The JSON of a report."""
        return cls(**dict(RetrievalJson.of(evaluation)), about=AboutJson.of(about))


def _figures(figures: RetrievalFigures) -> dict[str, object]:
    return {
        "page_recall_at": figures.page_recall_at,
        "page_recall_p3_at": figures.page_recall_p3_at,
        "more": {"ndcg_at_10": figures.ndcg_at_10, "mrr": figures.mrr},
        "cells": figures.cells,
        "n": figures.n,
        "intervals": figures.intervals,
    }

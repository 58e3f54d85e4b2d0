"""Answers compared with the manual analysis: gold import, metrics with intervals, report."""

from evaluation.cells import CellResult, PageText
from evaluation.evaluate import Evaluation, Figures, evaluate_answers
from evaluation.gold import Evidence, Gold, GoldCell, GoldRow, GoldValue, merge_gold
from evaluation.gold_file import read_gold
from evaluation.report import About, write_report, write_retrieval_report
from evaluation.retrieval import RetrievalEvaluation, RetrievalFigures, evaluate_retrieval

__all__ = [
    "About",
    "CellResult",
    "Evaluation",
    "Evidence",
    "Figures",
    "Gold",
    "GoldCell",
    "GoldRow",
    "GoldValue",
    "PageText",
    "RetrievalEvaluation",
    "RetrievalFigures",
    "evaluate_answers",
    "evaluate_retrieval",
    "merge_gold",
    "read_gold",
    "write_report",
    "write_retrieval_report",
]

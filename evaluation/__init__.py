"""Answers compared with the manual analysis: gold import, metrics with intervals, report."""

from evaluation.adjudication import Adjudication, adjudicate
from evaluation.annotators import AnnotatorAgreement, annotator_agreement
from evaluation.cell_results import CellResult, PageText
from evaluation.evaluate import Evaluation, evaluate_answers, evaluate_cells
from evaluation.figures import Figures
from evaluation.gold_cells import Gold, GoldCell, GoldEvidence, GoldRow, GoldValue, merge_gold
from evaluation.gold_file import read_annotations, read_gold
from evaluation.gold_write import TemplateDocument, gold_bytes, write_gold, write_template
from evaluation.report import report_html, write_report, write_retrieval_report
from evaluation.report_about import About
from evaluation.report_json import ReportJson
from evaluation.report_workbook import answers_book
from evaluation.retrieval_figures import RetrievalEvaluation, RetrievalFigures, evaluate_retrieval
from evaluation.split import split_by_document

__all__ = [
    "About",
    "Adjudication",
    "AnnotatorAgreement",
    "CellResult",
    "Evaluation",
    "Figures",
    "Gold",
    "GoldCell",
    "GoldEvidence",
    "GoldRow",
    "GoldValue",
    "PageText",
    "ReportJson",
    "RetrievalEvaluation",
    "RetrievalFigures",
    "TemplateDocument",
    "adjudicate",
    "annotator_agreement",
    "answers_book",
    "evaluate_answers",
    "evaluate_cells",
    "evaluate_retrieval",
    "gold_bytes",
    "merge_gold",
    "read_annotations",
    "read_gold",
    "report_html",
    "split_by_document",
    "write_gold",
    "write_report",
    "write_retrieval_report",
    "write_template",
]

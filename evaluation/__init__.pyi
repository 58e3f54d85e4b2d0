# The names that the package hands on, each from its module.
from .adjudication import (
    Adjudication as Adjudication,
    adjudicate as adjudicate,
)
from .annotators import (
    AnnotatorAgreement as AnnotatorAgreement,
    annotator_agreement as annotator_agreement,
)
from .cell_results import (
    CellResult as CellResult,
    PageText as PageText,
)
from .evaluate import (
    Evaluation as Evaluation,
    evaluate_answers as evaluate_answers,
    evaluate_cells as evaluate_cells,
)
from .figures import (
    Figures as Figures,
)
from .gold_cells import (
    Gold as Gold,
    GoldCell as GoldCell,
    GoldEvidence as GoldEvidence,
    GoldRow as GoldRow,
    GoldValue as GoldValue,
    merge_gold as merge_gold,
)
from .gold_file import (
    read_annotations as read_annotations,
    read_gold as read_gold,
)
from .gold_write import (
    TemplateDocument as TemplateDocument,
    gold_bytes as gold_bytes,
    write_gold as write_gold,
    write_template as write_template,
)
from .report import (
    report_html as report_html,
    write_report as write_report,
    write_retrieval_report as write_retrieval_report,
)
from .report_about import (
    About as About,
)
from .report_json import (
    ReportJson as ReportJson,
)
from .report_workbook import (
    answers_book as answers_book,
)
from .retrieval_figures import (
    RetrievalEvaluation as RetrievalEvaluation,
    RetrievalFigures as RetrievalFigures,
    evaluate_retrieval as evaluate_retrieval,
)
from .split import (
    split_by_document as split_by_document,
)

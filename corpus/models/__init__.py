"""The tables of the corpus, as SQLAlchemy models.

Identity of a passage is derived from its content (see :func:`domain.identity.passage_id`), so that
writing it twice changes nothing. Answers copy the words and page of what they cite instead of
pointing at rows: an answer stays readable, and traceable by its corpus hash, after a piece changed.
"""

from corpus.models.answer_rows import AnswerRow, CitationRow, RelevanceRow, RunRow
from corpus.models.document_rows import DocumentRow, DossierIntakeRow, FormerSlugRow, GeographyRow, PieceRow
from corpus.models.evaluation_rows import AnnotationRow, GoldVersionRow, TrialRow
from corpus.models.review_rows import ClockRow, KeptAnswerRow, ManualCellRow, PracticeRow, QuestionRow, ReviewRow
from corpus.models.row_base import Base, now
from corpus.models.text_rows import PageRow, PassageRow, RecognitionRow, SentenceRow, TableRowsRow
from corpus.models.work_rows import DeliverableRow, JobRow

__all__ = [
    "AnnotationRow",
    "AnswerRow",
    "Base",
    "CitationRow",
    "ClockRow",
    "DeliverableRow",
    "DocumentRow",
    "DossierIntakeRow",
    "FormerSlugRow",
    "GeographyRow",
    "GoldVersionRow",
    "JobRow",
    "KeptAnswerRow",
    "ManualCellRow",
    "PageRow",
    "PassageRow",
    "PieceRow",
    "PracticeRow",
    "QuestionRow",
    "RecognitionRow",
    "RelevanceRow",
    "ReviewRow",
    "RunRow",
    "SentenceRow",
    "TableRowsRow",
    "TrialRow",
    "now",
]

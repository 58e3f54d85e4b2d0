"""All tables at once, for what compares or follows them as a whole: migrations, and what a deletion takes along."""

from __future__ import annotations

from sqlalchemy import MetaData

import corpus.models.answer_rows
import corpus.models.document_rows
import corpus.models.evaluation_rows
import corpus.models.relevance_rows
import corpus.models.review_rows
import corpus.models.text_rows
import corpus.models.work_rows  # noqa: F401 - each module describes its tables to the one registry
from corpus.models.row_base import Base


def all_tables() -> MetaData:
    """Every table of the corpus."""
    return Base.metadata

"""What models made of single passages."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from corpus.models.row_base import Base
from corpus.models.text_rows import PassageRow


class RelevanceRow(Base):
    """What a language model made of a passage that it read for a question: log-odds of « oui ».

    ``space`` names the model and the words of the question; a passage that goes takes its scores along.
    """

    __tablename__ = "mark"
    passage_id: Mapped[str] = mapped_column(ForeignKey(PassageRow.id, ondelete="CASCADE"), primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    odds: Mapped[float]

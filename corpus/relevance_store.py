"""What a language model made of the passages that it read, kept so that each is read once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from corpus.engine import storage_errors
from corpus.models.document_rows import PieceRow
from corpus.models.relevance_rows import RelevanceRow
from corpus.models.text_rows import PassageRow
from corpus.row_lookup import document_row


class RelevanceStore:
    """Log-odds of « oui » by passage and space, which is a model and a question (``passage_relevance``)."""

    def __init__(self, engine: Engine, path: Path):
        self._engine = engine
        self._path = path

    def put(self, passage: str, odds: Mapping[str, float]) -> None:
        """Keep what was made of a passage, by space, in one transaction; writing twice changes nothing.

        Raises:
            StorageError: the corpus cannot be written, or the passage is gone.
        """
        rows = [{"passage_id": passage, "space": space, "odds": value} for space, value in odds.items()]
        if not rows:
            return
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            statement = insert(RelevanceRow)
            session.execute(
                statement.on_conflict_do_update(
                    index_elements=["passage_id", "space"], set_={"odds": statement.excluded.odds}
                ),
                rows,
            )

    def of(self, document: str, spaces: Collection[str]) -> dict[str, dict[str, float]]:
        """The log-odds of a document's passages, by space and passage id; a space nobody asked for is absent.

        Raises:
            UnknownDocument: no such document.
        """
        found: dict[str, dict[str, float]] = {}
        with Session(self._engine) as session:
            query = (
                select(RelevanceRow.space, RelevanceRow.passage_id, RelevanceRow.odds)
                .join(PassageRow, PassageRow.id == RelevanceRow.passage_id)
                .join(PieceRow, PieceRow.id == PassageRow.piece_id)
                .where(PieceRow.document_id == document_row(session, document).id, RelevanceRow.space.in_(list(spaces)))
            )
            for space, passage, odds in session.execute(query):
                found.setdefault(space, {})[passage] = odds
        return found

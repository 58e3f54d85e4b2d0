"""Passages that people collected as good practices."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from corpus.engine import storage_errors
from corpus.models.review_rows import PracticeRow
from domain.errors import UnknownPractice
from domain.practices import GoodPractice
from domain.text_folding import fold


@dataclass(frozen=True, slots=True)
class PracticeDraft:
    """A passage before it is kept; see :class:`domain.practices.GoodPractice` for the fields."""

    document: str
    piece: str
    ordinal: int
    page: int | None
    label: str | None
    quote: str
    title: str
    theme: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    tool: str = ""
    indicator: str | None = None
    person: str = ""


class PracticeStore:
    """Keeps passages, finds them over all documents, and lets them go."""

    def __init__(self, engine: Engine, path: Path):
        self._engine = engine
        self._path = path

    def add(self, draft: PracticeDraft) -> GoodPractice:
        """Keep a passage."""
        with storage_errors(self._path), Session(self._engine, expire_on_commit=False) as session, session.begin():
            row = PracticeRow(
                document=draft.document,
                indicator=draft.indicator,
                piece=draft.piece,
                ordinal=draft.ordinal,
                page=draft.page,
                label=draft.label,
                quote=draft.quote,
                title=draft.title,
                theme=draft.theme,
                tags=list(draft.tags),
                note=draft.note,
                tool=draft.tool,
                person=draft.person,
            )
            session.add(row)
            session.flush()
            return _practice(row)

    def get(self, number: int) -> GoodPractice:
        """A passage by its number.

        Raises:
            UnknownPractice: there is none.
        """
        with Session(self._engine) as session:
            row = session.get(PracticeRow, number)
            if row is None:
                raise UnknownPractice(f"Aucune bonne pratique n'a le numéro {number}.")
            return _practice(row)

    def all(self, *, documents: tuple[str, ...] = (), theme: str = "", text: str = "") -> list[GoodPractice]:
        """Passages, oldest first.

        Args:
            documents: Slugs; every document where empty.
            theme: Of this theme only.
            text: With all these words somewhere (words, note, title, tags, tool), whatever their accents.
        """
        with Session(self._engine) as session:
            query = select(PracticeRow).order_by(PracticeRow.id)
            if documents:
                query = query.where(PracticeRow.document.in_(documents))
            if theme:
                query = query.where(PracticeRow.theme == theme)
            found = [_practice(row) for row in session.scalars(query)]
        wanted = fold(text).split()
        return [one for one in found if all(word in _searched(one) for word in wanted)] if wanted else found

    def remove(self, number: int) -> None:
        """Let a passage go.

        Raises:
            UnknownPractice: there is none.
        """
        with storage_errors(self._path), Session(self._engine) as session, session.begin():
            row = session.get(PracticeRow, number)
            if row is None:
                raise UnknownPractice(f"Aucune bonne pratique n'a le numéro {number}.")
            session.delete(row)


def _searched(one: GoodPractice) -> str:
    return fold(" ".join((one.quote, one.title, one.theme, one.note, one.tool, one.document, *one.tags)))


def _practice(row: PracticeRow) -> GoodPractice:
    return GoodPractice(
        number=row.id,
        document=row.document,
        indicator=row.indicator,
        piece=row.piece,
        ordinal=row.ordinal,
        page=row.page,
        label=row.label,
        quote=row.quote,
        title=row.title,
        theme=row.theme,
        tags=tuple(row.tags),
        note=row.note,
        tool=row.tool,
        person=row.person,
        created_at=row.created_at,
    )

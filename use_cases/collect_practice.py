"""A passage of a page becomes a good practice: its words are checked on the page before they are kept."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import Corpus
from corpus.practice_store import PracticeDraft
from domain.errors import UsageError
from domain.practices import GoodPractice
from domain.quote_text import find_quote

LONGEST = 5_000
"""Characters of a passage."""


@dataclass(frozen=True, slots=True)
class PracticeNote:
    """What a person says of a passage."""

    title: str
    theme: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    tool: str = ""
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class ChosenPassage:
    """Words of a page that a person picked; ``ordinal`` is the place of the page in its piece."""

    document: str
    piece: str
    ordinal: int
    quote: str


class Collecting:
    """Keeps passages while people read."""

    def __init__(self, corpus: Corpus):
        self._corpus = corpus

    def words(self, document: str, piece: str, ordinal: int, ranks: tuple[int, ...]) -> str:
        """The sentences of a page that have these ranks in their piece.

        Raises:
            UnknownDocument: no document has this slug.
            UnknownPiece: it has no such piece.
            UnknownPage: the piece has no such page.
        """
        stored = self._corpus.texts.page(document, piece, ordinal)
        return " ".join(one.text for one in stored.sentences if one.position in ranks)

    def collect(self, passage: ChosenPassage, note: PracticeNote, person: str = "") -> GoodPractice:
        """Keep a passage, with the words as they stand on the page.

        Raises:
            UsageError: nothing was picked or named, or the words are not on the page.
            UnknownDocument: no document has this slug.
            UnknownPiece: it has no such piece.
            UnknownPage: the piece has no such page.
        """
        if not note.title.strip():
            raise UsageError("Donnez un titre à cette bonne pratique.")
        if not passage.quote.strip() or len(passage.quote) > LONGEST:
            raise UsageError(f"Choisissez un passage de 1 à {LONGEST} caractères.")
        stored = self._corpus.texts.page(passage.document, passage.piece, passage.ordinal)
        found = find_quote(stored.page.text, passage.quote)
        if found is None:
            raise UsageError(
                "Ces mots ne se trouvent pas sur cette page.",
                where=f"{passage.piece}, page {passage.ordinal}",
                remedy="Recopiez-les tels quels, ou choisissez une citation.",
            )
        return self._corpus.practices.add(
            PracticeDraft(
                document=passage.document,
                piece=passage.piece,
                ordinal=passage.ordinal,
                page=stored.page.number,
                label=stored.page.label,
                quote=" ".join(stored.page.text[slice(*found)].split()),
                title=note.title.strip(),
                theme=note.theme.strip(),
                tags=tuple(dict.fromkeys(tag.strip() for tag in note.tags if tag.strip())),
                note=note.note.strip(),
                tool=note.tool.strip(),
                indicator=note.indicator or None,
                person=person,
            )
        )

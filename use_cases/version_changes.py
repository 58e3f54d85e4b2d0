"""What changed in the text from one version of a plan to another, article by article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus import Corpus
from domain import NOT_OF_THE_PLAN, Cell, PieceKind, TextChange
from domain.once import MadeOnce
from exports.views.text_changes_table import CitedChange
from ingestion.segmentation.headings import Headings
from languages import Language
from use_cases.aligned_articles import VersionArticle, articles_of, changes_of, matched

_ALL = 1_000_000_000  # sentences of a piece
#: Comparisons that are remembered, by what was compared.
_KEPT = 4


class VersionChanges:
    """Compares the texts of two documents, and remembers the last comparisons.

    Pieces of one kind are compared together: a règlement that comes as one file and then as three is so all the same.
    """

    def __init__(self, corpus: Corpus, language: Language):
        self._corpus = corpus
        self._headings = Headings(language.text)
        self._known: MadeOnce[tuple[str, ...], tuple[TextChange, ...]] = MadeOnce(_KEPT)

    def same_plan(self, first: str, second: str) -> bool:
        """Whether two documents are versions of one plan.

        Raises:
            UnknownDocument: one of them is not in the corpus.
        """
        documents = self._corpus.documents
        documents.get(second)
        return second in documents.get(first).versions

    def between(self, first: str, second: str) -> tuple[TextChange, ...]:
        """The changes from the first to the second, in the order of the second.

        Opinions and papers of the procedure are left out: they are not the plan.

        Raises:
            UnknownDocument: one of them is not in the corpus.
        """
        infos = [self._corpus.documents.get(slug) for slug in (first, second)]
        kinds = (f"{piece.name} {piece.kind}" for info in infos for piece in info.pieces)
        key = (first, second, *map(self._corpus.texts.digest, (first, second)), *kinds)
        return self._known.get(key, lambda: tuple(self._made(first, second)))

    def cited(
        self, first: str, second: str, before: Sequence[Cell], after: Sequence[Cell]
    ) -> tuple[CitedChange, ...] | None:
        """The changes from one version of a plan to another, each with the indicators whose citations it touches.

        ``before`` and ``after`` are the cells of both. None where the documents are no versions of one plan.

        Raises:
            UnknownDocument: one of them is not in the corpus.
        """
        if not self.same_plan(first, second):
            return None
        return tuple(CitedChange(one, _touched(one, before, after)) for one in self.between(first, second))

    def _made(self, first: str, second: str) -> Iterator[TextChange]:
        before, after = self._articles(first), self._articles(second)
        for kind in dict.fromkeys((*after, *before)):
            for old, new in matched(before.get(kind, ()), after.get(kind, ())):
                yield from changes_of(kind, old, new)

    def _articles(self, document: str) -> dict[PieceKind, list[VersionArticle]]:
        found: defaultdict[PieceKind, list[VersionArticle]] = defaultdict(list)
        for piece in self._corpus.documents.get(document).pieces:
            if piece.kind not in NOT_OF_THE_PLAN:
                texts = self._corpus.texts
                sentences = texts.sentences(document, piece.name, 0, _ALL)
                found[piece.kind] += articles_of(sentences, texts.passages(document, piece.name), self._headings)
        return dict(found)


def _touched(change: TextChange, before: Sequence[Cell], after: Sequence[Cell]) -> tuple[str, ...]:
    """Codes of the indicators that cite the passage in either version, sorted."""
    found = {cell.indicator for cell in before if change.cited_by(cell.citations, after=False)}
    found |= {cell.indicator for cell in after if change.cited_by(cell.citations, after=True)}
    return tuple(sorted(found))

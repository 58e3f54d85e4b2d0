"""A text, or an indicator, -> the passages of the corpus that are nearest to it, without any LLM."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus import Corpus
from domain import DocumentInfo, Hit, Query
from domain.errors import UsageError
from domain.territories import check_place
from domain.text_folding import plain
from indicator_queries import Indicator, queries_for, queries_for_question

if TYPE_CHECKING:
    from retrieval import Filter, Retriever


def search(
    retriever: Retriever,
    text: str,
    *,
    documents: Sequence[str],
    k: int,
    where: Filter | None = None,
    indicator: Indicator | None = None,
) -> list[Hit]:
    """The ``k`` best passages of these documents (of all, when none is named), best first.

    Passages that follow one another come as one, what is said twice comes once, and one piece does
    not crowd out the others.

    Args:
        retriever: Where to search.
        text: What to look for; with an indicator it may be empty, and is looked for besides.
        documents: Slugs.
        k: How many passages at most.
        where: Which passages may come.
        indicator: Its queries are asked, and its kinds of piece preferred.

    Raises:
        UsageError: Neither a text nor an indicator is given.
    """
    from retrieval import READABLE  # with all that ranks: pages with a search form are drawn without

    queries = _queries(text, indicator)
    kinds = indicator.where if indicator else ()
    return retriever.retrieve(queries, documents=documents, k=k, kinds=kinds, where=where, selection=READABLE)


def searched_texts(text: str, indicator: Indicator | None = None) -> list[tuple[str, str]]:
    """What ``search`` looks for, as (origin, text): what a user is shown when nothing came."""
    return [(query.origin, query.text) for query in _queries(text, indicator)]


def _queries(text: str, indicator: Indicator | None) -> list[Query]:
    queries = queries_for(indicator) if indicator else []
    return [*queries_for_question(text), *queries] if text.strip() or not queries else queries


@dataclass(frozen=True, slots=True)
class DocumentBounds:
    """Which documents are searched: dated between two days (both included), and where they lie; empty for anywhere.

    A document without a date is left out as soon as a day is given, one without communes as soon as a place is.
    ``territory`` is a part of the name of the territory, in whatever case and accents.
    """

    after: date | None = None
    before: date | None = None
    department: str = ""
    region: str = ""
    territory: str = ""

    def hold(self, info: DocumentInfo) -> bool:
        """Whether a document is within them."""
        if not info.lies_in(self.department, self.region):
            return False
        if plain(self.territory) not in plain(info.territory or ""):
            return False
        if self.after is None and self.before is None:
            return True
        return (
            info.date is not None
            and (self.after is None or info.date >= self.after)
            and (self.before is None or info.date <= self.before)
        )


def chosen_documents(corpus: Corpus, documents: Sequence[str], bounds: DocumentBounds) -> tuple[str, ...]:
    """The documents (all of the corpus when none is named) that are within bounds.

    Raises:
        UnknownDocument: One of the documents is not in the corpus.
        UsageError: Bounds are given and no document lies between them, or a place has a code that is none.
    """
    check_place(bounds.department, bounds.region)
    if bounds == DocumentBounds():
        for slug in documents:
            corpus.documents.get(slug)
        return tuple(documents)
    infos = [corpus.documents.get(slug) for slug in documents] if documents else corpus.documents.all()
    kept = tuple(info.slug for info in infos if bounds.hold(info))
    if not kept:
        raise UsageError(
            "Aucun document n'est de cette période et de ce lieu.",
            remedy="« biollm documents » montre les dates et les départements ; la page d'un dossier les corrige.",
        )
    return kept

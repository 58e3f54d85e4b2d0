"""What the page of questions shows: each answer with its citations, each citation with its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api import links
from corpus import Corpus
from domain import AskedQuestion, Citation, Outcome, Verdict
from domain.errors import UsageError
from web.page_pane import ranks_at


@dataclass(frozen=True, slots=True)
class Proof:
    """A citation and where it opens; ``href`` is None when the page is no longer in the corpus.

    ``row`` gives a row of a table with the names of its columns.
    """

    citation: Citation
    document: str
    title: str
    href: str | None
    row: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as it is shown: ``outcome`` is « trouve », « a_verifier », « non_trouve » or « hors_sujet »."""

    asked: AskedQuestion
    outcome: str
    proofs: tuple[Proof, ...]
    titles: tuple[str, ...]


def shown(corpus: Corpus, questions: Sequence[AskedQuestion]) -> list[Shown]:
    """The questions of a conversation, ready for the page."""
    titles = {info.slug: info.title for info in corpus.documents.all()}
    return [_shown(corpus, asked, titles) for asked in questions]


def _shown(corpus: Corpus, asked: AskedQuestion, titles: dict[str, str]) -> Shown:
    proofs = []
    for citation in asked.answer.citations:
        slug = citation.document or asked.documents[0]
        proofs.append(_proof(corpus, slug, titles.get(slug, slug), citation))
    return Shown(asked, _outcome(asked), tuple(proofs), tuple(titles.get(slug, slug) for slug in asked.documents))


def _outcome(asked: AskedQuestion) -> str:
    if asked.answer.verdict is Verdict.A_VERIFIER:
        return "a_verifier"
    if asked.answer.verdict is not Verdict.NON:
        return "trouve"
    return "hors_sujet" if asked.answer.outcome is Outcome.OFF_TOPIC else "non_trouve"


def _proof(corpus: Corpus, slug: str, title: str, citation: Citation) -> Proof:
    """A citation with its page, its sentences highlighted; without highlights where the text has changed since."""
    try:
        stored = corpus.texts.page(slug, citation.piece, citation.ordinal)
    except UsageError:
        return Proof(citation, slug, title, None, None)
    ranks = ranks_at(stored, citation.start, citation.end, citation.quote)
    rows = [one.row for one in stored.sentences if one.position in ranks and one.row]
    href = links.page(slug, citation.piece, citation.ordinal, ranks)
    return Proof(citation, slug, title, href, " ; ".join(rows) or None)

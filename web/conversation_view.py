"""What the page of questions shows: each answer with its citations, each citation with its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from api import links
from corpus import Corpus
from domain import AskedQuestion, Citation, ComposedLine, NearSentence, Outcome, Verdict
from domain.errors import UsageError
from domain.kept_answers import AnswerNote
from domain.labels import heard, scope_parts
from french.content_words import content_words
from web.near_lines import NearLine, near_line
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
class LineGroup:
    """Lines of an answer that belong to one side: a zone, a document, a criterion, a page."""

    side: str
    lines: tuple[ComposedLine, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as it is shown: ``outcome`` is « trouve », « a_verifier », « non_trouve » or « hors_sujet ».

    ``heard`` and ``scope`` say how it was understood (empty in answers from before that was kept), ``looked_for`` the
    words of its theme as they were typed; ``groups`` are the lines of the answer, by what they belong to; ``kept`` is
    what a person says of it, where it is kept; ``nearest`` what came nearest where nothing answers.
    """

    asked: AskedQuestion
    outcome: str
    proofs: tuple[Proof, ...]
    titles: tuple[str, ...]
    heard: str = ""
    scope: str = ""
    looked_for: str = ""
    groups: tuple[LineGroup, ...] = ()
    kept: AnswerNote | None = None
    nearest: tuple[NearLine, ...] = ()


def shown(corpus: Corpus, questions: Sequence[AskedQuestion]) -> list[Shown]:
    """The questions of a conversation, ready for the page."""
    titles = {info.slug: info.title for info in corpus.documents.all()}
    kept = corpus.kept_answers.of_questions([asked.id for asked in questions])
    return [replace(_shown(corpus, asked, titles), kept=kept.get(asked.id)) for asked in questions]


def _shown(corpus: Corpus, asked: AskedQuestion, titles: dict[str, str]) -> Shown:
    proofs = []
    for citation in asked.answer.citations:
        slug = citation.document or asked.documents[0]
        proofs.append(_proof(corpus, slug, titles.get(slug, slug), citation))
    named = tuple(titles.get(slug, slug) for slug in asked.documents)
    composed = asked.answer.composed
    near = tuple(_near(corpus, asked, one) for one in asked.answer.provenance.nearest or ())
    if composed is None:
        return Shown(asked, _outcome(asked), tuple(proofs), named, nearest=near)
    groups = [
        LineGroup(titles.get(side, side), carriers_once(side, tuple(lines)))
        for side, lines in groupby(composed.lines, _side)
    ]
    understood = composed.understood
    scope = ", ".join(scope_parts(understood.scope))
    looked_for = " ".join(
        word.strip("?.,;:!«»") for word in understood.text.split() if content_words(word) & understood.theme
    )
    return Shown(
        asked, _outcome(asked), tuple(proofs), named, heard(understood), scope, looked_for, tuple(groups), nearest=near
    )  # fmt: skip


def _near(corpus: Corpus, asked: AskedQuestion, one: NearSentence) -> NearLine:
    """Over several documents the name of a piece follows that of its document."""
    slug, _, piece = one.piece.partition(", ")
    if not piece or slug not in asked.documents:
        slug, piece = asked.documents[0], one.piece
    return replace(near_line(corpus, slug, piece, one.page, one.text), piece=one.piece)


def carriers_once(side: str, lines: Sequence[ComposedLine]) -> tuple[ComposedLine, ...]:
    """The lines of a side; what carries several in a row stands under the last, and not where it is the side itself."""
    following = (*(line.carrier for line in lines[1:]), None)
    return tuple(
        replace(line, carrier="") if line.carrier in (side, after) else line
        for line, after in zip(lines, following, strict=True)
    )


def _side(line: ComposedLine) -> str:
    return line.side


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

"""A small corpus that was answered, and people who decide: what tests of decisions stand on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from corpus import Corpus
from domain import Answer, Citation, Decision, NotedEvidence, Review, Searched, Value, Verdict
from domain.quote_text import find_quote
from indicator_queries import Grid, load_grid
from tests.corpus.pieces import read_piece
from use_cases.cells import Cells
from use_cases.review import Decided, Reviewing

SLUG = "plui-a"
HEDGES = "Les haies sont protégées."
PONDS = "Les mares sont conservées."
SHARE = "La pleine terre occupe 30 % du terrain."
TEXT = (f"{HEDGES} {PONDS}", f"{SHARE} Un arbre est planté.")


@cache
def bundled_grid() -> Grid:
    """The bundled grid, read once."""
    return load_grid(None)


class Desk:
    """A corpus with one document, and the use cases on it."""

    def __init__(self, data_dir: Path):
        self.corpus = Corpus(data_dir)
        self.grid = bundled_grid()
        self.cells = Cells(self.corpus, self.grid)
        self.reviewing = Reviewing(self.corpus, self.grid, self.cells)
        self.corpus.documents.describe(SLUG, title="PLUi A (fictif)")
        self.put("reglement", *TEXT)

    def put(self, piece: str, *pages: str) -> None:
        """Read a piece, or read it again with another text."""
        self.corpus.documents.put_piece(SLUG, read_piece(piece, *pages))

    def answer(
        self, code: str = "I01", verdict: Verdict = Verdict.OUI, quotes: Sequence[str] = (HEDGES,), *, slug: str = SLUG
    ) -> int:
        """The tool answers, citing these words where they stand today, and the share where it is cited."""
        citations = tuple(cite(self.corpus, slug, quote) for quote in quotes)
        values = tuple(
            Value(30.0, "%", "pleine terre", one.piece, one.page, slug, one.quote, one.ordinal, one.start, one.end)
            for one in citations
            if "30 %" in one.quote
        )  # fmt: skip
        searched = Searched(("question",), 1, ("reglement",))
        answer = Answer(slug, code, None, verdict, "", values, citations, searched, (), "m", 1.0)
        return self.corpus.answers.add(answer, key=f"{code}-{verdict}")

    def decide(
        self,
        decision: Decision = Decision.ACCEPTE,
        code: str = "I01",
        verdict: Verdict | None = None,
        *,
        values: Sequence[Value] | None = None,
        evidence: Sequence[NotedEvidence] | None = None,
        comment: str | None = None,
        reviewer: str = "Ana",
    ) -> Review:
        """A person decides, with the cell of this moment before their eyes."""
        cell = self.cells.cell(SLUG, code)
        decided = Decided(cell.answer_number, reviewer, decision, verdict, comment, values, evidence, None)
        return self.reviewing.review(SLUG, code, decided, cell.seen)


def cite(corpus: Corpus, slug: str, quote: str) -> Citation:
    """A citation of words where they stand."""
    for piece, page in corpus.texts.pages(slug):
        place = find_quote(page.text, quote)
        if place is not None:
            return Citation(piece, page.number, page.label, quote, page.ordinal, *place, slug)
    raise AssertionError(f"« {quote} » stands nowhere")

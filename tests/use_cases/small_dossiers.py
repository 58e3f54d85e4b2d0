"""Two small fictional dossiers, read from PDF files and answered by the rules of the grid."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from answering.llm.none import NoModel
from corpus import Corpus
from domain import Citation, Value
from domain.quote_text import find_quote
from indicator_queries import Grid
from settings import Settings
from tests.fakes import FakeApplication
from tests.ingestion.pdfs import raw_pdf
from tests.use_cases.decided import bundled_grid
from use_cases.ingest import Description

FIRST, SECOND = "plui-fictif", "scot-fictif"
SLUGS = (FIRST, SECOND, "plui-renomme", "scot-renomme")
TWENTY = "Au moins 20 % de la pleine terre doit être conservée en zone UA."
FORTY = "Au moins 40 % de la pleine terre doit être conservée en zone UB."
HEDGES = "Les haies sont protégées et leur abattage est interdit."
PONDS = "Les mares sont conservées."
SENTENCES = (TWENTY, FORTY, HEDGES, PONDS)
CODES = ("I04", "I14")


def cite(corpus: Corpus, slug: str, quote: str) -> Citation | None:
    """A citation of words where they stand; None where they stand nowhere."""
    for piece, page in corpus.texts.pages(slug):
        place = find_quote(page.text, quote)
        if place is not None:
            return Citation(piece, page.number, page.label, quote, page.ordinal, *place, slug)
    return None


def value_of(cited: Citation) -> Value:
    """A number that a person notes from a sentence: its first one, else how many words it has."""
    number = next((float(word) for word in cited.quote.split() if word.isdigit()), float(len(cited.quote.split())))
    return Value(
        number, "%", "part notée", cited.piece, cited.page, cited.document, cited.quote, cited.ordinal, cited.start,
        cited.end,
    )  # fmt: skip


def small_pdf(folder: Path, piece: str, text: list[list[str]]) -> Path:
    path = folder / f"{piece}.pdf"
    path.write_bytes(raw_pdf(["\n".join(page) for page in text]))
    return path


class WithoutModel(FakeApplication):
    """Answers by the rules of the grid, which is parsed once for all examples."""

    @property
    def backend(self) -> NoModel:  # type: ignore[override]
        return NoModel()

    @property
    def grid(self) -> Grid:
        return bundled_grid()


@cache
def two_dossiers() -> Path:
    """A data directory with two dossiers read and answered, made once; examples work on copies of it."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    with WithoutModel(Settings(data_dir=folder / "data")).opened() as application:
        for slug, text in ((FIRST, [[TWENTY, HEDGES], [FORTY]]), (SECOND, [[PONDS, TWENTY]])):
            application.dossiers.ingest(
                [small_pdf(folder, "reglement", text)], slug, Description(title=f"{slug} (fictif)")
            )
            application.analysis().run(slug, CODES)
    return folder / "data"

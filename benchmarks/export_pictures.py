"""Pictures of the files for docs/ui/exports/: ``python -m benchmarks.export_pictures [NAME...]``.

The sample dossier is read and answered without a language model, some of its cells are decided, and every file is
laid out by LibreOffice and drawn by ``pdftoppm``: what a person sees who opens or prints it. Works in
``benchmarks/out/exports``; needs LibreOffice and poppler-utils.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from domain import Decision, DocumentKind, Verdict
from evaluation import gold_bytes
from exports import format_named
from sample import SAMPLE_SLUG, sample_pieces
from settings import Settings
from use_cases.container import Application
from use_cases.conversations import Conversations
from use_cases.demo import run_demo
from use_cases.ingest import Description
from use_cases.matrix_selection import Choice
from use_cases.review import Decided
from use_cases.reviewed_gold import reviewed_gold
from use_cases.search_passages import search

OUT = Path("docs/ui/exports")
WORK = Path("benchmarks/out/exports")
CORRECTED = {"I02": Verdict.OUI, "I05": Verdict.PARTIEL}
DOUBTED = ("I06",)
OTHER = "piemont-reglement-seul"
BOTH = (SAMPLE_SLUG, OTHER)
QUESTION = "Quelle part de pleine terre le règlement impose-t-il ?"
WIDTH = 1400
"""Pixels of a picture."""
PAGES = 3
"""Pages of a file that are drawn, at most."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to draw: its name and what makes it."""

    name: str
    make: Callable[[Application], bytes]


def _table(name: str, make: Callable[[Application], object]) -> File:
    return File(name, lambda application: format_named("xlsx").table(make(application)))  # type: ignore[arg-type]


FILES = (
    File("dossier", lambda application: application.exporting.content([SAMPLE_SLUG], format_named("xlsx"))),
    File("deux-dossiers", lambda application: application.exporting.content(BOTH, format_named("xlsx"))),
    File("relectures", lambda application: _gold(application)),
    _table("matrice", lambda application: application.tables.matrix(Choice())),
    _table("comparaison", lambda application: application.tables.comparison(SAMPLE_SLUG, OTHER)),
    _table("recherche", lambda application: application.tables.passages(
        "pleine terre", search(application.retriever, "pleine terre", documents=[SAMPLE_SLUG], k=20), [SAMPLE_SLUG]
    )),
    _table("questions", lambda application: application.tables.questions("")),
    _table("historique", lambda application: application.tables.history(SAMPLE_SLUG)),
)  # fmt: skip


def main() -> None:
    """Draw all files, or those named."""
    wanted = [file for file in FILES if not sys.argv[1:] or file.name in sys.argv[1:]]
    settings = Settings(data_dir=WORK / "data", llm="none")
    OUT.mkdir(parents=True, exist_ok=True)
    application = Application(settings, print)
    with application.opened():
        prepare(application)
        for file in wanted:
            path = WORK / f"{file.name}.xlsx"
            path.write_bytes(file.make(application))
            for picture in draw(path):
                print(picture)


def prepare(application: Application) -> None:
    """Read, answer and decide; done again, it is quick and decides nothing twice."""
    run_demo(application)
    description = Description(
        title="PLUi du Piémont de l’Ormèze, règlement seul (document fictif)", kind=DocumentKind.PLUI
    )
    application.dossiers.ingest(sample_pieces()[2:], OTHER, description)
    application.analysis().run(OTHER, [])
    if not application.corpus.questions.conversations(""):
        asking = Conversations(application.corpus, application.analysis)
        asking.ask(QUESTION)
        asking.ask("Quel est le prix du pain ?")
    if application.corpus.reviews.current(SAMPLE_SLUG):
        return
    for cell in application.cells.of(SAMPLE_SLUG)[:9]:
        assert cell.answer is not None
        corrects = CORRECTED.get(cell.indicator)
        doubts = not corrects and (cell.indicator in DOUBTED or cell.answer.verdict is Verdict.A_VERIFIER)
        decision = Decision.DOUTE if doubts else Decision.CORRIGE if corrects else Decision.ACCEPTE
        decided = Decided(
            answer=cell.answer_number,
            reviewer="Relectrice fictive",
            decision=decision,
            verdict=corrects,
            comment="Décision donnée pour l’exemple." if corrects else None,
            values=cell.values[:2] if corrects else None,
            evidence=None,
            clock=None,
        )
        application.reviewing.review(SAMPLE_SLUG, cell.indicator, decided, cell.seen)


def draw(path: Path) -> list[Path]:
    """The pages of a workbook as LibreOffice prints them, the first of each sheet."""
    folder = path.parent
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    for former in folder.glob(f"{path.stem}-page-*.png"):
        former.unlink()
    pdf, stem = path.with_suffix(".pdf"), folder / f"{path.stem}-page"
    subprocess.run(
        ["pdftoppm", "-png", "-r", "110", "-l", str(PAGES), str(pdf), str(stem)],
        check=True, timeout=180,
    )  # fmt: skip
    pictures = []
    for number, drawn in enumerate(sorted(folder.glob(f"{path.stem}-page-*.png")), start=1):
        target = OUT / f"{path.stem}-{number}.png"
        with Image.open(drawn) as image:
            image.thumbnail((WIDTH, WIDTH))
            image.convert("L" if image.mode == "1" else "P", palette=Image.Palette.ADAPTIVE, colors=32).save(
                target, optimize=True
            )
        pictures.append(target)
    return pictures


def _gold(application: Application) -> bytes:
    done = reviewed_gold(application.cells, [SAMPLE_SLUG])
    return gold_bytes(done.gold.cells, done.comments)


if __name__ == "__main__":
    main()

"""Every deliverable, opened by LibreOffice and drawn: ``python -m benchmarks.deliverables DATA [NAME[.FORM]...]``.

``DATA`` is a data directory that holds answers (a copy of it is worked on, under ``benchmarks/out/deliverables``). Two
cells of three are decided by this script, under the name « Relecture simulée (script) »: the files show what they look
like half reviewed, and no verdict in them is that of a person. Every file is converted to PDF by LibreOffice and its
pages are drawn; a contact print of them is written to ``docs/livrables``. Faults that ``benchmarks.office_checks``
finds are printed. Needs LibreOffice, poppler-utils and the package openxml-audit.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PIL import Image

from benchmarks.office_checks import access_faults, schema_faults
from corpus.practice_store import PracticeDraft
from domain import Cell, Decision, DocumentKind, Stage, Verdict
from domain.errors import NothingToDeliver
from domain.labels import DOCUMENT_KINDS
from exports.deliverables.registry_of_kinds import deliverable_kinds
from sample import SAMPLE_METADATA, SAMPLE_SLUG, sample_pieces
from settings import Settings
from use_cases.container import Application
from use_cases.ingest import Description
from use_cases.review import Decided

WORK = Path("benchmarks/out/deliverables")
OUT = Path("docs/livrables")
REVIEWER = "Relecture simulée (script)"
EARLIER = "plui-piemont-arrete"
KINDS = {"scot": DocumentKind.SCOT, "plui": DocumentKind.PLUI, "plu": DocumentKind.PLU}
PLAN = "piemont-de-l-ormeze"
QUESTIONS = (
    "Quelle part de pleine terre le règlement impose-t-il ?",
    "Que dit le dossier des zones humides ?",
    "Quelle est la hauteur des éoliennes ?",
)
SHOWN = 6
"""Pages of a file in its contact print, at most."""
RESOLUTION = 80
"""Dots per inch of the pages that are drawn."""
WIDTH = 560
"""Pixels across of a page in a contact print."""


def main() -> None:
    """Make, convert and draw all deliverables, or those named."""
    data, *names = sys.argv[1:]
    folder = WORK / "data"
    if not folder.exists():
        shutil.copytree(data, folder, ignore=shutil.ignore_patterns(".lock"))
    OUT.mkdir(parents=True, exist_ok=True)
    application = Application(Settings(data_dir=folder, llm="none"), print)
    with application.opened():
        prepare(application)
        slugs = [document.slug for document in application.corpus.documents.all()]
        for kind in deliverable_kinds().values():
            for form in kind.forms:
                if not names or kind.name in names or f"{kind.name}.{form}" in names:
                    make(application, kind.name, form, slugs)


def make(application: Application, name: str, form: str, slugs: Sequence[str]) -> None:
    """One file: made, opened, drawn."""
    chosen = [slug for slug in slugs if slug in (EARLIER, SAMPLE_SLUG)] if name == "suivi" else slugs
    started = time.perf_counter()
    try:
        made = application.delivering.make(name, chosen, form=form, person=REVIEWER)
    except NothingToDeliver as error:
        print(f"{name}.{form}: {error}")
        return
    seconds = time.perf_counter() - started
    path = WORK / f"{name}.{form}"
    path.write_bytes(made.content)
    if form in ("html", "md"):
        print(f"{name}.{form}: {len(made.content)} bytes, {seconds:.1f} s")
        return
    pages = draw(path)
    print(f"{name}.{form}: {len(made.content)} bytes, {seconds:.1f} s, {len(pages)} pages")
    for fault in (*schema_faults(path), *access_faults(path)):
        print(f"    {fault}")
    contact_print(pages[:SHOWN], OUT / f"{name}-{form}.png")


def prepare(application: Application) -> None:
    """Describe, read a second version of the sample, decide two cells of three, collect passages; once."""
    for info in application.corpus.documents.all():
        kind = next((kind for name, kind in KINDS.items() if info.slug.startswith(f"{name}-")), None)
        if info.slug.startswith("oap-"):
            title = "OAP Oz, Montpellier (pièce isolée)"
            application.corpus.documents.describe(info.slug, title=title)
        if info.kind is None and kind is not None:
            named = info.slug.partition("-")[2].replace("-", " ").capitalize()
            title = f"{DOCUMENT_KINDS[kind]} {named}" if info.title == info.slug else info.title
            application.corpus.documents.describe(info.slug, kind=kind, stage=Stage.ARRETE, title=title)
    if not application.corpus.documents.exists(EARLIER):
        earlier = Description(
            title="PLUi du Piémont de l’Ormèze, projet arrêté (document fictif)", kind=DocumentKind.PLUI,
            stage=Stage.ARRETE, plan=PLAN, territory=SAMPLE_METADATA["territory"], day=date(2024, 2, 1),
        )  # fmt: skip
        application.dossiers.ingest(sample_pieces()[:2], EARLIER, earlier)
        application.analysis().run(EARLIER, [])
    application.corpus.documents.describe(
        SAMPLE_SLUG, title=SAMPLE_METADATA["title"], territory=SAMPLE_METADATA["territory"], plan=PLAN,
        stage=Stage.APPROUVE, day=SAMPLE_METADATA["date"],
    )  # fmt: skip
    for info in application.corpus.documents.all():
        if not application.corpus.reviews.current(info.slug):
            for cell in application.cells.of(info.slug):
                _decide(application, cell)
    if not application.corpus.practices.all():
        _collect(application)
    if not application.corpus.kept_answers.all():
        for number, question in enumerate(QUESTIONS):
            answer = application.analysis().ask(SAMPLE_SLUG, question)
            application.keeping_answers.keep_answer(
                [SAMPLE_SLUG], question, answer, note="Gardée par un script.", useful=number < 2, person=REVIEWER
            )


def _decide(application: Application, cell: Cell) -> None:
    """One cell of three stays unreviewed; of the others most are kept, some corrected, some in doubt."""
    drawn = hashlib.sha256(f"{cell.document}/{cell.indicator}".encode()).digest()[0] % 12
    if drawn < 4 or cell.answer is None:
        return
    doubts = drawn == 4 or cell.verdict is Verdict.A_VERIFIER
    corrects = drawn in (5, 6) and cell.verdict is Verdict.OUI and bool(cell.citations) and not doubts
    decision = Decision.DOUTE if doubts else Decision.CORRIGE if corrects else Decision.ACCEPTE
    decided = Decided(
        answer=cell.answer_number,
        reviewer=REVIEWER,
        decision=decision,
        verdict=Verdict.PARTIEL if corrects else None,
        comment="Décision donnée par un script, pour l’exemple." if corrects or doubts else None,
        values=cell.values[:2] if corrects else None,
        evidence=None,
        clock=None,
    )
    application.reviewing.review(cell.document, cell.indicator, decided, cell.seen)


def _collect(application: Application) -> None:
    """The first quotes of two themes of the sample."""
    for code, theme in (("I05", "Zones humides"), ("I14", "Nature en ville")):
        citation = application.cells.cell(SAMPLE_SLUG, code).citations[0]
        application.corpus.practices.add(
            PracticeDraft(
                SAMPLE_SLUG, citation.piece, citation.ordinal, citation.page, citation.label, citation.quote,
                title=f"{theme} : passage choisi pour l’exemple", theme=theme, tags=("exemple", "fictif"),
                note="Choisi par un script.", tool="Règlement", indicator=code, person=REVIEWER,
            )
        )  # fmt: skip


def draw(path: Path) -> list[Path]:
    """The pages of a file as LibreOffice lays them out."""
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    folder = path.parent / f"{path.stem}-{path.suffix[1:]}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    pdf = folder / f"{path.stem}.pdf"
    path.with_suffix(".pdf").rename(pdf)
    subprocess.run(["pdftoppm", "-png", "-r", str(RESOLUTION), str(pdf), str(folder / "page")], check=True, timeout=300)
    return sorted(folder.glob("page-*.png"))


def contact_print(pages: Sequence[Path], target: Path) -> None:
    """Pages side by side, three a row."""
    images = [Image.open(page).convert("RGB") for page in pages]
    for image in images:
        image.thumbnail((WIDTH, WIDTH * 2))
    height = max(image.height for image in images)
    rows = -(-len(images) // 3)
    whole = Image.new("RGB", (min(3, len(images)) * (WIDTH + 10), rows * (height + 10)), "#8a949a")
    for number, image in enumerate(images):
        whole.paste(image, ((number % 3) * (WIDTH + 10) + 5, (number // 3) * (height + 10) + 5))
    whole.quantize(64).save(target, optimize=True)


if __name__ == "__main__":
    main()

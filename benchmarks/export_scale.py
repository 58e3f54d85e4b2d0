"""Time and memory of exporting 200 documents x 15 indicators: ``python -m benchmarks.export_scale [FORMAT...]``.

The corpus is made up by this script (fictional plans, four quotes a cell, two cells of three decided under the name
« Relecture simulée (script) ») in ``benchmarks/out/export-scale``. Each format is written by a process of its own,
whose peak of resident memory is told.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from corpus.reference_store import KeptDocument, KeptPage, KeptPiece, Restored, RestoredAnswer
from domain import (
    Answer,
    Citation,
    Decision,
    DecisionEvidence,
    MadeWith,
    Provenance,
    Review,
    ReviewAct,
    Searched,
    Value,
    Verdict,
)
from domain.practices import GoodPractice
from exports import file_formats, format_named
from exports.deliverables.registry_of_kinds import deliverable_kinds
from settings import Settings
from use_cases.container import Application

WORK = Path("benchmarks/out/export-scale")
DOCUMENTS, PAGES, QUOTES = 200, 100, 4
MOST_SECONDS, MOST_MB = 20.0, 500.0
"""Of processor and of memory: what each format may take at most."""
REVIEWER = "Relecture simulée (script)"
SENTENCE = (
    "Dans le secteur {0}, les constructions observent un recul d'au moins {1} mètres depuis le haut de la berge et les "
    "haies repérées au document graphique sont maintenues ou remplacées sur place."
)
DAY = datetime(2026, 11, 1, 9)
VERDICTS = (Verdict.OUI, Verdict.PARTIEL, Verdict.NON, Verdict.SANS_OBJET)


def main() -> None:
    """Measure every format, or those named."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
        return
    application = Application(Settings(data_dir=WORK / "data", llm="none"), print)
    with application.opened():
        if not application.corpus.documents.count():
            codes = [indicator.code for indicator in application.grid.indicators]
            base = _made_up(codes, application.grid.digest)
            application.corpus.reference.restore(base, "evaluation")
            for first in base.answers[:: len(codes)]:
                application.keeping_answers.keep_answer([first.answer.document], "Quels reculs ?", first.answer)
    print(
        "| file | seconds of processor | seconds on the clock | peak, MB | file, MB |\n|---|---|---|---|---|",
        flush=True,
    )
    names = [*file_formats(), *(f"{kind.name}.{form}" for kind in deliverable_kinds().values() for form in kind.forms)]
    for name in names:
        if not sys.argv[1:] or name in sys.argv[1:]:
            subprocess.run([sys.executable, "-m", "benchmarks.export_scale", "--one", name], check=True)


def one(name: str) -> None:
    """Write one format, and tell what it took."""
    application = Application(Settings(data_dir=WORK / "data", llm="none"))
    with application.opened():
        started, worked = time.perf_counter(), time.process_time()
        slugs = [info.slug for info in application.corpus.documents.all()]
        kind, _, form = name.partition(".")
        try:
            if form:
                content = application.delivering.make(kind, slugs, form=form).content
            else:
                content = application.exporting.content(slugs, format_named(kind))
        except Exception as error:  # noqa: BLE001 - told, and the next format is measured
            print(f"{name}: {error}")
            return
        seconds, busy = time.perf_counter() - started, time.process_time() - worked
    peak = _peak()
    over = " **too much**" if busy > MOST_SECONDS or peak > MOST_MB else ""
    print(f"| {name} | {busy:.1f} | {seconds:.1f} | {peak:.0f} | {len(content) / 1e6:.1f} |{over}", flush=True)


def _peak() -> float:
    """Peak of resident memory of this process, in MB: that of getrusage begins with the parent's."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _made_up(codes: list[str], digest: str) -> Restored:
    slugs = [f"plui-fictif-{number:03}" for number in range(DOCUMENTS)]
    answers = [_answer(slug, code, digest) for slug in slugs for code in codes]
    return Restored(
        documents=tuple(_document(slug, number) for number, slug in enumerate(slugs)),
        pieces=tuple(_piece(slug) for slug in slugs),
        pages=tuple(page for slug in slugs for page in _pages(slug, codes)),
        answers=tuple(RestoredAnswer(answer, f"{answer.document}{answer.indicator}", DAY) for answer in answers),
        reviews=tuple(_review(rank, answer) for rank, answer in enumerate(answers) if rank % 3),
        practices=tuple(_practice(slug, codes[0]) for slug in slugs),
        runs=(),
    )


def _practice(slug: str, code: str) -> GoodPractice:
    return GoodPractice(
        0, slug, code, "reglement", 1, 1, "3", _quote(code, 0), f"Passage fictif, {slug}", "Milieux", ("fictif",),
        "Choisi par un script.", "Règlement", REVIEWER, DAY,
    )  # fmt: skip


def _document(slug: str, number: int) -> KeptDocument:
    plan, stage = number // 2, ("arrete", "approuve")[number % 2]  # two versions each
    return KeptDocument(
        slug, f"Plan fictif n° {plan}", ("plui", "scot", "plu")[plan % 3], f"Territoire fictif {plan}",
        stage, date(2024 + number % 2, 3, 1), f"plan-fictif-{plan}", None, None, None, None, None, None, (), DAY,
    )  # fmt: skip


def _piece(slug: str) -> KeptPiece:
    return KeptPiece(
        slug, "reglement", "reglement.pdf", "reglement", slug.ljust(64, "0"), 1, "application/pdf", 0, "x", ()
    )


def _quote(code: str, number: int) -> str:
    return SENTENCE.format(f"{code}-{number}", 5 + number)


def _pages(slug: str, codes: list[str]) -> Iterator[KeptPage]:
    for ordinal in range(1, PAGES + 1):
        said = [_quote(codes[ordinal - 1], number) for number in range(QUOTES)] if ordinal <= len(codes) else []
        yield KeptPage(slug, "reglement", ordinal, ordinal, str(ordinal + 2), "read", "text", " ".join(said))


def _answer(slug: str, code: str, digest: str) -> Answer:
    page = int(code[1:])
    verdict = VERDICTS[(page + int(slug[-3:])) % 4]
    citations: list[Citation] = []
    at = 0
    for number in range(QUOTES):
        quote = _quote(code, number)
        citations.append(Citation("reglement", page, str(page + 2), quote, page, at, at + len(quote), slug))
        at += len(quote) + 1
    values = tuple(
        Value(5.0 + number, "m", "Recul", "reglement", page, slug, one.quote, page, one.start, one.end)
        for number, one in enumerate(citations)
    )
    empty = verdict in (Verdict.NON, Verdict.SANS_OBJET)
    return Answer(
        document=slug, indicator=code, question=None, verdict=verdict, rationale="Fictif.",
        values=() if empty else values, citations=() if empty else tuple(citations),
        searched=Searched((code,), 40, ("reglement",)), warnings=(), llm="none", seconds=1.0,
        provenance=Provenance(MadeWith("none", None, None, 8192, "none", "1", "standard", digest, None)),
    )  # fmt: skip


def _review(rank: int, answer: Answer) -> Review:
    assert answer.indicator is not None
    return Review(
        id=rank, document=answer.document, indicator=answer.indicator, answer=rank, reviewer=REVIEWER,
        act=ReviewAct.DECIDE, decision=Decision.ACCEPTE, verdict=answer.verdict, tool_verdict=answer.verdict,
        values=answer.values, evidence=tuple(DecisionEvidence(one, 3) for one in answer.citations), comment=None,
        seconds=60.0, replaces=None, restores=None, current=True, created_at=DAY,
    )  # fmt: skip


if __name__ == "__main__":
    main()

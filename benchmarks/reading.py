"""Figures of the reading of files: what is kept, recognised, placed, and how fast.

Usage: ``python -m benchmarks.reading DATA [--only PART...] [--others PYTHON] [--before FOLDER]``, where DATA
holds ``real`` and ``scans`` as the development data does. Parts: ``kept``, ``boxes``, ``recognition``, ``speed``,
``killed``, ``fuzz``, and if asked for ``costs``: instructions a file, beside those of the copy of the code in
``--before``. ``--others`` names an interpreter that has ``unstructured[pdf]`` and ``llama-index-readers-file``,
which cannot be installed beside a CPU build of torch.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from benchmarks.reading_checks import box_holds, label_counts, order_kept, recall, shares_of_words, words
from benchmarks.reading_costs import costs
from benchmarks.reading_fuzzed import fuzzed, samples
from benchmarks.reading_killed import killed_ten_times
from domain import PageKind, PageStatus, ReadPiece
from ingestion import ChildPdf, Parser, Recogniser, find_tesseract, read_piece
from languages.entries.french_language import LANGUAGE as FRENCH

BOXES = 500
ROUNDS = 5
ORIGINALS = {
    "ZONE-N_scan150.pdf": "oap-oz-montpellier/ZONE-N.pdf",
    "OAP_Oz_scan200.pdf": "oap-oz-montpellier/Orientations-d-amenagement-et-de-programmation-Secteur-Oz__3_.pdf",
}


def real_pdfs(data: Path) -> list[Path]:
    return sorted((data / "real").rglob("*.pdf"))


def kept(data: Path) -> None:
    print("## Words kept, order, pages accounted for, labels\n")
    print("| piece | pages | read | words kept | worst page | order | labels | kinds |")
    print("|---|---|---|---|---|---|---|---|")
    for path in real_pdfs(data):
        piece = read_piece(path, FRENCH)
        total, worst = shares_of_words(path, piece)
        kinds = ", ".join(
            f"{kind.value} {count}" for kind in PageKind if (count := sum(page.kind is kind for page in piece.pages))
        )
        accounted = all(page.reason for page in piece.pages if page.status is not PageStatus.READ)
        read = sum(page.status is PageStatus.READ for page in piece.pages)
        print(
            f"| {path.stem[:40]} | {len(piece.pages)}{'' if accounted else ' (!)'} | {read} "
            f"| {total:.4f} | {worst:.4f} "
            f"| {order_kept(path, piece):.4f} | {label_counts(piece)} | {kinds} |"
        )


def boxes(data: Path) -> None:
    print("\n## Sentence boxes\n")
    generator = random.Random(20)
    pieces = {path: read_piece(path, FRENCH) for path in real_pdfs(data)}
    every = [(path, sentence) for path, piece in pieces.items() for sentence in piece.sentences]
    sample = generator.sample(every, min(BOXES, len(every)))
    right = sum(box_holds(path, pieces[path], sentence) for path, sentence in sample)
    print(f"text under the boxes is the sentence: {right} of {len(sample)}, out of {len(every)} sentences")
    rows = [(path, sentence) for path, sentence in every if sentence.row]
    sample = generator.sample(rows, min(BOXES, len(rows)))
    right = sum(box_holds(path, pieces[path], sentence) for path, sentence in sample)
    print(f"the same for rows of tables: {right} of {len(sample)}, out of {len(rows)} rows")


def recognition(data: Path) -> None:
    print("\n## Recognition of scans with a known original\n")
    engine = find_tesseract("fra")
    if isinstance(engine, str):
        print(f"not measured: {engine}")
        return
    print("| scan | pages | word recall | mean confidence | pages/min, 1 process | 2 processes | Tesseract alone |")
    print("|---|---|---|---|---|---|---|")
    for name, original in ORIGINALS.items():
        scan = data / "real" / "scans" / name
        speeds = []
        piece: ReadPiece | None = None
        for processes in (1, 2):
            source = ChildPdf()
            started = time.perf_counter()
            piece = Parser(source, Recogniser(engine, None, processes), FRENCH).read(scan)
            speeds.append(60 * len(piece.pages) / (time.perf_counter() - started))
            source.close()
        assert piece is not None
        expected = chain.from_iterable(words(page.text) for page in read_piece(data / "real" / original, FRENCH).pages)
        found = chain.from_iterable(words(page.text) for page in piece.pages)
        confidences = [page.confidence for page in piece.pages if page.confidence is not None]
        print(
            f"| {scan.stem} | {len(piece.pages)} | {recall(list(expected), list(found)):.3f} "
            f"| {sum(confidences) / max(1, len(confidences)):.2f} | {speeds[0]:.1f} | {speeds[1]:.1f} "
            f"| {alone(engine.executable, scan):.1f} |"
        )


def alone(executable: str, scan: Path) -> float:
    """Pages a minute of Tesseract over pictures drawn beforehand, one after the other."""
    import pypdfium2 as pdfium

    with tempfile.TemporaryDirectory() as folder:
        pictures = []
        with pdfium.PdfDocument(scan) as document:
            for number, page in enumerate(document):
                pictures.append(Path(folder) / f"{number}.pgm")
                page.render(scale=200 / 72, grayscale=True).to_pil().save(pictures[-1])
        started = time.perf_counter()
        for picture in pictures:
            command = [executable, str(picture), "stdout", "-l", "fra", "--dpi", "200", "tsv"]
            subprocess.run(command, check=True, capture_output=True, env={"OMP_THREAD_LIMIT": "1"})
        return 60 * len(pictures) / (time.perf_counter() - started)


_BARE = """
import sys, time, resource
import pypdfium2 as pdfium
started, cpu = time.perf_counter(), time.process_time()
document = pdfium.PdfDocument(sys.argv[1])
for page in document:
    textpage = page.get_textpage(); textpage.get_text_range(); textpage.close(); page.close()
print(len(document), time.perf_counter() - started, time.process_time() - cpu, end=' ')
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
_OURS = """
import sys, time, resource, psutil
from pathlib import Path
from ingestion import ChildPdf, Parser, Recogniser, SWITCHED_OFF
from languages.entries.french_language import LANGUAGE as FRENCH
source = ChildPdf()
reader = Parser(source, Recogniser(SWITCHED_OFF), FRENCH)
for earlier in sys.argv[2:]:
    reader.read(Path(earlier))
def cpu():
    child = psutil.Process().children()
    return time.process_time() + sum(sum(one.cpu_times()[:2]) for one in child)
started, before = time.perf_counter(), cpu()
piece = reader.read(Path(sys.argv[1]))
spent, used = time.perf_counter() - started, cpu() - before
source.close()
own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(len(piece.pages), spent, used, own + child)
"""
_UNSTRUCTURED = """
import os, sys, time, resource
os.environ.update(DO_NOT_TRACK="1", SCARF_NO_ANALYTICS="true", UNSTRUCTURED_DISABLE_NOTICE="1")
from functools import lru_cache
import spacy
from unstructured.nlp import tokenize
@lru_cache(maxsize=1)
def blank():
    pipeline = spacy.blank("fr"); pipeline.add_pipe("sentencizer"); return pipeline
tokenize._get_nlp = blank
from unstructured.partition.pdf import partition_pdf
import pypdfium2
pages = len(pypdfium2.PdfDocument(sys.argv[1]))
started, cpu = time.perf_counter(), time.process_time()
partition_pdf(sys.argv[1], strategy="fast", languages=["fra"])
print(pages, time.perf_counter() - started, time.process_time() - cpu, end=' ')
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
_LLAMAINDEX = """
import sys, time, resource
from pathlib import Path
from llama_index.readers.file import PDFReader
from llama_index.core.node_parser import SentenceSplitter
splitter = SentenceSplitter()
started, cpu = time.perf_counter(), time.process_time()
documents = PDFReader().load_data(Path(sys.argv[1]))
splitter.get_nodes_from_documents(documents)
print(len(documents), time.perf_counter() - started, time.process_time() - cpu, end=' ')
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def speed(data: Path, others: str | None) -> None:
    print("\n## Speed, side by side\n")
    print(f"Each in a process of its own, one after the other, the best of {ROUNDS} turns ((c) and (d): of one).\n")
    columns = ("pages", "seconds", "pages/s", "pages a CPU second", "memory, MB", "speed / (a)", "CPU speed / (a)")
    print("| | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    files = real_pdfs(data)
    most_pages = max(files, key=lambda path: len(_document(path)))
    largest = max((path for path in files if "scans" not in path.parts), key=lambda path: path.stat().st_size)
    for path, other in ((most_pages, largest), (largest, most_pages)):
        print(f"| **{path.stem}** | | | | | | | |")
        rounds: list[tuple[str, str, str, list[str]]] = [
            ("(a) bare pypdfium2", sys.executable, _BARE, []),
            ("(b) ours, reading process started before", sys.executable, _OURS, [str(other), str(largest)]),
            ("(b) ours, with its start", sys.executable, _OURS, []),
        ]
        if others:
            rounds += [
                ("(c) unstructured, fast", others, _UNSTRUCTURED, []),
                ("(d) LlamaIndex", others, _LLAMAINDEX, []),
            ]
        runs: dict[str, list[Run]] = {name: [] for name, *_ in rounds}
        for turn in range(ROUNDS):
            for name, python, code, arguments in rounds:
                if turn == 0 or python == sys.executable:
                    runs[name].append(_run(python, code, path, *arguments))
        bare = runs["(a) bare pypdfium2"]
        for name, found in runs.items():
            seconds, cpu = min(run.seconds for run in found), min(run.cpu for run in found)
            ratios = min(run.seconds for run in bare) / seconds, min(run.cpu for run in bare) / cpu
            print(
                f"| {name} | {found[0].pages:.0f} | {seconds:.2f} | {found[0].pages / seconds:.1f} "
                f"| {found[0].pages / cpu:.1f} | {max(run.memory for run in found):.0f} "
                f"| {ratios[0]:.2f} | {ratios[1]:.2f} |",
                flush=True,
            )
    growth(most_pages)


class Run(NamedTuple):
    """What one process said of its reading: pages, seconds by the clock and of processor, peak memory in MB."""

    pages: float
    seconds: float
    cpu: float
    memory: float


def _run(python: str, code: str, path: Path, *arguments: str) -> Run:
    command = [python, "-c", code, str(path), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        raise SystemExit(done.stderr)
    return Run(*(float(value) for value in done.stdout.split()[-4:]))


def growth(path: Path) -> None:
    """Memory of the reading of one file repeated to thousands of pages, by both processes together."""
    import pypdfium2 as pdfium

    print("\n| pages | seconds | memory of both processes, MB |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, pdfium.PdfDocument(path) as source:
        for times in (1, 10, 43):
            target = Path(folder) / f"{times}.pdf"
            with pdfium.PdfDocument.new() as document:
                for _ in range(times):
                    document.import_pages(source)
                document.save(target)
            run = _run(sys.executable, _OURS, target)
            print(f"| {run.pages:.0f} | {run.seconds:.1f} | {run.memory:.0f} |", flush=True)


def _document(path: Path) -> list[int]:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(path) as document:
        return list(range(len(document)))


def killed(data: Path) -> None:
    print("\n## Killed ten times\n")
    print(killed_ten_times(data / "real" / "scans"))


def fuzz(_: Path) -> None:
    from sample import sample_pieces

    print("\n## Damaged files\n\n| type | files | what became of them | longest, s |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for line in fuzzed(samples(Path(folder), sample_pieces()[-1])):
            print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", nargs="*", default=["kept", "boxes", "recognition", "speed", "killed", "fuzz"])
    parser.add_argument("--others")
    parser.add_argument("--before", type=Path)
    asked = parser.parse_args()
    parts: dict[str, Callable[[], None]] = {
        "kept": lambda: kept(asked.data),
        "boxes": lambda: boxes(asked.data),
        "recognition": lambda: recognition(asked.data),
        "speed": lambda: speed(asked.data, asked.others),
        "killed": lambda: killed(asked.data),
        "fuzz": lambda: fuzz(asked.data),
        "costs": lambda: costs([path for path in real_pdfs(asked.data) if "scans" not in path.parts], asked.before),
    }
    for name in asked.only:
        parts[name]()
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""The grid on a plan of a thousand pages, without a model: seconds by the clock and of the processor.

    python -m benchmarks.large_plan FILE... --data-dir DIR [--pages N]

DIR is empty or from an earlier run. The files (PDF) become pieces of one document, again and again under other names,
until it has N pages; copies are of the same text, so that a plan made of few files has more twins than a real one.
Passages get random vectors, for embedding a thousand pages takes minutes and does not change what an answer costs;
queries are embedded as ever. Measured in a fresh process of its own: opening, the first indicator (words and vectors of
the document are read), the others.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import cycle
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from indicator_queries import queries_for
from settings import load_settings
from use_cases.container import Application
from use_cases.ingest import Description
from vectorstore import Embedder, Part

SLUG = "plan-de-mesure"


class RandomPassages:
    """The embedder of the installation for queries; a random unit vector, ever the same, for a text of a document."""

    def __init__(self, real: Embedder):
        self._real = real
        self.model_id = real.model_id
        self.revision = real.revision
        self.dimension = real.dimension

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """A vector a text."""
        rows = np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, self.dimension))
        if progress is not None:
            progress(len(texts), len(texts))
        return rows.astype(np.float32)

    def embed_parts(
        self,
        texts: Sequence[str],
        parts: Sequence[Sequence[Part]],
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """A vector a text, and a vector for each of its parts."""
        slices = [[text[first:last] for first, last in own] for text, own in zip(texts, parts, strict=True)]
        return self.embed_passages(texts, progress), [self.embed_passages(own) for own in slices]

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The true vectors."""
        return self._real.embed_queries(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As any queries."""
        return self.embed_queries(texts)

    def _vector(self, text: str) -> NDArray[np.float64]:
        seed = int.from_bytes(sha256(text.encode()).digest()[:8], "big")
        row = np.random.default_rng(seed).standard_normal(self.dimension)
        found: NDArray[np.float64] = row / np.linalg.norm(row)
        return found


class _Random(Application):
    def _open_embedder(self) -> Embedder:
        return RandomPassages(super()._open_embedder())


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock and of the processor."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.1f} s ({self.processor:.1f} s of processor)"


class _Watch:
    def __init__(self) -> None:
        self._clock, self._processor = time.perf_counter(), time.process_time()

    def lap(self) -> Spent:
        """What was spent since the last lap."""
        spent = Spent(time.perf_counter() - self._clock, time.process_time() - self._processor)
        self._clock, self._processor = time.perf_counter(), time.process_time()
        return spent


def make_plan(files: Sequence[Path], data_dir: Path, pages: int) -> None:
    """Ingest the files, and copies of them, until the document has so many pages; nothing where it has them."""
    with (
        _Random(load_settings(data_dir=data_dir, llm="none")).opened() as application,
        tempfile.TemporaryDirectory() as folder,
    ):
        copies = []
        for turn, file in enumerate(cycle(files)):
            if pages <= 0:
                break
            copy = Path(folder) / f"{file.stem}-{turn}.pdf"
            copy.write_bytes(file.read_bytes() + f"\n% {turn}\n".encode())  # another file, of the same text
            copies.append(copy)
            pages -= len(pypdfium2.PdfDocument(file))
        application.dossiers.ingest(copies, SLUG, Description())


def measure(data_dir: Path) -> None:
    """Answer the grid anew and print what it took."""
    watch = _Watch()
    with _Random(load_settings(data_dir=data_dir, llm="none")).opened() as application:
        analysis = application.analysis()
        opened = watch.lap()
        laps: list[Spent] = []
        analysis.run(SLUG, fresh=True, on_answer=lambda _: laps.append(watch.lap()))
        pages = sum(1 for _ in application.corpus.texts.pages(SLUG))
        table = application.retriever.sentence_table(SLUG, queries_for(application.grid.indicators[0]))
        print(f"{pages} pages, {len(table.sentences)} sentences that differ")
    rest = Spent(sum(one.clock for one in laps[1:]), sum(one.processor for one in laps[1:]))
    whole = Spent(opened.clock + laps[0].clock + rest.clock, opened.processor + laps[0].processor + rest.processor)
    print(f"opening {opened}; first indicator {laps[0]}; {len(laps) - 1} others {rest}; in all {whole}")


def main() -> None:
    """Make the plan where it is not there yet, and measure in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=954)
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        measure(asked.data_dir)
        return
    if asked.files:
        make_plan(asked.files, asked.data_dir, asked.pages)
    command = [sys.executable, "-m", "benchmarks.large_plan", "--data-dir", str(asked.data_dir), "--measure"]
    subprocess.run(command, check=True, env=os.environ)


if __name__ == "__main__":
    main()

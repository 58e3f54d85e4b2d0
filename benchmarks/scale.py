"""Indexes at scale: rate, disk, memory, latency, recall, restart, deletion.

Usage: python -m benchmarks.scale SIZE [--folder DOSSIER ...] [--models DIR] [--cache FILE] [--server] [--keep DIR]

The passages of real dossiers (default: the bundled sample) are multiplied to SIZE. A copy is a document
of its own, of the size of its dossier; one word in seven is left out and its vectors are turned a little,
at random, so that copies do not tie. Queries are those of the grid, embedded once before the clock starts.
``--keep`` writes the indexes to a directory, and measures those of an earlier run where it holds them.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ParamSpec

import numpy as np
import psutil

from benchmarks.collections import add_dossier
from corpus import Corpus
from domain import PieceKind, Query, StoredPassage, StoredSentence
from indicator_queries import load_grid, queries_for
from languages.entries.french_language import LANGUAGE as FRENCH
from retrieval import Retriever
from sample import SAMPLE_SLUG, sample_dir
from vectorstore import CachingEmbedder, ChromaIndex, LlamaIndexEmbedder, Part, TantivyIndex, VectorCache, ensure_e5
from vectorstore.embedder import Progress, Vectors

P = ParamSpec("P")

NOISE = 0.35
LEFT_OUT = 1 / 7
WRITE = 5_000
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is copied: the passages of a dossier, the sentences of its pieces, the vectors of its passages."""

    passages: Sequence[StoredPassage]
    sentences: Mapping[str, Sequence[StoredSentence]]
    vectors: Vectors


class Multiplied:
    """Copies of dossiers in turn, made when they are asked for; answers as the corpus does."""

    def __init__(self, dossiers: Sequence[Dossier]):
        self._dossiers = dossiers
        self._by_id = [{passage.id: passage for passage in dossier.passages} for dossier in dossiers]

    def documents(self, size: int) -> list[str]:
        """Names of the copies that make at least ``size`` passages."""
        names: list[str] = []
        while size > 0:
            names.append(f"copie-{len(names)}")
            size -= self.size(names[-1])
        return names

    def size(self, document: str) -> int:
        return len(self._of(document).passages)

    def ids(self, document: str) -> list[str]:
        return [f"{document}:{passage.id}" for passage in self._of(document).passages]

    def passages(self, document: str) -> list[StoredPassage]:
        """Passages of a copy: the same each time."""
        rng = np.random.default_rng(_number(document))
        return [
            replace(passage, document=document, id=f"{document}:{passage.id}", text=_thinned(passage.text, rng))
            for passage in self._of(document).passages
        ]

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        split = [(id_, *id_.split(":", 1)) for id_ in ids]
        return {
            id_: replace(self._by_id[_number(document) % len(self._by_id)][own], document=document, id=id_)
            for id_, document, own in split
        }

    def sentences(self, document: str, piece: str, first: int, last: int) -> list[StoredSentence]:
        rng = np.random.default_rng(_number(document))
        found = self._of(document).sentences[piece][first : last + 1]
        return [replace(sentence, text=_thinned(sentence.text, rng)) for sentence in found]

    def version(self, document: str) -> str:
        return document

    def vectors(self, document: str) -> Vectors:
        """Vectors of a copy: the same each time."""
        own = self._of(document).vectors
        noise = np.random.default_rng(_number(document)).standard_normal(own.shape, dtype=np.float32)
        turned = own + NOISE * noise / np.float32(np.sqrt(own.shape[1]))
        unit: Vectors = (turned / np.linalg.norm(turned, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def _of(self, document: str) -> Dossier:
        return self._dossiers[_number(document) % len(self._dossiers)]


def _number(document: str) -> int:
    return int(document.removeprefix("copie-"))


def _thinned(text: str, rng: np.random.Generator) -> str:
    words = text.split()
    kept = rng.random(len(words)) >= LEFT_OUT
    return " ".join(word for word, stays in zip(words, kept, strict=True) if stays)


class Embedded:
    """An embedder whose queries are embedded already."""

    def __init__(self, embedder: CachingEmbedder, texts: Sequence[str]):
        self.model_id, self.revision, self.dimension = embedder.model_id, embedder.revision, embedder.dimension
        self._known = dict(zip(texts, embedder.embed_queries(texts), strict=True))

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        raise NotImplementedError

    def embed_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Part]], progress: Progress | None = None
    ) -> tuple[Vectors, list[Vectors]]:
        raise NotImplementedError

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._known[text] for text in texts])

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """As any queries."""
        return self.embed_queries(texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int)
    parser.add_argument("--folder", type=Path, nargs="+", default=[sample_dir()])
    parser.add_argument("--threads", type=int, default=None, help="fils du plongement")
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "biollm-bench-vectors.db")
    parser.add_argument("--server", action="store_true", help="Chroma as a server (chroma run) instead of embedded")
    parser.add_argument("--keep", type=Path, help="directory of the indexes; default: a temporary one")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.keep or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        embedder = CachingEmbedder(
            LlamaIndexEmbedder(ensure_e5(arguments.models, print), threads=arguments.threads),
            VectorCache(arguments.cache),
        )
        source = Multiplied([_read(Path(folder), place, embedder) for place in arguments.folder])
        indicators = [(queries_for(indicator), indicator.where) for indicator in load_grid(None).indicators]
        texts = [query.text for queries, _ in indicators for query in queries if query.asks_meaning]
        known = Embedded(embedder, texts)
        documents = source.documents(arguments.size)
        print(f"{sum(map(source.size, documents))} passages, {len(documents)} documents", flush=True)
        with _place(home, server=arguments.server) as place:
            _measure(home, place, source, documents, known, indicators)


def _measure(
    home: Path,
    place: Path | str,
    source: Multiplied,
    documents: Sequence[str],
    known: Embedded,
    indicators: Sequence[tuple[list[Query], tuple[PieceKind, ...]]],
) -> None:
    def opened() -> ChromaIndex:
        return ChromaIndex(place, model_id=known.model_id, revision=known.revision, dimension=known.dimension)

    dense, words = opened(), TantivyIndex(home / "words", FRENCH.words.new_analyser())
    total = sum(map(source.size, documents))
    if min(dense.count(), words.count()) < total:
        _write(source, documents, dense, words)
    for name in ("chroma", "words"):
        size = sum(file.stat().st_size for file in (home / name).rglob("*") if file.is_file())
        print(f"disque {name} : {size / 1e6:.0f} Mo")
    print(f"mémoire du processus : {psutil.Process().memory_info().rss / 1e6:.0f} Mo")

    if isinstance(place, Path):
        dense.close()
        dense = None  # type: ignore[assignment]
        seconds = _seconds(lambda: opened().close())
        print(f"réouverture : {seconds:.2f} s", end=" ; ")
        dense = opened()
        print(f"première requête : {_seconds(dense.query, source.vectors(documents[0])[0], 20):.2f} s")

    retriever = Retriever(source, known, dense, words, FRENCH)
    drawn = [documents[int(i)] for i in np.linspace(0, len(documents) - 1, min(ROUNDS, len(documents)))]
    cold = [_seconds(retriever.retrieve, indicators[0][0], documents=[d], k=50) for d in drawn]
    print(f"un document, à froid (ses mots et vecteurs sont lus) : {max(cold) * 1000:.0f} ms au plus")
    one = [_seconds(retriever.retrieve, q, documents=[d], k=50, kinds=w) for d in drawn for q, w in indicators]
    _shown("un document, un indicateur (toutes ses requêtes)", one)
    every = [_seconds(retriever.retrieve, q, documents=[], k=50, kinds=w) for q, w in indicators]
    _shown("tous les documents, un indicateur (toutes ses requêtes)", every)
    vectors = [known.embed_queries([queries[0].text])[0] for queries, _ in indicators]
    _shown("tous les documents, une requête, sens", [_seconds(dense.query, v, 20) for v in vectors])
    texts = [queries[0].text for queries, _ in indicators]
    _shown("tous les documents, une requête, mots", [_seconds(words.query, t, 20) for t in texts])
    print(f"rappel@20 contre l'exact : {_recall(dense, source, documents, vectors):.4f}")

    last = documents[-1]
    seconds = _seconds(dense.delete, last) + _seconds(words.delete, last)
    print(f"suppression d'un document : {seconds:.2f} s ; reste {dense.count()} vecteurs, {words.count()} passages")
    dense.upsert(source.passages(last), source.vectors(last))  # kept indexes stay whole
    words.upsert(source.passages(last))
    dense.close()


def _write(source: Multiplied, documents: Sequence[str], dense: ChromaIndex, words: TantivyIndex) -> None:
    """Write all copies to both indexes, a few documents at a time, and tell the rates."""
    spent = {"vecteurs": 0.0, "mots": 0.0}
    written = 0
    waiting: list[str] = []
    for document in documents:
        waiting.append(document)
        if sum(map(source.size, waiting)) < WRITE and document != documents[-1]:
            continue
        passages = [passage for name in waiting for passage in source.passages(name)]
        vectors = np.concatenate([source.vectors(name) for name in waiting])
        spent["vecteurs"] += _seconds(dense.upsert, passages, vectors)
        spent["mots"] += _seconds(words.upsert, passages)
        written += len(passages)
        waiting = []
        if written % (20 * WRITE) < WRITE:
            rates = ", ".join(f"{name} {written / seconds:.0f}/s" for name, seconds in spent.items())
            print(f"  {written} écrits : {rates}", flush=True)
    for name, seconds in spent.items():
        print(f"écriture des {name} : {seconds:.0f} s, {written / seconds:.0f} passages/s")


def _recall(dense: ChromaIndex, source: Multiplied, documents: Sequence[str], vectors: Sequence[Vectors]) -> float:
    asked = np.stack(vectors)
    best: list[list[tuple[float, str]]] = [[] for _ in vectors]
    for document in documents:
        ids = source.ids(document)
        scores = source.vectors(document) @ asked.T
        for number, found in enumerate(best):
            top = np.argsort(-scores[:, number])[:20]
            found.extend((-float(scores[i, number]), ids[i]) for i in top)
            best[number] = sorted(found)[:20]
    shares = [
        len({id_ for _, id_ in exact} & {id_ for id_, _ in dense.query(vector, 20)}) / len(exact)
        for exact, vector in zip(best, vectors, strict=True)
    ]
    return float(np.mean(shares))


def _read(home: Path, folder: Path, embedder: CachingEmbedder) -> Dossier:
    corpus = Corpus(home / f"corpus-{folder.name}")
    add_dossier(corpus, SAMPLE_SLUG, folder)
    passages = corpus.texts.passages(SAMPLE_SLUG)
    pieces = {passage.piece: max(p.last_position for p in passages if p.piece == passage.piece) for passage in passages}
    sentences = {piece: corpus.texts.sentences(SAMPLE_SLUG, piece, 0, last) for piece, last in pieces.items()}
    vectors = embedder.embed_passages([passage.text for passage in passages])
    corpus.close()
    return Dossier(passages, sentences, vectors)


@contextmanager
def _place(home: Path, *, server: bool) -> Iterator[Path | str]:
    if not server:
        yield home / "chroma"
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = shutil.which("chroma", path=str(Path(sys.executable).parent)) or "chroma"
    process = subprocess.Popen(
        [program, "run", "--path", str(home / "chroma"), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
    )
    try:
        for _ in range(120):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _seconds(work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> float:
    start = time.perf_counter()
    work(*args, **kwargs)
    return time.perf_counter() - start


def _shown(name: str, seconds: Sequence[float]) -> None:
    p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
    print(f"{name} : p50 {p50:.1f} ms, p95 {p95:.1f} ms (n = {len(seconds)})", flush=True)


if __name__ == "__main__":
    main()

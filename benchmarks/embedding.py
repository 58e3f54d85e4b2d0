"""Embedding rate: sentence-transformers as it comes, against our embedder, in turns of one run.

Usage: python -m benchmarks.embedding [FOLDER] [--passages 48] [--threads 1] [--models DIR]

The passages of a dossier (default: the bundled sample) are embedded in turn by sentence-transformers with
its defaults (torch, fp32, batches of 32 by length) and by ours: ONNX Runtime (the default), torch and int8.
Seconds of the processor are given beside those of the clock: on a shared machine only their ratio says something.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ingestion import collect_pieces, read_piece
from languages.entries.french_language import LANGUAGE as FRENCH
from sample import sample_dir
from vectorstore import LlamaIndexEmbedder, OnnxEmbedder, ensure_e5, ensure_e5_onnx
from vectorstore.embedder import Vectors

TURNS = 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=sample_dir())
    parser.add_argument("--passages", type=int, default=48)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--models", type=Path, default=Path("models"))
    arguments = parser.parse_args()
    from sentence_transformers import SentenceTransformer

    folder = ensure_e5(arguments.models, print)
    ours = OnnxEmbedder(ensure_e5_onnx(arguments.models, print), threads=arguments.threads)
    torch_fp32 = LlamaIndexEmbedder(folder, threads=arguments.threads)
    eight = LlamaIndexEmbedder(folder, threads=arguments.threads, int8_in=arguments.models)
    plain = SentenceTransformer(str(folder))
    pieces = [read_piece(path, FRENCH) for path in collect_pieces([arguments.folder]).pieces]
    texts = [passage.text for piece in pieces for passage in piece.passages][: arguments.passages]
    prefixed = [torch_fp32.passage_prefix + text for text in texts]
    print(f"{len(texts)} passages, {np.mean([len(text.split()) for text in texts]):.0f} mots en moyenne")
    for _ in range(TURNS):
        theirs = _timed(
            "sentence-transformers, par défaut", texts, lambda: plain.encode(prefixed, show_progress_bar=False)
        )
        own = _timed("BIOLLM", texts, lambda: ours.embed_passages(texts))
        by_torch = _timed("BIOLLM, embedding_runtime=torch", texts, lambda: torch_fp32.embed_passages(texts))
        rounded = _timed("BIOLLM, embedding_precision=int8", texts, lambda: eight.embed_passages(texts))
    for name, vectors in (("BIOLLM", own), ("torch", by_torch), ("int8", rounded)):
        cosines = (theirs * vectors).sum(axis=1)
        print(f"cosinus avec sentence-transformers, {name} : {cosines.mean():.4f}, au plus bas {cosines.min():.4f}")


def _timed(name: str, texts: list[str], work: Callable[[], Vectors]) -> Vectors:
    clock, processor = time.perf_counter(), time.process_time()
    vectors = work()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    rates = f"{len(texts) / clock:.2f} passages/s ; {len(texts) / processor:.2f} par seconde de processeur"
    print(f"{name} : {rates}", flush=True)
    return vectors


if __name__ == "__main__":
    main()

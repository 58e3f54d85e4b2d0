"""Texts become vectors: the interface, and its implementation over LlamaIndex's HuggingFaceEmbedding."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from domain.errors import ModelError, ModelFilesMissing
from vectorstore.model_folder import revision_of
from vectorstore.part_vectors import Part, embed_parts, parts_one_by_one
from vectorstore.token_readers import SentenceTransformerTokens, pools_by_mean
from vectorstore.torch_packages import need_torch

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]

#: On a CPU what a batch computes must stay in the processor's cache: with 32 texts, the default of
#: sentence-transformers, the same core embeds less than half as many passages (docs/benchmarks.md).
CPU_BATCH = 4
GPU_BATCH = 64
#: Activations are rounded by one scale a batch: alone, a text has the same vector whatever is embedded beside it.
INT8_BATCH = 1


class Embedder(Protocol):
    """Makes L2-normalised vectors of passages and of queries; their dot product is the cosine.

    ``model_id`` and ``revision`` together name the vector space: vectors of different pairs must
    never be compared.
    """

    @property
    def model_id(self) -> str:
        """Name of the model."""
        ...

    @property
    def revision(self) -> str:
        """Which weights of that model."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return an array of shape (len(texts), dimension); ``progress(done, total)`` is called as it goes."""
        ...

    def embed_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Part]], progress: Progress | None = None
    ) -> tuple[Vectors, list[Vectors]]:
        """Return what ``embed_passages`` does, and vectors of parts of each text; shape (parts, dimension)."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (len(texts), dimension)."""
        ...

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """The same for free questions, to be compared with sentences: a model may have learnt more of them."""
        ...


class LlamaIndexEmbedder:
    """Any sentence-transformers model that is on this machine, through LlamaIndex; never the network.

    Three things that LlamaIndex leaves to its caller are done here: the prefixes of e5 and of models
    that declare their own prompts, batches of texts of similar length (padding is what costs on a
    CPU), and texts longer than the model reads, which are embedded in windows and averaged instead
    of being cut without a word.
    """

    def __init__(
        self,
        model: str | Path,
        *,
        cache_dir: Path | None = None,
        model_id: str | None = None,
        revision: str | None = None,
        query_prefix: str | None = None,
        passage_prefix: str | None = None,
        threads: int | None = None,
        device: str | None = None,
        batch_size: int | None = None,
        backend: str = "torch",
        int8_in: Path | None = None,
        say: Callable[[str], None] = print,
    ):
        """Load the model.

        Args:
            model: A directory, or the name of a model that is in ``cache_dir`` already.
            cache_dir: Hugging Face cache to look a name up in; default: the user's own.
            model_id: Name kept with the index; default: the name, or the directory's name.
            revision: Weights kept with the index; default: the directory's ``revision`` file, the
                snapshot's commit, or a fingerprint of the files.
            query_prefix: Put before each query; default: what the model declares, e5's « query: »,
                or nothing.
            passage_prefix: The same for passages.
            threads: Threads of torch (for the whole process); default: torch's own choice.
            device: « cpu », « cuda »...; default: the GPU when there is one.
            batch_size: Texts a batch; default: 4 on a CPU, 64 on a GPU, 1 with eight bits.
            backend: « torch », « openvino » or « onnx », as sentence-transformers names them.
            int8_in: Where copies of models on eight bits are kept: computes with one, on the CPU (see
                :mod:`vectorstore.int8`); default: the weights as they come.
            say: Called with one French line where such a copy must be made first.

        Raises:
            ModelFilesMissing: The model is not on this machine, or the packages that convert it are not.
            ModelError: The model's files cannot be loaded or converted.
            StorageError: The copy on eight bits cannot be written.
        """
        need_torch("Ce modèle d'embeddings")
        folder, snapshot = _local_folder(str(model), cache_dir)
        self._model_id = model_id or (folder.name if Path(model).is_dir() else str(model))
        self._revision = revision or revision_of(folder) or snapshot or _fingerprint(folder)
        declared = _declared_prefixes(folder, self._model_id)
        self.query_prefix = declared[0] if query_prefix is None else query_prefix
        self.passage_prefix = declared[1] if passage_prefix is None else passage_prefix
        if threads is not None:
            import torch

            torch.set_num_threads(threads)
        self._llama = _load(
            folder, self.query_prefix, self.passage_prefix, device if int8_in is None else "cpu", backend
        )
        # LlamaIndex keeps the sentence-transformers model private; its tokenizer is needed to see
        # which texts are too long, and loading a second one costs seconds.
        self._inner: Any = self._llama._model
        on_cpu = self._inner.device.type == "cpu"
        default_batch = CPU_BATCH if on_cpu else GPU_BATCH
        if int8_in is not None:
            from vectorstore.int8 import CONVERSION, use_int8

            copy = int8_in / f"{self._model_id}-{self._revision}-int8".replace("/", "--")
            use_int8(self._inner, copy, threads=threads, say=say)
            self._revision = f"{self._revision}-{CONVERSION}"
            default_batch = INT8_BATCH
        self._batch_size = batch_size or default_batch
        # sentence-transformers 6 renamed it.
        size = getattr(self._inner, "get_embedding_dimension", None) or self._inner.get_sentence_embedding_dimension
        self._dimension = int(size())

    @property
    def model_id(self) -> str:
        """Name of the model."""
        return self._model_id

    @property
    def revision(self) -> str:
        """Which weights of that model."""
        return self._revision

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed passages; see :class:`Embedder`."""
        return self._embed(texts, self.passage_prefix, self._llama.get_text_embedding_batch, progress)

    def embed_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Part]], progress: Progress | None = None
    ) -> tuple[Vectors, list[Vectors]]:
        """Embed passages and parts of them; see :class:`Embedder`."""
        if not pools_by_mean(self._inner):
            return self.embed_passages(texts, progress), parts_one_by_one(self, texts, parts)
        reader = SentenceTransformerTokens(self._inner)
        return embed_parts(reader, self.passage_prefix, texts, parts, batch_size=self._batch_size, progress=progress)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed queries; see :class:`Embedder`."""
        # LlamaIndex embeds queries one at a time: there are few, and nothing is padded.
        return self._embed(
            texts, self.query_prefix, lambda batch: [self._llama.get_query_embedding(t) for t in batch], None
        )

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Embed free questions as any queries: nothing was learnt of them for this model."""
        return self.embed_queries(texts)

    def _embed(
        self, texts: Sequence[str], prefix: str, encode: Callable[[list[str]], list[list[float]]], progress: Any
    ) -> Vectors:
        windows = [window for index, text in enumerate(texts) for window in self._windows(index, text, prefix)]
        windows.sort(key=lambda window: (-len(window[1]), window[0]))  # longest first: memory peaks at once
        remaining = np.bincount([index for index, _, _ in windows], minlength=len(texts))
        sums = np.zeros((len(texts), self._dimension), dtype=np.float64)
        for start in range(0, len(windows), self._batch_size):
            batch = windows[start : start + self._batch_size]
            vectors = np.asarray(encode([text for _, text, _ in batch]), dtype=np.float64)
            for (index, _, weight), vector in zip(batch, vectors, strict=True):
                sums[index] += weight * vector
                remaining[index] -= 1
            if progress is not None:
                progress(int((remaining == 0).sum()), len(texts))
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        vectors32: Vectors = (sums / np.maximum(norms, 1e-12)).astype(np.float32)
        return vectors32

    def _windows(self, index: int, text: str, prefix: str) -> Iterator[tuple[int, str, int]]:
        """Cut a text where the model would stop reading: (index of the text, window, weight in tokens)."""
        limit = int(self._inner.max_seq_length or 512)
        if len(prefix) + len(text) + 2 <= limit:  # a token has at least a character
            yield index, text, 1
            return
        tokenizer = self._inner.tokenizer
        offsets = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)[
            "offset_mapping"
        ]
        # Two special tokens, the prefix, and a few for words that split otherwise at a window's edge.
        most = limit - 2 - len(tokenizer(prefix, add_special_tokens=False)["input_ids"])
        if len(offsets) <= most:
            yield index, text, 1
            return
        most -= 8
        for start in range(0, len(offsets), most):
            part = offsets[start : start + most]
            yield index, text[part[0][0] : part[-1][1]], len(part)


def _load(folder: Path, query: str, passage: str, device: str | None, backend: str) -> Any:
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    extra: dict[str, Any] = {} if backend == "torch" else {"backend": backend}
    try:
        with _no_progress_bar():
            return HuggingFaceEmbedding(
                model_name=str(folder),
                query_instruction=query,
                text_instruction=passage,
                embed_batch_size=GPU_BATCH,  # batches are made by the embedder, never larger than this
                device=device,
                cache_folder=str(folder),  # nothing goes there: it keeps LlamaIndex from making its own
                local_files_only=True,
                **extra,
            )
    except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
        raise ModelError(
            f"Le modèle d'embeddings ne peut pas être chargé : {error}",
            where=str(folder),
            remedy="Vérifiez que le dossier est un modèle sentence-transformers complet.",
        ) from error


@contextmanager
def _no_progress_bar() -> Iterator[None]:
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()


def _local_folder(model: str, cache_dir: Path | None) -> tuple[Path, str | None]:
    """Return the model's directory on this machine, and its commit where it is a cached snapshot."""
    if Path(model).is_dir():
        return Path(model), None
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(model, cache_dir=cache_dir, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise ModelFilesMissing(
            f"Le modèle d'embeddings « {model} » n'est pas sur cette machine, et rien n'est téléchargé.",
            remedy="Copiez le dossier du modèle sur cette machine et donnez son chemin, ou gardez le modèle fourni.",
        ) from error
    return folder, folder.name


def _fingerprint(folder: Path) -> str:
    """Name weights that have no name: sizes and both ends of every file, so that large files stay quick."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(1 << 20))
            file.seek(max(0, size - (1 << 20)))
            digest.update(file.read())
    return f"files-{digest.hexdigest()[:16]}"


def _declared_prefixes(folder: Path, model_id: str) -> tuple[str, str]:
    """Return the prefixes for queries and for passages: the model's own prompts, else e5's, else none."""
    path = folder / "config_sentence_transformers.json"
    prompts: Mapping[str, str] = {}
    if path.is_file():
        prompts = json.loads(path.read_text(encoding="utf-8")).get("prompts") or {}
    query = prompts.get("query") or ""
    passage = next((prompts[name] for name in ("passage", "document", "text") if prompts.get(name)), "")
    if query or passage:
        return query, passage
    name = model_id.lower()
    if "e5" in name.replace("_", "-").replace("/", "-").split("-") and "instruct" not in name:
        return "query: ", "passage: "  # https://huggingface.co/intfloat/multilingual-e5-small, FAQ 1
    return "", ""

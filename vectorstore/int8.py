"""A sentence-transformers model run by ONNX Runtime with weights of eight bits: for processors without a GPU.

The transformer is exported once and its matrices are rounded to eight bits, one scale an output; activations are
rounded as they come (dynamic quantisation, https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
Tokens, pooling and normalisation stay those of sentence-transformers. Imported only where the setting asks for it.
"""

from __future__ import annotations

import logging
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch

from domain.errors import ModelError, ModelFilesMissing
from vectorstore.model_folder import build_once

#: Changes whenever the same weights could give other vectors; part of the revision that an index keeps.
CONVERSION = "int8.1"
_FILE = "model.onnx"
#: The exported weights and the converted ones of multilingual-e5-small, while both are there.
_MEGABYTES = 900


def use_int8(model: Any, folder: Path, *, threads: int | None, say: Callable[[str], None]) -> None:
    """Let a SentenceTransformer compute with eight bits, converting its weights first where that was not done.

    Args:
        model: A SentenceTransformer on the CPU whose first module is a transformer; changed in place.
        folder: Where the converted weights are kept, or will be: one model and one revision.
        threads: Threads of ONNX Runtime; default: its own choice.
        say: Called with one French line when (and only when) the weights must be converted.

    Raises:
        ModelFilesMissing: The packages of the conversion are not installed.
        ModelError: The model cannot be converted or loaded.
        StorageError: The folder cannot be written.
    """

    def convert(work: Path) -> None:
        say(f"Conversion du modèle d'embeddings sur huit bits (une seule fois, dans {folder})…")
        exported = work / "exported"
        exported.mkdir()
        try:
            _export(model, exported)
        except RuntimeError as error:  # the class of all errors of torch.onnx
            raise ModelError(
                f"Le modèle d'embeddings ne peut pas être converti sur huit bits : {error}",
                remedy="Revenez au réglage embedding_precision=float32.",
            ) from error
        _quantise(exported / _FILE, work / _FILE)
        shutil.rmtree(exported)

    try:
        build_once(folder, CONVERSION, convert, megabytes=_MEGABYTES)
        session = _session(folder, threads)
    except ImportError as error:
        raise ModelFilesMissing(
            f"Le modèle d'embeddings ne peut pas être converti sur huit bits : le paquet {error.name} manque.",
            remedy="Installez biollm[int8], ou revenez au réglage embedding_precision=float32.",
        ) from error
    model[0].model = _Transformer(session, model[0].model.config)


def _session(folder: Path, threads: int | None) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or 0
    try:
        return onnxruntime.InferenceSession(str(folder / _FILE), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors have no common class but Exception
        raise ModelError(
            f"Les poids sur huit bits ne peuvent pas être chargés : {error}",
            where=str(folder),
            remedy="Supprimez ce dossier : il sera refait.",
        ) from error


class _Transformer(torch.nn.Module):  # type: ignore[misc]
    """Stands where the transformer stood: tokens in, the last layer out."""

    def __init__(self, session: Any, config: Any):
        super().__init__()
        self.session = session
        self.config = config

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, **_: Any) -> dict[str, torch.Tensor]:
        """Return the last layer, of shape (texts, tokens, dimension)."""
        inputs = {"input_ids": input_ids.numpy(), "attention_mask": attention_mask.numpy()}
        (last,) = self.session.run(None, {name: array.astype(np.int64) for name, array in inputs.items()})
        return {"last_hidden_state": torch.from_numpy(last)}


class _LastLayer(torch.nn.Module):  # type: ignore[misc]
    """What is exported: the same signature, without what the caller never reads."""

    def __init__(self, transformer: Any):
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Any:
        return self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


def _export(model: Any, folder: Path) -> None:
    tokens = torch.ones(2, 16, dtype=torch.int64)
    sizes = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens", min=2, max=int(model.max_seq_length or 512))}
    with _quiet():
        torch.onnx.export(
            _LastLayer(model[0].model.eval()),
            (tokens, torch.ones_like(tokens)),
            folder / _FILE,
            input_names=["input_ids", "attention_mask"],
            output_names=["last_hidden_state"],
            dynamic_shapes=(sizes, sizes),
            dynamo=True,
            verbose=False,
        )


def _quantise(exported: Path, target: Path) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with _quiet():
        quantize_dynamic(
            exported,
            target,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=_narrowing(onnx.load(exported, load_external_data=False).graph),
            weight_type=QuantType.QInt8,
            per_channel=True,
            # Seven bits in fact: without VNNI, processors add two products of eight bits in sixteen, and overflow.
            reduce_range=True,
            use_external_data_format=True,
        )


def _narrowing(graph: Any) -> list[str]:
    """Layers that take in more than they give out keep all their bits.

    They read what the wide layer before them let through, where a few numbers are far larger than the others: one
    scale for all is too coarse there (https://arxiv.org/abs/2109.12948). Measured: docs/benchmarks.md, « Embedding ».
    """
    shapes = {weights.name: tuple(weights.dims) for weights in graph.initializer}
    narrowing = []
    for node in graph.node:
        shape = shapes.get(node.input[1]) if node.op_type == "MatMul" else None
        if shape is not None and len(shape) == 2 and shape[0] > shape[1]:
            narrowing.append(node.name)
    return narrowing


@contextmanager
def _quiet() -> Iterator[None]:
    """While weights are converted: both tools warn of packages that are not needed and of their own to-do lists."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)

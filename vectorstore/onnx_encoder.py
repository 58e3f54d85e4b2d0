"""The transformer of multilingual-e5-small as an ONNX graph, written without torch.

A BERT encoder is a dozen layers of the same few operators. ONNX Runtime has each of them as one fused operator for
transformers (https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md), so the graph that its
optimiser would make of an exported model is written here as it is. The table of word vectors, nine tenths of the
weights, is no part of the graph: it stays in a file that is mapped into memory, of which only the rows of the words in
use are ever read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Inputs of the graph: sums of word, place and type vectors (texts, tokens, dimension), and 1 for tokens that are text.
EMBEDDED, MASK = "embedded", "attention_mask"
#: Output: the last layer (texts, tokens, dimension).
LAST_LAYER = "last_hidden_state"
_OPSET, _IR = 17, 10
#: Operators of the standard itself, without those of ONNX Runtime.
_STANDARD = {"MatMul", "LayerNormalization", "Cast"}
_CONTRIB = "com.microsoft"


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """Sizes of a BERT encoder; ``epsilon`` is that of its layer normalisation."""

    layers: int
    heads: int
    hidden: int
    epsilon: float


def write_encoder(shape: EncoderShape, weights: Mapping[str, NDArray[np.float32]], path: Path) -> None:
    """Write the encoder as an ONNX file.

    Args:
        shape: Its sizes.
        weights: Tensors by the names of transformers' BertModel.
        path: The file.
    """
    import onnx
    from onnx import TensorProto, helper

    draft = _GraphDraft(shape, weights)
    norm = [draft.weight(f"embeddings.LayerNorm.{part}") for part in ("weight", "bias")]
    last = draft.node("LayerNormalization", [EMBEDDED, *norm], "first", axis=-1, epsilon=shape.epsilon)
    mask = draft.node("Cast", [MASK], "mask", to=TensorProto.INT32)
    for number in range(shape.layers):
        last = _layer(draft, number, last, mask, LAST_LAYER if number == shape.layers - 1 else f"{number}.last")
    sizes = ["texts", "tokens", shape.hidden]
    graph = helper.make_graph(
        draft.nodes,
        "encoder",
        [
            helper.make_tensor_value_info(EMBEDDED, TensorProto.FLOAT, sizes),
            helper.make_tensor_value_info(MASK, TensorProto.INT64, sizes[:2]),
        ],
        [helper.make_tensor_value_info(LAST_LAYER, TensorProto.FLOAT, sizes)],
        draft.tensors,
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, 1)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=_IR), path)


class _GraphDraft:
    """The nodes and tensors of a graph while it is written."""

    def __init__(self, shape: EncoderShape, weights: Mapping[str, NDArray[np.float32]]):
        self.shape = shape
        self.weights = weights
        self.nodes: list[Any] = []
        self.tensors: list[Any] = []

    def weight(self, *names: str, turned: bool = False) -> str:
        """Put a tensor into the graph, several side by side; ``turned`` where (inputs, outputs) is wanted."""
        from onnx import numpy_helper

        parts = [self.weights[name].T if turned else self.weights[name] for name in names]
        value = np.ascontiguousarray(np.concatenate(parts, axis=-1), dtype=np.float32)
        self.tensors.append(numpy_helper.from_array(value, names[0]))
        return names[0]

    def node(self, operator: str, inputs: list[str], output: str, **attributes: float) -> str:
        """Put an operator into the graph; returns the name of its result."""
        from onnx import helper

        domain = "" if operator in _STANDARD else _CONTRIB
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def added(self, product: str, before: str, name: str, output: str) -> str:
        """The end of a block: its bias, what came in, and the normalisation of the sum."""
        kept = [self.weight(f"{name}.{part}") for part in ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")]
        return self.node("SkipLayerNormalization", [product, before, *kept], output, epsilon=self.shape.epsilon)


def _layer(draft: _GraphDraft, number: int, last: str, mask: str, output: str) -> str:
    """One layer: attention to all tokens, then two dense layers, each added to what came in and normalised."""
    own = f"encoder.layer.{number}"
    heads = [f"{own}.attention.self.{part}" for part in ("query", "key", "value")]
    weight = draft.weight(*(f"{name}.weight" for name in heads), turned=True)
    bias = draft.weight(*(f"{name}.bias" for name in heads))
    read = draft.node("Attention", [last, weight, bias, mask], f"{number}.read", num_heads=draft.shape.heads)
    dense = draft.weight(f"{own}.attention.output.dense.weight", turned=True)
    attended = draft.node("MatMul", [read, dense], f"{number}.attended")
    middle = draft.added(attended, last, f"{own}.attention.output", f"{number}.middle")
    dense = draft.weight(f"{own}.intermediate.dense.weight", turned=True)
    wide = draft.node("MatMul", [middle, dense], f"{number}.wide")
    active = draft.node("BiasGelu", [wide, draft.weight(f"{own}.intermediate.dense.bias")], f"{number}.active")
    narrow = draft.node("MatMul", [active, draft.weight(f"{own}.output.dense.weight", turned=True)], f"{number}.narrow")
    return draft.added(narrow, middle, f"{own}.output", output)

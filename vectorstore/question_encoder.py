"""The encoder of free questions: that of the model with a small learnt adapter merged into its weights.

The vectors of a document stay as they are: only the question is read by weights of its own, which bring it nearer to
the sentences that answer it (low-rank adaptation, Hu et al. 2021, https://arxiv.org/abs/2106.09685). The adapter is
learnt by ``python -m benchmarks.question_adapter`` and stored beside this file; it belongs to one embedding model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

ADAPTER = "question_adapter.npz"
#: Ends of the names of the two factors of a dense layer: inputs to rank, rank to outputs (the scale is in the second).
DOWN, UP = ".down", ".up"


@cache
def _stored() -> bytes:
    return (files(__package__) / ADAPTER).read_bytes()


def adapter_digest() -> str:
    """What names the adapter that comes with the package: twelve hexadecimal digits."""
    return hashlib.sha256(_stored()).hexdigest()[:12]


def adapted(tensors: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """The tensors of the model with the adapter in them, by the names of transformers' BertModel.

    Args:
        tensors: Those of the model; weights of dense layers are (outputs, inputs).
    """
    with np.load(BytesIO(_stored())) as read:
        factors = {name: read[name].astype(np.float32) for name in read.files}
    found = dict(tensors)
    for name in factors:
        if name.endswith(DOWN):
            layer = name.removesuffix(DOWN)
            found[f"{layer}.weight"] = tensors[f"{layer}.weight"] + factors[layer + UP] @ factors[name]
    return found

"""The content of a decision as JSON: the values and the evidence as the person decided them, complete in themselves.

Version 1 is ``{"version": 1, "values": [...], "evidence": [...]}``: each value with the fields of
:class:`domain.Value`, each piece of evidence with those of :class:`domain.Citation` and its ``pertinence``. What older
versions stored is brought to this form by the migration ``decisions_of_cells``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from domain import DecisionEvidence, Value
from domain.answer_codec import decode_citation, decode_value, encode_value

VERSION = 1
_KEPT = 1_000  # contents that are read once: a cell shows all of its past at each decision


def content_to_json(values: Sequence[Value], evidence: Sequence[DecisionEvidence]) -> dict[str, Any]:
    """The content as stored."""
    return {
        "version": VERSION,
        "values": [encode_value(value) for value in values],
        "evidence": [{**asdict(one.citation), "pertinence": one.pertinence} for one in evidence],
    }


def values_of(content: Mapping[str, Any]) -> tuple[Value, ...]:
    """The values of a stored content; infinity, which versions before took for a number (« 1e999 »), is none."""
    return tuple(value for one in content.get("values") or () if math.isfinite((value := decode_value(one)).value))


def evidence_of(content: Mapping[str, Any]) -> tuple[DecisionEvidence, ...]:
    """The evidence of a stored content."""
    return tuple(DecisionEvidence(decode_citation(one), one["pertinence"]) for one in content.get("evidence") or ())


@lru_cache(_KEPT)
def read_content(stored: str) -> tuple[tuple[Value, ...], tuple[DecisionEvidence, ...]]:
    """The values and the evidence of a content as the text that is stored."""
    content = json.loads(stored)
    return values_of(content), evidence_of(content)

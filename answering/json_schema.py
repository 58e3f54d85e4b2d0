"""JSON schemas of the replies that a model is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from domain.json_types import JsonObject


def object_schema(properties: Mapping[str, JsonObject]) -> JsonObject:
    """An object with exactly these properties, all required, in this order."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def list_schema(item: JsonObject, most: int, least: int = 0) -> JsonObject:
    """A list of ``least`` to ``most`` items."""
    return {"type": "array", "items": item, **({"minItems": least} if least else {}), "maxItems": most}


def sentence_number(sentences: int) -> JsonObject:
    """The number of a sentence, from 1."""
    return {"type": "integer", "minimum": 1, "maximum": max(1, sentences)}


def text_schema(most: int) -> JsonObject:
    """A text of at most so many characters."""
    return {"type": "string", "maxLength": most}

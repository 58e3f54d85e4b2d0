"""The structured reply: its schema, how it is asked for, read, and repaired once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from answering.json_mending import mended_json
from answering.json_schema import list_schema, object_schema, sentence_number, text_schema
from answering.llm.base import ChatBackend, Message, Reply, StreamingBackend
from answering.prompt import repair_messages
from domain import Verdict
from domain.errors import InvalidReply
from domain.json_types import JsonObject
from indicator_queries.schema import Indicator
from languages import NumberRules

MOST_PROOFS = 12
MOST_VALUES = 4
_MOST_OBJECTS = 50  # of a reply: those in a text around it count


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RepliedValue(_Strict):
    """A number that the model read: in which sentence, in which unit, for which expected value (from 1)."""

    nombre: float
    unite: str = Field(max_length=40)
    phrase: int
    quoi: int = 0


class IndicatorReply(_Strict):
    """Reply to an indicator. The order of the fields is the order in which the model thinks."""

    preuves: list[int]
    valeurs: list[RepliedValue]
    verdict: Verdict
    raison: str = Field(max_length=1000)


class QuestionReply(_Strict):
    """Reply to a free question."""

    preuves: list[int]
    reponse: str = Field(max_length=2000)


def indicator_schema(
    indicator: Indicator, sentences: Sequence[str], numbers: NumberRules, *, present: bool = False
) -> JsonObject:
    """JSON schema of :class:`IndicatorReply` for evidence of these numbered sentences.

    With ``present`` a sentence clearly answers: what is left to say is oui or partiel.
    Values can only be chosen among the quantities that stand in the sentences and have one of the
    expected units: a small model otherwise fills every expected value with an invented number.
    """
    verdicts = ["oui", "partiel"] if present else ["oui", "partiel", "non"]
    verdicts += ["sans_objet"] if indicator.rubric.sans_objet else []
    return object_schema(
        {
            "preuves": _proofs(len(sentences)),
            "valeurs": _values(indicator, sentences, numbers),
            "verdict": {"enum": verdicts},
            "raison": text_schema(200),
        }
    )


def _values(indicator: Indicator, sentences: Sequence[str], rules: NumberRules) -> JsonObject:
    numbers: dict[float, None] = {}
    units: dict[str, None] = {}
    places: dict[int, None] = {}
    for place, text in enumerate(sentences, 1):
        for quantity in rules.read(text):
            unit = quantity.unit.symbol if quantity.unit else ""
            if any(rules.unit_is_expected(unit, value.units) for value in indicator.values):
                numbers[int(quantity.value) if quantity.value.is_integer() else quantity.value] = None
                units[unit] = None
                places[place] = None
    if not numbers:
        return list_schema({"type": "integer"}, 0)
    value = object_schema(
        {
            "nombre": {"enum": list(numbers)},
            "unite": {"enum": list(units)},
            "phrase": {"enum": list(places)},
            "quoi": {"type": "integer", "minimum": 1, "maximum": len(indicator.values)},
        }
    )
    return list_schema(value, min(MOST_VALUES, len(numbers)))


def question_schema(sentences: int) -> JsonObject:
    """JSON schema of :class:`QuestionReply` for evidence of ``sentences`` numbered sentences."""
    return object_schema({"preuves": _proofs(sentences), "reponse": text_schema(300)})


def _proofs(sentences: int) -> JsonObject:
    # At least one: the sentences shown were each found to answer, the model says which count.
    return list_schema(sentence_number(sentences), MOST_PROOFS, least=1)


ReplyModel = TypeVar("ReplyModel", bound=BaseModel)


def ask(
    backend: ChatBackend,
    messages: list[Message],
    model: type[ReplyModel],
    schema: JsonObject,
    *,
    max_tokens: int,
    on_text: Callable[[str], None] | None = None,
) -> tuple[ReplyModel, list[Reply]]:
    """Ask for a structured reply, with one repair attempt.

    ``on_text`` receives all of the first reply that is written so far, where the back end hands it on.

    Returns:
        The reply, and the raw replies it took (one or two).

    Raises:
        InvalidReply: the second reply is no valid JSON of the schema either.
    """
    if on_text is not None and isinstance(backend, StreamingBackend):
        first = backend.stream(messages, schema=schema, max_tokens=max_tokens, on_text=on_text)
    else:
        first = backend.complete(messages, schema=schema, max_tokens=max_tokens)
    try:
        return read_reply(first.text, model), [first]
    except InvalidReply as error:
        again = repair_messages(messages, first.text, error.message)
    second = backend.complete(again, schema=schema, max_tokens=max_tokens)
    try:
        return read_reply(second.text, model), [first, second]
    except InvalidReply as error:
        raise InvalidReply(
            f"le modèle {backend.card.name} n'a pas donné de réponse exploitable en deux essais ({error.message}).",
            remedy="Relancez, ou choisissez un autre modèle (réglage llm).",
        ) from error


def read_reply(text: str, model: type[ReplyModel]) -> ReplyModel:
    """Read a JSON reply, with or without a Markdown fence around it, mended where nothing has to be guessed.

    Raises:
        InvalidReply: it is no JSON of that shape; the message says what is wrong.
    """
    start, end = text.find("{"), text.rfind("}")
    mended = mended_json(text[start:]) if start >= 0 else None
    if start < 0 or (end < start and mended is None):
        raise InvalidReply("pas de JSON complet")
    fault: ValidationError | None = None
    for whole in (*_objects(text), text[start : end + 1], *(() if mended is None else (mended,))):
        try:
            return model.model_validate_json(whole)
        except ValidationError as error:
            fault = fault or error
    assert fault is not None
    first = fault.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "JSON"
    raise InvalidReply(f"{where} : {first['msg']}") from fault


def _objects(text: str) -> Iterator[str]:
    """The JSON objects of a reply, without what is written around them."""
    start = text.find("{")
    for _ in range(_MOST_OBJECTS):
        if start < 0:
            return
        try:
            _, length = json.JSONDecoder().raw_decode(text[start:])
        except json.JSONDecodeError:
            length = 1
        else:
            yield text[start : start + length]
        start = text.find("{", start + length)

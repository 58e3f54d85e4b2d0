"""The structured reply of a packet reader: JSON schema, pydantic model, and the frozen values it becomes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from answering.json_schema import list_schema, object_schema, sentence_number, text_schema
from domain import CriterionReading, CriterionState, Packet, Reading, ReadValue, Verdict
from domain.json_types import JsonObject
from french.quantities import read_number
from indicator_queries.schema import Indicator

#: Most sentences named for a criterion, cited, and most values: beyond them a reply is a list, not a reading.
MOST_SENTENCES = 40
MOST_VALUES = 24
#: Most places of one value.
MOST_PLACES = 8

STATES = tuple(state.value for state in CriterionState)
COMPARATORS = ("at_least", "at_most", "exactly", "")


def _number(value: Any) -> Any:
    """A number written as French text (« 1 250,5 ») is that number."""
    if isinstance(value, str):
        read = read_number(value)
        return value if read is None else read
    return value


def _empty(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _several(value: Any) -> Any:
    """One number where several are asked for is a list of one."""
    return [value] if isinstance(value, int) else value


#: « sentence »: of replies recorded when a value had one place.
_PLACES = AliasChoices("sentences", "sentence")

Number = Annotated[float, BeforeValidator(_number)]
Optional = Annotated[str | None, BeforeValidator(_empty)]


class LenientReply(BaseModel):
    """What replies share."""

    # A reader that adds a remark has still answered; what is named must have the right type.
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


class RepliedCriterion(LenientReply):
    """The state of one criterion."""

    key: str
    state: CriterionState
    sentences: list[int] = []
    also: list[int] = []
    note: Optional = None


class RepliedPacketValue(LenientReply):
    """A value, as the reader gives it."""

    label: Optional = None
    number: Number
    unit: Optional = None
    sentences: Annotated[list[int], BeforeValidator(_several), Field(min_length=1, validation_alias=_PLACES)]
    subject: Optional = None
    zone: Optional = None
    condition: Optional = None
    comparator: Annotated[Literal["at_least", "at_most", "exactly"] | None, BeforeValidator(_empty)] = None


class PacketReply(LenientReply):
    """Reply to an indicator. The order of the fields is the order in which the reader thinks."""

    criteria: list[RepliedCriterion]
    cite: list[int] = []
    near: list[int] = []
    values: list[RepliedPacketValue] = []
    verdict: Verdict
    missing: Optional = None

    def reading(self, reply: str = "") -> Reading:
        """The reply as a frozen value; ``reply`` is the text that it was read from."""
        return Reading(
            criteria=tuple(
                CriterionReading(one.key, one.state, tuple(dict.fromkeys(one.sentences)), one.note, self._own(one.also))
                for one in self.criteria
            ),
            cite=self._own(self.cite),
            values=tuple(
                ReadValue(
                    one.label,
                    one.number,
                    one.unit,
                    number,
                    one.subject,
                    one.zone,
                    one.condition,
                    one.comparator,
                )
                for one in self.values
                for number in dict.fromkeys(one.sentences)
            ),
            verdict=self.verdict,
            missing=self.missing,
            reply=reply,
        )

    def _own(self, numbers: list[int]) -> tuple[int, ...]:
        """Each number once; what is named as merely near is no evidence, wherever else it is named."""
        return tuple(number for number in dict.fromkeys(numbers) if number not in self.near)


def packet_schema(packet: Packet, indicator: Indicator) -> JsonObject:
    """JSON schema of :class:`PacketReply` for this packet: known keys, labels and sentence numbers only."""
    number = sentence_number(len(packet.sentences))
    numbers = list_schema(number, MOST_SENTENCES)
    keys = [criterion.key for criterion in indicator.rubric.criteria]
    criterion = object_schema(
        {
            "key": {"enum": keys} if keys else {"type": "string"},
            "state": {"enum": list(STATES)},
            "sentences": numbers,
            "also": numbers,
            "note": text_schema(300),
        }
    )
    labels = [value.label for value in indicator.values]
    value = object_schema(
        {
            "label": {"enum": labels} if labels else {"type": "string"},
            "number": {"type": "number"},
            "unit": text_schema(40),
            "sentences": list_schema(number, MOST_PLACES, least=1),
            "subject": text_schema(160),
            "zone": text_schema(80),
            "condition": text_schema(160),
            "comparator": {"enum": list(COMPARATORS)},
        }
    )
    return object_schema(
        {
            "criteria": list_schema(criterion, len(keys), least=len(keys)),
            **({} if keys else {"cite": numbers}),
            "near": numbers,
            "values": list_schema(value, MOST_VALUES if labels else 0),
            "verdict": {"enum": ["oui", "partiel", "non", *(["sans_objet"] if indicator.rubric.sans_objet else [])]},
            "missing": text_schema(300),
        }
    )

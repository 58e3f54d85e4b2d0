"""What an answer made by reading packets was made from: packets, replies, and the opinions that met.

One versioned JSON form; a form that was ever stored stays readable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.answers import Answer
from domain.enums import Verdict
from domain.packets import Packet

#: Version of the JSON form.
VERSION = 1


class ReadingProtocol(StrEnum):
    """How an answer was read: packets judged whole, sentences decided one by one, or rules of the language alone."""

    PACKETS = "packets"
    SENTENCES = "sentences"
    RULES = "rules"


#: How each protocol is named to a person.
PROTOCOL_WORDS = {
    ReadingProtocol.PACKETS: "lecture de paquets de phrases",
    ReadingProtocol.SENTENCES: "lecture phrase par phrase",
    ReadingProtocol.RULES: "règles, sans modèle",
}


def protocol_of(answer: Answer) -> ReadingProtocol:
    """How an answer was read: what it stores, else what its model tells of answers from before packets."""
    reading = answer.record.get("reading")
    if isinstance(reading, Mapping):
        return ReadingProtocol(reading["protocol"])
    return ReadingProtocol.RULES if answer.llm == "none" else ReadingProtocol.SENTENCES


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """Where a sentence of a packet stands; its number is its rank in the packet, from 1."""

    document: str
    piece: str
    position: int
    page: int | None


@dataclass(frozen=True, slots=True)
class PacketRecord:
    """A packet as it was read and the reply to it, word for word.

    ``budget`` and ``tokens`` are those of the packet alone; ``dropped`` counts ranked sentences that did not fit.
    """

    places: tuple[SentencePlace, ...]
    budget: int
    tokens: int
    dropped: int
    reply: str

    @classmethod
    def of(cls, packet: Packet, reply: str) -> PacketRecord:
        """The record of a packet."""
        return cls(
            tuple(
                SentencePlace(one.sentence.document, one.sentence.piece, one.sentence.position, one.sentence.page)
                for one in packet.sentences
            ),
            packet.budget,
            packet.tokens,
            packet.dropped,
            reply,
        )

    def to_json(self) -> dict[str, Any]:
        """Plain values, ready for ``json.dumps``."""
        return {
            "places": [[one.document, one.piece, one.position, one.page] for one in self.places],
            "budget": self.budget,
            "tokens": self.tokens,
            "dropped": self.dropped,
            "reply": self.reply,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> PacketRecord:
        """Read what :meth:`to_json` wrote."""
        return cls(
            tuple(
                SentencePlace(document, piece, position, page) for document, piece, position, page in stored["places"]
            ),
            int(stored["budget"]),
            int(stored["tokens"]),
            int(stored["dropped"]),
            str(stored["reply"]),
        )


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """How an answer was read.

    ``by_rule`` and ``by_reader`` are the verdicts of the grid's rule and of the reader; ``searched`` is the one more
    search that the reader asked for; ``rejected`` counts sentence numbers and values that did not hold.
    """

    protocol: ReadingProtocol
    prompt_version: str
    packets: tuple[PacketRecord, ...]
    by_rule: Verdict | None = None
    by_reader: Verdict | None = None
    searched: str | None = None
    rejected: int = 0

    def to_json(self) -> dict[str, Any]:
        """Plain values, ready for ``json.dumps``."""
        return {
            "version": VERSION,
            "protocol": self.protocol.value,
            "prompt_version": self.prompt_version,
            "packets": [packet.to_json() for packet in self.packets],
            "by_rule": self.by_rule.value if self.by_rule else None,
            "by_reader": self.by_reader.value if self.by_reader else None,
            "searched": self.searched,
            "rejected": self.rejected,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> ReadingRecord:
        """Read what :meth:`to_json` wrote, in any version so far."""
        packets: Sequence[Mapping[str, Any]] = stored["packets"]
        by_rule, by_reader = stored.get("by_rule"), stored.get("by_reader")
        return cls(
            protocol=ReadingProtocol(stored["protocol"]),
            prompt_version=str(stored["prompt_version"]),
            packets=tuple(PacketRecord.from_json(packet) for packet in packets),
            by_rule=Verdict(by_rule) if by_rule else None,
            by_reader=Verdict(by_reader) if by_reader else None,
            searched=stored.get("searched"),
            rejected=int(stored.get("rejected", 0)),
        )

"""What a model was measured to be able to do, kept by model, and how it is therefore used.

Nothing is guessed from a name: a model that ``biollm qualify`` has not measured decides single sentences, unless the
user says otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from answering.llm.base import ModelCard
from answering.llm.kinds import traits_of
from domain import ReadingProtocol
from domain.errors import StorageError
from domain.identity import digest_of

ProtocolSetting = Literal["auto", "packets", "sentences"]

FILE = "capabilities.json"

#: Tokens of a packet for a model that reads small ones only.
SMALL_PACKET = 3000


class ReadsPackets(StrEnum):
    """How much a model can read at once and still be right."""

    FULL = "full"
    SMALL = "small"
    SENTENCES = "sentences"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What was measured of a model.

    ``context`` is the window in tokens that it was measured with, ``json_valid`` the share of replies that were
    valid at the first attempt, ``verdicts`` the share of right verdicts when it read packets (None: not tried).
    """

    reads_packets: ReadsPackets
    context: int
    json_valid: float
    log_probabilities: bool
    verdicts: float | None = None

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Capabilities:
        """Read what was stored."""
        return cls(
            ReadsPackets(stored["reads_packets"]),
            int(stored["context"]),
            float(stored["json_valid"]),
            bool(stored["log_probabilities"]),
            stored.get("verdicts"),
        )


@dataclass(frozen=True, slots=True)
class ProtocolChoice:
    """How a model is used, and why, in French. ``small`` keeps packets small."""

    protocol: ReadingProtocol
    why: str
    small: bool = False


class CapabilityStore:
    """Capabilities by model, in one JSON file of a folder."""

    def __init__(self, folder: Path):
        self._path = folder / FILE

    def get(self, card: ModelCard) -> Capabilities | None:
        """What was measured of the model of this card, None when nothing was.

        Raises:
            StorageError: the file cannot be read.
        """
        found = self._read().get(model_key(card))
        return None if found is None else Capabilities.from_json(found)

    def put(self, card: ModelCard, capabilities: Capabilities) -> None:
        """Keep what was measured, instead of what was before.

        Raises:
            StorageError: the file cannot be read or written.
        """
        known = self._read() | {model_key(card): {"model": card.name, **asdict(capabilities)}}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            partial = self._path.with_suffix(".partial")
            partial.write_text(json.dumps(known, ensure_ascii=False, indent=2), encoding="utf-8")
            partial.replace(self._path)
        except OSError as error:
            raise StorageError("les capacités mesurées ne peuvent pas être gardées.", where=str(self._path)) from error

    def _read(self) -> dict[str, Any]:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise StorageError(
                "le fichier des capacités mesurées est illisible.",
                where=str(self._path),
                remedy="Supprimez-le, puis relancez « biollm qualify ».",
            ) from error
        return stored if isinstance(stored, dict) else {}


def model_key(card: ModelCard) -> str:
    """What tells a model from all others: its digest, else kind and name."""
    return card.digest or digest_of((card.kind, card.name))


def choose_protocol(card: ModelCard, setting: ProtocolSetting, measured: Capabilities | None) -> ProtocolChoice:
    """How the model of a card is used: what the setting says, else what was measured of it."""
    if not traits_of(card).answers:
        return ProtocolChoice(ReadingProtocol.RULES, "sans modèle de langage")
    small = measured is not None and measured.reads_packets is ReadsPackets.SMALL
    if setting == "packets":
        return ProtocolChoice(ReadingProtocol.PACKETS, "demandé par le réglage llm_protocol", small)
    if setting == "sentences":
        return ProtocolChoice(ReadingProtocol.SENTENCES, "demandé par le réglage llm_protocol")
    if measured is None:
        why = "modèle non mesuré : « biollm qualify » dit s'il sait lire des paquets de phrases"
        return ProtocolChoice(ReadingProtocol.SENTENCES, why)
    if measured.reads_packets in (ReadsPackets.FULL, ReadsPackets.SMALL):
        return ProtocolChoice(ReadingProtocol.PACKETS, "mesuré : il lit des paquets de phrases", small)
    if measured.reads_packets is ReadsPackets.SENTENCES:
        return ProtocolChoice(ReadingProtocol.SENTENCES, "mesuré : il décide phrase par phrase")
    return ProtocolChoice(ReadingProtocol.RULES, "mesuré : ce modèle n'apporte rien, l'outil répond sans lui")

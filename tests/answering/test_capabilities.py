"""How a model is used follows from the setting, else from what was measured of it, never from its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from answering.llm import ModelCard
from answering.llm.capabilities import FILE, Capabilities, CapabilityStore, ReadsPackets, choose_protocol
from domain import ReadingProtocol
from domain.errors import StorageError

CARD = ModelCard("grand-modele-70b", "abc", "Q4", 8192, "ollama")
SERVED = ModelCard("modele", None, None, 8192, "openai")
NO_MODEL = ModelCard("none", None, None, 8192, "none")


def measured(reads: ReadsPackets) -> Capabilities:
    return Capabilities(reads, 16_384, 1.0, True, 0.93)


@pytest.mark.parametrize(
    ("reads", "protocol", "small"),
    [
        (None, ReadingProtocol.SENTENCES, False),
        (ReadsPackets.FULL, ReadingProtocol.PACKETS, False),
        (ReadsPackets.SMALL, ReadingProtocol.PACKETS, True),
        (ReadsPackets.SENTENCES, ReadingProtocol.SENTENCES, False),
        (ReadsPackets.NONE, ReadingProtocol.RULES, False),
    ],
)
def test_a_model_reads_packets_only_once_it_was_measured_to(
    reads: ReadsPackets | None, protocol: ReadingProtocol, small: bool
) -> None:
    choice = choose_protocol(CARD, "auto", None if reads is None else measured(reads))
    assert (choice.protocol, choice.small) == (protocol, small)
    assert choice.why


def test_the_setting_wins_over_the_measure() -> None:
    assert choose_protocol(CARD, "packets", None).protocol is ReadingProtocol.PACKETS
    assert choose_protocol(CARD, "sentences", measured(ReadsPackets.FULL)).protocol is ReadingProtocol.SENTENCES
    assert choose_protocol(NO_MODEL, "packets", None).protocol is ReadingProtocol.RULES


def test_what_was_measured_is_kept_by_model(tmp_path: Path) -> None:
    store = CapabilityStore(tmp_path / "modeles")
    assert store.get(CARD) is None
    store.put(CARD, measured(ReadsPackets.FULL))
    store.put(SERVED, measured(ReadsPackets.SENTENCES))
    again = CapabilityStore(tmp_path / "modeles")
    assert again.get(CARD) == measured(ReadsPackets.FULL)
    assert again.get(SERVED) == measured(ReadsPackets.SENTENCES)
    assert again.get(ModelCard("grand-modele-70b", "autre", "Q8", 8192, "ollama")) is None


def test_an_unreadable_file_is_said_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    with pytest.raises(StorageError, match="biollm qualify"):
        CapabilityStore(tmp_path).get(CARD)
